"""The lease: one runner at a time; the dead are followed, the living are never pushed aside."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.builders.killed_runner import start
from tests.builders.paid_provider import make_order
from visualize.jobs.lease import Lease, living_holder
from visualize.jobs.process import Identity, birth
from visualize.jobs.states import State

_SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def sleeper():
    process = subprocess.Popen(_SLEEPER)
    yield process
    process.kill()
    process.wait()


def hold(store, pid, born, *, host=None, heartbeat=None):
    own = Identity.own()
    with sqlite3.connect(store.database.path) as other:
        other.execute(
            "INSERT OR REPLACE INTO lease VALUES (1, 'theirs', ?, ?, ?, ?)",
            (host or own.host, pid, born, time.time() if heartbeat is None else heartbeat),
        )
    other.close()


def test_there_is_one_holder(store):
    lease = Lease.take(store.database)
    assert Lease.take(store.database) is None
    assert living_holder(store.database).token == lease.token
    lease.release()
    assert living_holder(store.database) is None
    assert Lease.take(store.database) is not None


def test_a_living_holder_keeps_it_however_long_it_is_silent(store, sleeper):
    hold(store, sleeper.pid, birth(sleeper.pid), heartbeat=0.0)
    assert Lease.take(store.database) is None
    os.kill(sleeper.pid, signal.SIGSTOP)
    assert Lease.take(store.database) is None


def test_a_dead_holder_is_followed_at_once(store, sleeper):
    hold(store, sleeper.pid, birth(sleeper.pid))
    sleeper.kill()  # not waited for: it stays as a zombie, which does not run either
    deadline = time.monotonic() + 10
    while birth(sleeper.pid) is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert Lease.take(store.database) is not None


def test_a_process_that_got_the_number_of_a_dead_one_is_not_taken_for_it(store, sleeper):
    hold(store, sleeper.pid, "another boot 12345")
    assert Lease.take(store.database) is not None


@pytest.mark.parametrize(("silent", "free"), [(10.0, False), (1000.0, True)])
def test_on_another_machine_only_silence_tells(store, silent, free):
    hold(store, 1, "x", host="elsewhere", heartbeat=time.time() - silent)
    assert (Lease.take(store.database) is not None) is free


def test_processes_started_at_other_times_have_other_births(sleeper):
    time.sleep(0.05)
    later = subprocess.Popen(_SLEEPER)
    try:
        assert birth(sleeper.pid) == birth(sleeper.pid)
        assert birth(sleeper.pid) != birth(later.pid)
    finally:
        later.kill()
        later.wait()
    assert birth(later.pid) is None


def test_it_is_kept_while_a_job_waits(store, project):
    lease = Lease.take(store.database)
    store.place([make_order(project)])
    assert not lease.release_if_idle()
    store.ask_to_cancel(store.jobs()[0])
    assert lease.release_if_idle()


def test_of_two_runners_started_together_one_works_and_the_other_leaves(store, server, project):
    store.place([make_order(project, i) for i in range(3)])
    both = [start(store.state, server.url, finds_jobs=True) for _ in range(2)]
    for process in both:
        process.join(30)
    codes = sorted(process.exitcode for process in both)
    assert codes in ([0, 3], [0, 0])  # 3: found the lease taken; 0: came when all was done
    assert {job.state for job in store.jobs()} == {State.SUCCEEDED}
    assert set(server.creates.values()) == {1}

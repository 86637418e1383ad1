"""A command that waits works itself or follows who does; Ctrl-C loses nothing."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.builders.killed_runner import start
from tests.builders.paid_provider import (
    QUICK,
    FolderKeeper,
    OneProvider,
    PaidProvider,
    SmallPreparer,
    make_order,
    paid_ports,
)
from visualize.jobs import waiting
from visualize.jobs.lease import Lease, living_holder
from visualize.jobs.logs import without_signatures
from visualize.jobs.pace import Pace
from visualize.jobs.process import birth
from visualize.jobs.slots import Slots
from visualize.jobs.states import State
from visualize.jobs.waiting import start_runner, wait
from visualize.jobs.work import Ports


def until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_where_nobody_works_the_jobs_are_done_here(store, state, server, project):
    ids = store.place([make_order(project, i) for i in range(3)])
    seen = []
    jobs = wait(ids, lambda now: seen.append([j.state for j in now]), state=state, pace=QUICK,
                ports=lambda: paid_ports(server.url))  # fmt: skip
    assert [job.state for job in jobs] == [State.SUCCEEDED] * 3
    assert seen[-1] == [State.SUCCEEDED] * 3
    assert living_holder(store.database) is None


def test_where_somebody_works_it_only_looks_on(store, state, server, project):
    ids = store.place([make_order(project, i) for i in range(2)])
    process = start(state, server.url, finds_jobs=True)
    until(lambda: living_holder(store.database) or store.unfinished() == 0)

    def never():
        raise AssertionError("a second runner was made")

    jobs = wait(ids, lambda _: None, state=state, pace=QUICK, ports=never)
    process.join(30)
    assert [job.state for job in jobs] == [State.SUCCEEDED] * 2
    assert set(server.creates.values()) == {1}


def test_when_the_one_who_works_dies_it_takes_over(store, state, server, project):
    ids = store.place([make_order(project, i) for i in range(2)])
    process = start(state, server.url, "after running", finds_jobs=True)
    until(lambda: living_holder(store.database) or not process.is_alive())
    jobs = wait(ids, lambda _: None, state=state, pace=QUICK, ports=lambda: paid_ports(server.url))
    process.join(30)
    assert [job.state for job in jobs] == [State.SUCCEEDED] * 2
    assert server.creates == dict.fromkeys(ids, 1)


def test_ctrl_c_leaves_the_work_to_a_runner_in_the_background(
    store, state, server, project, monkeypatch
):
    server.polls = 10_000
    (job,) = store.place([make_order(project)])
    started = []
    monkeypatch.setattr(waiting, "start_runner", started.append)

    def stop_once_it_runs(jobs):
        if jobs[0].state is State.RUNNING:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wait(
            [job], stop_once_it_runs, state=state, pace=QUICK, ports=lambda: paid_ports(server.url)
        )
    assert started == [state]
    assert store.job(job).state is State.RUNNING
    assert living_holder(store.database) is None
    assert server.creates == {job: 1}


def test_a_fault_of_the_runner_is_told_to_who_waits(store, state, project):
    (job,) = store.place([make_order(project)])

    def broken():
        raise RuntimeError("no ports")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiting, "start_runner", lambda _: False)
        with pytest.raises(RuntimeError, match="no ports"):
            wait([job], lambda _: None, state=state, ports=broken)
    assert living_holder(store.database) is None


def test_a_runner_in_the_background_is_a_process_of_its_own_that_ends_when_asked(store, state):
    assert start_runner(state)
    until(lambda: living_holder(store.database) is not None, 60)
    holder = living_holder(store.database).process
    assert holder.pid != os.getpid()
    assert os.getsid(holder.pid) == holder.pid
    assert not start_runner(state)
    log = state / "logs" / "runner.log"
    until(lambda: log.exists() and "runner begins" in log.read_text(), 60)
    os.kill(holder.pid, signal.SIGTERM)
    until(lambda: birth(holder.pid) is None, 60)
    assert "runner ends" in log.read_text()
    assert living_holder(store.database) is None


def test_a_second_runner_in_the_background_ends_at_once(store, state):
    Lease.take(store.database)
    done = subprocess.run(
        [sys.executable, "-m", "visualize.jobs", "--state", str(state)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "another runner works already" in (state / "logs" / "runner.log").read_text()


@pytest.mark.parametrize("tries", [1, 2, 5, 40])
def test_pauses_double_up_to_the_longest_and_respect_retry_after(tries):
    pace = Pace(base=1.0, longest=60.0)
    whole = min(2.0 ** (tries - 1), 60.0)
    for _ in range(50):
        assert whole / 2 <= pace.delay(tries) <= whole
        assert pace.delay(tries, 90.0) == 90.0
        assert pace.delay(tries, 1e9) == 3600.0


def test_places_are_given_out_in_the_order_of_asking_and_never_beyond_the_room():
    order, most, now = [], 0, 0

    async def one(slots, name):
        nonlocal most, now
        async with slots.one("p"):
            now += 1
            most = max(most, now)
            order.append(name)
            await asyncio.sleep(0.001)
            now -= 1

    async def main():
        slots = Slots(lambda _: 2)
        tasks = [asyncio.create_task(one(slots, i)) for i in range(12)]
        await asyncio.sleep(0)
        tasks[4].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(main())
    assert most == 2
    assert order == [i for i in range(12) if i != 4]


SIGNED = "https://user:pw@cdn.example.com/clip.mp4?X-Sig=SECRET0&e=1"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"gone: {SIGNED}", "gone: https://cdn.example.com/clip.mp4?…"),
        (f"('{SIGNED}', 404)", "('https://cdn.example.com/clip.mp4?…', 404)"),
        ("s3://b/k#SECRET0 twice", "s3://b/k?… twice"),
        ("no address? none", "no address? none"),
    ],
)
def test_signed_addresses_are_never_kept(said, kept):
    assert without_signatures(said) == kept


class _Leaky(PaidProvider):
    async def upload(self, call):
        raise RuntimeError(f"no answer from {SIGNED}")


def test_a_fault_leaves_no_signed_address_in_any_file(store, state, server, project):
    (job,) = store.place([make_order(project)])
    ports = Ports(SmallPreparer(), FolderKeeper(), OneProvider(_Leaky(server.url)))
    wait([job], lambda _: None, state=state, pace=QUICK, ports=lambda: ports)
    assert store.job(job).state is State.FAILED
    assert "RuntimeError" in (state / "logs" / "runner.log").read_text()
    written = b"".join(path.read_bytes() for path in state.rglob("*") if path.is_file())
    assert b"clip.mp4" in written
    assert b"SECRET0" not in written
    assert b"user:pw" not in written

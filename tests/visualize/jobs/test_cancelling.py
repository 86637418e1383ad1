"""Cancelling says honestly what it achieved, and never loses what was paid for."""

import asyncio
import threading
import time
from dataclasses import replace

import pytest

from models.errors import UnavailableError
from models.provider import Cancelled
from tests.builders.paid_provider import (
    QUICK,
    FolderKeeper,
    OneProvider,
    PaidProvider,
    SmallPreparer,
    make_order,
    paid_ports,
)
from visualize.jobs.errors import JobError
from visualize.jobs.lease import Lease
from visualize.jobs.records import Charge
from visualize.jobs.runner import Runner
from visualize.jobs.settling import collect_again, settle, try_again
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.jobs.work import Ports


@pytest.fixture
def meanwhile(state, server):
    """Run a runner in a thread while the test looks on and acts."""
    ended = []

    def begin(ports, pace=QUICK):
        def run():
            with JobStore(state) as store:
                lease = Lease.take(store.database)
                runner = Runner(store, lease, ports, pace)
                asyncio.run(asyncio.wait_for(runner.run(), 30))

        thread = threading.Thread(target=run)
        thread.start()
        ended.append(thread)

    yield begin
    for thread in ended:
        thread.join()


def until(store, job, *states):
    deadline = time.monotonic() + 20
    while (found := store.job(job)).state not in states:
        assert time.monotonic() < deadline, found
        time.sleep(0.01)
    return found


def test_what_waits_is_cancelled_at_once_and_costs_nothing(store, project, work, server):
    (job,) = store.place([make_order(project)])
    store.ask_to_cancel(store.job(job))
    work()
    assert (store.job(job).state, store.job(job).charge) == (State.CANCELLED, Charge.NONE)
    assert server.creates == {}
    with pytest.raises(JobError, match="nothing to stop"):
        store.ask_to_cancel(store.job(job))


def test_what_runs_is_stopped_at_the_provider_and_told_to_be_billed(
    store, project, server, meanwhile
):
    server.polls = 10_000
    (job,) = store.place([make_order(project)])
    meanwhile(paid_ports(server.url))
    store.ask_to_cancel(until(store, job, State.RUNNING))
    found = until(store, job, State.CANCELLED)
    assert "may still be billed" in found.message
    assert found.charge is Charge.POSSIBLE
    assert len(server.cancelled) == 1


class _Unstoppable(PaidProvider):
    async def cancel(self, call, remote):
        self.asked = True
        return Cancelled(stopped=False, may_be_billed=True, message="It is too late.")


def test_what_cannot_be_stopped_goes_on_and_is_kept(store, project, server, meanwhile):
    server.polls = 30
    (job,) = store.place([make_order(project)])
    ports = Ports(SmallPreparer(), FolderKeeper(), OneProvider(_Unstoppable(server.url)))
    meanwhile(ports)
    store.ask_to_cancel(until(store, job, State.RUNNING))
    assert until(store, job, State.SUCCEEDED, State.CANCELLED).state is State.SUCCEEDED
    assert any("too late" in event.message for event in store.events(job))


class _SlowDrawing(SmallPreparer):
    def prepare(self, order, folder, report):
        for step in range(2000):
            report(step / 2000, "drawing")
            time.sleep(0.01)
        return super().prepare(order, folder, report)


def test_drawing_is_stopped_between_two_reports(store, project, server, meanwhile):
    (job,) = store.place([make_order(project)])
    provider = OneProvider(PaidProvider(server.url))
    meanwhile(Ports(_SlowDrawing(), FolderKeeper(), provider))
    store.ask_to_cancel(until(store, job, State.PREPARING))
    assert until(store, job, State.CANCELLED).charge is Charge.NONE
    assert server.creates == {}


def test_a_job_that_waits_for_room_at_its_provider_is_cancelled_at_once(
    store, project, server, meanwhile
):
    server.polls = 10_000
    first, second = store.place([make_order(project, i) for i in range(2)])
    meanwhile(paid_ports(server.url, concurrency=1))
    until(store, first, State.RUNNING)
    store.ask_to_cancel(until(store, second, State.UPLOADING))
    assert until(store, second, State.CANCELLED).charge is Charge.NONE
    store.ask_to_cancel(store.job(first))
    until(store, first, State.CANCELLED)


class _Unreachable(PaidProvider):
    async def submit(self, call, uploaded, on_sending):
        raise UnavailableError(self.name, "cannot be reached.")


def test_what_never_reached_its_provider_fails_after_a_while_and_may_be_tried_again(
    store, project, server, work
):
    (job,) = store.place([make_order(project)])
    work(Ports(SmallPreparer(), FolderKeeper(), OneProvider(_Unreachable(server.url))))
    found = store.job(job)
    assert (found.state, found.charge) == (State.FAILED, Charge.NONE)
    try_again(store, found)
    work()
    assert store.job(job).state is State.SUCCEEDED
    assert server.creates == {job: 1}


def test_an_uncertain_job_settled_as_not_made_is_submitted_again(store, project, server, work):
    server.faults["create"].append("drop")
    (job,) = store.place([make_order(project)])
    work(finds_jobs=False)
    settle(store, store.job(job), made=False)
    work(finds_jobs=False)
    assert store.job(job).state is State.SUCCEEDED
    assert server.creates == {job: 1}


def test_an_uncertain_job_settled_as_made_is_never_sent_again_and_counts(
    store, project, server, work
):
    server.faults["create"].append("lose")
    (job,) = store.place([make_order(project)])
    work(finds_jobs=False)
    settled = settle(store, store.job(job), made=True)
    work(finds_jobs=False)
    assert (settled.state, settled.charge) == (State.FAILED, Charge.ESTIMATED)
    assert server.creates == {job: 1}
    for again in (try_again, collect_again):
        with pytest.raises(JobError):
            again(store, store.job(job))


def test_a_result_that_could_not_be_had_is_collected_later_at_no_cost(
    store, project, server, work, clip
):
    server.faults["result"].extend(["junk"] * QUICK.fetches)
    (job,) = store.place([make_order(project)])
    work()
    assert store.job(job).state is State.FAILED
    with pytest.raises(JobError, match="may be billed"):
        try_again(store, store.job(job))
    collect_again(store, store.job(job))
    work()
    assert (project / "takes" / f"{job}.mp4").read_bytes() == clip
    assert server.creates == {job: 1}


def test_a_runner_that_lives_takes_up_what_is_collected_again(
    store, project, server, meanwhile, clip
):
    server.faults["result"].extend(["junk"] * QUICK.fetches)
    (job,) = store.place([make_order(project)])
    meanwhile(paid_ports(server.url), replace(QUICK, idle=2.0))
    until(store, job, State.FAILED)
    collect_again(store, store.job(job))
    until(store, job, State.SUCCEEDED)
    assert (project / "takes" / f"{job}.mp4").read_bytes() == clip
    assert server.creates == {job: 1}


def test_only_an_uncertain_job_is_settled(store, project):
    (job,) = store.place([make_order(project)])
    with pytest.raises(JobError, match="not uncertain"):
        settle(store, store.job(job), made=True)

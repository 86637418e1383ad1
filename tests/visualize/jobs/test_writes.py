"""Jobs that write at the same time share one transaction, and each knows its own end of it."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from models.errors import BudgetError
from tests.builders.paid_provider import make_order
from visualize.jobs import writes as writes_module
from visualize.jobs.budget import set_limits
from visualize.jobs.errors import ChangedError, JobError, StoreError
from visualize.jobs.lease import Lease
from visualize.jobs.places import STORE_FILE
from visualize.jobs.records import Charge
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.order import Price


@pytest.fixture
def five(store, project):
    price = Price(low_usd=1.0, high_usd=2.0)
    return store.jobs(store.place([make_order(project, i, estimate=price) for i in range(5)]))


@pytest.fixture
def writes(store):
    return store.writes(Lease.take(store.database).token)


@pytest.fixture
def heard(store):
    """The statements that SQLite runs, as it tells them itself, after how it was set before."""
    level = {1: "NORMAL", 2: "FULL"}[store.database.read("PRAGMA synchronous")[0][0]]
    statements = [f"PRAGMA synchronous = {level}"]
    store.database._connection.set_trace_callback(statements.append)
    yield statements
    store.database._connection.set_trace_callback(None)


def together(*acts):
    """Let all of them write in one turn; return what each gave or raised."""

    async def main():
        return await asyncio.gather(*(act() for act in acts), return_exceptions=True)

    return asyncio.run(main())


def advanced(writes, jobs, *states):
    for state in states:
        jobs = together(*(lambda j=job, s=state: writes.move(j, s) for job in jobs))
    return jobs


def levels_of_commits(statements):
    """What SQLite had last been told of waiting for the disk when each transaction ended."""
    level, levels = "", []
    for said in statements:
        if said.startswith("PRAGMA synchronous = "):
            level = said.rpartition(" ")[2]
        if said == "COMMIT":
            levels.append(level)
    return levels


def on_disk(state):
    """What another program reads at this moment."""
    with closing(sqlite3.connect(state / STORE_FILE)) as other:
        return dict(other.execute("SELECT id, state FROM jobs"))


def test_a_job_that_wrote_alone_waits_for_no_others_and_gathers_again_once_there_are(
    five, writes, monkeypatch
):
    monkeypatch.setattr(writes_module, "_GATHER_SECONDS", 3600.0)

    async def main():
        first = writes.move(five[0], State.PREPARING)
        writes.flush()
        alone = await asyncio.wait_for(writes.move(await first, State.QUEUED), 10)
        pair = [writes.move(job, State.PREPARING) for job in (alone, five[1])]
        await asyncio.wait_for(asyncio.gather(*pair), 10)
        later = writes.move(five[2], State.PREPARING)
        await asyncio.sleep(0.05)
        gathers = not later.done()
        writes.flush()
        await later
        return gathers

    assert asyncio.run(main())


def test_moves_of_one_turn_are_one_transaction_that_all_find_written(
    store, state, five, writes, heard
):
    async def move(job):
        await writes.move(job, State.PREPARING)
        return on_disk(state)[job.id]

    assert together(*(lambda j=job: move(j) for job in five)) == ["preparing"] * 5
    assert [said for said in heard if said in ("BEGIN IMMEDIATE", "COMMIT")] == [
        "BEGIN IMMEDIATE", "COMMIT",
    ]  # fmt: skip


def test_one_move_that_must_last_makes_those_of_its_turn_wait_for_the_disk(five, writes, heard):
    first, second = five[:2]
    together(
        lambda: writes.move(first, State.PREPARING),
        lambda: writes.move(second, State.PREPARING, lasting=True),
    )
    assert levels_of_commits(heard) == ["FULL"]


def test_each_turn_waits_for_the_disk_exactly_when_one_of_its_moves_must_last(
    store, five, writes, heard
):
    jobs, wanted = five, []
    for to, lasting in [
        (State.PREPARING, False), (State.UPLOADING, True), (State.QUEUED, True),
        (State.PREPARING, False), (State.UPLOADING, False), (State.QUEUED, True),
    ]:  # fmt: skip
        jobs = together(*(lambda j=j, t=to, x=lasting: writes.move(j, t, lasting=x) for j in jobs))
        wanted.append("FULL" if lasting else "NORMAL")
    assert levels_of_commits(heard) == wanted
    level = {"NORMAL": 1, "FULL": 2}[wanted[-1]]
    assert store.database.read("PRAGMA synchronous")[0][0] == level  # as SQLite itself says


def test_a_transaction_that_fails_lets_the_next_one_wait_for_the_disk_all_the_same(store, heard):
    with pytest.raises(ValueError, match="no"), store.database.transaction(lasting=True):
        raise ValueError("no")
    for lasting in (False, True):
        with store.database.transaction(lasting=lasting):
            pass
    assert levels_of_commits(heard) == ["NORMAL", "FULL"]


def test_what_a_move_returns_is_what_the_store_then_holds(store, five, writes):
    job = advanced(writes, five[:1], State.PREPARING)[0]
    steps = [
        (State.UPLOADING, {"request": "{}", "fingerprint": "f"}),
        (State.QUEUED, {"attempts": 3, "not_before": 5.0, "cancel_asked": True}),
        (State.PREPARING, {}), (State.UPLOADING, {}), (State.SUBMITTING, {"sent_at": 1.5}),
        (State.RUNNING, {"remote": {"id": "r1", "n": [1]}}), (State.DOWNLOADING, {}),
        (State.CHECKING, {"outcome": '{"files": ["a.mp4"]}', "reported_usd": 0.5}),
        (State.SUCCEEDED, {"takes": ["one.mp4", "two.mp4"]}),
    ]  # fmt: skip
    for to, changes in steps:
        (job,) = together(lambda j=job, t=to, c=changes: writes.move(j, t, "said", **c))
        assert job == store.job(job.id)
        assert job.remote == store.job(job.id).remote
        assert job.result == store.job(job.id).result


def test_a_write_that_is_refused_leaves_the_others_as_they_are(store, five, writes):
    impossible, gone, *fine = five
    store.move(gone, State.CANCELLED, holder=None)
    ends = together(
        lambda: writes.move(fine[0], State.PREPARING),
        lambda: writes.move(impossible, State.SUCCEEDED),
        lambda: writes.move(gone, State.PREPARING),
        lambda: writes.move(fine[1], State.PREPARING),
    )
    assert [type(end) for end in ends[1:3]] == [JobError, ChangedError]
    assert [store.job(job.id).state for job in (fine[0], impossible, gone, fine[1])] == [
        "preparing", "queued", "cancelled", "preparing",
    ]  # fmt: skip


def test_jobs_that_reserve_in_one_turn_do_not_pass_a_budget_together(store, five, writes):
    set_limits(store.database, {"day": 7.0})
    ready = advanced(writes, five, State.PREPARING, State.UPLOADING)
    ends = together(*(lambda j=job: writes.reserve(j) for job in ready))
    assert [type(end) for end in ends].count(BudgetError) == 2
    assert [job.state for job in store.jobs()].count(State.SUBMITTING) == 3


def test_nothing_is_written_once_the_lease_is_lost(store, state, five, writes):
    with closing(sqlite3.connect(state / STORE_FILE, isolation_level=None)) as other:
        other.execute("UPDATE lease SET token = 'another'")
    ends = together(*(lambda j=job: writes.move(j, State.PREPARING) for job in five))
    assert {type(end) for end in ends} == {ChangedError}
    assert set(on_disk(state).values()) == {"queued"}


def test_a_store_that_fails_tells_every_job_and_keeps_no_part(store, state, five, writes):
    with closing(sqlite3.connect(state / STORE_FILE, isolation_level=None)) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON jobs WHEN OLD.number = 3"
            " BEGIN SELECT RAISE(ROLLBACK, 'x'); END"
        )
        ends = together(*(lambda j=job: writes.move(j, State.PREPARING) for job in five))
        other.execute("DROP TRIGGER full")
    assert all(isinstance(end, sqlite3.IntegrityError | StoreError) for end in ends)
    assert set(on_disk(state).values()) == {"queued"}


def test_marks_share_one_wait_for_the_disk_and_each_is_on_record_when_it_returns(
    store, state, five, writes, monkeypatch
):
    ready = advanced(writes, five, State.PREPARING, State.UPLOADING)
    ready = together(*(lambda j=job: writes.reserve(j) for job in ready))
    waits = []
    begin = store.database.transaction
    monkeypatch.setattr(
        store.database,
        "transaction",
        lambda *, lasting: waits.append(lasting) or begin(lasting=lasting),
    )

    async def send(job):
        await writes.mark_sent(job)
        with JobStore(state) as other:
            return other.job(job.id).sent_at

    sent = together(*(lambda j=job: send(j) for job in ready))
    assert waits == [True]
    assert all(at >= job.charged_at for at, job in zip(sent, ready, strict=True))


def test_a_mark_whose_create_was_given_up_meanwhile_stops_no_later_move(store, five, writes):
    """As when the time for an answer is over before the disk has the mark: nothing was sent."""
    (ready,) = advanced(writes, five[:1], State.PREPARING, State.UPLOADING)
    (ready,) = together(lambda: writes.reserve(ready))

    async def give_up():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await writes.mark_sent(ready)
        return await writes.move(ready, State.QUEUED, charge=Charge.NONE, sent_at=None)

    asyncio.run(give_up())
    found = store.job(ready.id)
    assert (found.state, found.charge, found.sent_at) == (State.QUEUED, Charge.NONE, None)


def test_a_job_that_is_left_while_it_waits_is_written_all_the_same(store, five, writes):
    async def main():
        task = asyncio.ensure_future(writes.move(five[0], State.PREPARING))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        writes.flush()  # as a runner does before it gives the lease back

    asyncio.run(main())
    assert store.job(five[0].id).state is State.PREPARING

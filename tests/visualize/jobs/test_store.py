"""The store: all or nothing, one writer wins, and no file is ever lost for being unreadable."""

import asyncio
import sqlite3
import threading

import pytest

from compose.errors import NotFoundError
from tests.builders.paid_provider import make_order
from visualize.jobs.errors import ChangedError, JobError, StoreError
from visualize.jobs.lease import Lease
from visualize.jobs.moves import reserve
from visualize.jobs.places import STORE_FILE, job_folder
from visualize.jobs.schema import VERSION
from visualize.jobs.states import State
from visualize.jobs.store import JobStore


@pytest.fixture
def one(store, project):
    return store.job(store.place([make_order(project)])[0])


@pytest.fixture
def token(store):
    return Lease.take(store.database).token


def test_an_order_comes_back_as_it_was_placed(store, project):
    order = make_order(project, note="the rain é \0 ' one", batch="b1")
    (job,) = store.place([order])
    assert store.job(job).order == order
    assert store.job(job).state is State.QUEUED


def test_jobs_are_found_by_the_beginning_of_their_id(store, one):
    assert store.find(one.id[:6]) == one
    assert store.find(one.id.removeprefix("job_")[:4]) == one


@pytest.mark.parametrize("start", ["zzzzzzzz", "", "job_", "%", "_______"])
def test_a_beginning_that_no_id_has_is_answered_with_what_there_is(store, one, start):
    with pytest.raises(NotFoundError):
        store.find(start)


def test_a_beginning_that_several_have_asks_for_more(store, project):
    ids = store.place([make_order(project, i) for i in range(60)])
    firsts = [job[4] for job in ids]
    shared = next(letter for letter in firsts if firsts.count(letter) > 1)
    with pytest.raises(JobError, match="Write more of the id"):
        store.find(shared)


def test_a_move_that_no_job_may_make_is_refused(store, one, token):
    with pytest.raises(JobError, match="is queued and cannot become succeeded"):
        store.move(one, State.SUCCEEDED, holder=token)
    assert store.job(one.id) == one


def test_two_writers_never_both_move_a_job(state, store, one):
    """Many threads, each with its own connection, move the same job at the same moment."""
    token = Lease.take(store.database).token
    gate, won = threading.Barrier(6), []

    def move():
        with JobStore(state) as mine:
            gate.wait()
            try:
                mine.move(one, State.PREPARING, holder=token)
            except ChangedError:
                return
            won.append(1)

    threads = [threading.Thread(target=move) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert [e.state for e in store.events(one.id)] == [State.QUEUED, State.PREPARING]


def test_a_runner_that_lost_its_lease_moves_nothing_more(store, one, token):
    with sqlite3.connect(store.database.path) as other:
        other.execute("UPDATE lease SET token = 'another'")
    with pytest.raises(ChangedError):
        store.move(one, State.PREPARING, holder=token)
    assert store.job(one.id) == one


def test_nothing_may_be_sent_once_the_lease_is_lost(store, one, token):
    job = store.move(one, State.PREPARING, holder=token)
    job = store.move(job, State.UPLOADING, holder=token, request="{}")
    with store.database.transaction() as connection:
        job = reserve(connection, job)
    with sqlite3.connect(store.database.path) as other:
        other.execute("UPDATE lease SET token = 'another'")

    async def send():
        await store.writes(token).mark_sent(job)

    with pytest.raises(ChangedError):
        asyncio.run(send())
    assert store.job(one.id).sent_at is None


def test_a_batch_is_placed_whole_or_not_at_all(store, project, monkeypatch):
    store.place([make_order(project)])
    taken = store.jobs()[0].id
    monkeypatch.setattr("visualize.jobs.store.new_id", lambda _prefix: taken)
    with pytest.raises(sqlite3.IntegrityError):
        store.place([make_order(project, 1), make_order(project, 2)])
    assert len(store.jobs()) == 1


def test_a_file_of_a_newer_version_is_refused_and_left_alone(store, state):
    store.close()
    path = state / STORE_FILE
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer Shotwright"):
        JobStore(state)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"x" * 4096]
)
def test_a_damaged_file_is_told_of_and_left_alone(state, content):
    (state / STORE_FILE).write_bytes(content)
    with pytest.raises(StoreError, match=r"(?s)damaged.*Nothing in it was removed"):
        JobStore(state)
    assert (state / STORE_FILE).read_bytes() == content


def test_a_file_of_another_program_is_refused_and_left_alone(state):
    with sqlite3.connect(state / STORE_FILE) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        JobStore(state)


def test_many_programs_may_open_a_new_store_at_once(state):
    gate, faults = threading.Barrier(8), []

    def begin():
        gate.wait()
        try:
            JobStore(state).close()
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the finding
            faults.append(error)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with JobStore(state) as store:
        assert store.jobs() == []


def test_an_order_that_another_version_wrote_is_told_of_and_hides_no_other(store, project):
    first, second = store.place([make_order(project), make_order(project, 1)])
    with sqlite3.connect(store.database.path) as other:
        other.execute("""UPDATE jobs SET placed = '{"shape": 3}' WHERE id = ?""", (first,))
    assert [job.id for job in store.jobs()] == [first, second]
    with pytest.raises(JobError, match="another version"):
        _ = store.job(first).order


def test_a_job_that_has_not_got_on_for_five_minutes_is_stalled(store, one, token):
    job = store.move(one, State.PREPARING, holder=token)
    assert not job.stalled(job.progress_at + 299)
    assert job.stalled(job.progress_at + 301)
    assert not one.stalled(one.progress_at + 10_000)  # it only waits for its turn


@pytest.mark.parametrize("name", ["../x", "job_", "job_../../etc", "/etc", "job_A"])
def test_what_is_no_id_never_becomes_a_path(state, name):
    with pytest.raises(ValueError, match="not the id of a job"):
        job_folder(state, name)

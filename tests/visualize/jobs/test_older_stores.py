"""A store that an older Shotwright wrote opens with everything that was in it."""

import sqlite3

import pytest

from tests.builders.paid_provider import make_order
from visualize.jobs.places import STORE_FILE
from visualize.jobs.schema import SCRIPTS, VERSION
from visualize.jobs.states import State
from visualize.jobs.store import JobStore

OUR_FILE = 0x53484F54
JOB = """
INSERT INTO jobs (id, batch, project, project_id, shot, shot_label, mode, model, provider, placed,
                  state, created_at, progress_at)
VALUES (?, '', ?, 'prj_small', 'sht_0', '000', 'start-frame', 'test/clip', 'paid', ?, ?, 5.0, 6.0)
"""


@pytest.fixture
def first_version(state, project):
    """Write a file as the first version did: two jobs, their histories out of step."""
    with sqlite3.connect(state / STORE_FILE) as old:
        old.executescript(SCRIPTS[0])
        old.execute(f"PRAGMA application_id = {OUR_FILE}")
        old.execute("PRAGMA user_version = 1")
        placed = make_order(project).model_dump_json()
        old.execute(JOB, ("job_zzz", str(project), placed, "running"))
        old.execute(JOB, ("job_aaa", str(project), placed, "succeeded"))
        old.executemany(
            "INSERT INTO events (job, number, at, state, message) VALUES (?, ?, ?, ?, ?)",
            [
                ("job_aaa", 1, 5.0, "queued", "placed"),
                ("job_aaa", 2, 7.5, "succeeded", "of the second"),
                ("job_zzz", 1, 5.0, "queued", "placed"),
                ("job_zzz", 2, 6.0, "preparing", ""),
                ("job_zzz", 3, 8.0, "running", "of the first"),
            ],
        )
        old.execute("INSERT INTO limits (scope, usd) VALUES ('day', 12.5)")
    old.close()


def test_jobs_and_each_ones_history_are_as_they_were(first_version, state):
    with JobStore(state) as store:
        assert [(job.id, job.state) for job in store.jobs()] == [
            ("job_zzz", State.RUNNING),
            ("job_aaa", State.SUCCEEDED),
        ]
        told = [(e.number, e.at, e.state, e.message) for e in store.events("job_zzz")]
        assert told == [
            (1, 5.0, State.QUEUED, "placed"),
            (2, 6.0, State.PREPARING, ""),
            (3, 8.0, State.RUNNING, "of the first"),
        ]
        assert [e.message for e in store.events("job_aaa", after=1)] == ["of the second"]
        assert store.database.read("SELECT usd FROM limits")[0][0] == 12.5


def test_work_goes_on_where_it_stood_and_its_history_with_it(first_version, state):
    with JobStore(state) as store:
        (job,) = store.left_under_way()
        assert job.id == "job_zzz"
        store.ask_to_cancel(job)
        last = store.events(job.id)[-1]
        assert (last.number, last.state, last.message) == (4, State.RUNNING, "asked to stop")


def test_the_file_is_of_this_version_then_and_opens_again(first_version, state):
    for _ in range(2):
        with JobStore(state) as store:
            assert store.database.read("PRAGMA user_version")[0][0] == VERSION

"""The watch tells each end once, reads only what changed, and does nothing while nothing is on."""

import time

import pytest
from PySide6.QtTest import QSignalSpy

from compose.files.load import load_project
from models.modes import Mode
from shotwright import ShotwrightError
from studio.job_watch import JobWatch
from studio.session import Session
from tests.studio.conftest import SCENES, wait_for
from visualize.jobs.records import Charge
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.order import Order


@pytest.fixture
def started(monkeypatch):
    """Start no runner, and count how often one was asked for."""
    started = []
    monkeypatch.setattr("studio.job_watch.start_runner", lambda: started.append(1) or True)
    return started


@pytest.fixture
def session(tmp_path):
    """A session of the product sample, with no desk whose own watch would tell of its jobs."""
    return Session(load_project(SCENES / "product").replace(root=tmp_path))


@pytest.fixture
def watch(session, started):
    watches = []

    def make():
        watches.append(JobWatch(session))
        return watches[-1]

    yield make
    for one in watches:
        one.close()


def order(session: Session, model="local/ink") -> Order:
    shot = session.project.in_sequence()[0]
    return Order(
        project=str(session.project.root), project_id=session.project.id, shot=shot.id,
        shot_label=shot.label, frozen="/nowhere", mode=Mode.FROM_ANIMATION, model=model,
        provider="local",
    )  # fmt: skip


def put(job, **cells):
    """Write as another program would."""
    columns = ", ".join(f"{name} = ?" for name in cells)
    with JobStore() as store, store.database.transaction() as connection:
        connection.execute(f"UPDATE jobs SET {columns} WHERE id = ?", (*cells.values(), job))


def ended(job, state="succeeded", **cells):
    put(job, state=state, finished_at=time.time(), **cells)


def test_an_end_is_told_once_to_a_window_that_is_open(qtbot, session, watch):
    here = watch()
    (job,) = here.place([order(session)])
    spy = QSignalSpy(here.settled)
    ended(job)
    wait_for(qtbot, lambda: spy.count() == 1)
    qtbot.wait(900)  # two more looks
    assert spy.count() == 1
    assert [one.id for one in here.take_news()] == [job]
    assert here.take_news() == ()


def test_an_end_while_the_window_was_closed_is_told_once_by_the_next(qtbot, session, watch):
    first = watch()
    (job,) = first.place([order(session)])
    first.close()
    ended(job)
    second = watch()
    spy = QSignalSpy(second.settled)
    wait_for(qtbot, lambda: spy.count() == 1)
    assert spy.at(0)[0].id == job
    second.close()
    third = watch()
    spy = QSignalSpy(third.settled)
    qtbot.wait(50)
    assert spy.count() == 0
    assert third.take_news() == ()


def test_what_ended_before_a_project_was_ever_open_here_is_no_news(qtbot, session, watch):
    with JobStore() as store:
        (job,) = store.place([order(session)])
    ended(job)
    here = watch()
    qtbot.wait(50)
    assert here.take_news() == ()
    assert [one.id for one in here.jobs] == [job]


def test_a_job_that_runs_since_before_is_resumed_and_a_new_one_is_not(session, watch, started):
    with JobStore() as store:
        (old,) = store.place([order(session)])
    here = watch()
    assert started, "the runner is asked for what is under way"
    (new,) = here.place([order(session)])
    assert (here.resumed(old), here.resumed(new)) == (True, False)


def test_only_what_another_program_wrote_is_read(qtbot, session, watch, monkeypatch):
    here = watch()
    here.place([order(session), order(session)])
    reads = []
    read = here.store.of_project
    monkeypatch.setattr(here.store, "of_project", lambda *a, **k: reads.append(1) or read(*a, **k))
    qtbot.wait(1300)  # three ticks of the clock
    assert reads == [], "nobody wrote"
    put(here.jobs[0].id, message="third in queue")
    wait_for(qtbot, lambda: here.jobs[0].message == "third in queue")
    assert len(reads) == 1


def test_no_clock_runs_while_nothing_is_under_way(qtbot, session, watch):
    here = watch()
    assert not here._timer.isActive()
    (job,) = here.place([order(session)])
    assert here._timer.isActive()
    ended(job)
    wait_for(qtbot, lambda: here.under_way() == 0)
    assert not here._timer.isActive()


def test_an_order_of_the_command_line_wakes_an_idle_window(qtbot, session, watch):
    here = watch()
    with JobStore() as store:
        (job,) = store.place([order(session)])
    wait_for(qtbot, lambda: [one.id for one in here.jobs] == [job])


def test_jobs_of_other_projects_are_not_listed(session, watch):
    with JobStore() as store:
        store.place([order(session).model_copy(update={"project_id": "prj_other"})])
    assert watch().jobs == ()


def test_a_waiting_job_is_cancelled_and_may_be_tried_again(session, watch):
    here = watch()
    (job,) = here.place([order(session)])
    here.cancel(job)
    assert here.job(job).state is State.CANCELLED
    here.retry(job)
    assert here.job(job).state is State.QUEUED
    with pytest.raises(ShotwrightError, match="only what failed"):
        here.retry(job)


@pytest.mark.parametrize(
    ("made", "state", "charge"),
    [(True, State.FAILED, Charge.ESTIMATED), (False, State.QUEUED, Charge.NONE)],
)
def test_an_uncertain_job_is_settled_by_hand(session, watch, made, state, charge):
    here = watch()
    (job,) = here.place([order(session)])
    put(job, state="uncertain", charge="possible")
    here.look()
    here.settle(job, made=made)
    assert (here.job(job).state, here.job(job).charge) == (state, charge)


def test_cleared_jobs_stay_cleared_and_a_later_end_is_listed(session, watch):
    here = watch()
    one, two, three = here.place([order(session)] * 3)
    ended(two)
    here.look()
    here.clear()
    assert {job.id for job in here.jobs} == {one, three}
    ended(one)
    here.look()
    assert {job.id for job in here.jobs} == {one, three}
    here.clear(one)
    assert {job.id for job in here.jobs} == {three}
    here.close()
    assert {job.id for job in watch().jobs} == {three}


def test_an_uncertain_job_is_never_cleared(session, watch):
    here = watch()
    (job,) = here.place([order(session)])
    put(job, state="uncertain")
    here.look()
    here.clear()
    assert [one.id for one in here.jobs] == [job]


def test_a_file_of_told_jobs_that_is_rubbish_hinders_nothing(session, watch):
    here = watch()
    (job,) = here.place([order(session)])
    here.close()
    (kept,) = _state().glob("studio-jobs.json")
    kept.write_text('{"projects": 7')
    assert [one.id for one in watch().jobs] == [job]


def _state():
    with JobStore() as store:
        return store.state

"""What is told when jobs end: one toast each, and one for all where they are many."""

from dataclasses import replace

import pytest

from studio.visualize_mode.announcing import Announcing, landed, summary, trouble
from tests.studio.conftest import wait_for
from tests.studio.visualize_mode.test_job_rows import JOB, NOW
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.order import Order

DONE = replace(
    JOB, state=State.SUCCEEDED, submitted_at=NOW - 112.0, finished_at=NOW, reported_usd=0.45
)
FAILED = replace(JOB, state=State.FAILED, message="fal refused the clip.")
DOUBT = replace(JOB, state=State.UNCERTAIN)


def test_a_landed_take_tells_its_price_and_how_long_it_took():
    message = landed(DONE, "Kling 3 Pro")
    assert message.text == "A take of 020 is in the gallery"
    assert message.detail == "Kling 3 Pro · $0.45 · 1 min 52 s"
    assert message.kind == "good"


def test_a_failure_is_told_in_the_words_of_the_job():
    message = trouble(FAILED, "Ray")
    assert (message.text, message.detail, message.kind) == (
        "020 Ray failed", "fal refused the clip.", "bad",
    )  # fmt: skip
    assert "Settle it" in trouble(DOUBT, "Ray").detail


def test_many_ends_are_counted_by_how_they_ended():
    assert summary([DONE, DONE, FAILED, DOUBT]).text == (
        "2 takes are in the gallery, 1 failed, 1 to settle"
    )
    assert summary([DONE] * 3).kind == "good"


@pytest.fixture
def ended_before(open_desk, no_runner):
    """A desk opened again, after three jobs failed and one was cancelled while it was closed."""
    first = open_desk("product")
    session = first.session
    order = Order(
        project=str(session.project.root), project_id=session.project.id, shot="sht_a",
        shot_label="010 hero", frozen="/nowhere", mode="image", model="local/ink", provider="local",
    )  # fmt: skip
    ids = first.jobs.place([order] * 4)
    first.jobs.close()
    with JobStore() as store, store.database.transaction() as connection:
        for id_, state in zip(ids, ("failed", "failed", "failed", "cancelled"), strict=True):
            connection.execute("UPDATE jobs SET state = ? WHERE id = ?", (state, id_))
    return open_desk(session.project)


def test_what_ended_while_the_window_was_closed_is_told_once_by_whoever_is_first(
    ended_before, qtbot
):
    told = []
    ended_before.session.told.connect(told.append)
    both = [Announcing(ended_before), Announcing(ended_before)]
    wait_for(qtbot, lambda: bool(told))
    qtbot.wait(200)
    assert [one.text for one in told] == ["3 failed"], "and nothing of what was cancelled by hand"
    assert len(both) == 2

"""Camera moves from the panel: tried live, kept as one entry, or put back."""

from __future__ import annotations

import numpy as np
import pytest

from compose.evaluation import evaluate
from compose.moves import MOVES
from studio.session import Session
from studio.timeline import Timeline
from studio.timeline.move_draft import MoveDraft, title_of
from tests.builders.timed_scene import BOX, FIGURE, FIRST, timed_project
from tests.studio.conftest import wait_for


def at_once(make, done, failed) -> None:
    """Stand for work off the thread: do it here and now."""
    from shotwright import ShotwrightError

    try:
        made = make()
    except ShotwrightError as error:
        failed(str(error))
    else:
        done(made)


def path(session: Session) -> np.ndarray:
    shot = session.project.shot(FIRST)
    places = [evaluate(session.project, shot, frame).camera.world[:3, 3] for frame in (0, 47)]
    return places[1] - places[0]


@pytest.fixture
def session() -> Session:
    return Session(timed_project())


def test_a_move_is_seen_before_it_is_kept_and_is_one_entry_of_undo(session) -> None:
    draft = MoveDraft(session, at_once)
    draft.choose("truck")
    assert path(session) == pytest.approx((2.0, 0.0, 0.0), abs=1e-6)
    draft.set("distance_m", 3.0)
    draft.set("distance_m", -1.5)
    assert path(session) == pytest.approx((-1.5, 0.0, 0.0), abs=1e-6)
    draft.keep()
    assert session.undo_label == "Truck"
    session.undo()
    assert session.undo_label is None
    assert path(session) == pytest.approx((0.0, 0.0, 0.0), abs=1e-6)


def test_another_move_begins_from_the_shot_as_it_was(session) -> None:
    draft = MoveDraft(session, at_once)
    draft.choose("truck")
    draft.choose("pedestal")
    draft.keep()
    assert path(session) == pytest.approx((0.0, 1.0, 0.0), abs=1e-6)
    assert session.undo_label == "Pedestal"


def test_dropping_leaves_the_very_project_that_was(session) -> None:
    before, draft = session.project, MoveDraft(session, at_once)
    draft.choose("dolly")
    assert session.project is not before
    draft.drop()
    assert session.project is before


def test_a_move_that_cannot_be_made_says_why_and_shows_the_shot_as_it_was(session) -> None:
    before, draft = session.project, MoveDraft(session, at_once)
    draft.choose("truck")
    draft.set("distance_m", 99999.0)
    assert "distance_m" in draft.problem
    assert session.project is before


def test_an_edit_by_another_hand_is_not_overwritten_by_a_move_that_comes_late(session) -> None:
    late = []
    draft = MoveDraft(session, lambda make, done, failed: late.append((make, done)))
    draft.choose("truck")
    session.do("Rename", lambda p: p.replace(name="Other"))
    make, done = late[0]
    done(make())
    assert session.project.name == "Other"
    assert path(session) == pytest.approx((0.0, 0.0, 0.0), abs=1e-6)


def test_a_move_about_somebody_takes_the_figure_first_and_the_selection_before(session) -> None:
    assert MoveDraft(session, at_once).subjects()[0][0] == FIGURE
    session.select([BOX])
    draft = MoveDraft(session, lambda *_: None)
    draft.choose("arc")
    assert draft.value(MOVES["arc"].parameters[0]) == BOX


def test_keys_go_into_the_shot_where_auto_key_says_so(session) -> None:
    from studio.session import Layer

    session.set_recording(False, Layer.SHOT)
    draft = MoveDraft(session, at_once)
    draft.choose("truck")
    draft.keep()
    assert any(t.channel.startswith("translation") for t in session.project.shot(FIRST).tracks)


def test_titles_are_words_of_the_trade() -> None:
    assert [title_of(name) for name in ("push-in", "whip-pan", "over-the-shoulder")] == [
        "Push-in", "Whip pan", "Over the shoulder",
    ]  # fmt: skip


def test_the_panel_on_a_desk(open_desk, shoot, qtbot) -> None:
    desk = open_desk(timed_project())
    timeline = Timeline(desk)
    qtbot.addWidget(timeline)
    timeline.resize(1200, 420)
    timeline.show()
    panel = timeline._menu.open_moves()
    panel.list.setCurrentRow(list(MOVES).index("arc"))
    wait_for(qtbot, lambda: not panel.draft.busy, 20)
    assert panel.draft.problem == ""
    shoot(timeline, "timeline-moves", (1200, 420))
    panel.apply()
    assert desk.session.undo_label == "Arc"

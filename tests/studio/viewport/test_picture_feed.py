"""What a viewport asks of the renderer, told by a renderer that only writes it down."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from compose.edits import add_scene, new_project
from studio.viewport.picture_feed import PictureFeed
from studio.viewport.view import View
from tests.studio.conftest import wait_for

SLOW_S = 0.5


class Notebook(QObject):
    """Writes wishes down; pictures are made when a test says so."""

    drawn = Signal(object)
    failed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.wishes = []

    def ask(self, wish) -> None:
        self.wishes.append(wish)

    def forget(self, slot: str) -> None:
        self.wishes = [wish for wish in self.wishes if wish.slot != slot]

    def draw_all(self, seconds: float = SLOW_S) -> None:
        wishes, self.wishes = self.wishes, []
        for wish in wishes:
            frame = dict.fromkeys(wish.passes)
            self.drawn.emit(SimpleNamespace(wish=wish, frame=frame, snapshot=None, seconds=seconds))


@pytest.fixture
def shown(qtbot):
    drawing = Notebook()
    feed = PictureFeed(drawing, "viewport", lambda: 30.0)
    project = add_scene(new_project("Film", rate="24"), "Room")
    view = View(
        project=project, scene=project.scenes[0].id, shot=None, frame=0.0, camera=None,
        shading="clay", size=(64, 32),
    )  # fmt: skip
    feed.show(view)
    drawing.draw_all()
    return drawing, feed, view


def test_while_frames_keep_coming_only_they_are_asked_for(qtbot, shown) -> None:
    drawing, feed, view = shown
    for frame in range(1, 5):
        feed.show(replace(view, frame=float(frame)))
        qtbot.wait(200)  # slower to draw than the feed waits for quiet
        assert [(wish.slot, wish.frame) for wish in drawing.wishes] == [("viewport", frame)]
        drawing.draw_all()
        assert not feed.settled


def test_when_they_end_the_fine_picture_and_the_exact_passes_follow(qtbot, shown) -> None:
    drawing, feed, view = shown
    feed.show(replace(view, frame=1.0))
    assert [wish.budget_ms for wish in drawing.wishes] == [30.0]
    drawing.draw_all()
    wait_for(qtbot, lambda: len(drawing.wishes) == 2, 2.0)
    assert [(wish.slot, wish.budget_ms) for wish in drawing.wishes] == [
        ("viewport", 0.0), ("viewport/exact", 0.0),
    ]  # fmt: skip
    assert not feed.settled
    drawing.draw_all()
    assert feed.settled
    assert feed.seen is not None


def test_where_drawing_is_fast_no_frame_is_rough_and_none_is_drawn_twice(qtbot, shown) -> None:
    drawing, feed, view = shown
    feed.show(view)
    feed.show(replace(view, frame=1.0), moving=False)
    drawing.draw_all(seconds=0.01)
    feed.show(replace(view, frame=2.0))
    assert [(wish.slot, wish.budget_ms) for wish in drawing.wishes] == [("viewport", 0.0)]
    drawing.draw_all(seconds=0.01)
    wait_for(qtbot, lambda: bool(drawing.wishes), 2.0)
    assert [wish.slot for wish in drawing.wishes] == ["viewport/exact"]

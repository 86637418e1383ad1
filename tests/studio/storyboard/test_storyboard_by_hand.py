"""The storyboard by mouse and keyboard on a real desk."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from compose.edits import new_project, set_shot
from studio.storyboard import Storyboard
from tests.builders.timed_scene import FIRST, SECOND, timed_project
from tests.studio.conftest import wait_for


@pytest.fixture
def board(open_desk, qtbot):
    def make(project) -> Storyboard:
        board = Storyboard(open_desk(project))
        qtbot.addWidget(board)
        board.resize(1200, 104)
        with qtbot.waitExposed(board):
            board.show()
        return board

    return make


def place(board: Storyboard, row: int, *, words: bool = False) -> QPoint:
    rect = board.strip.visualRect(board.strip.shots.index(row))
    return QPoint(rect.x() + 60, rect.y() + (78 if words else 30))


def session_of(board: Storyboard):
    return board._desk.session


def test_a_click_looks_at_the_shot(board, qtbot) -> None:
    made = board(timed_project())
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(made.strip.viewport(), left, pos=place(made, 1))
    assert session_of(made).shot.id == SECOND
    assert session_of(made).frame == 48


def test_the_last_card_adds_a_shot_and_looks_at_it(board, qtbot) -> None:
    made = board(timed_project())
    qtbot.mouseClick(made.strip.viewport(), Qt.MouseButton.LeftButton, pos=place(made, 2))
    session = session_of(made)
    assert [shot.number for shot in session.project.in_sequence()] == ["010", "020", "030"]
    assert session.shot.number == "030"
    session.undo()
    assert [shot.number for shot in session.project.in_sequence()] == ["010", "020"]


def test_a_shot_that_begins_elsewhere_says_so_and_can_begin_at_the_playhead(board) -> None:
    made, told = board(timed_project()), []
    session = session_of(made)
    session.told.connect(told.append)
    session.set_frame(30)
    made.add()
    assert session.shot.start == 96
    ((label, begin_there),) = told[-1].actions
    assert label == "Begin at frame 30"
    begin_there()
    assert (session.shot.start, session.shot.end, session.frame) == (30, 102, 30)
    session.undo()
    session.undo()
    assert len(session.project.shots) == 2


def test_an_empty_project_says_what_to_do_and_gets_its_first_shot(board, qtbot) -> None:
    made = board(new_project("Empty"))
    assert made._empty.isVisible()
    qtbot.mouseClick(made.strip.viewport(), Qt.MouseButton.LeftButton, pos=place(made, 0))
    assert session_of(made).shot.number == "010"
    assert not made._empty.isVisible()


@pytest.mark.parametrize(("x", "typed", "field"), [(60, "drive by", "name"), (8, "015", "number")])
def test_a_double_click_on_a_label_edits_it_in_place(board, qtbot, x, typed, field) -> None:
    made = board(timed_project())
    rect = made.strip.visualRect(made.strip.shots.index(0))
    where = QPoint(rect.x() + x, rect.y() + 78)
    qtbot.mouseDClick(made.strip.viewport(), Qt.MouseButton.LeftButton, pos=where)
    editor = made.strip.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    wait_for(qtbot, lambda: getattr(session_of(made).project.shot(FIRST), field) == typed, 3)
    assert session_of(made).undo_label == "Rename shot 010"


def test_a_number_that_is_taken_is_told_and_nothing_changes(board) -> None:
    made, told = board(timed_project()), []
    session_of(made).told.connect(told.append)
    made.strip.shots.edited = "number"
    before = session_of(made).project
    assert not made.strip.shots.setData(made.strip.shots.index(1), "010")
    assert session_of(made).project is before
    assert "taken" in told[0].detail


def test_deleting_offers_undo_and_goes_to_the_neighbour(board) -> None:
    made, told = board(timed_project()), []
    session = session_of(made)
    session.told.connect(told.append)
    made.delete()
    assert session.shot.id == SECOND
    ((label, undo),) = told[-1].actions
    undo()
    assert (label, session.shot.id, session.project.sequence) == ("Undo", FIRST, (FIRST, SECOND))


def test_the_arrows_go_along_the_shots(board, qtbot) -> None:
    made = board(timed_project())
    qtbot.keyClick(made.strip, Qt.Key.Key_Right)
    assert session_of(made).shot.id == SECOND
    qtbot.keyClick(made.strip, Qt.Key.Key_Left)
    assert session_of(made).shot.id == FIRST


def test_a_dropped_card_moves_in_the_story(board) -> None:
    made = board(timed_project())
    model = made.strip.shots
    data = model.mimeData([model.index(1)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index(-1))
    assert session_of(made).project.sequence == (SECOND, FIRST)
    assert session_of(made).undo_label == "Reorder the storyboard"


def test_pictures_come_at_twice_the_size_and_only_again_when_they_can_differ(board, qtbot) -> None:
    made = board(timed_project())
    pictures, drawn = made.strip.thumbnails, []
    wait_for(qtbot, lambda: all(pictures.image(s) is not None for s in (FIRST, SECOND)), 60)
    assert pictures.image(FIRST).height() > 66
    qtbot.wait(700)  # the renderer is shared with the tests before, whose last wishes may come
    pictures.drawn.connect(drawn.append)
    session = session_of(made)
    session.do("Rename", lambda p: set_shot(p, FIRST, name="other"))
    qtbot.wait(700)
    assert drawn == []
    session.do("Lens", lambda p: set_shot(p, FIRST, focal_length_mm=90.0))
    wait_for(qtbot, lambda: bool(drawn), 30)
    qtbot.wait(200)
    assert drawn == [FIRST]


def test_no_timer_runs_when_nothing_happens(board, qtbot) -> None:
    from PySide6.QtCore import QTimer

    made = board(timed_project())
    qtbot.wait(600)
    assert not any(timer.isActive() for timer in made.findChildren(QTimer))


def test_the_board_looks_like_the_mockup(open_desk, shoot, qtbot) -> None:
    desk = open_desk("product")
    made = Storyboard(desk)
    qtbot.addWidget(made)
    made.show()
    pictures = made.strip.thumbnails
    shots = [shot.id for shot in desk.session.project.in_sequence()]
    wait_for(qtbot, lambda: all(pictures.image(shot) is not None for shot in shots), 60)
    path = shoot(made, "storyboard-board", (1600, 104))
    assert path.is_file()
    image = pictures.image(shots[0])
    grey = np.array([image.pixelColor(x, image.height() // 2).value() for x in range(0, 300, 5)])
    assert grey.std() > 3  # something is to be seen in it


def test_a_card_dropped_before_the_first_begins_the_film(board) -> None:
    """By the events that Qt sends when a drag comes to its end."""
    made = board(timed_project())
    view, model = made.strip.viewport(), made.strip.shots
    data = model.mimeData([model.index(1)])
    where = QPointF(made.strip.visualRect(model.index(0)).topLeft() + QPoint(2, 30))
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(where.toPoint(), move, data, left, plain),
        QDragMoveEvent(where.toPoint(), move, data, left, plain),
        QDropEvent(where, move, data, left, plain),
    ):
        QApplication.sendEvent(view, event)
    assert session_of(made).project.sequence == (SECOND, FIRST)
    assert [shot.id for shot in model.shots] == [SECOND, FIRST]

"""A hand that does anything, seeded: nothing crashes, and the project stays one."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from compose.evaluation import evaluate
from compose.files.check import check_project
from compose.files.save import save_project
from studio.storyboard import Storyboard
from studio.timeline import Timeline
from tests.builders.timed_scene import BOX, CAMERA, FIGURE, timed_project

EVENTS = 500
KEYS = (
    Qt.Key.Key_Delete, Qt.Key.Key_Escape, Qt.Key.Key_Home, Qt.Key.Key_T, Qt.Key.Key_V,
    Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_L, Qt.Key.Key_Space, Qt.Key.Key_I, Qt.Key.Key_Comma,
    Qt.Key.Key_Period, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_Left,
)  # fmt: skip
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


class Monkey:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def act(self, widget: QWidget) -> None:
        place = QPointF(
            self.random.uniform(0, widget.width()), self.random.uniform(0, widget.height())
        )
        what = self.random.random()
        modifiers = self.random.choice(MODIFIERS)
        if what < 0.55:
            self.drag(widget, place, modifiers)
        elif what < 0.7:
            turn = self.random.choice((-240, 120, 120, 360))
            event = QWheelEvent(
                place, place, QPointF().toPoint(), QPointF(0, turn).toPoint(),
                Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(widget, event)
        else:
            key = self.random.choice(KEYS)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))

    def drag(self, widget: QWidget, place: QPointF, modifiers) -> None:
        button = self.random.choice(
            (Qt.MouseButton.LeftButton,) * 4 + (Qt.MouseButton.MiddleButton,)
        )
        self.send(widget, QEvent.Type.MouseButtonPress, place, button, button, modifiers)
        for _ in range(self.random.randrange(5)):
            place = place + QPointF(self.random.gauss(0, 40), self.random.gauss(0, 15))
            self.send(
                widget, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, button, modifiers
            )
        if self.random.random() < 0.2:
            event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, modifiers)
            QApplication.sendEvent(widget, event)
        kind = QEvent.Type.MouseButtonRelease
        self.send(widget, kind, place, button, Qt.MouseButton.NoButton, modifiers)

    def send(self, widget, kind, place, button, buttons, modifiers) -> None:
        event = QMouseEvent(kind, place, place, button, buttons, modifiers)
        QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_a_hand_does_the_project_stays_sound(open_desk, qtbot, tmp_path, seed) -> None:
    desk = open_desk(timed_project())
    box = QWidget()
    column = QVBoxLayout(box)
    board, timeline = Storyboard(desk), Timeline(desk)
    board.strip.setDragEnabled(False)  # Qt's own drag waits for a mouse that is really there
    column.addWidget(board)
    column.addWidget(timeline, 1)
    qtbot.addWidget(box)
    box.resize(1100, 480)
    box.show()
    monkey, session = Monkey(seed), desk.session
    for step in range(EVENTS):
        timeline.show_curves(step % 200 > 100)
        if step % 25 == 0:
            chosen = monkey.random.sample((BOX, CAMERA, FIGURE), monkey.random.randrange(4))
            known = {node.id for node in session.scene.nodes}
            session.select(node for node in chosen if node in known)
        canvas, dopesheet = timeline.curves.canvas, timeline.dopesheet
        editor = canvas if step % 200 > 100 else dopesheet.viewport()
        listed = timeline.curves.list
        monkey.act(
            monkey.random.choice(
                (
                    editor,
                    editor,
                    timeline.shot_bar,
                    timeline.ruler,
                    board.strip.viewport(),
                    listed.viewport(),
                    listed,
                )
            )
        )
        if monkey.random.random() < 0.1:
            monkey.random.choice((session.undo, session.redo))()
        if step % 50 == 0:
            qtbot.wait(1)
    timeline.player.stop()
    session.end_gesture()
    for shot in session.project.shots:
        evaluate(session.project, shot, shot.start)
    save_project(session.project.replace(root=tmp_path / "film"))
    assert [p for p in check_project(tmp_path / "film") if p.severity == "error"] == []
    while session.undo_label is not None:
        session.undo()
    assert session.project == timed_project().replace(id=session.project.id)

"""A timeline of the small timed scene on a real desk, and a hand that drags on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.session import Layer
from studio.timeline import Timeline
from studio.timeline.keys import TrackRef
from tests.builders.timed_scene import BOX, timed_project

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
X = TrackRef(Layer.SCENE, BOX, "translation.x")


@pytest.fixture
def timeline(open_desk, qtbot) -> Timeline:
    made = Timeline(open_desk(timed_project()))
    qtbot.addWidget(made)
    made.resize(1200, 420)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made._desk.session.select([BOX])
    return made


def session(timeline: Timeline):
    return timeline._desk.session


def frames(timeline: Timeline, ref: TrackRef = X) -> list[float]:
    track = timeline.sheet.track(ref)
    return [] if track is None else [key.frame for key in track.curve.keys]


def drag(widget, start: QPoint, end: QPoint, keys=Qt.KeyboardModifier.NoModifier, drop=True):
    """Press, go there in steps, and let go."""
    QTest.mousePress(widget, LEFT, keys, start)
    for step in range(1, 6):
        _move(widget, start + (end - start) * step / 5, keys)
    if drop:
        QTest.mouseRelease(widget, LEFT, keys, end)


def _move(widget, place: QPoint, keys) -> None:
    """Send a move with its modifiers, which QTest's own move does not carry."""
    where = QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, LEFT, LEFT, keys)
    QApplication.sendEvent(widget, event)


def key_place(timeline: Timeline, detail: str, frame: float) -> QPoint:
    rows = timeline.sheet.rows
    row = next(n for n, row in enumerate(rows) if row.detail == detail)
    return timeline.dopesheet.point_of(row, frame).toPoint()


def by_frames(timeline: Timeline, count: float) -> QPoint:
    return QPoint(round(count * timeline.axis.scale.pixels), 0)

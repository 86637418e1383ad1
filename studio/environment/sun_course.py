"""SunCourse: the day as the sun goes over it, with the sun to be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.environment.day import MINUTES, Day, at_minute, course_of, elevation_at, sun_sentence
from studio.theme import Theme
from studio.widgets.kept_keys import KeptKeys
from studio.widgets.ringed import Ringed

_MARGIN, _FOOT, _SUN = 8.0, 16.0, 7.0
_LOWEST, _HIGHEST = -40.0, 75.0
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}


class SunCourse(Ringed):
    """A clock by the height of the sun. Drag it, or step with the arrows (Shift: by a minute)."""

    begun = QtSignal()
    """A drag begins."""
    moved = QtSignal(int)
    """A step of the drag: the minute of the day."""
    ended = QtSignal()
    """The drag is over and keeps."""
    cancelled = QtSignal()
    """The drag is taken back (Esc)."""
    typed = QtSignal(int)
    """A minute of the day by key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._day: Day | None = None
        self._dragging = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAccessibleName("Time of day")
        KeptKeys(self, self._wants)

    def show_day(self, day: Day) -> None:
        """Show a day and its time."""
        self._day = day
        self.setAccessibleDescription(f"{day.clock}. {sun_sentence(day)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the course and the hours under it."""
        return QSize(220, 104)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the course, the hours and the sun."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ring = 2.0 if self.ringed else 1.0
        painter.setPen(QPen(self._theme.color("daylight" if self.ringed else "line2"), ring))
        painter.setBrush(self._theme.color("input"))
        painter.drawRoundedRect(whole, 4, 4)
        if self._day is not None:
            self._paint_course(painter, self._day)
        painter.end()

    def _paint_course(self, painter: QPainter, day: Day) -> None:
        path = QPainterPath()
        for minute, height in course_of(day):
            spot = self._spot(minute, height)
            path.moveTo(spot) if minute == 0 else path.lineTo(spot)
        horizon = self._spot(0, 0.0).y()
        area = self._area()
        above, below = QRectF(area), QRectF(area)
        above.setBottom(horizon)
        below.setTop(horizon)
        under = QPainterPath(path)
        under.lineTo(area.right(), horizon)
        under.lineTo(area.left(), horizon)
        painter.save()
        painter.setClipRect(above)
        painter.fillPath(under, self._theme.color("daylight_soft"))
        painter.strokePath(path, QPen(self._theme.color("daylight"), 1.6))
        painter.setClipRect(below)
        painter.strokePath(path, QPen(self._theme.color("line2"), 1.2, Qt.PenStyle.DotLine))
        painter.restore()
        painter.setPen(QPen(self._theme.color("line2"), 1.0))
        painter.drawLine(QPointF(area.left(), horizon), QPointF(area.right(), horizon))
        self._paint_hours(painter, area)
        self._paint_sun(painter, day, horizon)

    def _paint_hours(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text3"))
        for hour in (0, 6, 12, 18, 24):
            x = self._spot(hour * 60, 0.0).x()
            room = QRectF(x - 16, area.bottom(), 32, _FOOT)
            side = Qt.AlignmentFlag.AlignHCenter
            if hour in (0, 24):
                room.moveLeft(x if hour == 0 else x - 32)
                side = Qt.AlignmentFlag.AlignLeft if hour == 0 else Qt.AlignmentFlag.AlignRight
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, f"{hour}")

    def _paint_sun(self, painter: QPainter, day: Day, horizon: float) -> None:
        height = elevation_at(day)
        spot = self._spot(day.minute, height)
        painter.setPen(QPen(self._theme.color("line2"), 1.0))
        painter.drawLine(QPointF(spot.x(), horizon), spot)
        up = height >= 0.0
        painter.setPen(QPen(self._theme.color("text1" if up else "text3"), 2.0))
        painter.setBrush(self._theme.color("text1" if up else "input"))
        painter.drawEllipse(spot, _SUN - 1.0, _SUN - 1.0)
        painter.setFont(self._theme.font("name"))
        painter.setPen(self._theme.color("text1"))
        left = spot.x() > self.width() / 2.0
        room = QRectF(spot.x() - 58 if left else spot.x() + 12, spot.y() - 9, 46, 18)
        room.moveTop(min(max(room.top(), 4.0), self._area().bottom() - 18.0))
        painter.fillRect(room.adjusted(4, 1, -4, -1), self._theme.color("input", 0.8))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, day.clock)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the sun."""
        if event.button() is Qt.MouseButton.LeftButton and self._day is not None:
            self._dragging = True
            self.begun.emit()
            self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._dragging:
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        if self._dragging:
            self._dragging = False
            self.ended.emit()

    def _wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for the sun: an arrow, and Esc in a drag."""
        escape = self._dragging and event.key() == Qt.Key.Key_Escape
        return escape or Qt.Key(event.key()) in _KEYS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by a quarter of an hour, with Shift by a minute; take a drag back with Esc."""
        step = _KEYS.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._dragging = False
            self.cancelled.emit()
        elif step and self._day is not None:
            size = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 15
            self.typed.emit(at_minute(self._day, self._day.minute + step * size).minute)
        else:
            super().keyPressEvent(event)

    def _drag(self, event: QMouseEvent) -> None:
        area = self._area()
        share = (event.position().x() - area.left()) / area.width()
        minute = round(share * MINUTES)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            minute = round(minute / 30) * 30
        self.moved.emit(min(max(minute, 0), MINUTES - 1))

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_FOOT - 2)

    def _spot(self, minute: int, height: float) -> QPointF:
        area = self._area()
        share = (min(max(height, _LOWEST), _HIGHEST) - _LOWEST) / (_HIGHEST - _LOWEST)
        return QPointF(
            area.left() + area.width() * minute / MINUTES, area.bottom() - share * area.height()
        )

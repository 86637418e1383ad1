"""Ruler: frames or timecode over the timeline; a press or a drag on it moves the playhead."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from compose.timing import timecode
from studio.desk import Desk
from studio.listening import listen
from studio.timeline.play_range import PlayRange
from studio.timeline.scale import ticks
from studio.timeline.time_axis import NAMES_PX, TimeAxis, TimeNavigator

RULER_PX = 20


class Ruler(QWidget):
    """The ticks of scene time, with the name column's head at the left.

    Parameters
    ----------
    range_
        What plays; it is shown as a brighter band.
    """

    def __init__(
        self, desk: Desk, axis: TimeAxis, range_: PlayRange, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._axis, self._range = desk, axis, range_
        self._scrubbing = False
        self.timecode = False
        self.setObjectName("ruler")
        self.setAccessibleName("Time ruler")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFixedHeight(RULER_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        axis.changed.connect(self.update)
        TimeNavigator(axis, self, NAMES_PX)
        listen(self, range_.changed, self.update)
        listen(self, desk.session.project_changed, lambda _: self.update())

    def sizeHint(self) -> QSize:
        """Return the height of a row of the timeline."""
        return QSize(400, RULER_PX)

    def set_timecode(self, on: bool) -> None:
        """Label ticks in timecode, or in frames."""
        self.timecode = on
        self.update()

    def frame_text(self, frame: float) -> str:
        """Return how a frame is written here."""
        if self.timecode:
            return timecode(round(frame), self._desk.session.project.frame_rate)
        return f"{frame:g}".replace("-", "−")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part that is asked for."""
        theme = self._desk.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.color("bg2"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        name = QRectF(12, 0, NAMES_PX - 20, RULER_PX)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, "Scene time")
        painter.setClipRect(NAMES_PX, 0, self.width() - NAMES_PX, RULER_PX)
        self._paint_range(painter)
        self._paint_ticks(painter)
        painter.end()

    def _paint_range(self, painter: QPainter) -> None:
        scale, stretch = self._axis.scale, self._range.stretch
        if stretch is not None:
            left, right = scale.x(stretch.start), scale.x(stretch.end)
            band = QRectF(NAMES_PX + left, RULER_PX - 2, right - left, 2)
            painter.fillRect(band, self._desk.theme.color("daylight", 0.7))

    def _paint_ticks(self, painter: QPainter) -> None:
        theme, scale = self._desk.theme, self._axis.scale
        rate = self._desk.session.project.frame_rate
        for tick in ticks(scale, self.width() - NAMES_PX, rate):
            x = NAMES_PX + scale.x(tick.frame)
            painter.setPen(theme.color("line2"))
            top = RULER_PX - (7 if tick.labelled else 4)
            painter.drawLine(QPointF(x, top), QPointF(x, RULER_PX))
            if tick.labelled and x >= NAMES_PX:
                painter.setPen(theme.color("text3"))
                painter.drawText(QPointF(x + 4, 13), self.frame_text(tick.frame))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the playhead under the pointer."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._scrubbing = True
            self._scrub(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if self._scrubbing:
            self._scrub(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End scrubbing."""
        self._scrubbing = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer frames or timecode."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label, on in (("Frames", False), ("Timecode", True)):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(self.timecode == on)
            action.triggered.connect(lambda *_, value=on: self.set_timecode(value))
        menu.popup(event.globalPos())

    def _scrub(self, event: QMouseEvent) -> None:
        x = event.position().x() - NAMES_PX
        self._desk.session.set_frame(self._axis.scale.whole_frame(x))

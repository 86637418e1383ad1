"""TimeAxis: the one time scale that ruler, windows, dopesheet and curves share."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.timeline.scale import TimeScale

NAMES_PX = 224
"""The width of the column of names at the left of every part of the timeline."""

_NOTCH = 120.0
_ZOOM_A_NOTCH = 1.2
_PAN_A_NOTCH = 80.0


class TimeAxis(QObject):
    """A time scale that tells when it changed."""

    changed = QtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scale = TimeScale()

    @property
    def scale(self) -> TimeScale:
        """The scale now; its x = 0 is the right edge of the names."""
        return self._scale

    def set_scale(self, scale: TimeScale) -> None:
        """Show other frames."""
        changed = scale != self._scale
        self._scale = scale
        if changed:
            self.changed.emit()


class TimeNavigator(QObject):
    """Zooms and pans the axis from a widget: Ctrl wheel, Shift wheel, and the middle button.

    Parameters
    ----------
    widget
        What the events come to (the viewport of a scroll area).
    left
        The width of the names at the left of that widget.
    """

    def __init__(self, axis: TimeAxis, widget: QWidget, left: int = 0) -> None:
        super().__init__(widget)
        self._axis, self._left = axis, left
        self._from: tuple[QPointF, TimeScale] | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that navigate."""
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        modifiers, turn = event.modifiers(), event.angleDelta()
        notches = (turn.y() or turn.x()) / _NOTCH
        scale = self._axis.scale
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            x = event.position().x() - self._left
            self._axis.set_scale(scale.zoomed(x, _ZOOM_A_NOTCH**notches))
            return True
        if modifiers & Qt.KeyboardModifier.ShiftModifier or (turn.x() and not turn.y()):
            self._axis.set_scale(scale.panned(notches * _PAN_A_NOTCH))
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        middle = event.button() is Qt.MouseButton.MiddleButton
        if middle and event.type() is QEvent.Type.MouseButtonPress:
            self._from = (event.position(), self._axis.scale)
            return True
        if middle and event.type() is QEvent.Type.MouseButtonRelease:
            self._from = None
            return True
        if self._from is not None and event.type() is QEvent.Type.MouseMove:
            start, scale = self._from
            moved = event.position().x() - start.x()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._axis.set_scale(scale.zoomed(start.x() - self._left, 1.01**moved))
            else:
                self._axis.set_scale(scale.panned(moved))
            return False
        return False

"""Grip: a press on the timeline that becomes a drag once the pointer has left its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen

from studio.theme import Theme
from studio.timeline.drag import Box, Drag, Held

_DRAG_PX = 3.0
_What = TypeVar("_What")


class Grip(Generic[_What]):
    """One hand on a widget. What it presses is ``None`` beside everything.

    Parameters
    ----------
    begin
        Begins the drag of what was pressed, from where that was.
    left
        The width of the names at the left of the widget.
    """

    def __init__(
        self, begin: Callable[[_What, float, float, Held], Drag], left: float = 0.0
    ) -> None:
        self._begin, self._left = begin, left
        self._pressed: tuple[_What, QPointF] | None = None
        self._drag: Drag | None = None

    @property
    def dragging(self) -> bool:
        """Whether the press has become a drag."""
        return self._drag is not None

    @property
    def holding(self) -> bool:
        """Whether the button is down, dragging or not."""
        return self._pressed is not None

    def press(self, event: QMouseEvent, what: _What) -> None:
        """Take hold of something."""
        self._pressed = what, event.position()

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag, or begin it."""
        if self._pressed is None:
            return
        (what, start), at, held = self._pressed, event.position(), held_keys(event.modifiers())
        if self._drag is None and (at - start).manhattanLength() >= _DRAG_PX:
            self._drag = self._begin(what, start.x() - self._left, start.y(), held)
        if self._drag is not None:
            self._drag.move(at.x() - self._left, at.y(), held)

    def release(self) -> bool:
        """Keep the drag; tell whether it was none, but a click beside everything."""
        pressed, drag = self._pressed, self._drag
        self._pressed = self._drag = None
        if drag is not None:
            drag.finish()
            return False
        return pressed is not None and pressed[0] is None

    def escape(self, event: QKeyEvent) -> bool:
        """Take the drag back where Esc is pressed; tell whether there was one."""
        drag = self._drag
        if event.key() != Qt.Key.Key_Escape or drag is None:
            return False
        self._pressed = self._drag = None
        drag.cancel()
        return True


def held_keys(modifiers: Qt.KeyboardModifier) -> Held:
    """Return which keys are held."""
    kinds = Qt.KeyboardModifier
    return Held(
        shift=bool(modifiers & kinds.ShiftModifier),
        ctrl=bool(modifiers & kinds.ControlModifier),
        alt=bool(modifiers & kinds.AltModifier),
    )


def paint_band(painter: QPainter, theme: Theme, box: Box | None, left: float = 0.0) -> None:
    """Paint the box that selects, where there is one."""
    if box is not None:
        painter.setPen(QPen(theme.color("daylight"), 1))
        painter.setBrush(theme.color("daylight", 0.15))
        painter.drawRect(QRectF(QPointF(left + box[0], box[1]), QPointF(left + box[2], box[3])))

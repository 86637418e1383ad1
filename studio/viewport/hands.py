"""Hands: what the mouse and the keyboard do in the viewport: its tool first, then select, move."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)

from studio.desk import Desk
from studio.viewport.canvas import Canvas
from studio.viewport.hand_events import button_of, drag_of, is_pad, key_press, pointer_of
from studio.viewport.moving_about import MovingAbout
from studio.viewport.navigation import FLYING_KEYS, Drag
from studio.viewport.selecting import Selecting
from studio.viewport.tool import Button

_DRAG_PX = 4.0
_NOTCH = 120.0
_PAD_TURN = 0.25
"""Pixels for an eighth of a degree, from a pad that tells no pixels."""

_ARROW_PX = 24.0
_ARROWS = {
    Qt.Key.Key_Left: (1.0, 0.0),
    Qt.Key.Key_Right: (-1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}
"""Which way the scene goes, so that the eye goes the way of the arrow."""
_NEARER = {Qt.Key.Key_Plus: 1.0, Qt.Key.Key_Equal: 1.0, Qt.Key.Key_Minus: -1.0}


class Hands(QObject):
    """Filters the events of a canvas.

    Parameters
    ----------
    desk, canvas
        The desk, and whose events they are.
    moving
        What moves the view.
    """

    menu_wanted = QtSignal(QPointF)
    """The right button was clicked at a place, without flying."""
    double_clicked = QtSignal()
    """Something was clicked twice, and is selected."""
    tool_drags = QtSignal(bool)
    """The tool took hold of something (true) or let go of it."""

    def __init__(self, desk: Desk, canvas: Canvas, moving: MovingAbout) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._moving = desk, canvas, moving
        self._doing = ""
        self._start = QPointF()
        self._last = QPointF()
        self._held: Button = "none"
        self._selecting = Selecting(desk.session, canvas)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the canvas's mouse, wheel, gesture and key events."""
        if isinstance(event, QNativeGestureEvent):
            return self._gesture(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self._selecting.stop_hovering()
            if event.type() is QEvent.Type.FocusOut:
                self._moving.let_go()
        return False

    # -- mouse -----------------------------------------------------------------------------------

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._press(event)
        elif kind == QEvent.Type.MouseMove:
            self._move(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(event)
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._press(event)
            if self._doing == "press":
                self._doing = "double"
        else:
            return False
        event.accept()
        return True

    def _press(self, event: QMouseEvent) -> None:
        if self._doing:
            return
        self._selecting.stop_hovering()
        self._held = button_of(event)
        self._start = self._last = event.position()
        held = event.modifiers()
        how = drag_of(self._held, held)
        context = self._canvas.context()
        if how is not None:
            self._doing = "moving"
            self._moving.begin(how)
        elif self._held == "left":
            tool = self._canvas.tool
            taken = tool is not None and context is not None
            if taken and tool is not None and context is not None:
                taken = tool.press(context, pointer_of(event, self._held))
            self._doing = "tool" if taken else "press"
            if taken:
                self.tool_drags.emit(True)
            self._canvas.update()

    def _move(self, event: QMouseEvent) -> None:
        at = event.position()
        step, self._last = at - self._last, at
        far = (at - self._start).manhattanLength() > _DRAG_PX
        if self._doing == "moving":
            self._moving.drag(step.x(), step.y(), self._canvas.height())
        elif self._doing in ("press", "box"):
            if self._doing == "box" or far:
                self._doing = "box"
                self._canvas.rubber = QRectF(self._start, at)
                self._canvas.update()
        else:
            self._tool_moves(event)
            if not self._doing:
                self._selecting.hover(at)

    def _release(self, event: QMouseEvent) -> None:
        if button_of(event) != self._held:
            return
        doing, self._doing = self._doing, ""
        held, self._held = self._held, "none"
        clicked = (event.position() - self._start).manhattanLength() <= _DRAG_PX
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if doing == "moving":
            self._moving.end()
            if held == "right" and clicked and not self._moving.flew:
                self.menu_wanted.emit(event.position())
        elif doing == "tool":
            context, tool = self._canvas.context(), self._canvas.tool
            if context is not None and tool is not None:
                tool.release(context, pointer_of(event, held))
            self.tool_drags.emit(False)
            self._canvas.update()
        elif doing == "box":
            self._selecting.box(QRectF(self._start, event.position()), add=shift)
        elif doing == "double":
            self.double_clicked.emit()
        elif doing == "press":
            self._selecting.click(event.position(), add=shift)

    def _tool_moves(self, event: QMouseEvent) -> None:
        context, tool = self._canvas.context(), self._canvas.tool
        if context is None or tool is None:
            return
        pointer = pointer_of(event, self._held)
        if tool.move(context, pointer):
            self._canvas.update()
        cursor = tool.cursor(context, pointer)
        if cursor is None:
            self._canvas.unsetCursor()
        else:
            self._canvas.setCursor(cursor)

    # -- wheel, pad and keys ---------------------------------------------------------------------

    def _wheel(self, event: QWheelEvent) -> bool:
        turned, held = event.angleDelta(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if is_pad(event) and not control:
            pixels = QPointF(event.pixelDelta())
            step = QPointF(turned) * _PAD_TURN if pixels.isNull() else pixels
            how: Drag = "pan" if held & Qt.KeyboardModifier.ShiftModifier else "orbit"
            self._moving.nudge(how, step.x(), step.y())
        else:
            at = event.position()
            self._moving.wheel((turned.y() or turned.x()) / _NOTCH, at.x(), at.y())
        event.accept()
        return True

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        at = event.position()
        self._moving.wheel(event.value() * 8.0, at.x(), at.y())
        return True

    def _key(self, event: QKeyEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        name = QKeySequence(event.key()).toString()
        fast = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if kind == QEvent.Type.KeyRelease:
            if not event.isAutoRepeat():
                self._moving.key_up(name)
            return False
        if self._moving.flying and name in FLYING_KEYS:
            self._moving.key_down(name, fast=fast)
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        context, tool = self._canvas.context(), self._canvas.tool
        if context is not None and tool is not None and tool.key(context, key_press(event, name)):
            self._canvas.update()
            return True
        return self._walk(event)

    def _walk(self, event: QKeyEvent) -> bool:
        """Move the view by the arrow keys, and come nearer or back off by plus and minus."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS:
            right, down = _ARROWS[key]
            how: Drag = "pan" if held & Qt.KeyboardModifier.ShiftModifier else "orbit"
            self._moving.nudge(how, right * _ARROW_PX, down * _ARROW_PX)
        elif key in _NEARER:
            middle = self._canvas.rect().center()
            self._moving.wheel(_NEARER[key], middle.x(), middle.y())
        else:
            return False
        return True

    def _overrides(self, event: QKeyEvent) -> bool:
        """Keep plain keys from the shortcuts while flying, or while a tool drags."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        flies = self._moving.flying and QKeySequence(event.key()).toString() in FLYING_KEYS
        if flies or (plain and self._doing == "tool"):
            event.accept()
            return True
        return False

    def _escape(self) -> bool:
        """Take back what the hands are doing."""
        if self._doing == "moving":
            self._moving.take_back()
            self._doing = ""
        elif self._doing == "box":
            self._canvas.rubber, self._doing = None, ""
        elif self._canvas.tool is None or not self._canvas.tool.cancel():
            return False
        else:
            self.tool_drags.emit(False)
        self._canvas.update()
        return True

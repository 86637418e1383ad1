"""What Qt's events of mouse, pad and keyboard say, in the words of the viewport."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QMouseEvent, QWheelEvent

from studio.viewport.navigation import Drag
from studio.viewport.tool import Button, KeyPress, Pointer

_BUTTONS: dict[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}


def button_of(event: QMouseEvent) -> Button:
    """Return the button that an event is of."""
    return _BUTTONS.get(event.button(), "none")


def pointer_of(event: QMouseEvent, button: Button) -> Pointer:
    """Return the pointer with a button that is held, and the keys that are."""
    at = event.position()
    return Pointer(x=at.x(), y=at.y(), button=button, **_held(event.modifiers()))


def key_press(event: QKeyEvent, name: str) -> KeyPress:
    """Return the press of a key by its name, with the keys that are held."""
    return KeyPress(key=name, **_held(event.modifiers()))


def is_pad(event: QWheelEvent) -> bool:
    """Tell whether fingers on a pad scroll: a wheel's steps belong to no gesture."""
    of_pad = event.device().type() == QInputDevice.DeviceType.TouchPad
    return of_pad or event.phase() != Qt.ScrollPhase.NoScrollPhase


def drag_of(button: Button, held: Qt.KeyboardModifier) -> Drag | None:
    """Return how a button moves the view; ``None`` for those that do not."""
    modifier = Qt.KeyboardModifier
    if button == "right":
        return "look"
    if button == "middle" or (button == "left" and held & modifier.AltModifier):
        if held & modifier.ShiftModifier:
            return "pan"
        return "dolly" if held & modifier.ControlModifier else "orbit"
    return None


def _held(modifiers: Qt.KeyboardModifier) -> dict[str, bool]:
    kinds = Qt.KeyboardModifier
    return {
        "shift": bool(modifiers & kinds.ShiftModifier),
        "ctrl": bool(modifiers & kinds.ControlModifier),
        "alt": bool(modifiers & kinds.AltModifier),
    }

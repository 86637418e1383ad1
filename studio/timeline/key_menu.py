"""The context menu of keys: how the value goes on, what repeats, and what else can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from compose.curve import Extrapolation, Interpolation
from studio.commands import Commands
from studio.timeline.curve_shape import Side
from studio.timeline.sheet import Sheet

_WAYS = {
    Interpolation.CONSTANT: "Constant: stays, then jumps",
    Interpolation.LINEAR: "Linear: at one speed",
    Interpolation.SMOOTH: "Smooth: eases, never overshoots",
    Interpolation.BEZIER: "Bezier: by its handles",
}
_EASES: dict[str, tuple[Side, ...]] = {
    "Ease in: arrive slowly": ("left",),
    "Ease out: leave slowly": ("right",),
    "Ease in and out": ("left", "right"),
}
_ENDS = {
    Extrapolation.HOLD: "Hold",
    Extrapolation.LOOP: "Loop",
    Extrapolation.PING_PONG: "Back and forth",
}
_EDITS = ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.delete")


def key_menu(parent: QWidget, sheet: Sheet, commands: Commands) -> QMenu:
    """Return the menu for the keys that are selected."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    some = len(sheet.keys) > 0
    ways = menu.addMenu("To the next key")
    for way, label in _WAYS.items():
        ways.addAction(label).triggered.connect(lambda *_, w=way: sheet.set_interpolation(w))
    eases = menu.addMenu("Ease")
    for label, sides in _EASES.items():
        eases.addAction(label).triggered.connect(lambda *_, s=sides: sheet.ease(s))
    before, after = menu.addMenu("Before the first key"), menu.addMenu("After the last key")
    for end, label in _ENDS.items():
        before.addAction(label).triggered.connect(
            lambda *_, e=end: sheet.set_extrapolation(before=e)
        )
        after.addAction(label).triggered.connect(lambda *_, e=end: sheet.set_extrapolation(after=e))
    for part in (ways, eases, before, after):
        part.setEnabled(some)
    menu.addSeparator()
    for id_ in _EDITS:
        action = commands.action(id_)
        if action is not None:
            menu.addAction(action)
    return menu

"""A tool in the viewport gets pointer and keys first; random hands do no harm."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from studio.tools.toolbox import viewport_tools
from studio.viewport.tool import KeyPress, Pointer, ViewContext
from tests.studio.viewport.conftest import (
    LEFT,
    MIDDLE,
    RIGHT,
    SHIFT,
    drag,
    move,
    wheel,
)


class Recorder:
    """A tool that takes everything and remembers it."""

    hint = (("Drag", "Move"),)

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []
        self.painted = 0

    def press(self, view: ViewContext, pointer: Pointer) -> bool:
        self.told.append(("press", pointer))
        return True

    def move(self, view: ViewContext, pointer: Pointer) -> bool:
        self.told.append(("move", pointer))
        return True

    def release(self, view: ViewContext, pointer: Pointer) -> bool:
        self.told.append(("release", pointer))
        return True

    def key(self, view: ViewContext, key: KeyPress) -> bool:
        self.told.append(("key", key))
        return True

    def cancel(self) -> bool:
        self.told.append(("cancel", None))
        return True

    def paint(self, view: ViewContext, painter) -> None:
        self.painted += 1

    def cursor(self, view: ViewContext, pointer: Pointer) -> Qt.CursorShape | None:
        return Qt.CursorShape.SizeAllCursor


def test_a_tool_gets_the_pointer_and_the_keys_first(qtbot, view) -> None:
    desk, viewport = view
    tool = Recorder()
    viewport.set_tools({"move": tool})
    viewport.canvas.setFocus()
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_W)
    assert viewport.tool is tool
    drag(qtbot, viewport.canvas, LEFT, QPoint(100, 100), QPoint(150, 120))
    kinds = [kind for kind, _ in tool.told]
    assert kinds == ["press", "move", "move", "move", "release"]
    assert tool.told[-1][1] == Pointer(x=150, y=120, button="left")
    assert desk.session.selection == ()
    qtbot.mousePress(viewport.canvas, LEFT, pos=QPoint(100, 100))
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_X)
    assert tool.told[-1] == ("key", KeyPress(key="X"))
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_Escape)
    assert tool.told[-1][0] == "cancel"
    qtbot.mouseRelease(viewport.canvas, LEFT, pos=QPoint(100, 100))
    viewport.grab()
    assert tool.painted > 0
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_Q)
    assert viewport.tool is None


def test_random_hands_do_no_harm(qtbot, view, wait) -> None:
    desk, viewport = view
    viewport.set_tools(viewport_tools())
    canvas, random = viewport.canvas, np.random.default_rng(7)
    names = ["W", "E", "R", "Q", "X", "Z", "F", "0", "1", "5", "7", "Escape", "Left", "Plus"]
    keys = [getattr(Qt.Key, f"Key_{name}") for name in names]
    held = [Qt.KeyboardModifier.NoModifier, SHIFT, Qt.KeyboardModifier.AltModifier]
    for _ in range(300):
        at = QPoint(*random.integers(-20, 640, 2).tolist())
        button = (LEFT, MIDDLE, RIGHT)[random.integers(3)]
        act = random.integers(6)
        if act == 0:
            qtbot.mousePress(canvas, button, held[random.integers(3)], at)
        elif act in (1, 2):
            move(canvas, at, button)
        elif act == 3:
            qtbot.mouseRelease(canvas, button, held[0], at)
            if menu := QApplication.activePopupWidget():
                menu.close()
        elif act == 4:
            wheel(canvas, at, int(random.integers(-3, 4)))
        else:
            qtbot.keyClick(canvas, keys[random.integers(len(keys))], held[random.integers(2)])
    for button in (LEFT, MIDDLE, RIGHT):
        qtbot.mouseRelease(canvas, button, pos=QPoint(0, 0))
    if menu := QApplication.activePopupWidget():
        menu.close()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    wait()
    qtbot.mousePress(canvas, MIDDLE, pos=QPoint(100, 100))
    before = viewport.sight.free
    move(canvas, QPoint(160, 100), MIDDLE)
    assert viewport.sight.free != before, "it still listens"
    qtbot.mouseRelease(canvas, MIDDLE, pos=QPoint(160, 100))
    while desk.session.undo_label is not None:
        desk.session.undo()
    assert desk.session.scene.node("nod_box").translation == (-2.0, 0.0, 0.0)

"""A monkey: seeded, senseless input to whatever is visible, as fast as the program takes it."""

from __future__ import annotations

import random

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDrag, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from studio.commands import command_table
from studio.window.window import Window

_BUTTONS = (Qt.MouseButton.LeftButton,) * 6 + (
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
_MODIFIERS = (Qt.KeyboardModifier.NoModifier,) * 6 + (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
_KEYS = (
    Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Delete,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace, Qt.Key.Key_F2,
)  # fmt: skip
_PATIENCE = 40
"""Wakes, of 15 ms, without an act after which something must hold the monkey up."""
_TYPED = "0123456789.-+*/() abcxyzWERQÄ漢@#,"
_ENDS = frozenset({"project.quit"})
_SHORTCUTS = tuple(
    key for command in command_table().values() if command.id not in _ENDS for key in command.keys
)


class Monkey:
    """Does one thing after another to a window; the same seed does the same things.

    Attributes
    ----------
    did
        What was done, to be read when something broke.
    """

    def __init__(self, window: Window, seed: int) -> None:
        self._window = window
        self._chance = random.Random(seed)
        self.did: list[str] = []
        self._acting = False
        self._idle = 0
        self._waking = QTimer(window)
        self._waking.timeout.connect(self._wake)
        self._waking.start(15)

    def act(self) -> None:
        """Do one thing."""
        acts = (
            (self._click, 30), (self._drag, 22), (self._wheel, 6), (self._shortcut, 16),
            (self._key, 8), (self._type, 8), (self._mode, 2), (self._undo, 6), (self._escape, 4),
        )  # fmt: skip
        self._idle = 0
        (act,) = self._chance.choices([a for a, _ in acts], [weight for _, weight in acts])
        self._acting = True
        act()
        self._acting = False
        if not self._window.isVisible():
            self._window.show()

    def rest(self) -> None:
        """Do nothing any more."""
        self._waking.stop()

    def _wake(self) -> None:
        """End a loop that waits for a person in the middle of an act: a menu, a dialog, a drag.

        One that begins after an act, as the menu of a button that is held, is ended a while later.
        """
        self._idle += 1
        if not self._acting and self._idle < _PATIENCE:
            return
        QDrag.cancel()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            self._choose(popup)
        for waiting in (popup, QApplication.activeModalWidget()):
            if waiting is not None:
                waiting.close()

    def _choose(self, menu: QMenu) -> None:
        """Take an entry of a menu, or none."""
        entries = [a for a in menu.actions() if a.isEnabled() and not a.isSeparator()]
        if entries and self._chance.random() < 0.7:
            entry = self._chance.choice(entries)
            self.did.append(f"choose {entry.text()!r}")
            entry.trigger()

    def _click(self) -> None:
        target, at = self._target()
        button, modifiers = self._chance.choice(_BUTTONS), self._chance.choice(_MODIFIERS)
        self._note("click", target, at, button.name, modifiers.name)
        if self._chance.random() < 0.1:
            QTest.mouseDClick(target, button, modifiers, at)
        else:
            QTest.mouseClick(target, button, modifiers, at)

    def _drag(self) -> None:
        target, at = self._target()
        button, modifiers = self._chance.choice(_BUTTONS), self._chance.choice(_MODIFIERS)
        self._note("drag", target, at, button.name, modifiers.name)
        held = Held(target, button, modifiers)
        held.press(at)
        for _ in range(self._chance.randint(1, 5)):
            at += QPoint(self._chance.randint(-90, 90), self._chance.randint(-90, 90))
            held.move(at)
        if self._chance.random() < 0.2:
            self._press(Qt.Key.Key_Escape)
        if self._chance.random() < 0.1:
            self._undo()
        held.release(at)

    def _wheel(self) -> None:
        target, at = self._target()
        self._note("wheel", target, at)
        turn = QPoint(0, self._chance.choice((-240, -120, 120, 240)))
        event = QWheelEvent(
            QPointF(at), QPointF(target.mapToGlobal(at)), QPoint(), turn, Qt.MouseButton.NoButton,
            self._chance.choice(_MODIFIERS), Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, event)

    def _shortcut(self) -> None:
        key = self._chance.choice(_SHORTCUTS)
        self._note(f"shortcut {key}", self._focus())
        QTest.keySequence(self._focus(), QKeySequence(key))

    def _key(self) -> None:
        self._press(self._chance.choice(_KEYS), self._chance.choice(_MODIFIERS))

    def _type(self) -> None:
        text = "".join(self._chance.choices(_TYPED, k=self._chance.randint(1, 5)))
        self._note(f"type {text!r}", self._focus())
        for letter in text:
            # The focus may move in the middle of a word, as it does under a person's fingers.
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, self._focus(), Qt.Key(0), letter,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
        if self._chance.random() < 0.5:
            self._press(Qt.Key.Key_Return)

    def _mode(self) -> None:
        mode = self._chance.choice("123")
        self._note(f"mode {mode}", self._window)
        QTest.keySequence(self._window, QKeySequence(f"Ctrl+{mode}"))

    def _undo(self) -> None:
        key = self._chance.choice(("Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z"))
        self._note(f"shortcut {key}", self._window)
        QTest.keySequence(self._window, QKeySequence(key))

    def _escape(self) -> None:
        self._press(Qt.Key.Key_Escape)

    def _press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self._note(f"key {key.name} {modifiers.name}", self._focus())
        if modifiers & Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_F4:
            return
        QTest.keyClick(self._focus(), key, modifiers)

    def _top(self) -> QWidget:
        """Return what takes the input: an open menu, a dialog, else the window."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window

    def _focus(self) -> QWidget:
        top, focus = self._top(), QApplication.focusWidget()
        inside = focus is not None and (focus is top or top.isAncestorOf(focus))
        return focus if inside else top  # type: ignore[return-value]

    def _target(self) -> tuple[QWidget, QPoint]:
        """Return a widget and a point in it: mostly a place on screen, sometimes any part."""
        top = self._top()
        if self._chance.random() < 0.4:
            parts = [part for part in top.findChildren(QWidget) if part.isVisible()]
            if parts:
                part = self._chance.choice(parts)
                return part, self._point(part)
        at = self._point(top)
        part = top.childAt(at) or top
        return part, part.mapFrom(top, at)

    def _point(self, part: QWidget) -> QPoint:
        wide, high = max(part.width(), 1), max(part.height(), 1)
        return QPoint(self._chance.randrange(wide), self._chance.randrange(high))

    def _note(self, what: str, target: QWidget, *more: object) -> None:
        name = f"{type(target).__name__} {target.objectName()}"
        self.did.append(f"{what}: {name} {' '.join(map(str, more))}".strip())


class Held:
    """A mouse button that is held on a widget, which may be gone before it is let go."""

    def __init__(
        self, target: QWidget, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier
    ) -> None:
        self._target, self._button, self._modifiers = target, button, modifiers
        self._lives = True
        target.destroyed.connect(self._gone)

    def press(self, at: QPoint) -> None:
        """Press the button."""
        QTest.mousePress(self._target, self._button, self._modifiers, at)

    def move(self, at: QPoint) -> None:
        """Move with the button held."""
        if self._lives:
            QTest.mouseMove(self._target, at)

    def release(self, at: QPoint) -> None:
        """Let the button go."""
        if self._lives:
            QTest.mouseRelease(self._target, self._button, self._modifiers, at)

    def _gone(self) -> None:
        self._lives = False

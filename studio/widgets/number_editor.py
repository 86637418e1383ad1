"""NumberEditor: the line that a number is typed into."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from studio.errors import ExpressionError
from studio.widgets.expression import evaluated
from studio.widgets.kept_keys import KeptKeys


class NumberEditor(QLineEdit):
    """A line for one number. Enter keeps it, Esc drops it, leaving keeps what can be read.

    Parameters
    ----------
    text
        What is there to begin with, all of it selected.
    unit
        The unit of the result.
    value
        What ``+=`` and its like change.
    """

    kept = QtSignal(float)
    """Another number was typed. Comes after ``left``."""
    left = QtSignal(bool)
    """Typing is over: by a key, or because the focus went elsewhere."""
    passed = QtSignal(bool)
    """Tab (true) or its way back was pressed; what can be read is kept."""

    def __init__(self, text: str, *, unit: str, value: float | None, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._before, self._unit, self._value = text, unit, value
        self._over = False
        self.selectAll()
        KeptKeys(self, lambda _: True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter, drop with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit(by_key=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave(by_key=True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep what can be read and let the field send the focus on, which knows its neighbours."""
        self._commit(by_key=False)
        self.passed.emit(forward)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what can be read."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._commit(by_key=False)

    def _commit(self, *, by_key: bool) -> None:
        text = self.text()
        try:
            changed = text.strip() and text != self._before
            value = evaluated(text, unit=self._unit, value=self._value) if changed else None
        except ExpressionError as error:
            if by_key:
                QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), str(error), self)
                self.selectAll()
            else:
                self._leave(by_key=False)
            return
        if self._leave(by_key=by_key) and value is not None:
            self.kept.emit(value)

    def _leave(self, *, by_key: bool) -> bool:
        """Say that typing is over, once: losing the focus by it must not say so again."""
        first, self._over = not self._over, True
        if first:
            self.left.emit(by_key)
        return first

"""TextField: a few lines of prose, kept when the focus leaves."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget


class TextField(QPlainTextEdit):
    """Prose of a few lines. Ctrl+Enter or leaving it keeps what is written; Esc takes it back.

    Parameters
    ----------
    hint
        What it says while it is empty.
    lines
        How many lines are shown at once.
    """

    written = QtSignal(str)
    """The text, when it was changed and kept."""

    def __init__(self, hint: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self._lines = lines
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for its lines."""
        return QSize(120, self._lines * self.fontMetrics().lineSpacing() + 14)

    def set_text(self, text: str) -> None:
        """Show a text without telling; what is being written stays."""
        if text != self._kept or not self.hasFocus():
            self._kept = text
            if text != self.toPlainText():
                self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Ctrl+Enter, take back with Esc."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._kept)
            self.clearFocus()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what is written."""
        super().focusOutEvent(event)
        if self.toPlainText() != self._kept:
            self._kept = self.toPlainText()
            self.written.emit(self._kept)

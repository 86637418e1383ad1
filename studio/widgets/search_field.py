"""SearchField: a line to search by, with a glass, a clear button and Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.theme import Theme
from studio.widgets.kept_keys import KeptKeys


class SearchField(QLineEdit):
    """A line to search by.

    Parameters
    ----------
    theme
        The look.
    hint
        What it says while it is empty: ``"Search 46 nodes"``.
    """

    searched = QtSignal(str)
    """What is typed now, without the blanks around it."""
    left = QtSignal()
    """Esc in the empty field, or Down: the results want the focus."""

    def __init__(self, theme: Theme, hint: str = "Search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFixedHeight(24)
        self.addAction(theme.icon("magnify", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(theme.icon("close"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip("Clear (Esc)")
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._tell)
        KeptKeys(self, lambda key: key.key() == Qt.Key.Key_Escape)

    def set_hint(self, hint: str) -> None:
        """Say something else while it is empty."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def _tell(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.searched.emit(text.strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Esc; leave with Esc once more, or with Down."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

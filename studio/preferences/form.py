"""The frame that every page of preferences has: a heading, a sentence, rows of label and field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget


class FormPage(QWidget):
    """A page with rows.

    Parameters
    ----------
    title, words
        The heading and a sentence below it.
    """

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(12)
        self._column.addWidget(note(title, "strong"))
        self._column.addWidget(note(words, "label"))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(1, 1)
        self._column.addLayout(self._rows)
        self._told = note("", "quiet")
        self._column.addWidget(self._told)
        self._column.addStretch(1)

    def add_row(self, label: str, *fields: QWidget) -> None:
        """Add a row: a label, then fields beside each other; the first field is named by it."""
        row = self._rows.rowCount()
        text = note(label, "label")
        text.setBuddy(fields[0])
        self._rows.addWidget(text, row, 0, Qt.AlignmentFlag.AlignTop)
        for place, field in enumerate(fields):
            field.setAccessibleName(field.accessibleName() or label)
            self._rows.addWidget(field, row, place + 1)

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget that takes the width and the rest of the height."""
        self._column.insertWidget(self._column.count() - 2, widget, 1)

    def tell(self, words: str, *, bad: bool = False) -> None:
        """Say what came of a change, below the rows."""
        self._told.setProperty("role", "bad" if bad else "good")
        self._told.style().polish(self._told)
        self._told.setText(words)


def note(text: str, role: str) -> QLabel:
    """Return a wrapped label in a role of the theme."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label

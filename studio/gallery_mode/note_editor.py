"""NoteEditor: the note and the tags of a take, written in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.theme import Theme
from studio.widgets.chip import Chip
from studio.widgets.flow_layout import FlowLayout

_LONGEST_TAG = 64
_HIGH = 56


class _Note(QPlainTextEdit):
    """A note; it is told when the focus leaves it."""

    left = QtSignal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NoteEditor(QWidget):
    """Chips that a click takes away, a field for one more, and a note."""

    tagged = QtSignal(object)
    """The tags as they are to be, in order."""
    noted = QtSignal(str)
    """The note as it is to be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tags: tuple[str, ...] = ()
        self._kept = ""
        self._chips = QWidget()
        self._row = FlowLayout(self._chips, spacing=4)
        self.add = QPushButton("Tag")
        self.add.setProperty("kind", "chip")
        self.add.setIcon(theme.icon("plus"))
        self.add.setFixedHeight(20)
        self.add.clicked.connect(lambda *_: self._begin())
        self.field = QLineEdit()
        self.field.setFixedSize(88, 22)
        self.field.setMaxLength(_LONGEST_TAG)
        self.field.setPlaceholderText("Tag")
        self.field.setAccessibleName("New tag")
        self.field.returnPressed.connect(self._add)
        self.field.editingFinished.connect(self.field.hide)
        self.field.hide()
        self.note = _Note()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Note")
        self.note.setFixedHeight(_HIGH)
        self.note.setTabChangesFocus(True)
        self.note.left.connect(self._write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._chips)
        column.addWidget(self.note)

    def show_review(self, tags: tuple[str, ...], note: str) -> None:
        """Show tags and a note; what is being typed into the note stays."""
        self._tags = tags
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget not in (self.add, self.field):
                widget.deleteLater()
        for tag in tags:
            chip = Chip(self._theme, tag)
            chip.setToolTip("Remove this tag")
            chip.clicked.connect(lambda *_, t=tag: self._remove(t))
            self._row.addWidget(chip)
        self._row.addWidget(self.field)
        self._row.addWidget(self.add)
        if note != self._kept or not self.note.hasFocus():
            self._kept = note
            if self.note.toPlainText() != note:
                self.note.setPlainText(note)

    def _begin(self) -> None:
        self.field.clear()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        tag = self.field.text().strip()
        self.field.clear()
        if tag and tag not in self._tags:
            self.tagged.emit((*self._tags, tag))

    def _remove(self, tag: str) -> None:
        self.tagged.emit(tuple(other for other in self._tags if other != tag))

    def _write(self) -> None:
        note = self.note.toPlainText().strip()
        if note != self._kept:
            self._kept = note
            self.noted.emit(note)

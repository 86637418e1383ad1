"""ReadingPanel: what each take does at this frame, in words, and the button that decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.gallery_mode.reading import Reading
from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.panel_header import PanelHeader

_ROW = 22


class _Line(QWidget):
    """One take: a bar in its colour, its letter, the words, the verdict."""

    def __init__(self, theme: Theme, color: str) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(_ROW)
        bar = QFrame()
        bar.setFixedSize(3, 14)
        bar.setStyleSheet(f"background: {color}; border: none; border-radius: 1px")
        self._letter, self._words = QLabel(), ElidedLabel("")
        self._letter.setProperty("role", "header")
        self._verdict = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(bar)
        row.addWidget(self._letter)
        row.addWidget(self._words, 1)
        row.addWidget(self._verdict)

    def show_reading(self, reading: Reading) -> None:
        self._letter.setText(reading.letter)
        self._words.setText(reading.words)
        self._verdict.setText(reading.verdict)
        self._verdict.setStyleSheet(f"color: {self._theme.hex(reading.token)}")


class ReadingPanel(QFrame):
    """The panel; while a vote is blind it offers the letters alone."""

    decided = QtSignal(str)
    """The letter to pick, or to vote for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare-reading")
        self.setAccessibleName("Reading")
        self.setProperty("panel", "card")
        self._theme = theme
        self._lines: list[_Line] = []
        self._header = PanelHeader(theme, "Reading")
        self._header.set_hint("what differs from the blocking")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._said = ElidedLabel("", "label")
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(12, 4, 12, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._header)
        column.addLayout(self._rows)
        column.addStretch(1)
        said = QHBoxLayout()
        said.setContentsMargins(12, 0, 12, 0)
        bulb = QLabel()
        bulb.setPixmap(theme.icon("lightbulb-on-outline", "tungsten").pixmap(16, 16))
        said.addWidget(bulb)
        said.addWidget(self._said, 1)
        column.addLayout(said)
        column.addLayout(self._buttons)

    def show_readings(self, frame: float, found: Sequence[Reading]) -> None:
        """Show what is to be said of each take at a frame."""
        self._header.set_title(f"Reading at f {frame:g}")
        while len(self._lines) < len(found):
            color = self._theme.take_color(len(self._lines)).name()
            self._lines.append(_Line(self._theme, color))
            self._rows.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(found))
            if place < len(found):
                line.show_reading(found[place])

    def offer(self, said: str, choices: Sequence[tuple[str, str, bool]]) -> None:
        """Say how they stand, and offer what can be decided: letter, label, and whether main."""
        self._said.setText(said)
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.deleteLater()
        for letter, label, main in choices:
            button = QPushButton(label)
            button.setProperty("kind", "primary" if main else "large")
            if main:
                button.setIcon(self._theme.icon("check-decagram", "on_fill"))
            button.clicked.connect(lambda *_, at=letter: self.decided.emit(at))
            self._buttons.addWidget(button, 1)

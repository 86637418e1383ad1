"""ReadingPanel: what each take does at this frame, in words, and the button that decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.gallery_mode.inking import ink
from studio.gallery_mode.reading import Reading
from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel
from studio.widgets.panel_header import PanelHeader

_ROW = 22


class _Bar(QWidget):
    """A stroke in a take's colour."""

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self.setFixedSize(3, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.take_color(self._place))
        painter.end()


class _Line(QWidget):
    """One take: a bar in its colour, its letter, the words, the verdict."""

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self.setFixedHeight(_ROW)
        self._letter, self._words = QLabel(), ElidedLabel("")
        self._letter.setProperty("role", "header")
        self._verdict = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(_Bar(theme, place))
        row.addWidget(self._letter)
        row.addWidget(self._words, 1)
        row.addWidget(self._verdict)

    def show_reading(self, reading: Reading) -> None:
        self._letter.setText(reading.letter)
        self._words.setText(reading.words)
        self._verdict.setText(reading.verdict)
        ink(self._verdict, reading.token)


class ReadingPanel(QFrame):
    """The panel; while a vote is blind it offers the letters alone."""

    decided = QtSignal(str)
    """The key of the choice that was made."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare-reading")
        self.setAccessibleName("Reading")
        self.setProperty("panel", "card")
        self._theme = theme
        self._lines: list[_Line] = []
        self._offered: list[tuple[str, str]] = []
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
        said.addWidget(IconLabel(theme, "lightbulb-on-outline", "tungsten"))
        said.addWidget(self._said, 1)
        column.addLayout(said)
        column.addLayout(self._buttons)

    def show_readings(self, frame: float, found: Sequence[Reading]) -> None:
        """Show what is to be said of each take at a frame."""
        self._header.set_title(f"Reading at f {frame:g}")
        while len(self._lines) < len(found):
            self._lines.append(_Line(self._theme, len(self._lines)))
            self._rows.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(found))
            if place < len(found):
                line.show_reading(found[place])

    def offer(self, said: str, choices: Sequence[tuple[str, str]]) -> None:
        """Say how they stand, and offer what can be decided, the main thing first: key, label.

        Where the labels are all of a kind, none is the main one.
        """
        if choices == self._offered:
            self._said.setText(said)
            return
        self._offered = list(choices)
        self._said.setText(said)
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.deleteLater()
        alike = len({label.partition(" ")[0] for _, label in choices}) == 1
        for place, (key, label) in enumerate(choices):
            main = place == 0 and not alike
            button = QPushButton(label)
            button.setProperty("kind", "primary" if main else "large")
            if main:
                button.setIcon(self._theme.icon("check-decagram", "on_fill"))
            button.clicked.connect(lambda *_, at=key: self.decided.emit(at))
            self._buttons.addWidget(button, 3 if main else 2)

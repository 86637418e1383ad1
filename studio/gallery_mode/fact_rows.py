"""FactRows: labels and what they say, in two columns that wrap; and a take's fidelity."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.gallery_mode.inking import ink
from studio.theme import Theme

_LABEL = 76


class FactRows(QWidget):
    """Rows of facts; the words can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show label, words and the token of their colour, row by row."""
        while len(self._rows) < len(rows):
            self._rows.append(self._make(len(self._rows)))
        for place, (label, words) in enumerate(self._rows):
            there = place < len(rows)
            label.setVisible(there)
            words.setVisible(there)
            if there:
                label.setText(rows[place][0])
                words.setText(rows[place][1])
                ink(words, rows[place][2])

    def _make(self, place: int) -> tuple[QLabel, QLabel]:
        label, words = QLabel(), QLabel()
        label.setProperty("role", "label")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, place, 1)
        return label, words


class ScoreBar(QWidget):
    """A bar from 0 to 100."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._score: float | None = None
        self.setFixedHeight(6)

    def set_score(self, score: float | None) -> None:
        """Show a score; ``None`` for none."""
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        """Return a usual size."""
        return QSize(120, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track and the score in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg4"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        if self._score is not None:
            done = QRectF(0, 0, self.width() * self._score / 100.0, self.height())
            painter.setBrush(self._theme.color(score_token(self._score)))
            painter.drawRoundedRect(done, 2, 2)
        painter.end()


class FidelityRow(QWidget):
    """The score in large, its bar, and what went wrong."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score, self._bar, self.words = QLabel(), ScoreBar(theme), QLabel()
        self.score.setProperty("role", "score")
        self.words.setProperty("role", "caption")
        self.words.setWordWrap(True)
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(self._bar)
        side.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.score)
        row.addLayout(side, 1)

    def show_score(self, score: float | None, words: str) -> None:
        """Show a score and what is said of it."""
        self.score.setText("–" if score is None else f"{score:.0f}")
        self._bar.set_score(score)
        self.words.setText(words)


def score_token(score: float | None) -> str:
    """Return the token of the colour that a score is shown in."""
    if score is None:
        return "text3"
    return "good" if score >= 85.0 else "text1" if score >= 60.0 else "stale"

"""ComparePane: one take of a comparison, with its letter, its name and its score."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.player import PictureView
from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel

_SIDE = 20


class LetterTag(QWidget):
    """A take's letter on its colour."""

    def __init__(self, theme: Theme, letter: str, color: QColor) -> None:
        super().__init__()
        self._theme, self._letter, self._color = theme, letter, color
        self.setFixedSize(_SIDE, _SIDE)
        self.setAccessibleName(f"Take {letter}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square and the letter."""
        painter = QPainter(self)
        paint_letter(painter, self._theme, self.rect(), self._letter, self._color)
        painter.end()


class ComparePane(QWidget):
    """A picture under a line that says whose it is.

    Parameters
    ----------
    letter
        Of the take; "" for the blocking.
    """

    def __init__(
        self, theme: Theme, letter: str, name: str, detail: str, score: str, color: QColor | None
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"{letter} {name}".strip())
        self.view = PictureView(theme)
        head = QHBoxLayout()
        head.setContentsMargins(0, 4, 0, 2)
        head.setSpacing(8)
        if color is None:
            icon = QLabel()
            icon.setPixmap(theme.icon("cube-outline").pixmap(16, 16))
            head.addWidget(icon)
        else:
            head.addWidget(LetterTag(theme, letter, color))
        head.addWidget(ElidedLabel(name, "header"))
        head.addWidget(ElidedLabel(detail, "caption"), 1)
        points = QLabel(score)
        points.setProperty("role", "strong")
        head.addWidget(points)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.view, 1)


def paint_letter(painter: QPainter, theme: Theme, rect: QRect, letter: str, color: QColor) -> None:
    """Paint a letter on its colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect, 3, 3)
    painter.setFont(theme.font("header"))
    painter.setPen(theme.color("bg0" if theme.scheme == "dark" else "on_fill"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letter)

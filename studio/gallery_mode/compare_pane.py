"""ComparePane: one take of a comparison, with its letter, its name, its score and its menu."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.player import PictureView
from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel

HEAD = 28
"""Height of the line above a picture."""
_SIDE = 20


@dataclass(frozen=True, slots=True)
class PaneWords:
    """What stands above a picture. ``place`` is the letter's in the alphabet, -1 for the blocking.

    ``score`` is empty where there is none to be seen.
    """

    letter: str
    name: str
    detail: str = ""
    score: str = ""
    place: int = -1


class LetterTag(QWidget):
    """A take's letter on its colour."""

    def __init__(self, theme: Theme, letter: str, place: int) -> None:
        super().__init__()
        self._theme, self._letter, self._place = theme, letter, place
        self.setFixedSize(_SIDE, _SIDE)
        self.setAccessibleName(f"Take {letter}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square and the letter."""
        painter = QPainter(self)
        color = self._theme.take_color(self._place)
        paint_letter(painter, self._theme, self.rect(), self._letter, color)
        painter.end()


class ComparePane(QWidget):
    """A picture under a line that says whose it is."""

    menu_wanted = QtSignal(QPoint)
    """A menu for this pane, at a point of the screen."""

    def __init__(self, theme: Theme, words: PaneWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = f"{words.letter} {words.name}".strip()
        self.setAccessibleName(said)
        self.view = PictureView(theme)
        self.more = QToolButton()
        self.more.setIcon(theme.icon("dots-vertical"))
        self.more.setToolTip(f"What can be done with {said}")
        self.more.setAccessibleName(f"More for {said}")
        self.more.setFixedSize(24, 24)
        self.more.clicked.connect(
            lambda *_: self.menu_wanted.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )
        head = QWidget()
        head.setFixedHeight(HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if words.letter:
            row.addWidget(LetterTag(theme, words.letter, words.place))
        else:
            row.addWidget(IconLabel(theme, "cube-outline"))
        row.addWidget(ElidedLabel(words.name, "header"))
        row.addWidget(ElidedLabel(words.detail, "caption"), 1)
        points = QLabel(words.score)
        points.setProperty("role", "strong")
        row.addWidget(points)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(event.globalPos())


def paint_letter(painter: QPainter, theme: Theme, rect: QRect, letter: str, color: QColor) -> None:
    """Paint a letter on its colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect, 3, 3)
    painter.setFont(theme.font("header"))
    painter.setPen(theme.color("bg0" if theme.scheme == "dark" else "on_fill"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letter)

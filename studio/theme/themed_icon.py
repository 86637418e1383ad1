"""ThemedIcon: a glyph that takes its colours from the theme each time it is painted."""

from __future__ import annotations

from collections.abc import Callable

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

_SET = "mdi6"
_GLYPH = 0.875
"""The size of the type in the icon's height: its 24 units leave 1.5 free on each side."""


class ThemedIcon(QIconEngine):
    """One icon of Material Design. Buttons that have it follow the theme without being told.

    Parameters
    ----------
    name
        The icon: ``"cube-outline"``.
    color
        Returns a token's colour as it is now.
    token, on, off
        The tokens of the icon as it is, of one that is checked, and of one that is disabled.
    """

    def __init__(
        self, name: str, color: Callable[[str], QColor], *, token: str, on: str, off: str
    ) -> None:
        super().__init__()
        self._glyph: str = qtawesome.charmap(f"{_SET}.{name}")
        self._color = color
        self._tokens = {"plain": token, "on": on, "off": off}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the glyph in the middle of a rectangle."""
        kind = "on" if state == QIcon.State.On else "plain"
        if mode == QIcon.Mode.Disabled:
            kind = "off"
        painter.save()
        painter.setPen(self._color(self._tokens[kind]))
        painter.setFont(qtawesome.font(_SET, round(_GLYPH * rect.height())))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of ``size`` real pixels."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

"""HintLine: keys and what they do, one after another, as many as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.theme import Theme

Hint = tuple[str, str]
_CAP_PADDING, _BETWEEN, _APART = 5.0, 6.0, 14.0
_CAP_HEIGHT, _RADIUS = 16.0, 3.0


class HintLine(QWidget):
    """Keys on caps, each with its words. What comes first matters most: the last ones give way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hints: tuple[Hint, ...] = ()
        self.setAccessibleName("Keys of the moment")

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Keys and words, the most useful first."""
        return self._hints

    def set_hints(self, hints: tuple[Hint, ...]) -> None:
        """Show other keys."""
        if hints != self._hints:
            self._hints = hints
            self.setAccessibleDescription(", ".join(f"{keys}: {words}" for keys, words in hints))
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Return that it can do without room."""
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the hints that fit wholly."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.font("caption")
        painter.setFont(font)
        widths = QFontMetricsF(font)
        x = 0.0
        for keys, words in self._hints:
            cap = widths.horizontalAdvance(keys) + 2 * _CAP_PADDING
            told = widths.horizontalAdvance(words)
            if x + cap + _BETWEEN + told > self.width():
                break
            self._paint(painter, x, keys, cap)
            painter.setPen(self._theme.color("text2"))
            x += cap + _BETWEEN
            room = QRectF(x, 0.0, told + 1.0, self.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
            x += told + _APART
        painter.end()

    def _paint(self, painter: QPainter, x: float, keys: str, width: float) -> None:
        cap = QRectF(x, (self.height() - _CAP_HEIGHT) / 2, width, _CAP_HEIGHT)
        painter.setPen(self._theme.color("line2"))
        painter.setBrush(self._theme.color("bg3"))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setPen(self._theme.color("text1"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)

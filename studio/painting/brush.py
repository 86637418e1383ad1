"""Brush: words, icons, chips and bars of a row, in the theme's fonts and colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from studio.theme import Theme
from studio.theme.theme import Role

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}


class Brush:
    """Paints parts of one row.

    Parameters
    ----------
    painter
        Begun, with antialiasing.
    """

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self.theme = painter, theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def text(
        self, rect: QRect, words: str, role: Role = "body", token: str = "text1",
        *, align: str = "left",
    ) -> int:  # fmt: skip
        """Write one line, cut with … where there is no room; return its width."""
        font = self.theme.font(role)
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(token))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.drawText(rect, int(_ALIGN[align]), shown)
        return metrics.horizontalAdvance(shown)

    def paragraph(self, rect: QRect, words: str, role: Role, token: str) -> None:
        """Write lines that wrap."""
        self.painter.setFont(self.theme.font(role))
        self.painter.setPen(self.theme.color(token))
        self.painter.drawText(rect, int(Qt.TextFlag.TextWordWrap), words)

    def icon(self, x: int, y: int, name: str, token: str = "text2", side: int = 16) -> None:
        """Paint an icon with its upper left corner at a point."""
        self.theme.icon(name, token).paint(self.painter, QRect(x, y, side, side))

    def chip(self, x: int, y: int, words: str, *, on: bool = False) -> int:
        """Paint a small tag and return its width."""
        width = chip_width(self.theme, words)
        rect = QRectF(x, y, width, 20)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color("daylight_soft" if on else "bg3"))
        self.painter.drawRoundedRect(rect, 3, 3)
        self.text(rect.toRect(), words, "caption", "daylight" if on else "text2", align="centre")
        return width

    def card(self, rect: QRect, *, on: bool = False, over: bool = False) -> None:
        """Paint the ground and the edge of a card."""
        token = "daylight_soft" if on else "bg3" if over else "bg2"
        self.painter.setPen(QPen(self.theme.color("daylight" if on else "line2"), 1.0))
        self.painter.setBrush(self.theme.color(token))
        self.painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def bar(self, rect: QRect, fraction: float | None, ink: str | QColor = "daylight") -> None:
        """Paint a bar, in the colour of a token or any; without a number it is empty."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color("bg4"))
        self.painter.drawRoundedRect(QRectF(rect), 1.5, 1.5)
        if fraction:
            done = QRectF(rect)
            done.setWidth(max(rect.width() * min(fraction, 1.0), 3.0))
            self.painter.setBrush(self.theme.color(ink) if isinstance(ink, str) else ink)
            self.painter.drawRoundedRect(done, 1.5, 1.5)

    def radio(self, x: int, y: int, *, on: bool, able: bool = True) -> None:
        """Paint a radio button of 14 pixels."""
        token = "daylight" if on else "text3" if able else "line2"
        middle = QPointF(x + 7.0, y + 7.0)
        self.painter.setPen(QPen(self.theme.color(token), 1.5))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(middle, 6.0, 6.0)
        if on:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.theme.color("daylight"))
            self.painter.drawEllipse(middle, 3.0, 3.0)

    def check(self, x: int, y: int, *, on: bool, able: bool = True) -> None:
        """Paint a check box of 14 pixels."""
        token = "daylight_fill" if on else "text3" if able else "line2"
        self.painter.setPen(QPen(self.theme.color(token), 1.5))
        fill = self.theme.color("daylight_fill") if on else Qt.BrushStyle.NoBrush
        self.painter.setBrush(fill)
        self.painter.drawRoundedRect(QRectF(x + 1.0, y + 1.0, 12.0, 12.0), 3, 3)
        if on:
            self.icon(x + 1, y + 1, "check-bold", "on_fill", 12)

    def focus(self, rect: QRect) -> None:
        """Paint the ring of what has the focus."""
        self.painter.setPen(QPen(self.theme.color("daylight"), 2.0))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)


def by_keyboard(option: QStyleOptionViewItem) -> bool:
    """Tell whether a row has the focus, and was reached by keyboard."""
    states = QStyle.StateFlag
    return bool(
        option.state & states.State_HasFocus and option.state & states.State_KeyboardFocusChange
    )


def chip_width(theme: Theme, words: str) -> int:
    """Return how wide a chip is."""
    return QFontMetrics(theme.font("caption")).horizontalAdvance(words) + 14


def wrapped_height(theme: Theme, words: str, role: Role, width: int) -> int:
    """Return how high words stand that wrap at a width."""
    metrics = QFontMetrics(theme.font(role))
    room = QRect(0, 0, width, 10_000)
    return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()


def text_width(theme: Theme, words: str, role: Role) -> int:
    """Return how wide a line is."""
    return QFontMetrics(theme.font(role)).horizontalAdvance(words)


def fitting(size: QSize, aspect: float) -> QSize:
    """Return the largest size of an aspect (width by height) within another."""
    width = min(size.width(), round(size.height() * aspect))
    return QSize(max(width, 1), max(round(width / aspect), 1))

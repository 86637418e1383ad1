"""CheckBox: on, off, or several that differ, in the theme's own colours at every scale."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from studio.theme import Theme

_SIDE, _GAP = 16, 6


class CheckBox(QCheckBox):
    """A box to tick.

    Parameters
    ----------
    theme
        The look.
    text
        What it switches; none where a label stands beside it.
    """

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Return the room for the box and its text."""
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_SIDE + 4 + (_GAP + text if text else 0), 24)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the box."""
        return QSize(_SIDE + 4, 24)

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere on it."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, its tick or dash, and the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, (self.height() - _SIDE) / 2, _SIDE, _SIDE)
        state, off = self.checkState(), Qt.CheckState.Unchecked
        filled = state is not off and self.isEnabled()
        fill, edge = ("daylight_fill", "daylight_fill") if filled else ("input", "line2")
        if self.underMouse() and self.isEnabled():
            fill = "daylight_fill_hover" if filled else "bg4"
        pen = QPen(self._theme.color(edge), 1.0)
        if not self.isEnabled():
            pen.setStyle(Qt.PenStyle.DashLine)
        if self.hasFocus():
            pen = QPen(self._theme.color("daylight"), 2.0)
        painter.setPen(pen)
        painter.setBrush(self._theme.color(fill))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if state is not off:
            name = "check" if state is Qt.CheckState.Checked else "minus"
            icon = self._theme.icon(name, "on_fill" if filled else "text3")
            icon.paint(painter, QRect(4, (self.height() - 12) // 2, 12, 12))
        if self.text():
            room = self.rect().adjusted(2 + _SIDE + _GAP, 0, 0, 0)
            text = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.setPen(self._theme.color("text1" if self.isEnabled() else "text3"))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

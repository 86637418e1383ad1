"""MenuButton: a word with an icon before it and an arrow behind it, that opens a menu."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton

from studio.theme import Theme

_ICON, _ARROW, _GAP, _PADDING = 16, 14, 6, 6


class MenuButton(QToolButton):
    """Opens its menu at a click; ``setText`` and ``set_icon`` say what is chosen."""

    def __init__(self, theme: Theme, icon: str, tip: str) -> None:
        super().__init__()
        self._theme, self._icon_name, self._lit, self._brief = theme, icon, False, False
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self.setFixedHeight(24)

    def set_lit(self, lit: bool) -> None:
        """Show the icon as on."""
        self._lit = lit
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Leave the word out, where there is an icon."""
        self._brief = brief and bool(self._icon_name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, word and arrow."""
        word = 0 if self._brief else self.fontMetrics().horizontalAdvance(self.text()) + _GAP
        icon = _ICON + _GAP if self._icon_name else 0
        return QSize(2 * _PADDING + icon + word + _ARROW, 24)

    def minimumSizeHint(self) -> QSize:
        """Nothing is cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button as the style sheet has it, then its parts."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        word, option.text = "" if self._brief else option.text, ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        left = _PADDING
        if self._icon_name:
            self._draw_icon(painter, self._icon_name, left, _ICON, on=self._lit)
            left += _ICON + _GAP
        arrow = self.width() - _PADDING - _ARROW
        box = QRect(left, 0, arrow - left, self.height())
        painter.setPen(self._theme.color("text1" if self.isEnabled() else "text3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
        self._draw_icon(painter, "chevron-down", arrow, _ARROW, on=False)

    def _draw_icon(self, painter: QPainter, name: str, left: int, size: int, *, on: bool) -> None:
        icon = self._theme.icon(name, "daylight" if on else "text2")
        icon.paint(painter, left, (self.height() - size) // 2, size, size)

"""How a line of the channel list is painted: chevron, swatch, name, value, and eye or diamond."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.theme import Theme
from studio.timeline.curve_lines import CurveLine, Heading, Line, StillLine
from studio.timeline.curve_model import CurveModel
from studio.timeline.curve_painting import line_color

AnyIndex = QModelIndex | QPersistentModelIndex

BUTTON_PX = 28
"""What the eye or the diamond takes at the right end of a line."""
_LINE_PX = 24
_FIRST_PX, _STEP_PX = 8, 14
_CHEVRON_PX, _SWATCH_PX, _ICON_PX = 16, 9.0, 16
_STATES = QStyle.StateFlag
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class LinePainter(QStyledItemDelegate):
    """Paints the lines of a curve model at the frame of the playhead."""

    def __init__(
        self, theme: Theme, model: CurveModel, frame: Callable[[], float], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._frame = theme, model, frame

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a line."""
        return QSize(100, _LINE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a line."""
        line: Line = index.model().line(index)  # type: ignore[attr-defined]
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, line, rect, option.state)
        rect.setLeft(rect.left() + _FIRST_PX + _STEP_PX * line.depth)
        if isinstance(line, Heading):
            self._paint_heading(painter, line, rect)
        else:
            hot = bool(option.state & _STATES.State_MouseOver)
            self._paint_channel(painter, line, rect, hot=hot)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, line: Line, rect: QRectF, state: QStyle.StateFlag
    ) -> None:
        theme, active = self._theme, self._model.active
        if isinstance(line, CurveLine) and active is not None and active.ref == line.ref:
            painter.fillRect(rect, theme.color("daylight_soft"))
        elif state & (_STATES.State_MouseOver | _STATES.State_Selected):
            painter.fillRect(rect, theme.color("bg2"))
        if state & _STATES.State_HasFocus and state & _STATES.State_KeyboardFocusChange:
            painter.setPen(theme.color("daylight"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_heading(self, painter: QPainter, line: Heading, rect: QRectF) -> None:
        theme = self._theme
        chevron = "chevron-right" if line.folded else "chevron-down"
        self._paint_icon(painter, chevron, "text2", rect.left() - 2, rect)
        painter.setFont(theme.font("header" if line.depth == 0 else "name"))
        painter.setPen(theme.color("text1"))
        _draw(painter, rect.adjusted(_CHEVRON_PX, 0, -8, 0), line.title)

    def _paint_channel(
        self, painter: QPainter, line: CurveLine | StillLine, rect: QRectF, *, hot: bool
    ) -> None:
        theme = self._theme
        dim = isinstance(line, StillLine) or self._model.is_hidden(line)
        swatch = QRectF(rect.left(), rect.center().y() - _SWATCH_PX / 2, _SWATCH_PX, _SWATCH_PX)
        color = theme.color("text3")
        icon, token = "rhombus-outline", "tungsten" if hot else "text3"
        if isinstance(line, CurveLine):
            color = line_color(theme, line)
            icon, token = "eye-off-outline" if dim else "eye-outline", "text3" if dim else "text2"
        painter.setPen(color)
        painter.setBrush(Qt.BrushStyle.NoBrush if dim else color)
        painter.drawRoundedRect(swatch, 2.0, 2.0)
        self._paint_icon(painter, icon, token, rect.right() - BUTTON_PX + 4, rect)
        value = self._model.value_at(line, self._frame())
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text3" if dim else "text2"))
        room = rect.adjusted(15, 0, -BUTTON_PX - 4, 0)
        painter.drawText(room, _RIGHT, value)
        room.setRight(room.right() - QFontMetricsF(painter.font()).horizontalAdvance(value) - 6)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text3" if dim else "text1"))
        _draw(painter, room, line.short)

    def _paint_icon(self, painter: QPainter, icon: str, token: str, x: float, rect: QRectF) -> None:
        top = int(rect.center().y()) - _ICON_PX // 2
        self._theme.icon(icon, token).paint(painter, int(x), top, _ICON_PX, _ICON_PX)


def _draw(painter: QPainter, rect: QRectF, text: str) -> None:
    elided = QFontMetricsF(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideRight, rect.width()
    )
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, elided)

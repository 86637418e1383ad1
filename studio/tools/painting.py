"""How the handles of the tools look."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from studio.theme import Theme
from studio.tools.handles import Handle
from studio.viewport.overlays.strokes import (
    draw_diamond,
    draw_polygon,
    draw_polyline,
    draw_tag,
    pen,
)

_AXES = ("axis_x", "axis_y", "axis_z")
_LINE_PX, _HOT_PX = 2.5, 3.5
_TIP_PX, _TIP_HALF = 13.0, 5.5
_BOX_HALF, _DOT = 5.0, 5.0
_LETTER_OFF_PX = 12.0
_MARK, _MARK_UP_PX = 6.5, 14.0


def paint_handle(
    painter: QPainter, theme: Theme, handle: Handle, *, hot: bool, boxed: bool = False
) -> None:
    """Paint a handle; ``hot`` under the pointer or dragged, ``boxed`` with a cube for its tip."""
    color = theme.color("on_fill") if handle.axis < 0 else theme.color(_AXES[handle.axis])
    color = color.lighter(125) if hot else color
    if handle.kind == "line":
        _paint_line(painter, theme, handle, color, hot=hot, boxed=boxed)
    elif handle.kind == "plane":
        fill = QColor(color)
        fill.setAlphaF(0.65 if hot else 0.3)
        painter.setBrush(fill)
        painter.setPen(pen(color, 1.5 if hot else 1.0))
        draw_polygon(painter, handle.points)
    elif handle.kind == "ring":
        _paint_ring(painter, handle, color, hot=hot)
    else:
        x, y = handle.points[0].tolist()
        painter.setPen(pen(theme.color("tag"), 1.5))
        painter.setBrush(theme.color("daylight") if hot else theme.color("on_fill"))
        painter.drawEllipse(QPointF(x, y), _DOT + hot, _DOT + hot)


def paint_mark(painter: QPainter, theme: Theme, handle: Handle, *, hot: bool, named: bool) -> None:
    """Paint a diamond for what only this kind of thing has; a hot one is ``named``."""
    x, y = handle.points[0].tolist()
    painter.setPen(pen(theme.color("tag"), 1.5))
    painter.setBrush(theme.color("gel") if hot else theme.color("daylight"))
    draw_diamond(painter, x, y, _MARK + hot)
    if hot and named:
        draw_tag(painter, theme, handle.name.capitalize(), x, y - _MARK_UP_PX)


def _paint_line(
    painter: QPainter, theme: Theme, handle: Handle, color: QColor, *, hot: bool, boxed: bool
) -> None:
    start, end = handle.points
    way = (end - start) / max(float(np.hypot(*(end - start))), 1e-9)
    painter.setPen(pen(theme.color("tag", 0.55), _LINE_PX + 2.0))
    painter.drawLine(QPointF(*start.tolist()), QPointF(*end.tolist()))
    painter.setPen(pen(color, _HOT_PX if hot else _LINE_PX))
    painter.drawLine(QPointF(*start.tolist()), QPointF(*end.tolist()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if boxed:
        half = _BOX_HALF + hot
        painter.drawRect(QRectF(end[0] - half, end[1] - half, 2.0 * half, 2.0 * half))
    else:
        side = np.array([-way[1], way[0]]) * (_TIP_HALF + hot)
        draw_polygon(painter, np.array([end + way * _TIP_PX, end + side, end - side]))
    painter.setFont(theme.font("strong"))
    painter.setPen(color)
    x, y = (end + way * (_LETTER_OFF_PX + _TIP_PX)).tolist()
    painter.drawText(
        QRectF(x - 10, y - 10, 20, 20), Qt.AlignmentFlag.AlignCenter, handle.name.upper()
    )


def _paint_ring(painter: QPainter, handle: Handle, color: QColor, *, hot: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if handle.axis < 0:
        faint = QColor(color)
        faint.setAlphaF(0.95 if hot else 0.55)
        painter.setPen(pen(faint, 2.0 if hot else 1.25))
        draw_polyline(painter, handle.points)
        return
    behind = QColor(color)
    behind.setAlphaF(0.22)
    painter.setPen(pen(behind, 1.25))
    draw_polyline(painter, handle.points)
    painter.setPen(pen(color, _HOT_PX if hot else _LINE_PX))
    draw_polyline(painter, np.where(handle.front[:, None], handle.points, np.nan))

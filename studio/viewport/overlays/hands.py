"""What the hands leave on the picture: a name, a rectangle, and an edge round all of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from studio.theme import Theme
from studio.viewport.overlays.strokes import draw_tag, pen

_EDGE_PX = 2.0
_HOVER_UP_PX = 10.0


def paint_hover(painter: QPainter, theme: Theme, name: str, at: QPointF) -> None:
    """Paint the name of what the pointer rests on, above the pointer."""
    draw_tag(painter, theme, name, at.x(), at.y() - _HOVER_UP_PX)


def paint_rubber(painter: QPainter, theme: Theme, box: QRectF) -> None:
    """Paint the rectangle that is being drawn to select."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(theme.color("daylight"))
    painter.setBrush(theme.color("daylight", 0.12))
    painter.drawRect(box.normalized())


def paint_edge(painter: QPainter, theme: Theme, box: QRect, token: str) -> None:
    """Paint an edge within a rectangle, in a colour by meaning."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(theme.color(token), _EDGE_PX))
    inset = _EDGE_PX / 2.0
    painter.drawRect(QRectF(box).adjusted(inset, inset, -inset, -inset))

"""How a figure's handles look: bones, joints, poles, and the ghost of the key before."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from compose.figures.skeleton import INDEX
from studio.theme import Theme
from studio.tools.body import BONES, ENDS, SHOWN, Body
from studio.tools.handles import Handle
from studio.viewport.overlays.strokes import draw_diamond, draw_segments, draw_tag, pen
from studio.viewport.projection import F64, Projection

_JOINT, _END, _POLE, _GHOST_JOINT = 3.5, 5.0, 6.0, 2.5
_GHOST_UP_PX, _GHOST_APART_PX = 8.0, 24.0


def paint_bones(painter: QPainter, theme: Theme, projection: Projection, body: Body) -> None:
    """Paint the lines between the joints."""
    segments = _segments(projection, body)
    painter.setPen(pen(theme.color("tag", 0.7), 3.5))
    draw_segments(painter, segments)
    painter.setPen(pen(theme.color("daylight"), 1.75))
    draw_segments(painter, segments)


def paint_ghost(
    painter: QPainter, theme: Theme, projection: Projection, body: Body, now: Body, frame: float
) -> None:
    """Paint a figure as it was at a key, and the frame of it where it moved most since."""
    painter.setPen(pen(theme.color("daylight", 0.22), 7.0))
    segments = _segments(projection, body)
    draw_segments(painter, segments)
    painter.setPen(pen(theme.color("daylight", 0.6), 1.0, dashed=True))
    draw_segments(painter, segments)
    places, depth = projection.to_screen(body.places[[INDEX[name] for name in SHOWN]])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("daylight", 0.5))
    for x, y in places[depth > projection.camera.near_m].tolist():
        painter.drawEllipse(QPointF(x, y), _GHOST_JOINT, _GHOST_JOINT)
    _paint_frame(painter, theme, projection, body, now, frame)


def paint_joint(
    painter: QPainter, theme: Theme, handle: Handle, *, hot: bool, selected: bool
) -> None:
    """Paint a joint: a square for hand or foot, a circle for the others."""
    x, y = handle.points[0].tolist()
    painter.setPen(pen(_edge(theme, selected=selected), 2.0 if selected or hot else 1.5))
    painter.setBrush(theme.color("tungsten" if selected and hot else "on_fill"))
    if handle.name in ENDS:
        half = _END + hot
        painter.drawRect(QRectF(x - half, y - half, 2.0 * half, 2.0 * half))
    else:
        painter.drawEllipse(QPointF(x, y), _JOINT + hot, _JOINT + hot)


def paint_pole(painter: QPainter, theme: Theme, handle: Handle, joint: F64, *, hot: bool) -> None:
    """Paint where an elbow or a knee points, with a line from it."""
    x, y = handle.points[0].tolist()
    painter.setPen(pen(theme.color("tungsten"), 1.0, dashed=True))
    if np.isfinite(joint).all():
        painter.drawLine(QPointF(*joint.tolist()), QPointF(x, y))
    painter.setPen(pen(theme.color("tungsten"), 2.0))
    painter.setBrush(theme.color("on_fill"))
    draw_diamond(painter, x, y, _POLE + hot)


def _paint_frame(
    painter: QPainter, theme: Theme, projection: Projection, body: Body, now: Body, frame: float
) -> None:
    rows = [INDEX[name] for name in SHOWN]
    then, depth = projection.to_screen(body.places[rows])
    apart = np.hypot(*(projection.to_screen(now.places[rows])[0] - then).T)
    apart = np.where((depth > projection.camera.near_m) & np.isfinite(apart), apart, 0.0)
    most = int(apart.argmax())
    if apart[most] > _GHOST_APART_PX:
        x, y = then[most].tolist()
        draw_tag(painter, theme, f"f {frame:g}", x, y - _GHOST_UP_PX)


def _edge(theme: Theme, *, selected: bool) -> QColor:
    return theme.color("tungsten" if selected else "daylight")


def _segments(projection: Projection, body: Body) -> F64:
    rows = np.array(BONES)
    return projection.segments(body.places[rows[:, 0]], body.places[rows[:, 1]])[0]

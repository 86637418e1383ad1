"""Strokes: lines, diamonds and tags in the look of the viewport."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from studio.theme import Theme
from studio.viewport.projection import F64

TAG_HEIGHT = 20.0
_TAG_PADDING = 6.0
_LONGEST_PX = 240.0
_FAR = 1e5
"""Coordinates beyond this are cut: a painter's arithmetic ends somewhere."""


def pen(color: QColor, width: float = 1.0, *, dashed: bool = False) -> QPen:
    """Return a pen that keeps its width at every scale of the painter."""
    made = QPen(color, width)
    made.setCosmetic(False)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        made.setDashPattern([4.0 / width, 3.0 / width])
    return made


def draw_segments(painter: QPainter, segments: F64) -> None:
    """Draw (N, 4) segments x0, y0, x1, y1 with the painter's pen; wild ones are left out."""
    sane = np.all(np.isfinite(segments) & (np.abs(segments) < _FAR), axis=1)
    painter.drawLines([QLineF(*row) for row in segments[sane].tolist()])


def draw_polyline(painter: QPainter, places: F64) -> None:
    """Draw a line through (N, 2) places, with a gap where one is nowhere."""
    known = np.all(np.isfinite(places) & (np.abs(places) < _FAR), axis=1)
    breaks = np.flatnonzero(~known)
    for part in np.split(np.arange(len(places)), breaks):
        run = [QPointF(*places[i].tolist()) for i in part.tolist() if known.item(i)]
        if len(run) > 1:
            painter.drawPolyline(QPolygonF(run))


def draw_polygon(painter: QPainter, places: F64) -> None:
    """Fill and edge a polygon of (N, 2) places, unless one of them is nowhere."""
    if np.isfinite(places).all() and (np.abs(places) < _FAR).all():
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in places.tolist()]))


def draw_diamond(painter: QPainter, x: float, y: float, half: float) -> None:
    """Fill and edge a diamond about a place."""
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def tag_width(theme: Theme, text: str) -> float:
    """Return how wide the tag of a word is."""
    metrics = QFontMetricsF(theme.font("caption"))
    return metrics.horizontalAdvance(_short(metrics, text)) + 2.0 * _TAG_PADDING


def draw_tag(
    painter: QPainter, theme: Theme, text: str, x: float, y: float, *, selected: bool = False
) -> QRectF:
    """Write a word on a dark tag whose lower edge is centred at a place; return where it is."""
    painter.setFont(theme.font("caption"))
    wide = tag_width(theme, text)
    box = QRectF(round(x - wide / 2.0), round(y - TAG_HEIGHT), wide, TAG_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("daylight_fill" if selected else "tag"))
    painter.drawRoundedRect(box, 3.0, 3.0)
    painter.setPen(theme.color("on_fill"))
    text = _short(QFontMetricsF(painter.font()), text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box


def _short(metrics: QFontMetricsF, text: str) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, _LONGEST_PX)


def box_edges(box: Iterable[Iterable[float]]) -> tuple[F64, F64]:
    """Return the starts and ends, (12, 3) each, of the edges of a (2, 3) box."""
    low_high = np.asarray(list(map(list, box)), np.float64)
    pairs = [(i, i | 1 << axis) for axis in range(3) for i in range(8) if not i >> axis & 1]
    corner = np.array([[low_high[i >> axis & 1, axis] for axis in range(3)] for i in range(8)])
    ends = np.array(pairs)
    return corner[ends[:, 0]], corner[ends[:, 1]]

"""What lies over the shot camera's picture: gate mask, safe areas, thirds, and the horizon."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from compose.shot import Shot
from compose.stage.lens import gate_inside
from studio.drawing import Picture
from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.overlays.strokes import draw_segments, pen
from studio.viewport.projection import Projection
from studio.viewport.shot_words import shot_aspect

SAFE_ACTION, SAFE_TITLE = 0.93, 0.90
"""Parts of the picture's width and height (SMPTE ST 2046-1 for 16:9)."""

_MASK_ALPHA = 0.72
_FAR_M = 1e6


def gate_rect(projection: Projection, gate_mm: tuple[float, float]) -> QRectF:
    """Return where a gate lies in a picture whose own gate may be larger."""
    raster, camera = projection.raster, projection.camera
    across = projection.scale * raster.width * gate_mm[0] / camera.gate_mm[0]
    down = across * gate_mm[1] / gate_mm[0]
    x = projection.left + projection.scale * raster.cx
    y = projection.top + projection.scale * raster.cy
    return QRectF(x - across / 2.0, y - down / 2.0, across, down)


def picture_box(projection: Projection) -> QRectF:
    """Return where a picture lies."""
    wide, high = projection.raster.size
    scale = projection.scale
    return QRectF(projection.left, projection.top, wide * scale, high * scale)


def shown_gate(picture: Picture | None, projection: Projection, shot: Shot | None) -> QRectF | None:
    """Return where the gate of the shot lies, ``None`` in a free view."""
    if shot is None or picture is None or picture.wish.camera is not None:
        return None
    if not picture.wish.fill:
        return picture_box(projection)
    aspect = shot_aspect(picture.wish.project.scene(picture.wish.scene), shot)
    return gate_rect(projection, gate_inside(projection.camera.sensor_mm, aspect))


def paint_mask(painter: QPainter, stage: OverlayStage) -> None:
    """Darken what the shot does not show, and edge the gate."""
    if stage.gate is None:
        return
    around = QPainterPath()
    around.addRect(QRectF(0.0, 0.0, stage.width, stage.height))
    hole = QPainterPath()
    hole.addRect(stage.gate)
    dark = QColor("#101114")
    dark.setAlphaF(_MASK_ALPHA)
    painter.fillPath(around.subtracted(hole), dark)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(stage.theme.color("on_fill", 0.75), 1.0))
    painter.drawRect(stage.gate)


def paint_thirds(painter: QPainter, box: QRectF, color: QColor) -> None:
    """Part a picture in thirds both ways."""
    painter.setPen(pen(color, 1.0))
    for share in (1.0 / 3.0, 2.0 / 3.0):
        x, y = box.left() + share * box.width(), box.top() + share * box.height()
        painter.drawLine(QLineF(x, box.top(), x, box.bottom()))
        painter.drawLine(QLineF(box.left(), y, box.right(), y))


def paint_safe_areas(painter: QPainter, box: QRectF, color: QColor) -> None:
    """Edge the areas safe for action and for titles."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for share, dashed in ((SAFE_ACTION, False), (SAFE_TITLE, True)):
        aside, down = box.width() * (1.0 - share) / 2.0, box.height() * (1.0 - share) / 2.0
        painter.setPen(pen(color, 1.0, dashed=dashed))
        painter.drawRect(box.adjusted(aside, down, -aside, -down))


def paint_horizon(painter: QPainter, stage: OverlayStage) -> None:
    """Draw the line of all that is as high as the camera and far away."""
    projection = stage.projection
    ahead = projection.forward * np.array([1.0, 0.0, 1.0])
    length = float(np.linalg.norm(ahead))
    if projection.raster.orthographic or length < 1e-6:
        return
    ahead /= length
    beside = np.array([-ahead[2], 0.0, ahead[0]])
    spread = math.tan(math.radians(80.0))
    ends = [projection.eye + _FAR_M * (ahead + side * spread * beside) for side in (-1.0, 1.0)]
    painter.setPen(pen(stage.theme.color("on_fill", 0.7), 1.0, dashed=True))
    segments, _ = projection.segments(ends[:1], ends[1:])
    draw_segments(painter, segments)

"""The ground grid, behind everything that is drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.theme import Theme
from studio.viewport.ground_grid import GridLines, grid_lines
from studio.viewport.overlays.strokes import draw_segments, pen
from studio.viewport.picking import Flags
from studio.viewport.projection import Projection

_SHADES = 5
_LINE_ALPHA, _AXIS_ALPHA = 0.34, 0.9
_AXIS_TOKENS = ("axis_x", "axis_y", "axis_z")


def grid_image(
    theme: Theme, projection: Projection, size: tuple[int, int], ratio: float, covered: Flags | None
) -> QImage:
    """Return the grid as a picture of ``size`` device pixels, empty where something is drawn.

    Parameters
    ----------
    ratio
        Device pixels of a logical one.
    covered
        (H, W): where the picture has something; ``None`` when that is not known.
    """
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    _draw(painter, theme, projection, grid_lines(projection))
    painter.end()
    if covered is not None:
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        high, wide = covered.shape
        free = np.ascontiguousarray(np.where(covered, 0, 255).astype(np.uint8))
        mask = QImage(free.data, wide, high, wide, QImage.Format.Format_Alpha8)
        scale = projection.scale * ratio
        left, top = projection.left * ratio, projection.top * ratio
        painter.drawImage(QRectF(left, top, wide * scale, high * scale), mask)
        painter.end()
    return image


def _draw(painter: QPainter, theme: Theme, projection: Projection, lines: GridLines) -> None:
    segments, rows = projection.segments(lines.starts, lines.ends)
    opacity, axis = lines.opacity[rows], lines.axis[rows]
    shade = np.minimum((opacity * _SHADES).astype(int), _SHADES - 1)
    ground = QColor("#FFFFFF")
    for step in range(_SHADES):
        ground.setAlphaF(_LINE_ALPHA * (step + 0.5) / _SHADES)
        painter.setPen(pen(ground, 1.0))
        draw_segments(painter, segments[(shade == step) & (axis < 0)])
    for number, token in enumerate(_AXIS_TOKENS):
        for step in range(_SHADES):
            color = theme.color(token, _AXIS_ALPHA * (step + 0.5) / _SHADES)
            painter.setPen(pen(color, 1.25))
            draw_segments(painter, segments[(shade == step) & (axis == number)])

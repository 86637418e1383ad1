"""The ground grid, behind everything that is drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from studio.theme import Theme
from studio.viewport.ground_grid import GridLines, grid_lines
from studio.viewport.overlays.gate import picture_box
from studio.viewport.overlays.strokes import draw_polygon, draw_segments, pen
from studio.viewport.picking import Flags
from studio.viewport.projection import F64, Projection

_SHADES = 5
_LINE_ALPHA, _AXIS_ALPHA = 0.34, 0.9
_PICK = np.array([[i >> axis & 1 for axis in range(3)] for i in range(8)])
_FACES = np.array(
    [(0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5)]
)
"""The corners of a box, and of each of its sides in order."""
_AXIS_TOKENS = ("axis_x", "axis_y", "axis_z")


def grid_image(
    theme: Theme, projection: Projection, size: tuple[int, int], ratio: float,
    covered: Flags | F64,
) -> QImage:  # fmt: skip
    """Return the grid as a picture of ``size`` device pixels, empty where something is drawn.

    Parameters
    ----------
    ratio
        Device pixels of a logical one.
    covered
        (H, W) flags: where the picture has something; while that is not known, the (N, 2, 3) boxes
        around what it shows.
    """
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    _draw(painter, theme, projection, grid_lines(projection))
    if covered.dtype == np.bool_:
        _keep_free(painter, projection, covered.astype(np.bool_, copy=False))
    else:
        _cut_boxes(painter, projection, np.asarray(covered, np.float64))
    painter.end()
    return image


def _keep_free(painter: QPainter, projection: Projection, covered: Flags) -> None:
    """Leave the grid only where the picture has nothing."""
    high, wide = covered.shape
    free = np.ascontiguousarray(np.where(covered, 0, 255).astype(np.uint8))
    mask = QImage(free.data, wide, high, wide, QImage.Format.Format_Alpha8)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(picture_box(projection), mask)


def _cut_boxes(painter: QPainter, projection: Projection, boxes: F64) -> None:
    """Take the grid away behind boxes."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.setPen(pen(QColor("black"), 2.0))  # what is a pixel wide is cut out wholly
    painter.setBrush(QColor("black"))
    corners = boxes[:, _PICK, np.arange(3)]
    places, depth = projection.to_screen(corners.reshape(-1, 3))
    places = places.reshape(-1, 8, 2)
    before = (depth.reshape(-1, 8) > projection.camera.near_m).all(axis=1)
    for box in places[before]:
        for face in _FACES:
            draw_polygon(painter, box[face])


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

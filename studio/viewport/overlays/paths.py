"""Motion paths of the selection: dashed, a diamond at every key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.overlays.strokes import draw_diamond, draw_polyline, pen

_HALF = 4.5


def paint_paths(painter: QPainter, stage: OverlayStage) -> None:
    """Paint where the selected nodes go."""
    theme = stage.theme
    for path in stage.paths:
        places, _ = stage.projection.to_screen(path.places)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.color("tag"), 3.0))
        draw_polyline(painter, places)
        painter.setPen(pen(theme.color("tungsten"), 1.5, dashed=True))
        draw_polyline(painter, places)
        painter.setPen(pen(theme.color("tag"), 1.0))
        painter.setBrush(theme.color("tungsten"))
        keys, depth = stage.projection.to_screen(path.keys)
        for (x, y), far in zip(keys.tolist(), depth.tolist(), strict=True):
            if far > 0.0:
                draw_diamond(painter, x, y, _HALF)

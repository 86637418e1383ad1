"""Lights of the scene: a sign at each, and where a spot or a sun shines."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from compose.light import Light
from compose.node import Node
from compose.payload import LightPayload
from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.overlays.strokes import draw_polyline, draw_segments, pen
from studio.viewport.projection import F64

ICONS = {
    "directional": "weather-sunny",
    "point": "lightbulb-on-outline",
    "spot": "spotlight-beam",
}
SIGN_PX = 22.0
_ICON_PX = 14
_CONE_M = 2.0
_RING = 24


class LampPainter:
    """Paints the signs; their icons are kept."""

    def __init__(self) -> None:
        self._icons: dict[tuple[str, float, str], QPixmap] = {}

    def paint(self, painter: QPainter, stage: OverlayStage) -> None:
        """Paint a sign for every light that is not hidden."""
        for node in stage.scene.nodes:
            if isinstance(node.payload, LightPayload) and not stage.is_hidden(node.id):
                self._paint(painter, stage, node, node.payload)

    def _paint(self, painter: QPainter, stage: OverlayStage, node: Node, light: Light) -> None:
        world = stage.staging.world[node.id]
        places, depth = stage.projection.to_screen(world[:3, 3])
        if depth[0] <= stage.projection.camera.near_m:
            return
        selected = node.id in stage.selection
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(stage.theme.color("daylight"), 1.25))
            _paint_reach(painter, stage, world, light)
        x, y = places[0].tolist()
        box = QRectF(x - SIGN_PX / 2.0, y - SIGN_PX / 2.0, SIGN_PX, SIGN_PX)
        painter.setPen(pen(stage.theme.color("daylight"), 1.5) if selected else Qt.PenStyle.NoPen)
        painter.setBrush(stage.theme.color("tag"))
        painter.drawRoundedRect(box, 4.0, 4.0)
        half = _ICON_PX / 2.0
        icon = self._icon(stage, ICONS[light.type], painter.device().devicePixelRatioF())
        painter.drawPixmap(QRectF(x - half, y - half, _ICON_PX, _ICON_PX), icon, icon.rect())

    def _icon(self, stage: OverlayStage, name: str, ratio: float) -> QPixmap:
        key = (name, ratio, stage.theme.scheme)
        if key not in self._icons:
            icon = stage.theme.icon(name, "on_fill")
            self._icons[key] = icon.pixmap(QSize(_ICON_PX, _ICON_PX), ratio)
        return self._icons[key]


def _paint_reach(painter: QPainter, stage: OverlayStage, world: F64, light: Light) -> None:
    axes = world[:3, :3] / np.linalg.norm(world[:3, :3], axis=0)
    origin, ahead = world[:3, 3], -axes[:, 2]
    if light.type == "point":
        return
    far = origin + ahead * _CONE_M
    starts, ends = [origin], [far]
    if light.type == "spot":
        radius = _CONE_M * math.tan(math.radians(min(light.outer_cone_deg, 80.0)))
        angles = np.linspace(0.0, 2.0 * math.pi, _RING + 1)
        ring = far + radius * (
            np.cos(angles)[:, None] * axes[:, 0] + np.sin(angles)[:, None] * axes[:, 1]
        )
        draw_polyline(painter, stage.projection.to_screen(ring)[0])
        starts += [origin] * 4
        ends += list(ring[:: _RING // 4][:4])
    segments, _ = stage.projection.segments(np.array(starts), np.array(ends))
    draw_segments(painter, segments)

"""Cameras of the scene: their bodies, and the pyramid of what each one sees."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from compose.snapshot import CameraState
from studio.viewport.frustum import frustum_corners
from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.overlays.strokes import draw_polygon, draw_segments, pen
from studio.viewport.projection import F64

_BODY = np.array([[-0.11, -0.12, 0.02], [0.11, 0.14, 0.42]])
_HOOD = np.array([[-0.06, -0.05], [0.06, -0.05], [0.06, 0.07], [-0.06, 0.07]])
_FINDER = np.array([[-0.05, 0.14, 0.1], [0.05, 0.23, 0.36]])
_BODY_COLOR = QColor(52, 55, 62, 235)
_LEAST_PX, _MOST_PX, _BODY_M = 15.0, 44.0, 0.45
_OWN_EYE_M = 0.05
"""A camera that stands so near to the eye would only tint the picture that it sees."""
_SHORT_M, _LONGEST_M = 0.9, 14.0
_SIDES = ((0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5))


def paint_cameras(painter: QPainter, stage: OverlayStage) -> None:
    """Paint every camera; over the picture of a shot only those selected that it can see."""
    through = stage.shot.camera if stage.gate is not None and stage.shot is not None else None
    for node, camera in stage.staging.cameras.items():
        selected = node in stage.selection
        if stage.is_hidden(node) or (through is not None and (node == through or not selected)):
            continue
        if np.linalg.norm(camera.world[:3, 3] - stage.projection.eye) < _OWN_EYE_M:
            continue
        of_shot = stage.shot is not None and stage.shot.camera == node
        _paint_frustum(painter, stage, camera, wide=selected or of_shot, selected=selected)
        _paint_body(painter, stage, camera, selected=selected)


def paint_focus_plane(painter: QPainter, stage: OverlayStage) -> None:
    """Paint where the cameras of the shot and the selection are sharp, but not the eye's own."""
    shot = "" if stage.shot is None else stage.shot.camera
    through = shot if stage.gate is not None else None
    for node, camera in stage.staging.cameras.items():
        if node == through or stage.is_hidden(node) or node not in (shot, *stage.selection):
            continue
        painter.setBrush(stage.theme.color("gel", 0.14))
        painter.setPen(pen(stage.theme.color("gel"), 1.0, dashed=True))
        corners = frustum_corners(camera, camera.focus_distance_m)
        draw_polygon(painter, stage.projection.polygon(corners))


def _paint_frustum(
    painter: QPainter, stage: OverlayStage, camera: CameraState, *, wide: bool, selected: bool
) -> None:
    distance = min(camera.focus_distance_m, _LONGEST_M) if wide else _SHORT_M
    corners = frustum_corners(camera, distance)
    eye = np.broadcast_to(camera.world[:3, 3], (4, 3))
    if camera.orthographic_height_m > 0.0:
        eye = frustum_corners(camera, 0.0)
    token, strength = ("daylight", 1.0) if selected else ("on_fill", 0.62)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(stage.theme.color(token, 0.12))
        draw_polygon(painter, stage.projection.polygon(corners))
    painter.setPen(pen(stage.theme.color(token, strength), 1.5 if selected else 1.0))
    starts = np.vstack([eye, corners])
    ends = np.vstack([corners, np.roll(corners, -1, axis=0)])
    segments, _ = stage.projection.segments(starts, ends)
    draw_segments(painter, segments)


def _paint_body(
    painter: QPainter, stage: OverlayStage, camera: CameraState, *, selected: bool
) -> None:
    projection = stage.projection
    depth = float((camera.world[:3, 3] - projection.eye) @ projection.forward)
    if depth < projection.camera.near_m:
        return
    pixel = projection.metres_per_pixel(camera.world[:3, 3]) / _BODY_M
    size = min(max(1.0, _LEAST_PX * pixel), _MOST_PX * pixel)
    theme = stage.theme
    painter.setBrush(_BODY_COLOR)
    edge = theme.color("daylight") if selected else theme.color("on_fill", 0.8)
    painter.setPen(pen(edge, 1.5 if selected else 1.0))
    world = _FACES * size @ camera.world[:3, :3].T + camera.world[:3, 3]
    places, depths = projection.to_screen(world.reshape(-1, 3))
    places, depths = places.reshape(-1, 4, 2), depths.reshape(-1, 4)
    shown = np.all(depths > projection.camera.near_m, axis=1)
    for face in np.argsort(-depths.mean(axis=1)).tolist():
        if shown[face]:
            draw_polygon(painter, places[face])


def _box_faces(box: F64) -> list[F64]:
    corners = np.array([[box[i >> axis & 1, axis] for axis in range(3)] for i in range(8)])
    return [corners[list(face)] for face in _SIDES]


def _hood_faces() -> list[F64]:
    """Return the sides of the lens hood, which opens towards what is seen."""
    back = np.column_stack([_HOOD, np.full(4, 0.02)])
    front = np.column_stack([_HOOD * 1.6, np.full(4, -0.12)])
    sides = [(back[i], back[(i + 1) % 4], front[(i + 1) % 4], front[i]) for i in range(4)]
    return [np.array(side) for side in sides]


_FACES = np.array([*_box_faces(_BODY), *_box_faces(_FINDER), *_hood_faces()])
"""(F, 4, 3): the body of a camera in its own space."""

"""Names over the heads of people, and over what is selected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QPainter

from compose.payload import CameraPayload, Figure, LightPayload
from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.overlays.strokes import TAG_HEIGHT, draw_tag, tag_width
from studio.viewport.projection import F64

_ABOVE_PX = 6.0
_SIGN_PX = 20.0
_MOST = 60
_STOREYS, _GAP_PX = 3, 2.0
_SMALLEST_PX = 26.0
"""A person who is lower than this on screen is too far to be named."""


def paint_names(painter: QPainter, stage: OverlayStage) -> None:
    """Paint the tags; one that would cover a nearer one moves up, or is left out."""
    chosen = stage.selection if stage.names_selection else ()
    named = [
        node
        for node in stage.scene.nodes
        if (isinstance(node.payload, Figure) or node.id in chosen) and not stage.is_hidden(node.id)
    ]
    tags = []
    for node in named:
        place = _place(stage, node.id, isinstance(node.payload, CameraPayload | LightPayload))
        if place is not None:
            x, y, depth, high = place
            selected = node.id in stage.selection
            if selected or high >= _SMALLEST_PX:
                tags.append((not selected, depth, node.name, x, y))
    tags = sorted(tags)[:_MOST]
    heights = stacked([(x, y, tag_width(stage.theme, name)) for _, _, name, x, y in tags])
    for (other, _, name, x, _), height in zip(tags, heights, strict=True):
        if height is not None:
            draw_tag(painter, stage.theme, name, x, height, selected=not other)


def stacked(tags: Sequence[tuple[float, float, float]]) -> list[float | None]:
    """Return the lower edge of each tag, moved up where one before it lies; ``None`` where many do.

    Parameters
    ----------
    tags
        (middle, lower edge, width) of each, in pixels, those that stay in place first.
    """
    placed: list[tuple[float, float, float]] = []
    found: list[float | None] = []
    for x, y, wide in tags:
        room = (y - step * (TAG_HEIGHT + _GAP_PX) for step in range(_STOREYS))
        free = (
            edge
            for edge in room
            if all(
                abs(edge - other_y) >= TAG_HEIGHT or abs(x - other_x) >= (wide + other) / 2.0
                for other_x, other_y, other in placed
            )
        )
        edge = next(free, None)
        found.append(edge)
        if edge is not None:
            placed.append((x, edge, wide))
    return found


def _place(
    stage: OverlayStage, node: str, is_sign: bool
) -> tuple[float, float, float, float] | None:
    """Return x, y above a node, its depth, and how high it is on screen."""
    projection = stage.projection
    box = stage.staging.around([node]) if not is_sign else None
    top, foot = _ends(stage.staging.world[node][:3, 3] if box is None else box)
    places, depth = projection.to_screen(np.stack([top, foot]))
    if not (depth > projection.camera.near_m).all():
        return None
    (x, y), (_, low) = places.tolist()
    y -= _SIGN_PX if is_sign else _ABOVE_PX
    shown = stage.picture if stage.gate is None else stage.gate
    inside = shown.adjusted(0.0, TAG_HEIGHT, 0.0, TAG_HEIGHT).contains(x, y)
    return (x, y, float(depth[0]), abs(low - y)) if inside else None


def _ends(box: F64) -> tuple[F64, F64]:
    """Return the middle of a box's top and of its foot; both are the point itself for a point."""
    if box.ndim == 1:
        return box, box
    middle = box.mean(axis=0)
    top, foot = middle.copy(), middle.copy()
    top[1], foot[1] = box[1, 1], box[0, 1]
    return top, foot

"""Edits of walls: their doors and windows."""

from __future__ import annotations

from collections.abc import Sequence

from compose.edits.nodes import set_payload
from compose.errors import SceneError
from compose.geometry.shapes.parameters import MAX_OPENINGS, Opening, checked
from compose.node import Node
from compose.payload import Primitive
from compose.project import Project

_WINDOW = (0.9, 1.2, 0.9)
"""Width, height and sill of a usual window, in metres."""

_MOST_OF_GAP = 0.8
"""Share of a free stretch of wall that a new window takes at most."""

_LEAST = 0.05
"""Metres of free wall that a new window needs."""


def openings_of(node: Node) -> tuple[Opening, ...] | None:
    """Return the doors and windows of a wall; ``None`` for a node that is no wall.

    Raises
    ------
    SceneError
        When they are not what a wall can have.
    """
    from compose.geometry.shapes import SHAPES

    payload = node.payload
    if not isinstance(payload, Primitive) or payload.shape not in SHAPES:
        return None
    declared = SHAPES[payload.shape].parameters.get("openings")
    if declared is None or declared.kind != "openings":
        return None
    found: tuple[Opening, ...] = checked(SHAPES[payload.shape], payload.parameters)["openings"]
    return found


def set_openings(project: Project, scene: str, node: str, openings: Sequence[Opening]) -> Project:
    """Give a wall other doors and windows.

    Raises
    ------
    NotFoundError
        When there is no such scene or node.
    SceneError
        When the node is no wall, or an opening leaves it.
    """
    from compose.geometry.shapes import make_shape

    owner = project.scene(scene).find(node)
    if openings_of(owner) is None or not isinstance(owner.payload, Primitive):
        raise SceneError(f"{owner.name!r} is no wall, so it has no doors and windows.")
    told = [{"x": o.x, "y": o.y, "width": o.width, "height": o.height} for o in openings]
    changed = set_payload(
        project, scene, owner.id, parameters={**owner.payload.parameters, "openings": told}
    )
    wall = changed.scene(scene).node(owner.id).payload
    assert isinstance(wall, Primitive)  # it was one, and only its parameters are others
    make_shape(wall.shape, wall.parameters)
    return changed


def new_opening(node: Node) -> Opening:
    """Return a window for the middle of the widest free stretch of a wall.

    Raises
    ------
    SceneError
        When the node is no wall, or has no room for another.
    """
    from compose.geometry.shapes import SHAPES

    there = openings_of(node)
    if there is None or not isinstance(node.payload, Primitive):
        raise SceneError(f"{node.name!r} is no wall, so it has no doors and windows.")
    values = checked(SHAPES[node.payload.shape], node.payload.parameters)
    wide, high = float(values["width"]), float(values["height"])
    at, room = -wide / 2.0, (0.0, 0.0)
    edges = sorted((o.x - o.width / 2.0, o.x + o.width / 2.0) for o in there)
    for left, right in [*edges, (wide / 2.0, wide / 2.0)]:
        room = max(room, (left - at, at), key=lambda gap: gap[0])
        at = max(at, right)
    free, start = room
    if free < _LEAST or len(there) >= MAX_OPENINGS:
        raise SceneError(f"{node.name!r} has no room for another opening. Make one narrower first.")
    width, height, sill = _WINDOW
    height = min(height, high * _MOST_OF_GAP)
    return Opening(
        x=start + free / 2.0,
        y=min(sill, (high - height) / 2.0),
        width=min(width, free * _MOST_OF_GAP),
        height=height,
    )

"""Find room beside what stands where a new thing is to go. No Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import product

import numpy as np

from compose.evaluation import timeline_of
from compose.figures.mannequin import make_figure
from compose.geometry.bounds import rest_bounds
from compose.geometry.mesh import F64
from compose.geometry.shapes import make_shape
from compose.kit import make_prop
from compose.payload import Figure, Payload, Primitive, Prop
from compose.values import Vec3
from shotwright import ShotwrightError
from studio.kit.items import KitItem, body_of
from studio.session import Session

_NEAR_M = 20.0
_MOST_NODES = 200
_GAP_M = 0.15
_RINGS, _WAYS = 6, 8
_TOUCH_M = 0.02
_CARRIES = 1.5
"""What is so many times as large as a new thing, seen from above, can carry it: a table a cup."""


def free_point(session: Session, item: KitItem, point: Vec3) -> Vec3:
    """Return where a thing of the kit has room: ``point``, or a place beside it.

    Lamps and cameras have no body and go where they are asked to; so does what finds no room.
    """
    scene = session.scene
    if scene is None or item.kind not in ("prop", "figure", "shape"):
        return point
    try:
        return beside(_box_of(_payload(item)), _boxes_near(session, point), point)
    except ShotwrightError:
        return point  # a scene that cannot be evaluated is told of by the viewport


def beside(thing: F64, standing: Iterable[F64], point: Vec3) -> Vec3:
    """Return the nearest place to ``point`` where a thing touches nothing.

    Parameters
    ----------
    thing
        (2, 3) least and greatest corner of the thing about its origin, in metres.
    standing
        (2, 3) corners in the world of what stands there. What is wholly round the thing, as a room
        is, is not in its way.
    """
    boxes = [box for box in standing if box[1, 1] - box[0, 1] > _TOUCH_M]
    start = np.array(point)
    for box in sorted(boxes, key=lambda box: -box[1, 1]):
        carries = _area(box) > _CARRIES * _area(thing)
        if not carries and _over(box, start) and box[0, 1] <= start[1] <= box[1, 1] + _TOUCH_M:
            start[1] = box[0, 1]
    width, _, depth = thing[1] - thing[0] + _GAP_M
    for ring in range(_RINGS + 1):
        for way in range(_WAYS if ring else 1):
            angle = way * 2.0 * math.pi / _WAYS
            step = np.array([math.cos(angle) * width, 0.0, math.sin(angle) * depth])
            at = start + ring * step
            if not any(_in_the_way(box, thing + at) for box in boxes):
                return (round(float(at[0]), 3), round(float(at[1]), 3), round(float(at[2]), 3))
    return point


def _in_the_way(box: F64, thing: F64) -> bool:
    if np.any(box[1] < thing[0] + _TOUCH_M) or np.any(box[0] > thing[1] - _TOUCH_M):
        return False
    around = np.all(box[0, ::2] <= thing[0, ::2]) and np.all(box[1, ::2] >= thing[1, ::2])
    return not (around and _area(box) > 2.0 * _CARRIES * _area(thing))


def _over(box: F64, point: F64) -> bool:
    return bool(np.all(box[0, ::2] <= point[::2]) and np.all(point[::2] <= box[1, ::2]))


def _area(box: F64) -> float:
    across, _, along = box[1] - box[0]
    return float(across * along)


def _boxes_near(session: Session, point: Vec3) -> list[F64]:
    """Return (2, 3) the corners in the world of what has a body near a point."""
    scene = session.scene
    assert scene is not None  # the caller has seen to it
    timeline = timeline_of(session.project, scene, shot=session.shot)
    worlds, slots = timeline.worlds(timeline.values(session.frame)), timeline.stage.slots.nodes
    found: list[F64] = []
    for node in scene.nodes:
        if not isinstance(node.payload, Prop | Figure | Primitive):
            continue
        matrix = worlds[slots[node.id]]
        if np.linalg.norm(matrix[:3, 3] - point) < _NEAR_M and len(found) < _MOST_NODES:
            found.append(_turned(_box_of(node.payload), matrix))
    return found


def _box_of(payload: Payload) -> F64:
    """Return (2, 3) the corners of a body about its origin, in metres."""
    if isinstance(payload, Prop):
        return rest_bounds(make_prop(payload.prop, payload.parameters))
    if isinstance(payload, Figure):
        return rest_bounds(make_figure(payload.body))
    assert isinstance(payload, Primitive)
    return np.array(make_shape(payload.shape, payload.parameters).bounds, np.float64)


def _payload(item: KitItem) -> Prop | Figure | Primitive:
    if item.kind == "prop":
        return Prop(kind="prop", prop=item.name)
    if item.kind == "figure":
        return Figure(kind="figure", body=body_of(item.name))
    return Primitive(kind="primitive", shape=item.name)


def _turned(box: F64, matrix: F64) -> F64:
    corners = np.array(list(product(*box.T)))
    world = corners @ matrix[:3, :3].T + matrix[:3, 3]
    return np.stack([world.min(axis=0), world.max(axis=0)])

"""Handles: where the parts of a gizmo are on screen, and which of them the pointer is on. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.viewport.projection import Projection

F64 = npt.NDArray[np.float64]
Kind = Literal["line", "plane", "ring", "free"]

LENGTH_PX = 84.0
"""How far the handles reach, in logical pixels, wherever the thing is and however small."""
LEAST_PX = 60.0
"""How far one reaches at least that points towards the eye or away from it."""
RING_PX = 72.0
FREE_PX = 9.0
_VIEW_RING = 1.2
_FROM = 0.2
_PLANE = (0.28, 0.6)
_HIT_PX = 8.0
_SHORTEST_PX = 16.0
"""A line seen so much from its end is no handle: a drag along it would leap."""
_BEFORE_HORIZON = 0.7
"""The part of the way to where it vanishes that a line is drawn out to at most."""
_EDGE_ON = 0.16
_STEPS = 72
_GONE = 1e6


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Handle:
    """A part of a gizmo.

    Parameters
    ----------
    name
        ``"x"``, ``"xz"``, ``"free"``: the axes that a drag of it goes along or, for a ring, about.
    axis
        The row of its axis: along a line, about a ring, across a plane; −1 for the view's.
    points
        (N, 2): the line, the corners or the ring, in logical pixels.
    front
        (N,): which of the points are on the near side of a ring.
    """

    name: str
    kind: Kind
    axis: int
    points: F64
    front: npt.NDArray[np.bool_]

    def distance(self, x: float, y: float) -> float:
        """Return how far a place is from the handle in logical pixels, 0 within a plane.

        Within a point's circle it is negative, so that the nearest of two is found.
        """
        if self.kind == "free":
            return float(np.hypot(*(self.points[0] - (x, y)))) - FREE_PX
        if self.kind == "plane":
            if _inside(self.points, x, y):
                return 0.0
            return float(_to_segments(self.points, np.roll(self.points, -1, axis=0), x, y).min())
        pairs = self.front[:-1] & self.front[1:]
        if not pairs.any():
            return _GONE
        return float(_to_segments(self.points[:-1][pairs], self.points[1:][pairs], x, y).min())


_REACH_PX = {"free": 0.0, "line": _HIT_PX, "plane": _HIT_PX / 2.0, "ring": _HIT_PX}


def handle_at(handles: tuple[Handle, ...], x: float, y: float) -> Handle | None:
    """Return the handle that a place is on or near; a point first, then the nearest.

    Of a plane only a place within it is taken before a line beside which it lies.
    """
    near = []
    for at, handle in enumerate(handles):
        distance = handle.distance(x, y)
        if distance <= _REACH_PX[handle.kind]:
            beside = handle.kind == "plane" and distance > 0.0
            near.append((handle.kind != "free", beside, distance, at))
    return handles[min(near)[-1]] if near else None


def seen_along(projection: Projection, point: F64) -> F64:
    """Return the (3,) unit direction in which a point is seen."""
    if projection.raster.orthographic:
        return projection.forward
    way = point - projection.eye
    length = float(np.linalg.norm(way))
    return projection.forward if length == 0.0 else np.asarray(way / length)


def in_view(projection: Projection, pivot: F64) -> bool:
    """Tell whether a point lies before the camera, so that a gizmo can be there."""
    _, depth = projection.to_screen([pivot])
    return bool(depth[0] > projection.camera.near_m)


def lines(projection: Projection, pivot: F64, axes: F64) -> list[Handle]:
    """Return the handles along the axes; one that is seen from its end is left out.

    One that is seen nearly from its end is drawn out to ``LEAST_PX``, so that it can be taken.
    """
    found = []
    for axis, name in enumerate("xyz"):
        reach = _reach(projection, pivot, axes[:, axis])
        if reach is None:
            continue
        places, depth = projection.to_screen(
            pivot + np.outer([_FROM * reach, reach], axes[:, axis])
        )
        if (depth > projection.camera.near_m).all():
            found.append(_handle(name, "line", axis, places))
    return found


def _reach(projection: Projection, pivot: F64, axis: F64) -> float | None:
    """Return how many metres a line reaches, ``None`` for one that is seen from its end.

    A point ``t`` metres along an axis lies ``a t / (1 + b t)`` pixels from the pivot, with the
    axis's part away from the eye over the pivot's depth for ``b``; a line that goes away never
    comes as far as ``a / b``.
    """
    reach = projection.metres_per_pixel(pivot) * LENGTH_PX
    places, depth = projection.to_screen([pivot, pivot + reach * axis])
    seen = float(np.hypot(*(places[1] - places[0])))
    if not seen >= _SHORTEST_PX:
        return None
    away = 0.0 if projection.raster.orthographic else float(axis @ projection.forward) / depth[0]
    pace = seen * (1.0 + away * reach) / reach
    room = _BEFORE_HORIZON * pace
    wanted = LEAST_PX if LEAST_PX * away <= room else room / away
    return reach if wanted <= seen else wanted / (pace - wanted * away)


def planes(projection: Projection, pivot: F64, axes: F64) -> list[Handle]:
    """Return the handles of two axes each; one that is seen edge-on is left out."""
    reach = projection.metres_per_pixel(pivot) * LENGTH_PX
    view = seen_along(projection, pivot)
    found = []
    for axis, name in enumerate(("yz", "xz", "xy")):
        if abs(float(axes[:, axis] @ view)) < _EDGE_ON:
            continue
        first, second = (axes[:, i] * reach for i in range(3) if i != axis)
        low, high = _PLANE
        corners = [(low, low), (high, low), (high, high), (low, high)]
        places, depth = projection.to_screen([pivot + a * first + b * second for a, b in corners])
        if (depth > projection.camera.near_m).all():
            found.append(_handle(name, "plane", axis, places))
    return found


def free(projection: Projection, pivot: F64) -> Handle:
    """Return the handle in the middle."""
    return _handle("free", "free", -1, projection.to_screen([pivot])[0])


def rings(projection: Projection, pivot: F64, axes: F64, radius: float = RING_PX) -> list[Handle]:
    """Return the rings about the axes, their near halves to be taken, and the view's around all.

    Parameters
    ----------
    radius
        Of the rings about the axes, in logical pixels.
    """
    reach = projection.metres_per_pixel(pivot) * radius
    view = seen_along(projection, pivot)
    circle = np.linspace(0.0, 2.0 * np.pi, _STEPS + 1)
    found = []
    for axis, name in enumerate("xyz"):
        first, second = axes[:, (axis + 1) % 3], axes[:, (axis + 2) % 3]
        way = np.outer(np.cos(circle), first) + np.outer(np.sin(circle), second)
        places, depth = projection.to_screen(pivot + reach * way)
        front = (way @ view < 0.05) & (depth > projection.camera.near_m)
        found.append(Handle(name=name, kind="ring", axis=axis, points=places, front=front))
    middle = projection.to_screen([pivot])[0]
    outer = middle + radius * _VIEW_RING * np.column_stack([np.cos(circle), np.sin(circle)])
    return [*found, _handle("view", "ring", -1, outer)]


def point(projection: Projection, name: str, place: F64) -> Handle | None:
    """Return a handle at a point, ``None`` where that is behind the camera."""
    places, depth = projection.to_screen([place])
    seen = depth[0] > projection.camera.near_m and np.isfinite(places).all()
    return _handle(name, "free", -1, places) if seen else None


def _handle(name: str, kind: Kind, axis: int, points: F64) -> Handle:
    front = np.ones(len(points), bool)
    return Handle(name=name, kind=kind, axis=axis, points=points, front=front)


def _inside(corners: F64, x: float, y: float) -> bool:
    """Tell whether a place is within a convex polygon, whichever way round it goes."""
    sides = np.roll(corners, -1, axis=0) - corners
    to = np.array([x, y]) - corners
    cross = sides[:, 0] * to[:, 1] - sides[:, 1] * to[:, 0]
    return bool((cross >= 0.0).all() or (cross <= 0.0).all())


def _to_segments(starts: F64, ends: F64, x: float, y: float) -> F64:
    way = ends - starts
    to = np.array([x, y]) - starts
    length2 = (way * way).sum(axis=1)
    share = np.clip((to * way).sum(axis=1) / np.where(length2 > 0.0, length2, 1.0), 0.0, 1.0)
    result: F64 = np.hypot(*(to - share[:, None] * way).T)
    return result

"""Following: how far the pointer leads along axes, and how far about one. No Qt."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from studio.tools.dragging import along_line, angle_about, nearest_turn, on_plane, snapped
from studio.tools.handles import LENGTH_PX, seen_along
from studio.viewport.projection import Projection

F64 = npt.NDArray[np.float64]

_FLAT_RING = 0.2


def reached(
    projection: Projection, pivot: F64, axes: F64, name: str, at: tuple[float, float]
) -> F64 | None:
    """Return the (3,) amounts along axes, from a pivot, that a place of the widget stands for.

    Parameters
    ----------
    axes
        (3, 3): columns of unit length.
    name
        ``"x"`` along a line, ``"xz"`` on a plane, anything else in the plane of the view.

    Returns
    -------
    ``None`` where the place points nowhere.
    """
    ray = projection.ray(*at)
    named = set(name) <= set("xyz")
    if named and len(name) == 1:
        axis = "xyz".index(name)
        along = along_line(ray, pivot, axes[:, axis])
        return None if along is None else along * np.eye(3)[axis]
    normal = projection.forward
    if named:
        normal = axes[:, next(i for i, letter in enumerate("xyz") if letter not in name)]
    found = on_plane(ray, pivot, normal)
    if found is None:
        return None
    keep = [not named or letter in name for letter in "xyz"]
    amounts: F64 = np.where(keep, axes.T @ (found - pivot), 0.0)
    return amounts


class RingTurn:
    """The angle in radians that the pointer has gone about an axis, any number of times.

    Attributes
    ----------
    angle
        The angle so far, on the steps of the last move.
    """

    def __init__(self, projection: Projection, x: float, y: float) -> None:
        self.angle = 0.0
        self._projection, self._start = projection, (x, y)
        self._free = 0.0

    def follow(self, pivot: F64, axis: F64, at: tuple[float, float], step_deg: float) -> None:
        """Follow the pointer; where it points nowhere, stay."""
        angle = ring_angle(self._projection, pivot, axis, self._start, at)
        if angle is not None:
            self._free = nearest_turn(angle, self._free)
        self.angle = snapped(self._free, math.radians(step_deg))


def ring_angle(
    projection: Projection,
    pivot: F64,
    axis: F64,
    start: tuple[float, float],
    end: tuple[float, float],
) -> float | None:
    """Return the radians that the pointer goes about an axis; ``None`` where it points nowhere.

    On the plane of the ring; where that is seen edge-on, along the line that it is seen as, a
    handle's length a radian.
    """
    view = seen_along(projection, pivot)
    axis = axis / np.linalg.norm(axis)
    if abs(float(axis @ view)) < _FLAT_RING:
        tangent = np.cross(axis, -view) * projection.metres_per_pixel(pivot) * LENGTH_PX
        ends, _ = projection.to_screen([pivot, pivot + tangent])
        way = ends[1] - ends[0]
        step = np.subtract(end, start)
        return float(step @ way) / max(float(np.hypot(*way)), 1e-9) / LENGTH_PX
    first, last = (on_plane(projection.ray(*at), pivot, axis) for at in (start, end))
    if first is None or last is None:
        return None
    return angle_about(axis, first - pivot, last - pivot)

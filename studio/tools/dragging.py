"""What a drag means in the world: along a line, on a plane, about an axis. No Qt."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from studio.viewport.projection import Ray

F64 = npt.NDArray[np.float64]

LEAST_SLOPE = 0.02
"""The sine under which a ray counts as parallel to a line or a plane: a drag there would leap."""


def along_line(ray: Ray, origin: F64, direction: F64) -> float | None:
    """Return how far along a line, in lengths of ``direction``, the place nearest to a ray lies.

    The place minimises the distance between the two lines. It is ``None`` where the lines are
    nearly parallel, or where the ray is nearest behind its own origin.

    Parameters
    ----------
    ray
        Through the pointer.
    origin, direction
        (3,): the line.
    """
    length = float(np.linalg.norm(direction))
    unit = direction / length
    across = float(unit @ ray.direction)
    sine2 = 1.0 - across * across
    if sine2 < LEAST_SLOPE * LEAST_SLOPE:
        return None
    offset = ray.origin - origin
    on_line, on_ray = float(offset @ unit), float(offset @ ray.direction)
    if (on_line * across - on_ray) / sine2 <= 0.0:
        return None
    return (on_line - across * on_ray) / sine2 / length


def on_plane(ray: Ray, point: F64, normal: F64) -> F64 | None:
    """Return where a ray meets a plane, ``None`` edge-on or behind the ray's origin."""
    if abs(float(normal @ ray.direction)) < LEAST_SLOPE * float(np.linalg.norm(normal)):
        return None
    return ray.on_plane(point, normal)


def angle_about(axis: F64, start: F64, end: F64) -> float:
    """Return the signed angle in radians, −π to π, that turns one direction to another.

    Right-handed about ``axis``; what the directions have along it does not count.
    """
    unit = axis / np.linalg.norm(axis)
    first = start - unit * float(start @ unit)
    last = end - unit * float(end @ unit)
    return math.atan2(float(unit @ np.cross(first, last)), float(first @ last))


def turn_about(axis: F64, angle: float) -> F64:
    """Return the (3, 3) right-handed rotation about an axis of any length (Rodrigues)."""
    x, y, z = (axis / np.linalg.norm(axis)).tolist()
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    result: F64 = np.eye(3) + math.sin(angle) * cross + (1.0 - math.cos(angle)) * cross @ cross
    return result


def nearest_turn(angle: float, near: float, whole: float = 2.0 * math.pi) -> float:
    """Return the angle that differs from ``angle`` by whole turns and is nearest to ``near``."""
    return angle + whole * round((near - angle) / whole)


def snapped(value: float, step: float) -> float:
    """Return the nearest multiple of a step; a step of zero changes nothing."""
    return value if step <= 0.0 else round(value / step) * step

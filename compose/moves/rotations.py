"""Rotations of a camera over time: turns about axes, headings, and angles without jumps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.transform import look_rotation, matrix_eulers

F64 = npt.NDArray[np.float64]


def y_turns(angles: npt.ArrayLike) -> F64:
    """Return (N, 3, 3) turns about +Y (to the left, seen from behind) of (N,) radians."""
    return _turns(angles, 2, 0)


def x_turns(angles: npt.ArrayLike) -> F64:
    """Return (N, 3, 3) turns about +X (upward for a camera) of (N,) radians."""
    return _turns(angles, 1, 2)


def z_turns(angles: npt.ArrayLike) -> F64:
    """Return (N, 3, 3) turns about +Z (counter-clockwise seen from behind) of (N,) radians."""
    return _turns(angles, 0, 1)


def _turns(angles: npt.ArrayLike, first: int, second: int) -> F64:
    angle = np.atleast_1d(np.asarray(angles, np.float64))
    result = np.tile(np.eye(3), (len(angle), 1, 1))
    result[:, first, first] = result[:, second, second] = np.cos(angle)
    result[:, second, first] = np.sin(angle)
    result[:, first, second] = -np.sin(angle)
    return result


def look_turns(ahead: F64) -> F64:
    """Return (N, 3, 3) level rotations that look along (N, 3) directions."""
    return np.array([look_rotation(direction) for direction in ahead])


def headings(ahead: F64) -> F64:
    """Return (N,) radians about +Y from −Z, without jumps: left is positive."""
    return np.unwrap(np.arctan2(-ahead[:, 0], -ahead[:, 2]))


def elevations(ahead: F64) -> F64:
    """Return (N,) radians above the horizon."""
    return np.arcsin(np.clip(ahead[:, 1], -1.0, 1.0))


def roll_of(turns: F64) -> F64:
    """Return (N,) radians that a view is turned about its axis from level (``roll_deg``)."""
    level = look_turns(-turns[:, :, 2])
    twist = np.swapaxes(level, 1, 2) @ turns
    return np.unwrap(np.arctan2(twist[:, 1, 0], twist[:, 0, 0]))


def level_axes(ahead: F64, right: F64) -> tuple[F64, F64]:
    """Return (N, 3) level unit vectors forward and to the right of a view.

    ``right`` decides where the view is plumb.
    """
    side = right * (1.0, 0.0, 1.0)
    plumb = np.linalg.norm(side, axis=1) < 1e-6
    side[plumb] = np.cross(ahead[plumb], (0.0, 1.0, 0.0))
    lost = np.linalg.norm(side, axis=1) < 1e-6
    side[lost] = (1.0, 0.0, 0.0)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    return np.cross((0.0, 1.0, 0.0), side), side


def nearest_eulers(turns: F64, order: str, near_deg: F64) -> F64:
    """Return (N, 3) Euler angles in degrees of rotations, each as near the one before as can be.

    ``near_deg`` (3,) comes before the first. Of the two triples that give one rotation and of all
    whole turns, the nearest is taken, so a pan goes on past a half turn.
    """
    first, middle, last = ("XYZ".index(letter) for letter in order)
    found = np.degrees(matrix_eulers(turns, order))
    other = found.copy()
    other[:, [first, last]] += 180.0
    other[:, middle] = 180.0 - other[:, middle]
    result = np.empty_like(found)
    before = np.asarray(near_deg, np.float64)
    for i in range(len(found)):
        candidates = [c + 360.0 * np.round((before - c) / 360.0) for c in (found[i], other[i])]
        before = min(candidates, key=lambda c: float(np.abs(c - before).sum()))
        result[i] = before
    return result

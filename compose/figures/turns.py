"""Turns: unit quaternions about axes, undone, applied to vectors, split into swing and twist."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.transform import multiply_quaternions

F64 = npt.NDArray[np.float64]


def about(axes: F64, angles: F64) -> F64:
    """Return (N, 4) turns by (N,) radians about (N, 3) unit axes."""
    half = np.asarray(angles, np.float64) * 0.5
    turns: F64 = np.empty((len(half), 4))
    turns[:, :3] = axes * np.sin(half)[:, None]
    turns[:, 3] = np.cos(half)
    return turns


def undone(turns: F64) -> F64:
    """Return the opposite of (N, 4) turns."""
    return np.asarray(turns * np.array([-1.0, -1.0, -1.0, 1.0]))


def applied(turns: F64, vectors: F64) -> F64:
    """Return (N, 3) vectors, each turned by its (N, 4) unit quaternion.

    Formula: ``v + 2 w (u × v) + 2 u × (u × v)`` for the quaternion ``(u, w)``.
    """
    axis, w = turns[:, :3], turns[:, 3:]
    once = cross(axis, vectors) * 2.0
    return vectors + w * once + cross(axis, once)


def cross(a: F64, b: F64) -> F64:
    """Return the cross products of (N, 3) vectors (``numpy.cross`` is slow for short arrays)."""
    ax, ay, az = a.T
    bx, by, bz = b.T
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=1)


def unit(vectors: F64) -> F64:
    """Return (N, 3) vectors of length one; a zero vector stays zero."""
    length = np.sqrt(np.sum(vectors * vectors, axis=1, keepdims=True))
    return vectors / np.where(length > 0.0, length, 1.0)


def frame_turns(first: F64, second: F64, to_first: F64, to_second: F64) -> F64:
    """Return (N, 4) turns that take one pair of directions to another.

    ``first`` lands on ``to_first`` exactly, ``second`` in the half plane of ``to_second``. The two
    of a pair must not be parallel. All are (N, 3); lengths do not matter.
    """
    source, target = _axes(first, second), _axes(to_first, to_second)
    return rotation_quaternions(target @ np.swapaxes(source, 1, 2))


def _axes(first: F64, second: F64) -> F64:
    x = unit(first)
    z = unit(cross(x, second))
    return np.stack([x, cross(z, x), z], axis=2)


def rotation_quaternions(rotations: F64) -> F64:
    """Return (N, 4) unit quaternions of (N, 3, 3) rotations.

    Each component's size comes from the diagonal; all signs from the row of the greatest, which
    never divides by less than one half (Shepperd, "Quaternion from Rotation Matrix", 1978).
    """
    m = rotations
    xx, yy, zz = m[:, 0, 0], m[:, 1, 1], m[:, 2, 2]
    a, b, c = m[:, 2, 1], m[:, 0, 2], m[:, 1, 0]
    d, e, f = m[:, 1, 2], m[:, 2, 0], m[:, 0, 1]
    rows = np.stack(
        [
            np.stack([1.0 + xx - yy - zz, c + f, b + e, a - d], axis=1),
            np.stack([c + f, 1.0 - xx + yy - zz, a + d, b - e], axis=1),
            np.stack([b + e, a + d, 1.0 - xx - yy + zz, c - f], axis=1),
            np.stack([a - d, b - e, c - f, 1.0 + xx + yy + zz], axis=1),
        ],
        axis=1,
    )
    greatest = np.argmax(np.stack([rows[:, i, i] for i in range(4)], axis=1), axis=1)
    best = rows[np.arange(len(m)), greatest]
    return np.asarray(best / np.linalg.norm(best, axis=1, keepdims=True))


def swing_and_twist(turns: F64, axes: F64) -> tuple[F64, F64]:
    """Return (N, 4) swings and (N,) twists in radians: each turn is the twist, then the swing.

    The twist is about the (N, 3) unit axis, the swing about an axis at right angles to it. The
    twist lies in −π…π; where the swing is half a turn it is zero.
    """
    along = np.sum(turns[:, :3] * axes, axis=1)
    w = turns[:, 3]
    length = np.hypot(along, w)
    clear = length > 1e-9
    angle = np.where(clear, 2.0 * np.arctan2(along, w), 0.0)
    angle = np.mod(angle + np.pi, 2.0 * np.pi) - np.pi
    return multiply_quaternions(turns, undone(about(axes, angle))), angle

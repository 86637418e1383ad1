"""Turns: unit quaternions about axes, undone, applied to vectors, split into swing and twist."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.transform import multiply_quaternions, slerp

F64 = npt.NDArray[np.float64]

_DIAGONAL = np.arange(4)


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
    x = ay * bz - az * by
    result: F64 = np.empty((len(x), 3))
    result[:, 0] = x
    result[:, 1] = az * bx - ax * bz
    result[:, 2] = ax * by - ay * bx
    return result


def lengths(vectors: F64, axis: int = -1) -> F64:
    """Return the lengths of vectors along an axis, which is kept with one entry."""
    return np.asarray(np.sqrt(np.add.reduce(vectors * vectors, axis=axis, keepdims=True)))


def unit(vectors: F64) -> F64:
    """Return (N, 3) vectors of length one; a zero vector stays zero."""
    length = lengths(vectors)
    return vectors / np.where(length > 0.0, length, 1.0)


def weighed(turns: F64, others: F64, weights: F64) -> F64:
    """Return (N, K, 4) turns on the way to others by (N,) weights: 0 gives the first, 1 the others.

    Both ends are exact, and cost nothing where all weights are at one of them.
    """
    if (weights >= 1.0).all():
        return others
    at = weights[:, None, None]
    mixed = slerp(turns.reshape(-1, 4), others.reshape(-1, 4), weights.repeat(turns.shape[1]))
    mixed = mixed.reshape(turns.shape)
    return np.where(at <= 0.0, turns, np.where(at >= 1.0, others, mixed))


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
    result: F64 = np.empty((len(z), 3, 3))
    result[:, :, 0], result[:, :, 1], result[:, :, 2] = x, cross(z, x), z
    return result


def rotation_quaternions(rotations: F64) -> F64:
    """Return (N, 4) unit quaternions of (N, 3, 3) rotations.

    Each component's size comes from the diagonal; all signs from the row of the greatest, which
    never divides by less than one half (Shepperd, "Quaternion from Rotation Matrix", 1978).
    """
    m = rotations
    xx, yy, zz = m[:, 0, 0], m[:, 1, 1], m[:, 2, 2]
    a, b, c = m[:, 2, 1], m[:, 0, 2], m[:, 1, 0]
    d, e, f = m[:, 1, 2], m[:, 2, 0], m[:, 0, 1]
    rows: F64 = np.empty((len(m), 4, 4))
    rows[:, 0, 0] = 1.0 + xx - yy - zz
    rows[:, 1, 1] = 1.0 - xx + yy - zz
    rows[:, 2, 2] = 1.0 - xx - yy + zz
    rows[:, 3, 3] = 1.0 + xx + yy + zz
    for i, j, entry in (
        (0, 1, c + f), (0, 2, b + e), (1, 2, a + d), (0, 3, a - d), (1, 3, b - e), (2, 3, c - f),
    ):  # fmt: skip
        rows[:, i, j] = rows[:, j, i] = entry
    greatest = rows[:, _DIAGONAL, _DIAGONAL].argmax(axis=1)
    best = rows[np.arange(len(m)), greatest]
    return np.asarray(best / lengths(best))


def swing_and_twist(turns: F64, axes: F64) -> tuple[F64, F64]:
    """Return (N, 4) swings and (N,) twists in radians: each turn is the twist, then the swing.

    The twist is about the (N, 3) unit axis, the swing about an axis at right angles to it. The
    twist lies in −π…π; where the swing is half a turn it is zero.
    """
    along = np.add.reduce(turns[:, :3] * axes, axis=1)
    w = turns[:, 3]
    length = np.hypot(along, w)
    clear = length > 1e-9
    angle = np.where(clear, 2.0 * np.arctan2(along, w), 0.0)
    angle = np.mod(angle + np.pi, 2.0 * np.pi) - np.pi
    return multiply_quaternions(turns, undone(about(axes, angle))), angle

"""Looking: neck, head and eyes turned at a point, each as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import INDEX
from compose.figures.turns import applied, undone, weighed
from compose.transform import euler_quaternions, multiply_quaternions

F64 = npt.NDArray[np.float64]

LOOK_JOINTS: tuple[int, ...] = tuple(INDEX[n] for n in ("neck", "head", "left_eye", "right_eye"))
"""The rows of `skeleton.JOINTS` that a look turns, in the order of `looked`."""

_HEAD_YAW, _HEAD_DOWN, _HEAD_UP = np.radians((72.0, 45.0, 42.0))
_EYE_YAW, _EYE_DOWN, _EYE_UP = np.radians((38.0, 32.0, 28.0))
_EASY = 0.75
"""How much of their range the eyes use before the head has to follow."""

_NECK_SHARE = 0.4


@dataclass(frozen=True, eq=False, kw_only=True)
class HeadBatch:
    """N heads; places and turns in one space, usually the world.

    Parameters
    ----------
    chests
        (N, 4): how the chests are turned.
    necks
        (N, 3): where the necks are.
    head
        (N, 3): rest offsets of the heads from the necks, scaled as the figure is.
    eyes
        (N, 2, 3): rest offsets of left and right eye from the heads, scaled likewise.
    """

    chests: F64
    necks: F64
    head: F64
    eyes: F64


def looked(heads: HeadBatch, targets: F64, share: F64, weights: F64, turns: F64) -> F64:
    """Return turns of neck, head, left and right eye that look at targets.

    The head takes its share of the way within its range, the eyes the rest within theirs; what
    the eyes cannot do the head does. A tilt of the posed head is kept.

    Parameters
    ----------
    heads
        The N heads.
    targets
        (N, 3): what they look at.
    share
        (N,): the head's part of the turn, 0…1; 0 moves the eyes alone where they can.
    weights
        (N,): 0 keeps the pose, 1 looks.
    turns
        (N, 4, 4): the posed turns of neck, head, left eye and right eye.

    Returns
    -------
    ndarray
        (N, 4, 4): the turns in their parents' frames.
    """
    local = applied(undone(heads.chests), targets - heads.necks)
    neck, both = turns[:, 0], multiply_quaternions(turns[:, 0], turns[:, 1])
    tilt = _tilt(both)
    offsets = np.concatenate([heads.head, (heads.eyes[:, 0] + heads.eyes[:, 1]) * 0.5])
    for _ in range(2):  # the eyes move with the head, and with them the direction of what is near
        moved = applied(np.concatenate([neck, both]), offsets)
        yaw, pitch = _angles(local - moved[: len(neck)] - moved[len(neck) :])
        yaw = _head_part(yaw, share, (-_EYE_YAW, _EYE_YAW), (-_HEAD_YAW, _HEAD_YAW))
        pitch = _head_part(pitch, share, (-_EYE_UP, _EYE_DOWN), (-_HEAD_UP, _HEAD_DOWN))
        down = np.where(pitch > 0.0, _HEAD_DOWN, _HEAD_UP)
        reach = np.maximum(np.hypot(yaw / _HEAD_YAW, pitch / down), 1.0)
        neck, both = _split(yaw / reach, pitch / reach, tilt)
    result = np.empty_like(turns)
    result[:, 0], result[:, 1] = neck, multiply_quaternions(undone(neck), both)
    result[:, 2:] = _eyes(heads, local, neck, both)
    return weighed(turns, result, weights)


def _tilt(turns: F64) -> F64:
    """Return (N,): the Z angle of (N, 4) turns in the order YXZ; 0 straight up or down.

    With ``R[1] = (cos x sin z, cos x cos z, −sin x)`` it follows from the second row.
    """
    x, y, z, w = turns.T
    sine, cosine = 2.0 * (x * y + w * z), 1.0 - 2.0 * (x * x + z * z)
    return np.where(np.hypot(sine, cosine) < 1e-9, 0.0, np.arctan2(sine, cosine))


def _angles(vectors: F64) -> tuple[F64, F64]:
    """Return (N,) turns about Y and then X that take +Z to each direction."""
    x, y, z = vectors.T
    return np.arctan2(x, z), np.arctan2(-y, np.hypot(x, z))


def _head_part(angle: F64, share: F64, eyes: tuple[float, float], head: tuple[float, float]) -> F64:
    """Return (N,): what the head does of a turn so that the eyes can do the rest."""
    wanted = _between(angle * share, angle - _EASY * eyes[1], angle - _EASY * eyes[0])
    return _between(wanted, *head)


def _between(values: F64, low: F64 | float, high: F64 | float) -> F64:
    """Return what ``numpy.clip`` does, which is slow for short arrays."""
    return np.asarray(np.minimum(np.maximum(values, low), high))


def _split(yaw: F64, pitch: F64, tilt: F64) -> tuple[F64, F64]:
    """Return (N, 4) turns of the neck, and of neck and head, in the chest's frame.

    The neck takes its share of the angles; the head goes on from there to the exact direction,
    with the tilt that neck and head had in the pose.
    """
    whole = np.stack([pitch, yaw, tilt], axis=1)
    angles = np.concatenate([whole * _NECK_SHARE, whole])
    turns = euler_quaternions(angles, "YXZ")
    return turns[: len(yaw)], turns[len(yaw) :]


def _eyes(heads: HeadBatch, local: F64, neck: F64, both: F64) -> F64:
    """Return (N, 2, 4) turns of both eyes in the head's frame, to a point in the chest's."""
    seen = applied(undone(both), local - applied(neck, heads.head))
    yaw, pitch = _angles((seen[:, None] - heads.eyes).reshape(-1, 3))
    yaw, pitch = _between(yaw, -_EYE_YAW, _EYE_YAW), _between(pitch, -_EYE_UP, _EYE_DOWN)
    turns = euler_quaternions(np.stack([pitch, yaw, 0.0 * yaw], axis=1), "YXZ")
    return turns.reshape(-1, 2, 4)

"""Looking: neck, head and eyes turned at a point, each as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import INDEX
from compose.figures.turns import applied, undone
from compose.transform import (
    euler_quaternions,
    matrix_eulers,
    multiply_quaternions,
    quaternion_matrices,
    slerp,
)

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
    to_chest = undone(heads.chests)
    local = applied(to_chest, targets - heads.necks)
    neck, head = turns[:, 0], turns[:, 1]
    posed = quaternion_matrices(multiply_quaternions(neck, head))
    tilt = matrix_eulers(posed, "YXZ")[:, 2]
    for _ in range(2):  # the eyes move with the head, and with them the direction of what is near
        yaw, pitch = _angles(local - _between_eyes(heads, neck, head))
        yaw = _head_part(yaw, share, (-_EYE_YAW, _EYE_YAW), (-_HEAD_YAW, _HEAD_YAW))
        pitch = _head_part(pitch, share, (-_EYE_UP, _EYE_DOWN), (-_HEAD_UP, _HEAD_DOWN))
        down = np.where(pitch > 0.0, _HEAD_DOWN, _HEAD_UP)
        reach = np.maximum(np.hypot(yaw / _HEAD_YAW, pitch / down), 1.0)
        neck, head = _split(yaw / reach, pitch / reach, tilt)
    result = np.stack([neck, head, *_eyes(heads, local, neck, head)], axis=1)
    mixed = slerp(turns.reshape(-1, 4), result.reshape(-1, 4), np.repeat(weights, 4))
    at = weights[:, None, None]
    mixed = mixed.reshape(turns.shape)
    return np.where(at <= 0.0, turns, np.where(at >= 1.0, result, mixed))


def _angles(vectors: F64) -> tuple[F64, F64]:
    """Return (N,) turns about Y and then X that take +Z to each direction."""
    x, y, z = vectors.T
    return np.arctan2(x, z), np.arctan2(-y, np.hypot(x, z))


def _between_eyes(heads: HeadBatch, neck: F64, head: F64) -> F64:
    """Return (N, 3): the middle of the eyes from the neck, in the chest's frame."""
    eyes = applied(multiply_quaternions(neck, head), heads.eyes.mean(axis=1))
    return applied(neck, heads.head) + eyes


def _head_part(angle: F64, share: F64, eyes: tuple[float, float], head: tuple[float, float]) -> F64:
    """Return (N,): what the head does of a turn so that the eyes can do the rest."""
    wanted = np.clip(angle * share, angle - _EASY * eyes[1], angle - _EASY * eyes[0])
    return np.clip(wanted, *head)


def _split(yaw: F64, pitch: F64, tilt: F64) -> tuple[F64, F64]:
    """Return (N, 4) turns of neck and head that make up a turn of the head in the chest's frame.

    The neck takes its share of the angles; the head goes on from there to the exact direction,
    with the tilt that neck and head had in the pose.
    """
    whole = np.stack([pitch, yaw, tilt], axis=1)
    neck = euler_quaternions(whole * _NECK_SHARE, "YXZ")
    return neck, multiply_quaternions(undone(neck), euler_quaternions(whole, "YXZ"))


def _eyes(heads: HeadBatch, local: F64, neck: F64, head: F64) -> list[F64]:
    """Return (N, 4) turns of both eyes in the head's frame, to a point in the chest's."""
    both = multiply_quaternions(neck, head)
    seen = applied(undone(both), local - applied(neck, heads.head))
    result = []
    for side in range(2):
        yaw, pitch = _angles(seen - heads.eyes[:, side])
        yaw, pitch = np.clip(yaw, -_EYE_YAW, _EYE_YAW), np.clip(pitch, -_EYE_UP, _EYE_DOWN)
        result.append(euler_quaternions(np.stack([pitch, yaw, 0.0 * yaw], axis=1), "YXZ"))
    return result

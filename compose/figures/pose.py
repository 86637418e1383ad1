"""Poses: turns of every joint by name, read from data, mirrored, given hands and blended."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.errors import NotFoundError
from compose.figures.skeleton import FINGERS, INDEX, JOINTS, mirrored_name
from compose.transform import euler_quaternions, slerp

F64 = npt.NDArray[np.float64]

_MIRROR = np.array([INDEX[mirrored_name(name)] for name in JOINTS], np.intp)
_FLIP = np.array([1.0, -1.0, -1.0, 1.0])


@dataclass(frozen=True, eq=False, kw_only=True)
class Pose:
    """What a body does with all its joints.

    Parameters
    ----------
    name, title
        What files and people call it.
    turns
        (J, 4) float64 unit quaternions by `skeleton.JOINTS`, each in its parent's frame.
    hips
        (3,) float64: how far the hips are from where they stand at zero, in the figure's space
        and in leg lengths.
    left_hand, right_hand
        The names of the hand poses in ``turns``.
    group
        The kind of pose, for lists: ``"standing"``, ``"seated"``, ``"action"``, ``"ground"``.
    """

    name: str
    title: str
    turns: F64
    hips: F64
    left_hand: str
    right_hand: str
    group: str


@cache
def _table(name: str) -> dict[str, dict[str, Any]]:
    text = (files("compose.figures.poses") / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _frozen(values: F64) -> F64:
    values.setflags(write=False)
    return values


def _read_hands() -> Mapping[str, F64]:
    """Return by name the (15, 4) turns of a left hand's joints, thumb to little finger."""
    result = {}
    for name, row in _table("hands").items():
        fan = np.radians(row["fan"]) * np.array([1.0, 0.35, -0.35, -1.0])
        angles = np.zeros((5, 3, 3))
        angles[0] = np.radians(row["thumb"])
        for f, finger in enumerate(FINGERS[1:]):
            angles[f + 1, :, 2] = -np.radians(row[finger])
            angles[f + 1, 0, 1] = -fan[f]
        result[name] = _frozen(euler_quaternions(angles.reshape(15, 3), "YXZ"))
    return MappingProxyType(result)


HANDS: Mapping[str, F64] = _read_hands()
"""Hand poses by name: (15, 4) unit quaternions of the joints of a left hand, thumb first."""

_HAND_ROWS = {
    side: np.array([INDEX[f"{side}_{f}_{n}"] for f in FINGERS for n in (1, 2, 3)], np.intp)
    for side in ("left", "right")
}


def hand_turns(name: str) -> F64:
    """Return the (15, 4) turns of a left hand's joints.

    Raises
    ------
    NotFoundError
        When no hand pose has the name; the nearest are offered.
    """
    if name not in HANDS:
        raise NotFoundError("hand pose called", name, HANDS)
    return HANDS[name]


def _joint_angles(row: Mapping[str, Any]) -> F64:
    """Return (J, 3) radians: `both` (as for the left side), then single joints."""
    angles = np.zeros((len(JOINTS), 3))
    for name, (x, y, z) in row.get("both", {}).items():
        angles[INDEX[f"left_{name}"]] = np.radians((x, y, z))
        angles[INDEX[f"right_{name}"]] = np.radians((x, -y, -z))
    for name, degrees in row.get("joints", {}).items():
        angles[INDEX[name]] = np.radians(degrees)
    return angles


def _with_hands(pose: Pose, left: str, right: str) -> Pose:
    turns = pose.turns.copy()
    turns[_HAND_ROWS["left"]] = hand_turns(left)
    turns[_HAND_ROWS["right"]] = hand_turns(right) * _FLIP
    return replace(pose, turns=_frozen(turns), left_hand=left, right_hand=right)


def _read_poses() -> Mapping[str, Pose]:
    result = {}
    for group in ("standing", "gesture", "seated", "action", "ground"):
        for name, row in _table(group).items():
            bare = Pose(
                name=name,
                title=row["title"],
                turns=euler_quaternions(_joint_angles(row), "YXZ"),
                hips=_frozen(np.array(row.get("hips", (0.0, 0.0, 0.0)), np.float64)),
                left_hand="",
                right_hand="",
                group=group,
            )
            hand = row.get("hands", "relaxed")
            result[name] = _with_hands(
                bare, row.get("left_hand", hand), row.get("right_hand", hand)
            )
    return MappingProxyType(result)


POSES: Mapping[str, Pose] = _read_poses()
"""Every preset by name."""


def pose_named(name: str) -> Pose:
    """Return a preset.

    Raises
    ------
    NotFoundError
        When no preset has the name; the nearest are offered.
    """
    if name not in POSES:
        raise NotFoundError("pose called", name, POSES)
    return POSES[name]


def mirrored(pose: Pose) -> Pose:
    """Return the pose with left and right exchanged."""
    return replace(
        pose,
        turns=_frozen(pose.turns[_MIRROR] * _FLIP),
        hips=_frozen(pose.hips * (-1.0, 1.0, 1.0)),
        left_hand=pose.right_hand,
        right_hand=pose.left_hand,
    )


def posed(
    name: str,
    mirrored: bool = False,
    left_hand: str | None = None,
    right_hand: str | None = None,
) -> Pose:
    """Return a preset, on request mirrored and with other hands.

    The hands are those of the figure after mirroring: ``left_hand`` is the left hand that is seen.

    Raises
    ------
    NotFoundError
        When no preset or hand pose has the name; the nearest are offered.
    """
    pose = _mirror(pose_named(name)) if mirrored else pose_named(name)
    if left_hand is None and right_hand is None:
        return pose
    return _with_hands(pose, left_hand or pose.left_hand, right_hand or pose.right_hand)


_mirror = mirrored


def blended(turns: F64, others: F64, share: npt.ArrayLike) -> F64:
    """Return joint turns on the shortest arcs from ``turns`` to ``others``.

    Parameters
    ----------
    turns, others
        (N, J, 4) unit quaternions.
    share
        (N,) or one number: 0 gives ``turns``, 1 gives ``others``, exactly.
    """
    shares = np.broadcast_to(np.asarray(share, np.float64), turns.shape[:1])
    each = np.repeat(shares, turns.shape[1])
    mixed = slerp(turns.reshape(-1, 4), others.reshape(-1, 4), each).reshape(turns.shape)
    at = shares[:, None, None]
    return np.where(at <= 0.0, turns, np.where(at >= 1.0, others, mixed))

"""Joint limits: how far each joint turns, from published ranges of motion."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import FINGERS, JOINTS
from compose.figures.turns import about, swing_and_twist, unit
from compose.transform import multiply_quaternions

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class JointLimits:
    """The ranges of all joints, in radians, by `skeleton.JOINTS`.

    A turn is taken apart into a twist about the bone, then a swing about the two other axes, whose
    rotation vector must lie within the ellipse of the ranges on its side.

    Parameters
    ----------
    bones
        (J, 3): the axis along each bone.
    swing_axes
        (J, 2, 3): the two other axes.
    swing
        (J, 2, 2): lowest and highest swing about each of them.
    twist
        (J, 2): lowest and highest twist.
    free
        (J,) bool: joints without limits (the hips, which carry the whole figure).
    """

    bones: F64
    swing_axes: F64
    swing: F64
    twist: F64
    free: npt.NDArray[np.bool_]


def _row_of(joint: str) -> tuple[str, bool]:
    """Return the row of a joint in the table and whether it is on the right."""
    name = joint.removeprefix("left_").removeprefix("right_")
    kind, _, number = name.partition("_")
    if kind in FINGERS and kind != "thumb":
        name = f"finger_{number}"
    return name, joint.startswith("right_")


def _ranges(row: dict[str, Any], axis: str, right: bool, key: str) -> tuple[float, float]:
    low, high = row[key]
    return (-high, -low) if right and axis != "x" else (low, high)


def _read() -> JointLimits:
    table = tomllib.loads((files("compose.figures") / "limits.toml").read_text(encoding="utf-8"))
    count = len(JOINTS)
    axes = dict(zip("xyz", np.eye(3), strict=True))
    bones, swing_axes = np.tile(axes["y"], (count, 1)), np.zeros((count, 2, 3))
    swing, twist = np.zeros((count, 2, 2)), np.zeros((count, 2))
    free = np.zeros(count, bool)
    swing_axes[:] = axes["x"], axes["z"]
    for j, joint in enumerate(JOINTS):
        name, right = _row_of(joint)
        row = table[name]
        if row.get("free"):
            free[j] = True
            continue
        bone = row["bone"]
        others = [axis for axis in "xyz" if axis != bone]
        bones[j] = axes[bone]
        swing_axes[j] = [axes[axis] for axis in others]
        swing[j] = np.radians([_ranges(row, axis, right, axis) for axis in others])
        twist[j] = np.radians(_ranges(row, bone, right, "twist"))
    return JointLimits(bones=bones, swing_axes=swing_axes, swing=swing, twist=twist, free=free)


LIMITS: JointLimits = _read()
"""The limits of every joint."""


def _parts(turns: F64) -> tuple[F64, F64]:
    """Return (N, J, 2) swings about the two axes and (N, J) twists of (N, J, 4) turns."""
    count = len(turns)
    bones = np.tile(LIMITS.bones, (count, 1))
    swings, twist = swing_and_twist(turns.reshape(-1, 4), bones)
    swings = np.where(swings[:, 3:] < 0.0, -swings, swings)
    sine = np.linalg.norm(swings[:, :3], axis=1)
    vectors = unit(swings[:, :3]) * (2.0 * np.arctan2(sine, swings[:, 3]))[:, None]
    about_axes = np.einsum("njc,jac->nja", vectors.reshape(*turns.shape[:2], 3), LIMITS.swing_axes)
    return about_axes, twist.reshape(turns.shape[:2])


def _joined(swings: F64, twists: F64) -> F64:
    """Return (N, J, 4) turns of swings and twists: the inverse of `_parts`."""
    vectors = np.einsum("nja,jac->njc", swings, LIMITS.swing_axes).reshape(-1, 3)
    swung = about(unit(vectors), np.linalg.norm(vectors, axis=1))
    twisted = about(np.tile(LIMITS.bones, (len(swings), 1)), twists.ravel())
    return multiply_quaternions(swung, twisted).reshape(*twists.shape, 4)


def _reach(swings: F64) -> F64:
    """Return (N, J): how far swings are out, 1 on the ellipse of their quadrant."""
    side = np.where(swings >= 0.0, LIMITS.swing[:, :, 1], -LIMITS.swing[:, :, 0])
    return np.asarray(np.sqrt(np.sum((swings / np.maximum(side, 1e-9)) ** 2, axis=2)))


def excess(turns: F64) -> F64:
    """Return (N, J) radians by which (N, J, 4) turns are beyond the limits, 0 within them."""
    swings, twists = _parts(turns)
    out = np.maximum(_reach(swings), 1.0)
    over = np.linalg.norm(swings, axis=2) * (1.0 - 1.0 / out)
    low, high = LIMITS.twist.T
    over = np.maximum(over, np.maximum(twists - high, low - twists))
    return np.where(LIMITS.free, 0.0, np.maximum(over, 0.0))


def clamped(turns: F64) -> F64:
    """Return (N, J, 4) turns brought within the limits; those within them stay as they are."""
    swings, twists = _parts(turns)
    shorter = swings / np.maximum(_reach(swings), 1.0)[:, :, None]
    held = _joined(shorter, np.clip(twists, LIMITS.twist[:, 0], LIMITS.twist[:, 1]))
    return np.where((excess(turns) <= 1e-9)[:, :, None], turns, held)


def random_turns(rng: np.random.Generator, count: int) -> F64:
    """Return (count, J, 4) turns within the limits, evenly spread over each joint's range.

    The hips, which have none, are turned any way.
    """
    shape = (count, len(JOINTS))
    angle, radius = rng.uniform(0.0, 2.0 * np.pi, shape), np.sqrt(rng.uniform(0.0, 1.0, shape))
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=2) * radius[:, :, None]
    side = np.where(circle >= 0.0, LIMITS.swing[:, :, 1], -LIMITS.swing[:, :, 0])
    low, high = LIMITS.twist.T
    turns = _joined(circle * side, rng.uniform(low, high, shape))
    anyhow = rng.normal(size=(count, len(JOINTS), 4))
    anyhow /= np.linalg.norm(anyhow, axis=2, keepdims=True)
    return np.where(LIMITS.free[:, None], anyhow, turns)

"""HeldPose: what a figure does at one moment, to be pasted onto another or kept by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, ValidationError

from compose.errors import SceneError
from compose.figures.performance import Performance
from compose.figures.pose import POSES, blended, posed
from compose.figures.skeleton import INDEX, JOINTS, mirrored_name
from compose.transform import euler_quaternions, matrix_eulers, quaternion_matrices
from compose.values import Value, Vec3

F64 = npt.NDArray[np.float64]

_ORDER = "YXZ"
_SAME = 1.0 - 1e-9
"""How alike two unit quaternions are, as the absolute of their product, that count as equal."""

MOST_BYTES = 100_000


class HeldPose(Value):
    """A pose by name and the joints that differ from it, in degrees X, Y, Z (order YXZ)."""

    pose: str
    mirrored: bool = False
    joints: dict[str, Vec3] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holding:
    """The named pose at a frame and whether a key of it lies there ("keyed") or elsewhere."""

    pose: str
    mirrored: bool
    keyed: Literal["", "animated", "keyed"] = ""


def holding(performance: Performance, frame: float) -> Holding:
    """Return the pose that a figure comes from at a frame, and how it is keyed."""
    if not performance.poses:
        return Holding(performance.pose, performance.mirrored)
    keys = sorted(performance.poses, key=lambda key: key.frame)
    at = next((key for key in reversed(keys) if key.frame <= frame), keys[0])
    return Holding(at.pose, at.mirrored, "keyed" if at.frame == frame else "animated")


def held_pose(text: str | bytes) -> HeldPose:
    """Return a pose from its text.

    Raises
    ------
    SceneError
        When the text is no pose, or names one or a joint that there is not.
    """
    try:
        held = HeldPose.model_validate_json(text[:MOST_BYTES])
    except ValidationError as error:
        raise SceneError("The clipboard holds no pose. Copy one from a figure first.") from error
    unknown = [name for name in held.joints if name not in INDEX]
    if held.pose not in POSES or unknown:
        raise SceneError(f"There is no pose or joint {', '.join([*unknown, held.pose])!r} here.")
    return held


def held_at(holding: Holding, angles: Mapping[str, Vec3]) -> HeldPose:
    """Return a pose as a name and what differs, from the angles of all joints in degrees."""
    turns = posed(holding.pose, holding.mirrored).turns
    now = euler_quaternions(np.radians([angles[name] for name in JOINTS]), _ORDER)
    return HeldPose(pose=holding.pose, mirrored=holding.mirrored, joints=_differing(now, turns))


def mirror_of(held: HeldPose) -> HeldPose:
    """Return a pose with left and right exchanged."""
    swapped = {mirrored_name(name): (x, -y, -z) for name, (x, y, z) in held.joints.items()}
    return held.replace(mirrored=not held.mirrored, joints=swapped)


def blend_of(before: Performance, pose: str, is_mirrored: bool, share: float) -> HeldPose:
    """Return a pose between what a performance holds without keys, at 0, and a named one, at 1.

    The hips are as high as those of the nearer of the two.
    """
    first, last = turns_of(before), posed(pose, is_mirrored).turns
    mixed = blended(first[None], last[None], min(max(share, 0.0), 1.0))[0]
    nearer = HeldPose(pose=pose, mirrored=is_mirrored)
    if share < 0.5:
        nearer = HeldPose(pose=before.pose, mirrored=before.mirrored)
    base = posed(nearer.pose, nearer.mirrored).turns
    return nearer.replace(joints=_differing(mixed, base))


def turns_of(performance: Performance) -> F64:
    """Return (J, 4) unit quaternions of what a performance holds without keys."""
    turns = posed(
        performance.pose, performance.mirrored, performance.left_hand, performance.right_hand
    ).turns.copy()
    for name, degrees in performance.joints.items():
        if name in INDEX:
            turns[INDEX[name]] = euler_quaternions(np.radians([degrees]), _ORDER)[0]
    return turns


def degrees_of(turns: F64) -> F64:
    """Return (N, 3) degrees X, Y, Z (order YXZ) of (N, 4) quaternions."""
    return np.asarray(np.degrees(matrix_eulers(quaternion_matrices(turns), _ORDER)))


def _differing(turns: F64, base: F64) -> dict[str, Vec3]:
    """Return the degrees of the joints that are turned otherwise than in a base pose."""
    alike = np.abs((turns * base).sum(axis=1))
    degrees = degrees_of(turns)
    found: dict[str, Vec3] = {}
    for row in np.flatnonzero(alike < _SAME):
        x, y, z = (round(float(value), 4) for value in degrees[row])
        found[JOINTS[row]] = (x, y, z)
    return found

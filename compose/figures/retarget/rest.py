"""How a foreign rig stands at rest beside our T pose: its axes, and each limb's direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations, product

import numpy as np

from compose.errors import SceneError
from compose.figures.body import FigureBody
from compose.figures.proportions import Proportions, proportions
from compose.figures.skeleton import FINGERS, INDEX, JOINTS, PARENTS
from compose.geometry.mesh import F64
from compose.geometry.model import Model
from compose.transform import decompose_matrices, quaternion_matrices

_SIDES = ("left", "right")
_NEXT: dict[str, tuple[str, ...]] = {
    f"{side}_{joint}": tuple(f"{side}_{name}" for name in following)
    for side in _SIDES
    for joint, following in {
        "clavicle": ("shoulder",), "shoulder": ("elbow",), "elbow": ("wrist",),
        "wrist": ("middle_1", "index_1"), "hip": ("knee",), "knee": ("ankle",),
        **{f"{finger}_{n}": (f"{finger}_{n + 1}",) for finger in FINGERS for n in (1, 2)},
    }.items()
}  # fmt: skip
"""The joint that a limb's bone points at. Trunk and feet are missing: at rest they stand upright
and flat in every rig, whatever the line between two joints inside them."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RestPose:
    """Where a rig's rest pose leaves our T pose.

    Parameters
    ----------
    joints
        The model's node for each of our joints that it has.
    axes
        (3, 3) rotation from the model's axes to ours (+Y up, facing +Z), made of right angles.
    turns
        (N, 3, 3) rotations of the model's nodes at rest, in its own axes.
    places
        (N, 3) of the nodes at rest, in the model's axes.
    corrections
        (J, 3, 3) what turns each of our joints from the T pose into the rig's rest pose.
    leg
        Metres of thigh and shank.
    hip_height
        Metres from the lowest joint to the hips.
    """

    joints: Mapping[str, int]
    axes: F64
    turns: F64
    places: F64
    corrections: F64
    leg: float
    hip_height: float


def rest_pose(model: Model, joints: Mapping[str, int], body: FigureBody) -> RestPose:
    """Measure a rig's rest pose against the T pose of a body.

    Raises
    ------
    SceneError
        When the joints lie in one place, so that there is no body to measure.
    """
    world = model.rest_world()
    places, turns, _ = decompose_matrices(world)
    at = {joint: places[node] for joint, node in joints.items()}
    axes = _axes(at)
    ours = proportions(body)
    leg = float(np.mean([_leg(at, side) for side in _SIDES]))
    if not leg > 1e-9:
        raise SceneError("The rig's legs have no length, so its motion cannot be scaled.")
    low = min(float((axes @ place)[1]) for place in places)
    return RestPose(
        joints=joints,
        axes=axes,
        turns=quaternion_matrices(turns),
        places=places,
        corrections=_corrections(at, axes, ours),
        leg=leg,
        hip_height=float((axes @ at["hips"])[1]) - low,
    )


def _leg(at: Mapping[str, F64], side: str) -> float:
    hip, knee = at[f"{side}_hip"], at[f"{side}_knee"]
    ankle = at.get(f"{side}_ankle")
    thigh = float(np.linalg.norm(knee - hip))
    return thigh + (thigh if ankle is None else float(np.linalg.norm(ankle - knee)))


def _axes(at: Mapping[str, F64]) -> F64:
    """Return the rotation of right angles nearest to one that stands the rig up, facing +Z."""
    left = at["left_hip"] - at["right_hip"] + at["left_shoulder"] - at["right_shoulder"]
    shoulders = 0.5 * (at["left_shoulder"] + at["right_shoulder"])
    knees = 0.5 * (at["left_knee"] + at["right_knee"])
    up = shoulders - knees
    if min(np.linalg.norm(left), np.linalg.norm(up), np.linalg.norm(np.cross(left, up))) < 1e-9:
        raise SceneError("The rig's joints lie in one line or place at rest; it is no person.")
    left = left / np.linalg.norm(left)
    up = up - (up @ left) * left
    up /= np.linalg.norm(up)
    frame = np.array([left, up, np.cross(left, up)])
    candidates = (
        np.eye(3)[list(order)] * np.array(signs)[:, None]
        for order in permutations(range(3))
        for signs in product((1.0, -1.0), repeat=3)
    )
    rotations = [c for c in candidates if np.linalg.det(c) > 0.0]
    return max(rotations, key=lambda rotation: float(np.sum(rotation * frame)))


def _corrections(at: Mapping[str, F64], axes: F64, ours: Proportions) -> F64:
    """Return (J, 3, 3): the trunk's are none; a limb's bone is turned to the rig's direction.

    Each begins with its parent's, so that a limb does not twist where its root is turned.
    """
    result = np.tile(np.eye(3), (len(JOINTS), 1, 1))
    for row, joint in enumerate(JOINTS):
        if PARENTS[row] < 0:
            continue
        if not joint.endswith(("_ankle", "_toes")):
            result[row] = result[PARENTS[row]]
        following = next((name for name in _NEXT.get(joint, ()) if name in at), None)
        if joint not in at or following is None:
            continue
        wanted = axes @ (at[following] - at[joint])
        bone = ours.zero[INDEX[following]] - ours.zero[row]
        if min(np.linalg.norm(wanted), np.linalg.norm(bone)) > 1e-9:
            result[row] = _shortest(result[row] @ bone, wanted) @ result[row]
    return result


def _shortest(start: F64, end: F64) -> F64:
    """Return the (3, 3) least rotation from one direction to another (Rodrigues' formula)."""
    a, b = start / np.linalg.norm(start), end / np.linalg.norm(end)
    cosine, axis = float(a @ b), np.cross(a, b)
    if cosine < -1.0 + 1e-9:
        side = np.cross(a, (0.0, 0.0, 1.0) if abs(a[2]) < 0.9 else (1.0, 0.0, 0.0))
        side /= np.linalg.norm(side)
        return np.asarray(2.0 * np.outer(side, side) - np.eye(3))
    x, y, z = axis
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1.0 + cosine))

"""Our poses on foreign rigs: how their joints turn, and where their hips go."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from compose.figures.body import FigureBody
from compose.figures.retarget.names import joint_map
from compose.figures.retarget.rest import rest_pose
from compose.figures.skeleton import INDEX, PARENTS
from compose.geometry.mesh import F64
from compose.geometry.model import Model
from compose.transform import (
    matrix_quaternions,
    normalized_quaternions,
    quaternion_matrices,
)


def pose_rig(
    model: Model, turns: F64, names: Mapping[str, str] | None = None, *,
    body: FigureBody | None = None,
) -> dict[str, tuple[float, float, float, float]]:  # fmt: skip
    """Return a figure's pose on an imported rig: the rotation of each mapped node by its path.

    ``turns`` is (J, 4), our joints under their parents. What comes back goes into
    ``Asset.overrides`` (``PartOverride(quaternion=…)``) or onto ``joints/<path>/quaternion``.

    Raises
    ------
    NotFoundError
        When a joint of ``names`` does not exist.
    SceneError
        When the rig is no person's.
    """
    rest = rest_pose(model, joint_map(model, names), body or FigureBody())
    local = quaternion_matrices(normalized_quaternions(np.asarray(turns, np.float64)))
    ours = np.empty_like(local)
    for row, above in enumerate(PARENTS):
        ours[row] = local[row] if above < 0 else ours[above] @ local[row]
    joint_of = {node: joint for joint, node in rest.joints.items()}
    world = np.empty_like(rest.turns)
    result: dict[str, tuple[float, float, float, float]] = {}
    for i, node in enumerate(model.nodes):
        held = np.eye(3) if node.parent < 0 else world[node.parent]
        held_rest = np.eye(3) if node.parent < 0 else rest.turns[node.parent]
        if i not in joint_of:
            world[i] = held @ held_rest.T @ rest.turns[i]
            continue
        row = INDEX[joint_of[i]]
        moved = ours[row] @ rest.corrections[row].T
        world[i] = rest.axes.T @ moved @ rest.axes @ rest.turns[i]
        x, y, z, w = matrix_quaternions((held.T @ world[i])[None])[0].tolist()
        result[node.path] = (x, y, z, w)
    return result


def place_rig(
    model: Model, hips: F64, names: Mapping[str, str] | None = None
) -> tuple[str, tuple[float, float, float]]:
    """Return the path of an imported rig's hips and their translation in a figure's pose.

    ``hips`` is (3,): how far they are from where they stand, in leg lengths, as ``Pose.hips``.

    Raises
    ------
    NotFoundError
        When a joint of ``names`` does not exist.
    SceneError
        When the rig is no person's.
    """
    joints = joint_map(model, names)
    rest = rest_pose(model, joints, FigureBody())
    node = model.nodes[joints["hips"]]
    goal = rest.places[joints["hips"]] + rest.axes.T @ (np.asarray(hips) * rest.leg)
    held = np.eye(4) if node.parent < 0 else model.rest_world()[node.parent]
    x, y, z = np.linalg.solve(held, np.append(goal, 1.0))[:3].tolist()
    return node.path, (x, y, z)

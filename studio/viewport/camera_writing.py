"""Move a camera of the scene to where a view is: the channels that say so. No Qt."""

from __future__ import annotations

import numpy as np

from compose.node import Node
from compose.payload import CameraPayload
from compose.transform import matrix_eulers, matrix_quaternions
from shotwright import UsageError
from studio.session import Session
from studio.session.layers import ChannelValue
from studio.viewport.free_camera import FreeCamera
from studio.viewport.projection import F64
from studio.viewport.staging import Staging

Writing = tuple[str, str, ChannelValue]


def camera_to_view(
    session: Session, staging: Staging, node: Node, view: FreeCamera
) -> list[Writing]:
    """Return what to write so that a camera stands and looks as a view does.

    A camera that is aimed at something keeps its aim, and one with a roll its roll. Angles go the
    short way from where they are.

    Raises
    ------
    UsageError
        When the camera hangs on a joint, whose place only the picture knows.
    """
    if node.parent is not None and node.parent.joint is not None:
        raise UsageError(
            f"{node.name!r} hangs on the joint {node.parent.joint!r} and goes where that goes. "
            "Let it hang on nothing to fly it."
        )
    above = np.eye(4) if node.parent is None else staging.world[node.parent.node]
    place = np.linalg.solve(above, np.append(view.eye, 1.0))[:3]
    found: list[Writing] = [
        (node.id, f"translation.{axis}", round(float(value), 6))
        for axis, value in zip("xyz", place, strict=True)
    ]
    payload = node.payload
    if isinstance(payload, CameraPayload) and payload.aim is None:
        found += _turn(session, node, _unscaled(above).T @ view.rotation)
    return found


def _turn(session: Session, node: Node, rotation: F64) -> list[Writing]:
    if node.rotation_mode == "quaternion":
        x, y, z, w = (round(float(v), 9) for v in matrix_quaternions(rotation[None])[0])
        return [(node.id, "quaternion", (x, y, z, w))]
    angles = np.degrees(matrix_eulers(rotation[None], node.rotation_order)[0])
    found: list[Writing] = []
    for axis, angle in zip("xyz", angles, strict=True):
        channel = f"rotation_deg.{axis}"
        now = session.standing(node.id, channel).value
        turns = 0.0 if isinstance(now, tuple) else round((now - float(angle)) / 360.0)
        found.append((node.id, channel, round(float(angle) + 360.0 * turns, 6)))
    return found


def _unscaled(matrix: F64) -> F64:
    result: F64 = matrix[:3, :3] / np.linalg.norm(matrix[:3, :3], axis=0)
    return result

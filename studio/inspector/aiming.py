"""Aiming: what a camera keeps looking at, and the edits that change it."""

from __future__ import annotations

from compose.camera import Aim
from compose.edits import set_payload
from compose.node import Node
from compose.payload import CameraPayload, Figure
from compose.project import Project
from compose.scene import Scene
from studio.inspector.choices import words
from studio.inspector.framing import without_aim

FIGURE_POINTS = ("head", "chest", "hips", "left_wrist", "right_wrist", "left_ankle", "right_ankle")
"""Where on a figure a camera is aimed, most of the time."""


def aim_text(scene: Scene, camera: CameraPayload) -> str:
    """Return what the camera is aimed at, as its field says it."""
    aim = camera.aim
    if aim is None:
        return "Nothing"
    name = next((node.name for node in scene.nodes if node.id == aim.node), "something gone")
    return f"{name} · {words(aim.joint)}" if aim.joint else name


def targets(scene: Scene, camera: str) -> tuple[list[Node], list[Node]]:
    """Return the figures, and the other nodes, that a camera can be aimed at."""
    others = [node for node in scene.nodes if node.id != camera]
    people = [node for node in others if isinstance(node.payload, Figure)]
    return people, [node for node in others if node not in people]


def aimed(
    project: Project, scene: str, camera: str, target: str | None, joint: str | None = None
) -> Project:
    """Aim a camera at a node or one of its joints; ``None`` lets it look where it is turned.

    Raises
    ------
    ShotwrightError
        When the camera or the target is not there.
    """
    if target is None:
        return without_aim(project, scene, camera)
    payload = project.scene(scene).node(camera).payload
    old = payload.aim if isinstance(payload, CameraPayload) else None
    offset = (0.0, 0.0, 0.0) if old is None else old.offset
    return set_payload(project, scene, camera, aim=Aim(node=target, joint=joint, offset=offset))

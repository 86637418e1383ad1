"""Shooting: a solved camera becomes a camera node and a shot of the project."""

from __future__ import annotations

import math

from compose.edits import add_node, add_shot
from compose.framing.placement import FAR_M, NEAR_M, CameraPlacement
from compose.framing.solve import Solution
from compose.framing.words import spoken
from compose.payload import CameraPayload
from compose.project import Project
from compose.shot import Shot
from compose.values import new_id, rounded


def camera_payload(camera: CameraPlacement) -> CameraPayload:
    """Return the payload of a camera node for a placement."""
    return CameraPayload(
        kind="camera",
        sensor=camera.gate.sensor,
        gate=camera.gate.gate,
        focal_length_mm=rounded(camera.focal_length_mm),
        focus_distance_m=rounded(camera.focus_distance_m),
        near_m=NEAR_M,
        far_m=FAR_M,
        roll_deg=rounded(math.degrees(camera.roll)),
    )


def add_framed_shot(
    project: Project, scene: str, solution: Solution, *, start: int, end: int,
    name: str | None = None, number: str | None = None,
) -> tuple[Project, Shot]:  # fmt: skip
    """Add the solved camera as a node, and a shot through it of the frames ``start <= f < end``.

    Without a name the shot is called by its words, such as ``medium close-up anna``.

    Raises
    ------
    NotFoundError
        When there is no such scene.
    SceneError
        When the number is taken or the window holds no frame.
    """
    camera = solution.camera
    name = name or f"{spoken(solution.words.size)} {solution.cast.names}"
    node, shot = new_id("nod"), new_id("sht")
    project = add_node(
        project, scene, f"Cam {name}", node_id=node, payload=camera_payload(camera),
        translation=camera.position,
        rotation_deg=camera.rotation_deg,
    )  # fmt: skip
    project = add_shot(
        project, scene, node, name=name, start=start, end=end, number=number, shot_id=shot
    )
    return project, project.shot(shot)

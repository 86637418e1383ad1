"""A stage for camera moves: two boxes that stand for people, a camera, one shot."""

from __future__ import annotations

from typing import Any

import numpy as np

from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.evaluation import evaluate
from compose.payload import CameraPayload, Primitive
from compose.project import Project

MARA = np.array([0.0, 0.9, -5.0])
ZED = np.array([0.5, 0.9, -1.2])


def stage(frames: int = 73, lens: dict[str, Any] | None = None, **camera: Any) -> Project:
    project = add_scene(new_project("Moves", project_id="p"), "Set", scene_id="s")
    for name, place in (("Mara", MARA), ("Zed", ZED)):
        project = add_node(
            project, "s", name, node_id=name.lower(), translation=tuple(place.tolist()),
            payload=Primitive(kind="primitive", shape="sphere", parameters={"radius": 0.2}),
        )  # fmt: skip
    fields = {"translation": (0.3, 1.6, 2.0)} | camera
    payload = CameraPayload(kind="camera", **(lens or {}))
    project = add_node(project, "s", "Cam", node_id="cam", payload=payload, **fields)
    return add_shot(project, "s", "Cam", name="one", start=0, end=frames, shot_id="sh")


def walking(project: Project, *keys: tuple[float, float, float]) -> Project:
    """Mara goes through (frame, x, z) keys at a steady pace."""
    for frame, x, z in keys:
        for channel, value in (("translation.x", x), ("translation.z", z)):
            project = set_keyframe(
                project, scene="s", node="mara", channel=channel, frame=frame, value=value,
                interpolation="linear",
            )  # fmt: skip
    return project


def cameras(project: Project, frames: Any) -> list[Any]:
    shot = project.shot("sh")
    return [evaluate(project, shot, float(frame)).camera for frame in frames]


def places(project: Project, frames: Any) -> np.ndarray:
    return np.array([camera.world[:3, 3] for camera in cameras(project, frames)])


def seen(camera: Any, point: np.ndarray) -> np.ndarray:
    """Where a point is in the picture, in half gate widths and heights from the middle."""
    x, y, z, _ = np.linalg.inv(camera.world) @ (*point, 1.0)
    width, height = camera.gate_mm
    return camera.focal_length_mm / -z * np.array([x / width, y / height]) * 2.0


def key_counts(project: Project, node: str = "cam") -> dict[str, int]:
    return {
        track.channel: len(track.curve.keys)
        for track in (*project.scene("s").tracks, *project.shot("sh").tracks)
        if track.node == node
    }

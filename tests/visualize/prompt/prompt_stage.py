"""A small stage for prompts: a camera at the origin's front, and a shot of two seconds."""

from __future__ import annotations

from typing import Any

from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe, set_performance
from compose.figures.performance import CyclePlay
from compose.payload import CameraPayload, Figure, LightPayload, Primitive
from compose.project import Project

END = 48


def stage(bible: str = "A quiet film.", **shot: Any) -> Project:
    """Anna three metres before a camera that looks down −Z at her chest, in sunlight."""
    project = add_scene(new_project("Film", bible=bible), "Old harbour")
    project = person(project, "Anna", (0.0, 0.0, 0.0))
    project = add_node(
        project, "Old harbour", "Sun", rotation_deg=(-35.0, -90.0, 0.0),
        payload=LightPayload(kind="light", type="directional", intensity=3.0),
    )  # fmt: skip
    project = add_node(
        project, "Old harbour", "Camera", translation=(0.0, 1.2, 4.0),
        payload=CameraPayload(kind="camera", focal_length_mm=35.0),
    )  # fmt: skip
    return add_shot(
        project, "Old harbour", "Camera", name="test", start=0, end=END, number="010", **shot
    )


def person(project: Project, name: str, at: tuple[float, float, float], **fields: Any) -> Project:
    return add_node(
        project, "Old harbour", name, translation=at, payload=Figure(kind="figure"), **fields
    )


def wall(project: Project, at: tuple[float, float, float], size: float = 3.0) -> Project:
    payload = Primitive(
        kind="primitive", shape="box",
        parameters={"width": size, "height": size, "depth": 0.1},
    )  # fmt: skip
    return add_node(project, "Old harbour", "Screen", translation=at, payload=payload)


def walking(project: Project, name: str, start: float, end: float) -> Project:
    """Let someone walk along X through the shot."""
    node = project.scenes[0].find(name).id
    for frame, x in ((0, start), (END - 1, end)):
        project = set_keyframe(
            project, scene="Old harbour", node=node, channel="translation.x", frame=frame, value=x
        )
    return set_performance(project, "Old harbour", name, cycles=(CyclePlay(cycle="walk"),))

"""Preset scenes: a person lit by each lighting preset, to be drawn on its card."""

from __future__ import annotations

from compose.edits import (
    add_figure,
    add_node,
    add_prop,
    add_scene,
    add_shot,
    light_with_preset,
    new_project,
    set_environment,
)
from compose.evaluation import evaluate
from compose.figures.body import FigureBody
from compose.payload import CameraPayload, Primitive
from compose.project import Project
from compose.snapshot import Snapshot

_LAMP_PRESET = "street-lamps"
_DUSK = {
    "zenith_color": (0.02, 0.03, 0.05), "horizon_color": (0.05, 0.06, 0.08),
    "ground_color": (0.02, 0.02, 0.02), "ambient": 0.8,
}  # fmt: skip
"""The light that presets without one of their own are added to."""


def preset_snapshot(preset: str) -> tuple[Project, Snapshot]:
    """Return what is drawn on a preset's card, and the project it is of.

    Raises
    ------
    ShotwrightError
        When there is no such preset.
    """
    project = preset_scene(preset)
    return project, evaluate(project, project.shots[0], 0.0)


def preset_scene(preset: str) -> Project:
    """Return a project of one shot: a person before a wall, lit by a preset.

    Raises
    ------
    ShotwrightError
        When there is no such preset.
    """
    project = add_scene(new_project("Preset"), "Stage")
    scene = project.scenes[0].id
    project = set_environment(project, scene, **_DUSK)
    project = add_node(
        project, scene, "Floor", color=(0.3, 0.3, 0.3),
        payload=Primitive(kind="primitive", shape="plane", parameters={"width": 14, "depth": 14}),
    )  # fmt: skip
    project = add_node(
        project, scene, "Wall", color=(0.34, 0.33, 0.32), translation=(0.0, 0.0, -2.2),
        payload=Primitive(
            kind="primitive", shape="box", parameters={"width": 14.0, "height": 6.0, "depth": 0.1}
        ),
    )  # fmt: skip
    project = add_figure(project, scene, "Person", body=FigureBody(detail=0.5))
    if preset == _LAMP_PRESET:
        project = add_prop(project, scene, "Lamp", "street_lamp", translation=(-0.9, 0.0, 0.2))
    person = next(node for node in project.scenes[0].nodes if node.name == "Person")
    project = light_with_preset(project, scene, preset, person.id)
    far = preset == _LAMP_PRESET
    project = add_node(
        project, scene, "Camera", translation=(0.0, 2.2, 6.5) if far else (0.0, 1.6, 1.25),
        payload=CameraPayload(kind="camera", focal_length_mm=20.0 if far else 35.0, gate="16:9"),
    )  # fmt: skip
    return add_shot(project, scene, "Camera", name="Card", start=0, end=1)

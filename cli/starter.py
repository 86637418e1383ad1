"""The projects that `shotwright new` begins with when no sample is asked for."""

from __future__ import annotations

from compose.camera import Aim
from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.payload import CameraPayload, LightPayload, Primitive
from compose.project import Project

_FRAMES = 72


def blank_project(name: str) -> Project:
    """Return a project with one scene that holds nothing."""
    return add_scene(new_project(name), "Main")


def starter_project(name: str) -> Project:
    """Return a ground, a box, a key light, and one shot that pushes in on the box."""
    project = blank_project(name)
    scene = project.scenes[0].id
    project = add_node(
        project,
        scene,
        "Ground",
        color=(0.35, 0.34, 0.32),
        payload=Primitive(
            kind="primitive",
            shape="plane",
            parameters={"width": 80.0, "depth": 80.0, "columns": 40, "rows": 40},
        ),
    )
    project = add_node(
        project,
        scene,
        "Box",
        rotation_deg=(0.0, -5.0, 0.0),
        color=(0.62, 0.3, 0.18),
        payload=Primitive(kind="primitive", shape="box", parameters={}),
    )
    project = add_node(
        project,
        scene,
        "Key light",
        translation=(-4.0, 5.0, 2.0),
        rotation_deg=(-42.0, -60.0, 0.0),
        payload=LightPayload(kind="light", type="directional", color=(1.0, 0.95, 0.88)),
    )
    return _with_shot(project, scene)


def _with_shot(project: Project, scene: str) -> Project:
    """Add a camera that aims at the box, and a shot of three seconds that moves it nearer."""
    box = project.scene(scene).find("Box")
    camera = CameraPayload(
        kind="camera",
        focal_length_mm=35.0,
        focus_distance_m=6.0,
        aim=Aim(node=box.id, offset=(0.0, 0.5, 0.0)),
    )
    project = add_node(project, scene, "Camera", translation=(2.0, 1.7, 6.5), payload=camera)
    for frame, distance in ((0, 6.5), (_FRAMES - 1, 3.8)):
        project = set_keyframe(
            project,
            scene=scene,
            node="Camera",
            channel="translation.z",
            frame=frame,
            value=distance,
        )
    return add_shot(project, scene, "Camera", name="push in", start=0, end=_FRAMES)

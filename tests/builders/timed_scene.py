"""A small scene in time: a camera and a box that move, a figure that poses, two shots."""

from __future__ import annotations

from compose.edits import (
    add_figure,
    add_node,
    add_scene,
    add_shot,
    key_pose,
    new_project,
    set_keyframe,
    set_performance,
)
from compose.figures.performance import CyclePlay
from compose.payload import CameraPayload, Primitive
from compose.project import Project
from compose.values import Value

SCENE, CAMERA, BOX, FIGURE = "scn_stage", "nod_camera", "nod_box", "nod_figure"
FIRST, SECOND = "sht_first", "sht_second"


def timed_project() -> Project:
    """Shot 010 is frames 0 to 48, 020 is 48 to 96 and overrides the box's height."""
    project = new_project("Timed")
    project = add_scene(project, "Stage", scene_id=SCENE)
    camera = CameraPayload(kind="camera", gate="2.39")
    project = add_node(project, SCENE, "Cam", node_id=CAMERA, payload=camera)
    box: Value = Primitive(kind="primitive", shape="box")
    project = add_node(project, SCENE, "Box", node_id=BOX, payload=box)
    project = add_figure(project, SCENE, "Mara", node_id=FIGURE)
    project = _with_keys(project)
    project = add_shot(
        project, SCENE, CAMERA, name="wide", number="010", start=0, end=48, shot_id=FIRST
    )
    project = add_shot(
        project, SCENE, CAMERA, name="close", number="020", start=48, end=96, shot_id=SECOND
    )
    for frame, value in ((48.0, 2.0), (90.0, 3.0)):
        project = set_keyframe(
            project, channel="translation.y", node=BOX, frame=frame, value=value, shot=SECOND
        )
    return project


def _with_keys(project: Project) -> Project:
    keys = {
        (BOX, "translation.x"): ((0.0, 0.0), (24.0, 4.0), (48.0, 1.0)),
        (BOX, "translation.y"): ((0.0, 0.0), (24.0, 1.0)),
        (BOX, "rotation_deg.y"): ((12.0, 0.0), (36.0, 90.0)),
        (CAMERA, "camera.focus_distance_m"): ((0.0, 5.0), (48.0, 8.0)),
    }
    for (node, channel), pairs in keys.items():
        for frame, value in pairs:
            project = set_keyframe(
                project, channel=channel, node=node, frame=frame, value=value, scene=SCENE
            )
    for frame, pose in ((10.0, "stand"), (30.0, "wave")):
        project = key_pose(project, SCENE, FIGURE, frame, pose)
    cycle = CyclePlay(cycle="idle", start=40.0, end=80.0)
    return set_performance(project, SCENE, FIGURE, cycles=(cycle,))

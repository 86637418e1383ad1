"""A small sound project, made by the edits a user has: a chair, a lamp, a camera, two shots."""

from __future__ import annotations

from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.payload import CameraPayload, LightPayload, Primitive
from compose.project import Project


def small_project() -> Project:
    project = new_project("Small", project_id="prj_small")
    project = add_scene(project, "Room", scene_id="scn_room")
    project = add_node(
        project, "Room", "Chair", node_id="nod_chair", translation=(1.0, 0.0, -2.0),
        payload=Primitive(kind="primitive", shape="box"),
    )  # fmt: skip
    project = add_node(
        project, "Room", "Cushion", node_id="nod_cushion", parent="Chair",
        translation=(0.0, 0.5, 0.0), payload=Primitive(kind="primitive", shape="sphere"),
    )  # fmt: skip
    project = add_node(
        project, "Room", "Lamp", node_id="nod_lamp", translation=(0.0, 3.0, 0.0),
        payload=LightPayload(kind="light", type="point"),
    )  # fmt: skip
    project = add_node(
        project, "Room", "Camera", node_id="nod_cam", translation=(0.0, 1.5, 5.0),
        payload=CameraPayload(kind="camera"),
    )  # fmt: skip
    for frame, x in ((0, 1.0), (24, 2.0), (48, 0.5)):
        project = set_keyframe(
            project, scene="Room", node="Chair", channel="translation.x", frame=frame, value=x
        )
    project = add_shot(project, "Room", "Camera", name="wide", start=0, end=24, shot_id="sht_wide")
    return add_shot(project, "Room", "Camera", name="push", start=24, end=48, shot_id="sht_push")

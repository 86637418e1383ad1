"""Eyes: who is seen at a frame, by the node, its parents, the scene's keys and the shot's."""

from __future__ import annotations

from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe, set_node
from compose.payload import CameraPayload
from compose.project import Project
from studio.outliner.eyes import Eyes
from studio.session.layers import Place


def _project() -> Project:
    project = add_scene(new_project("Film", rate="24"), "Room")
    project = add_node(project, "Room", "Houses", node_id="nod_houses")
    project = add_node(project, "Room", "Roof", node_id="nod_roof", parent="nod_houses")
    project = add_node(
        project, "Room", "Cam", payload=CameraPayload(kind="camera"), node_id="nod_cam"
    )
    return add_shot(project, "Room", "nod_cam", name="Wide", start=0, end=48)


def _eye(project: Project, node: str, frame: float, *, in_shot: bool = False):
    shot = project.shots[0] if in_shot else None
    scene = project.scenes[0]
    return Eyes(Place(scene, shot, frame)).of(scene.node(node))


def test_what_hangs_on_the_hidden_is_not_seen() -> None:
    project = set_node(_project(), "Room", "Houses", visible=False)
    roof = _eye(project, "nod_roof", 0)
    assert (roof.shown, roof.seen, roof.animated) == (True, False, "")


def test_a_key_hides_from_its_frame_on_and_tells_that_it_is_keyed() -> None:
    project = _project()
    for frame, value in ((0, 1.0), (24, 0.0)):
        project = set_keyframe(
            project, channel="visible", frame=frame, value=value, node="nod_roof",
            scene="Room", interpolation="constant",
        )  # fmt: skip
    assert _eye(project, "nod_roof", 12).animated == "animated"
    assert _eye(project, "nod_roof", 12).shown
    assert _eye(project, "nod_roof", 24).animated == "keyed"
    assert not _eye(project, "nod_roof", 30).shown


def test_the_shots_own_track_wins_and_only_in_the_shot() -> None:
    project = _project()
    project = set_keyframe(
        project, channel="visible", frame=0, value=0.0, node="nod_roof", shot=project.shots[0].id
    )
    assert _eye(project, "nod_roof", 5, in_shot=True).animated == "overridden"
    assert not _eye(project, "nod_roof", 5, in_shot=True).shown
    assert _eye(project, "nod_roof", 5).shown

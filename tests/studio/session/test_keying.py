"""Keys go where the session says, and come away again."""

from __future__ import annotations

import pytest

from compose.curve_table import curve_value
from compose.edits import (
    add_figure,
    add_node,
    add_scene,
    add_shot,
    key_pose,
    new_project,
    set_keyframe,
)
from compose.payload import CameraPayload
from compose.track import Track
from studio.session import Layer, Session
from studio.session.keying import (
    frame_after,
    frame_before,
    key_channels,
    key_frames,
    key_nodes,
    remove_animation,
    remove_keys,
    toggle_keys,
)


def _session() -> tuple[Session, str]:
    project = add_scene(new_project("Film"), "Room")
    scene = project.scenes[0].id
    project = add_node(project, scene, "Cam", payload=CameraPayload(kind="camera"))
    camera = project.scenes[0].nodes[-1].id
    project = add_node(project, scene, "Box", translation=(1.0, 2.0, 3.0))
    box = project.scenes[0].nodes[-1].id
    project = add_shot(project, scene, camera, name="One", start=0, end=48)
    session = Session(project)
    session.select([box])
    return session, box


def _tracks(session: Session, layer: Layer) -> dict[str, Track]:
    owner = session.scene if layer is Layer.SCENE else session.shot
    assert owner is not None
    return {track.channel: track for track in owner.tracks}


def test_keying_keeps_the_values_and_is_one_entry_of_undo() -> None:
    session, _ = _session()
    session.set_frame(12)
    assert key_nodes(session)
    tracks = _tracks(session, Layer.SCENE)
    values = {name: curve_value(track.curve, 12.0) for name, track in tracks.items()}
    assert values == {
        "translation.x": 1.0, "translation.y": 2.0, "translation.z": 3.0,
        "rotation_deg.x": 0.0, "rotation_deg.y": 0.0, "rotation_deg.z": 0.0,
        "scale.x": 1.0, "scale.y": 1.0, "scale.z": 1.0,
    }  # fmt: skip
    session.undo()
    assert not _tracks(session, Layer.SCENE)


def test_keys_in_the_shot_leave_the_scene_alone_and_start_from_its_curve() -> None:
    session, box = _session()
    scene = session.scene
    assert scene is not None
    for frame, x in ((0, 0.0), (24, 24.0)):
        session.do(
            "Key",
            lambda p, f=frame, v=x: set_keyframe(
                p, channel="translation.x", frame=f, value=v, node=box, scene=scene.id
            ),
        )
    before = _tracks(session, Layer.SCENE)["translation.x"]
    session.set_frame(12)
    assert key_channels(session, [(box, "translation.x")], Layer.SHOT)
    assert _tracks(session, Layer.SCENE)["translation.x"] == before
    own = _tracks(session, Layer.SHOT)["translation.x"].curve
    assert [key.frame for key in own.keys] == [0.0, 12.0, 24.0]
    assert [curve_value(own, f) for f in (0.0, 12.0, 24.0)] == pytest.approx([0.0, 12.0, 24.0])


def test_removing_takes_only_the_keys_at_the_playhead() -> None:
    session, _ = _session()
    for frame in (0, 10):
        session.set_frame(frame)
        key_nodes(session)
    assert remove_keys(session)
    left = _tracks(session, Layer.SCENE)
    assert {tuple(k.frame for k in track.curve.keys) for track in left.values()} == {(0.0,)}
    assert not remove_keys(session)


def test_a_toggle_keys_and_unkeys() -> None:
    session, box = _session()
    keys = [(box, "scale.x"), (box, "scale.y")]
    assert toggle_keys(session, keys)
    assert set(_tracks(session, Layer.SCENE)) == {"scale.x", "scale.y"}
    assert toggle_keys(session, keys)
    assert not _tracks(session, Layer.SCENE)


def test_removing_animation_of_an_override_shows_the_scene_again() -> None:
    session, box = _session()
    key = [(box, "scale.x")]
    key_channels(session, key, Layer.SCENE)
    key_channels(session, key, Layer.SHOT)
    assert remove_animation(session, key)
    assert set(_tracks(session, Layer.SCENE)) == {"scale.x"}
    assert not _tracks(session, Layer.SHOT)
    assert remove_animation(session, key)
    assert not _tracks(session, Layer.SCENE)


def test_the_keys_before_and_after_are_those_of_the_selection() -> None:
    session, box = _session()
    for frame in (4, 20, 31):
        session.set_frame(frame)
        key_nodes(session)
    session.set_frame(20)
    assert key_frames(session) == [4.0, 20.0, 31.0]
    assert (frame_before(session), frame_after(session)) == (4.0, 31.0)
    other = next(node.id for node in session.scene.nodes if node.id != box)
    session.select([other])
    assert key_frames(session) == []
    assert frame_before(session) is None
    session.select([])
    assert key_frames(session) == [4.0, 20.0, 31.0]


def test_pose_keys_are_keys_to_go_to() -> None:
    project = add_scene(new_project("Film"), "Room")
    project = add_figure(project, "Room", "Mara", node_id="nod_mara")
    for frame in (8, 20):
        project = key_pose(project, "Room", "Mara", frame, "wave")
    session = Session(project)
    session.set_frame(10)
    assert (frame_before(session), frame_after(session)) == (8, 20)


def test_a_camera_has_no_size_to_key() -> None:
    project = add_node(
        add_scene(new_project("Film"), "Room"), "Room", "Cam", payload=CameraPayload(kind="camera")
    )
    session = Session(project)
    session.select([session.scene.find("Cam").id])
    key_nodes(session)
    keyed = {track.channel.partition(".")[0] for track in session.scene.tracks}
    assert keyed == {"translation", "rotation_deg"}


def test_nothing_selected_is_said_and_changes_nothing() -> None:
    session, _ = _session()
    told = []
    session.told.connect(told.append)
    session.select([])
    before = session.project
    assert not key_nodes(session)
    assert session.project is before
    assert "Select" in told[0].detail

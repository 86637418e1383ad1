"""Session: edits, gestures, undo, selection and keying, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose.edits import (
    add_node,
    add_scene,
    add_shot,
    new_project,
    remove_node,
    rename,
    set_keyframe,
)
from compose.files.load import load_project
from compose.files.save import save_project
from compose.payload import CameraPayload, Primitive
from studio.session import Layer, Session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    project = new_project("Film", rate="24")
    scene = project.scenes[0].id if project.scenes else None
    if scene is None:
        project = add_scene(project, "Room")
        scene = project.scenes[0].id
    box = Primitive(kind="primitive", shape="box")
    project = add_node(project, scene, "Box", payload=box, node_id="nod_box")
    project = add_node(
        project, scene, "Cam", payload=CameraPayload(kind="camera"), node_id="nod_cam"
    )
    project = add_shot(project, scene, "nod_cam", name="Wide", start=0, end=24)
    return Session(save_project(project, tmp_path / "film"))


def test_a_refused_edit_changes_nothing_and_is_told(session: Session) -> None:
    before, told = session.project, []
    session.told.connect(told.append)
    assert not session.do("Rename", lambda p: rename(p, session.scene.id, "nobody", "x"))
    assert session.project is before
    assert "nobody" in told[0].detail
    assert session.undo_label is None


def test_a_gesture_of_many_steps_is_one_entry_of_undo(session: Session) -> None:
    before = session.project
    session.begin_gesture("Move Box")
    for x in range(1, 9):
        session.step_gesture(session.writing([("nod_box", "translation.x", float(x))]))
    session.end_gesture()
    assert session.scene.node("nod_box").translation[0] == 8.0
    assert session.undo_label == "Move Box"
    session.undo()
    assert session.project is before
    session.redo()
    assert session.scene.node("nod_box").translation[0] == 8.0


def test_a_step_after_the_drag_was_taken_back_does_nothing(session: Session) -> None:
    before = session.project
    session.begin_gesture("Move Box")
    session.step_gesture(session.writing([("nod_box", "translation.x", 3.0)]))
    session.undo()
    assert not session.step_gesture(session.writing([("nod_box", "translation.x", 4.0)]))
    assert session.project is before
    session.end_gesture()
    assert session.undo_label is None


def test_a_cancelled_gesture_leaves_no_trace(session: Session) -> None:
    before = session.project
    session.begin_gesture("Move Box")
    session.step_gesture(session.writing([("nod_box", "translation.x", 3.0)]))
    session.cancel_gesture()
    assert session.project is before
    assert session.undo_label is None


def test_a_value_that_nothing_animates_is_set_on_the_node(session: Session) -> None:
    session.do("Set", session.writing([("nod_box", "scale.y", 2.0)]))
    assert session.scene.node("nod_box").scale == (1.0, 2.0, 1.0)
    assert session.scene.tracks == ()


def test_an_animated_value_takes_a_key_at_the_playhead(session: Session) -> None:
    scene = session.scene.id
    session.do(
        "Key",
        lambda p: set_keyframe(
            p, channel="translation.x", frame=0, value=1.0, node="nod_box", scene=scene
        ),
    )
    session.set_frame(12)
    session.do("Set", session.writing([("nod_box", "translation.x", 5.0)]))
    (track,) = session.scene.tracks
    assert [(key.frame, key.value) for key in track.curve.keys] == [(0, 1.0), (12, 5.0)]
    assert session.standing("nod_box", "translation.x").keyed_here


def test_auto_key_records_into_the_layer_it_names(session: Session) -> None:
    session.set_recording(True, Layer.SHOT)
    session.do("Set", session.writing([("nod_box", "translation.x", 5.0)]))
    assert session.scene.tracks == ()
    (track,) = session.shot.tracks
    assert track.curve.keys[0].value == 5.0
    found = session.standing("nod_box", "translation.x")
    assert (found.driven, found.beneath) == (Layer.SHOT, 0.0)


def test_the_first_override_starts_from_the_scenes_curve(session: Session) -> None:
    scene = session.scene.id
    for frame, value in ((0, 0.0), (24, 24.0)):
        session.do(
            "Key",
            lambda p, f=frame, v=value: set_keyframe(
                p, channel="translation.x", frame=f, value=v, node="nod_box", scene=scene
            ),
        )
    session.set_recording(True, Layer.SHOT)
    session.set_frame(12)
    session.do("Set", session.writing([("nod_box", "translation.x", 0.0)]))
    (track,) = session.shot.tracks
    assert [(key.frame, key.value) for key in track.curve.keys] == [(0, 0.0), (12, 0.0), (24, 24.0)]
    assert len(session.scene.tracks[0].curve.keys) == 2


def test_undo_past_a_save_can_be_saved_again(session: Session) -> None:
    session.do("Rename", lambda p: rename(p, session.scene.id, "nod_box", "Crate"))
    session.save()
    assert not session.unsaved
    session.undo()
    assert session.unsaved
    session.save()
    assert load_project(session.project.root).scenes[0].node("nod_box").name == "Box"


def test_what_is_gone_is_no_longer_selected(session: Session) -> None:
    session.select(["nod_box"])
    session.do("Delete", lambda p: remove_node(p, session.scene.id, "nod_box"))
    assert session.selection == ()


def test_adding_to_the_selection_toggles(session: Session) -> None:
    session.select(["nod_box"])
    session.select(["nod_cam"], add=True)
    assert session.selection == ("nod_box", "nod_cam")
    session.select(["nod_box"], add=True)
    assert session.selection == ("nod_cam",)

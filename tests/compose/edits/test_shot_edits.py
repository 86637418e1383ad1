"""Shots, their windows and the storyboard."""

import pytest

from compose.edits import (
    add_scene,
    add_shot,
    move_shot_window,
    remove_shot,
    reorder_sequence,
    set_keyframe,
    set_shot,
)
from compose.errors import NotFoundError, SceneError
from tests.builders.small_project import small_project


@pytest.fixture
def project():
    return small_project()


def test_shots_are_numbered_in_tens_and_join_the_storyboard(project):
    project = add_shot(project, "Room", "Camera", name="insert", number="025", start=0, end=5)
    project = add_shot(project, "Room", "Camera", name="end", start=0, end=5)
    spare = add_shot(project, "Room", "Camera", name="x", start=0, end=5, in_sequence=False)
    assert [shot.number for shot in spare.shots] == ["010", "020", "025", "030", "040"]
    assert [shot.number for shot in spare.in_sequence()] == ["010", "020", "025", "030"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"camera": "Chair"}, "no camera"),
        ({"camera": "nod_chair"}, "no camera"),
        ({"camera": "Camra"}, "'Camera'"),
        ({"scene": "Rooom"}, "'Room'"),
        ({"end": 0}, "has no frames"),
        ({"end": 99_999_999_999}, "more than the 1,000,000 of the longest"),
        ({"tail": 1_000_000}, "with its handles, more than"),
        ({"start": -2_000_000_000, "end": -1_999_999_999}, "beyond 1,000,000,000"),
        ({"number": "020"}, "is taken by the shot '020 push'"),
        ({"id": "sht_x"}, "never changes"),
        ({"start": 1.5}, "must be a whole number"),
        ({"lense": 35}, "no field"),
    ],
)
def test_a_shot_that_could_not_be_filmed_is_refused(project, changes, said):
    with pytest.raises(SceneError, match=said):
        set_shot(project, "wide", **changes)


def test_a_shot_of_no_frames_or_with_a_taken_id_is_not_added(project):
    with pytest.raises(SceneError, match="has no frames"):
        add_shot(project, "Room", "Camera", name="x", start=5, end=5)
    with pytest.raises(SceneError, match="already"):
        add_shot(project, "Room", "Camera", name="x", start=5, end=9, shot_id="sht_wide")


def test_a_shot_changes_alone(project):
    edited = set_shot(project, "010", name="wider", prompt={"style": "ink"}, focal_length_mm=24)
    assert edited.shot("push") is project.shot("push")
    assert edited.scenes == project.scenes
    assert edited.shot("wider").prompt.style == "ink"
    assert set_shot(project, "wide", name="wide") is project


def test_the_storyboard_is_an_order_of_shots_and_moves_no_time(project):
    edited = reorder_sequence(project, ["push", "010"])
    assert [shot.name for shot in edited.in_sequence()] == ["push", "wide"]
    assert edited.shots == project.shots
    assert reorder_sequence(project, []).shots == project.shots
    with pytest.raises(SceneError, match="named twice: 010 wide"):
        reorder_sequence(project, ["wide", "push", "10"])
    with pytest.raises(NotFoundError):
        reorder_sequence(project, ["wide", "pull"])


def test_a_removed_shot_leaves_the_storyboard(project):
    edited = remove_shot(project, "010")
    assert [shot.name for shot in edited.shots] == ["push"]
    assert edited.sequence == ("sht_push",)
    with pytest.raises(NotFoundError):
        remove_shot(edited, "wide")


@pytest.mark.parametrize(("move_tracks", "frame"), [(True, 110.0), (False, 10.0)])
def test_overrides_come_along_with_the_window_unless_told_not_to(project, move_tracks, frame):
    project = set_keyframe(project, shot="wide", node="Chair", channel="scale.y", frame=10, value=2)
    edited = move_shot_window(project, "wide", start=100, move_tracks=move_tracks)
    shot = edited.shot("wide")
    assert (shot.start, shot.end) == (100, 124)
    assert shot.tracks[0].curve.keys[0].frame == frame
    assert edited.scenes == project.scenes
    assert move_shot_window(edited, "wide", by=-100, move_tracks=move_tracks) == project


@pytest.mark.parametrize("where", [{}, {"by": 1, "start": 2}])
def test_a_window_moves_by_frames_or_to_a_start(project, where):
    with pytest.raises(SceneError, match="one of two"):
        move_shot_window(project, "wide", **where)


def test_a_shot_moves_to_another_scene_only_with_a_camera_there(project):
    project = add_scene(project, "Roof")
    with pytest.raises(SceneError, match="no camera called 'nod_cam' in scene 'Roof'"):
        set_shot(project, "wide", scene="Roof")

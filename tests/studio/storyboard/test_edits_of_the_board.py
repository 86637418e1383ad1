"""Edits of the storyboard, against projected points and the files that come of them."""

from __future__ import annotations

import numpy as np
import pytest

from compose.edits import new_project, set_keyframe
from compose.evaluation import evaluate
from compose.files.check import check_project
from compose.snapshot import CameraState
from studio.storyboard.shot_edits import (
    aspect_of,
    counted,
    duplicate_shot,
    move_in_sequence,
    shot_from_view,
)
from tests.builders.timed_scene import CAMERA, FIRST, SCENE, SECOND, timed_project


def view(**changes) -> CameraState:
    angle = np.radians(40.0)
    world = np.eye(4)
    world[:3, :3] = [
        [np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)],
    ]  # fmt: skip
    world[:3, 3] = (3.0, 1.5, 7.0)
    fields = {
        "world": world, "focal_length_mm": 40.0, "sensor_mm": (36.0, 24.0),
        "gate_mm": (36.0, 20.0), "near_m": 0.1, "far_m": 500.0, "focus_distance_m": 5.0,
        "f_stop": 4.0,
    }  # fmt: skip
    return CameraState(**fields | changes)


def seen(camera: CameraState, height: float) -> np.ndarray:
    """Return where points 10 m ahead land, as shares of ``height`` mm of the picture plane."""
    ahead = np.array([[x, y, -10.0, 1.0] for x in (-1.5, 0, 1.5) for y in (-1, 0, 1)])
    local = (camera.view @ (view().world @ ahead.T)).T
    return local[:, :2] / -local[:, 2:3] * camera.focal_length_mm / height


def test_the_new_shot_sees_what_the_view_shows() -> None:
    """Its gate is wider than the view's, so that both pictures are as wide."""
    project = shot_from_view(timed_project(), SCENE, view(), 0.0, like=FIRST, shot_id="sht_new")
    camera = evaluate(project, project.shot("sht_new"), 96).camera
    assert camera.aspect == pytest.approx(2.39)
    np.testing.assert_allclose(seen(camera, camera.gate_mm[0]), seen(view(), 36.0), atol=1e-5)


def test_a_tall_gate_is_as_high_as_the_view() -> None:
    project = timed_project().replace(shots=(timed_project().shot(FIRST).replace(gate="9:16"),))
    project = project.replace(sequence=(FIRST,))
    project = shot_from_view(project, SCENE, view(), 0.0, like=FIRST, shot_id="sht_new")
    camera = evaluate(project, project.shot("sht_new"), 96).camera
    np.testing.assert_allclose(seen(camera, camera.gate_mm[1]), seen(view(), 20.0), atol=1e-5)


def test_it_follows_the_last_shot_or_stands_at_a_later_playhead() -> None:
    project = shot_from_view(timed_project(), SCENE, view(), 10.0, shot_id="sht_new")
    shot = project.shot("sht_new")
    assert (shot.number, shot.start, shot.end) == ("030", 96, 96 + 72)
    assert project.sequence[-1] == "sht_new"
    later = shot_from_view(timed_project(), SCENE, view(), 200.0, shot_id="sht_new")
    assert later.shot("sht_new").start == 200


def test_an_empty_project_gets_a_scene_a_camera_and_a_shot_at_once() -> None:
    project = shot_from_view(new_project("Empty"), "", None, 0.0)
    (shot,) = project.in_sequence()
    assert (shot.start, shot.number) == (0, "010")
    assert evaluate(project, shot, 0).camera.world[:3, 3] == pytest.approx((0.0, 1.6, 6.0))


def test_what_is_made_is_a_sound_project(tmp_path) -> None:
    from compose.files.save import save_project

    project = shot_from_view(timed_project(), SCENE, view(), 0.0, like=SECOND)
    project = duplicate_shot(project, SECOND)
    save_project(project.replace(root=tmp_path / "film"))
    assert [p for p in check_project(tmp_path / "film") if p.severity == "error"] == []


def test_a_copy_has_a_camera_of_its_own_that_moves_as_the_first() -> None:
    project = set_keyframe(
        timed_project(), channel="translation.x", node=CAMERA, frame=50.0, value=4.0, shot=SECOND
    )
    made = duplicate_shot(project, SECOND, shot_id="sht_copy")
    copy, old = made.shot("sht_copy"), made.shot(SECOND)
    assert copy.camera != old.camera
    assert old == project.shot(SECOND)
    assert (copy.number, made.sequence) == ("020A", (FIRST, SECOND, "sht_copy"))
    for frame in (48, 60, 95):
        a, b = (evaluate(made, shot, frame).camera for shot in (copy, old))
        np.testing.assert_array_equal(a.world, b.world)
        assert a.focus_distance_m == b.focus_distance_m


def test_copies_of_copies_take_the_next_letter() -> None:
    project = duplicate_shot(timed_project(), SECOND, shot_id="sht_a")
    project = duplicate_shot(project, "sht_a", shot_id="sht_b")
    assert [shot.number for shot in project.in_sequence()] == ["010", "020", "020A", "020B"]


def test_reordering_moves_the_story_and_not_the_time() -> None:
    project = duplicate_shot(timed_project(), SECOND, shot_id="sht_c")
    moved = move_in_sequence(project, ["sht_c"], 0)
    assert moved.sequence == ("sht_c", FIRST, SECOND)
    assert moved.shots == project.shots
    assert move_in_sequence(moved, ["sht_c"], 3).sequence == project.sequence
    assert move_in_sequence(project, [FIRST], 1).sequence == project.sequence


def test_the_length_is_that_of_the_storyboard() -> None:
    assert counted(timed_project()) == "2 shots · 4.0 s · 96 frames"
    alone = timed_project().replace(sequence=(FIRST,))
    assert counted(alone) == "1 shot · 2.0 s · 48 frames"


def test_a_shots_own_gate_is_that_of_its_picture() -> None:
    project = timed_project()
    assert aspect_of(project, project.shot(FIRST)) == 2.39
    assert aspect_of(project, project.shot(FIRST).replace(gate="1:1")) == 1.0

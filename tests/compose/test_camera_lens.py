"""The camera: gate, lens, aim, roll, and the data other programs read."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from compose.camera import GATES, SENSORS_MM
from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate
from compose.exporters.camera_data import camera_data
from tests.builders.staged import (
    LINEAR,
    MODELS,
    asset,
    box,
    camera,
    group,
    key,
    project,
    track,
    under,
)


def sight(world: np.ndarray) -> np.ndarray:
    return -world[:3, 2]


@pytest.mark.parametrize("sensor", SENSORS_MM)
@pytest.mark.parametrize("gate", GATES)
def test_the_gate_is_the_largest_of_its_shape_inside_the_sensor(sensor: str, gate: str) -> None:
    made, shot = project(camera(lens={"sensor": sensor, "gate": gate}))
    width, height = evaluate(made, shot, 0).camera.gate_mm
    limit = SENSORS_MM[sensor]
    assert width / height == pytest.approx(GATES[gate])
    assert width <= limit[0] + 1e-9
    assert height <= limit[1] + 1e-9
    assert width == pytest.approx(limit[0]) or height == pytest.approx(limit[1])


def test_the_shots_gate_replaces_the_cameras_and_a_sensor_may_be_a_size() -> None:
    made, shot = project(camera(lens={"sensor": (20.0, 10.0), "gate": "16:9"}), shot={"gate": 1.0})
    assert evaluate(made, shot, 0).camera.gate_mm == (10.0, 10.0)


@pytest.mark.parametrize(
    ("lens", "shot", "expected"),
    [
        ({}, {}, 35.0),
        ({"scene": 50.0}, {}, 50.0),
        ({"scene": 50.0}, {"focal_length_mm": 85.0}, 85.0),
        ({"scene": 50.0, "own": 24.0}, {"focal_length_mm": 85.0}, 24.0),
    ],
)
def test_focal_length_is_shot_track_then_shot_then_scene_track_then_base(
    lens, shot, expected: float
) -> None:
    name = "camera.focal_length_mm"
    tracks = (track("camera", name, key(0, lens["scene"])),) if "scene" in lens else ()
    own = (track("camera", name, key(0, lens["own"])),) if "own" in lens else ()
    made, taken = project(camera(), tracks=tracks, shot=shot | {"tracks": own})
    assert evaluate(made, taken, 0).camera.focal_length_mm == expected


def test_a_dolly_keeps_looking_at_its_moving_target() -> None:
    made, shot = project(
        camera(
            translation=(0.0, 2.0, 10.0), lens={"aim": {"node": "car", "offset": (0.0, 1.0, 0.0)}}
        ),
        group("road", translation=(0.0, 0.0, -3.0)),
        box("car", parent=under("road")),
        tracks=(
            track("car", "translation.x", key(0, -8.0), key(50, 8.0)),
            track("camera", "translation.x", key(0, 3.0), key(50, -3.0)),
            track("camera", "camera.aim.offset.y", key(0, 1.0), key(50, 2.0)),
        ),
    )
    for frame in range(0, 51, 10):
        t = frame / 50
        eye = np.array([3 - 6 * t, 2, 10])
        target = np.array([-8 + 16 * t, 1 + t, -3])
        found = evaluate(made, shot, frame).camera.world
        expected = (target - eye) / np.linalg.norm(target - eye)
        np.testing.assert_allclose(sight(found), expected, atol=1e-12)
        np.testing.assert_allclose(found[:3, 3], eye, atol=1e-12)
        assert abs(found[1, 0]) < 1e-12


def test_a_camera_can_aim_at_a_joint_and_ride_on_one() -> None:
    made, shot = project(
        camera(
            lens={"aim": {"node": "figure", "joint": "root/hip/knee"}}, translation=(0.0, 1.0, 5.0)
        ),
        asset(payload={"plays": ({"clip": "wave"},)}),
        box("hat", parent=under("figure", "root/hip/knee")),
    )
    snapshot = evaluate(made, shot, 12, models=MODELS)
    knee = np.array([0, 2, 0])
    np.testing.assert_allclose(
        sight(snapshot.camera.world), (knee - [0, 1, 5]) / math.sqrt(26), atol=1e-12
    )
    hat = snapshot.world[-1]
    np.testing.assert_allclose(hat[:3, 3], knee, atol=1e-12)
    np.testing.assert_allclose(hat[:3, 0], [0, 1, 0], atol=1e-12)


def test_aiming_straight_down_and_rolling_turns_the_picture_about_its_middle() -> None:
    for roll in (0.0, 30.0, 400.0):
        made, shot = project(
            camera(translation=(1.0, 9.0, 2.0), lens={"aim": {"node": "box"}, "roll_deg": roll}),
            box(translation=(1.0, 0.0, 2.0)),
        )
        world = evaluate(made, shot, 0).camera.world
        np.testing.assert_allclose(sight(world), [0, -1, 0], atol=1e-12)
        c, s = math.cos(math.radians(roll)), math.sin(math.radians(roll))
        np.testing.assert_allclose(world[:3, 1], [-s, 0, -c], atol=1e-12)


def test_positive_roll_tips_the_cameras_up_to_its_left_with_or_without_an_aim() -> None:
    for aim in (None, {"node": "box"}):
        made, shot = project(
            camera(translation=(0.0, 0.0, 5.0), lens={"roll_deg": 90.0, "aim": aim}), box()
        )
        world = evaluate(made, shot, 0).camera.world
        np.testing.assert_allclose(world[:3, 1], [-1, 0, 0], atol=1e-12)
        np.testing.assert_allclose(sight(world), [0, 0, -1], atol=1e-12)


def test_a_camera_on_its_target_keeps_the_rotation_of_its_node() -> None:
    made, shot = project(
        camera(rotation_deg=(0.0, 90.0, 0.0), lens={"aim": {"node": "box"}}), box()
    )
    np.testing.assert_allclose(sight(evaluate(made, shot, 0).camera.world), [-1, 0, 0], atol=1e-12)


def test_a_camera_under_scaled_and_mirrored_parents_is_a_pure_rotation() -> None:
    made, shot = project(
        group("crane", scale=(-2.0, 3.0, 0.5), rotation_deg=(10.0, 20.0, 30.0)),
        camera(parent=under("crane"), translation=(1.0, 1.0, 1.0), scale=(4.0, 4.0, 4.0)),
    )
    world = evaluate(made, shot, 0).camera.world
    np.testing.assert_allclose(world[:3, :3].T @ world[:3, :3], np.eye(3), atol=1e-12)
    assert np.linalg.det(world[:3, :3]) == pytest.approx(1.0)


def test_what_hangs_on_an_aiming_camera_follows_its_aim() -> None:
    made, shot = project(
        camera(translation=(0.0, 0.0, 5.0), lens={"aim": {"node": "car"}}),
        box("lamp", parent=under("camera"), translation=(0.0, 0.0, -2.0)),
        box("car"),
        tracks=(track("car", "translation.x", key(0, 0.0), key(10, 5.0)),),
    )
    lamp = evaluate(made, shot, 10).world[0, :3, 3]
    half = math.sqrt(2)
    np.testing.assert_allclose(lamp, [half, 0, 5 - half], atol=1e-12)


@pytest.mark.parametrize(
    ("lens", "message"),
    [
        ({"sensor": "super-36"}, "'Camera'.*super-35"),
        ({"gate": "2.93"}, "'Camera'.*2.39"),
        ({"near_m": 5.0, "far_m": 5.0}, "near must be less than far"),
        ({"sensor": (0.0, 3.0)}, "between 0.1 and 1000"),
    ],
)
def test_an_impossible_lens_is_an_error(lens, message: str) -> None:
    made, shot = project(camera(lens=lens))
    with pytest.raises(SceneError, match=message):
        evaluate(made, shot, 0)


def test_a_shots_own_lens_and_gate_are_bounded_like_the_cameras() -> None:
    made, shot = project(camera(), shot={"focal_length_mm": 1e300})
    assert evaluate(made, shot, 0).camera.focal_length_mm == 1e5
    made, shot = project(camera(), shot={"gate": 1e-9})
    with pytest.raises(SceneError, match=r"gate of camera 'Camera' is"):
        evaluate(made, shot, 0)


def test_a_shot_through_something_that_is_no_camera_names_the_cameras() -> None:
    made, shot = project(camera(), box(), shot={"camera": "box"})
    with pytest.raises(SceneError, match=r"'box'.*no camera.*camera \(Camera\)"):
        evaluate(made, shot, 0)
    made, shot = project(camera(), shot={"scene": "stge"})
    with pytest.raises(NotFoundError):
        evaluate(made, shot, 0)


def test_camera_data_projects_a_point_to_the_pixel_that_the_lens_gives() -> None:
    made, shot = project(
        camera(translation=(0.0, 0.0, 4.0), lens={"sensor": (32.0, 18.0), "focal_length_mm": 16.0}),
        tracks=(track("camera", "camera.focal_length_mm", key(0, 16.0, LINEAR), key(10, 32.0)),),
        shot={"gate": "16:9"},
    )
    made = made.replace(rate="24000/1001")
    data = camera_data(made, shot, range(0, 11, 10), (640, 400))
    assert json.loads(json.dumps(data)) == data
    assert (data["rate"], data["camera"]["name"]) == ("24000/1001", "Camera")
    first, last = data["frames"]
    assert (first["width"], first["height"]) == (640, 360)
    assert first["intrinsics"]["fov_x_deg"] == pytest.approx(90.0)
    assert first["intrinsics"]["focal_px"] == pytest.approx(320.0)
    assert last["intrinsics"]["focal_px"] == pytest.approx(640.0)
    assert last["seconds"] == pytest.approx(10 * 1001 / 24000)
    x, y, z, _ = np.array(first["extrinsics"]["view"]) @ [1.0, 0.5, 0.0, 1.0]
    column = first["intrinsics"]["cx"] + first["intrinsics"]["focal_px"] * x / -z
    row = first["intrinsics"]["cy"] - first["intrinsics"]["focal_px"] * y / -z
    assert (column, row) == (pytest.approx(320 + 80), pytest.approx(180 - 40))
    np.testing.assert_allclose(
        np.array(last["extrinsics"]["view"]) @ last["extrinsics"]["world"], np.eye(4), atol=1e-12
    )


def test_camera_data_of_a_parallel_camera_states_its_height_in_metres() -> None:
    made, shot = project(camera(lens={"orthographic_height_m": 9.0}))
    frame = camera_data(made, shot, [0], (320, 180))["frames"][0]["intrinsics"]
    assert frame["orthographic"]
    assert (frame["height_m"], frame["focal_px"]) == (pytest.approx(9.0), pytest.approx(20.0))
    assert frame["fov_x_deg"] is None

"""Solving: the camera has room, stands above the ground and sees whom it is for."""

import numpy as np
import pytest

from compose.errors import NotFoundError, SceneError
from compose.framing.placement import Gate
from compose.framing.solve import solve
from compose.framing.subjects import subject_of
from compose.framing.words import Words
from tests.compose.framing.framing_stage import FACING, Box, stage, walls


def _pixels(camera, points) -> np.ndarray:
    """Project by a plain pinhole: x and y from −1 to 1 (right, up), depth."""
    width, height = camera.gate.size_mm
    local = (np.asarray(points) - camera.position) @ camera.world[:3, :3]
    scale = 2.0 * camera.focal_length_mm / -local[:, 2]
    return np.stack([local[:, 0] * scale / width, local[:, 1] * scale / height, -local[:, 2]], 1)


def _gap(point, box) -> float:
    """The distance from a point to a solid box; 0 inside."""
    low, high = box.corners
    return float(np.linalg.norm(np.maximum(np.maximum(low - point, point - high), 0.0)))


def _crosses(start, end, box) -> bool:
    """The slab test: whether a segment meets a box."""
    low, high = box.corners
    way = np.where(np.abs(end - start) < 1e-12, 1e-12, end - start)
    a, b = (low - start) / way, (high - start) / way
    return max(np.minimum(a, b).max(), 0.0) < min(np.maximum(a, b).min(), 1.0)


@pytest.mark.parametrize("size", ["full", "medium", "close-up"])
@pytest.mark.parametrize("side", ["front", "three-quarter", "profile", "back"])
@pytest.mark.parametrize("angle", ["low", "eye", "high"])
def test_in_a_furnished_room_the_camera_is_never_inside_or_behind_anything(size, side, angle):
    boxes = (
        *walls(),
        Box((0.0, 0.0, 1.6), (1.2, 2.2, 0.4)),
        Box((1.5, 0.0, -0.6), (0.5, 2.0, 1.4)),
        Box((-2.0, 0.0, -1.5), (0.6, 1.9, 0.6)),
    )
    project = stage({"Anna": (0.0, 0.0, 20.0)}, boxes)
    solution = solve(project, "Room", ["Anna"], Words(size=size, side=side, angle=angle))
    eyes = subject_of(project, "Room", "Anna", 0.0).key
    for camera in (solution.camera, *(c.camera for c in solution.alternatives)):
        place = np.array(camera.position)
        assert place[1] > 0.0
        assert min(_gap(place, box) for box in boxes) > 0.05
        assert not any(_crosses(place, eyes, box) for box in boxes)
        x, y, depth = _pixels(camera, eyes[None])[0]
        assert depth > 0.0
        assert abs(x) < 1.0
        assert abs(y) < 1.0


def test_a_wall_brings_the_camera_closer_with_a_wider_lens_and_it_says_so():
    project = stage({"Anna": (0.0, 0.0, 0.0)}, walls(4.0, 4.0))
    solution = solve(
        project, "Room", ["Anna"], Words(size="full", side="front"), focal_length_mm=85.0
    )
    assert solution.camera.focal_length_mm < 85.0
    assert any("wider lens" in change for change in solution.changes)


def test_with_nothing_in_the_way_nothing_is_changed():
    project = stage({"Anna": (0.0, 0.0, 0.0)})
    solution = solve(project, "Room", ["Anna"], Words(size="wide"), focal_length_mm=35.0)
    assert solution.changes == ()
    assert solution.camera.focal_length_mm == 35.0


def test_walled_in_on_all_sides_no_camera_is_made_up():
    boxes = tuple(
        Box((x, 0.0, z), size)
        for x, z, size in (
            (0.0, 0.35, (1.2, 2.5, 0.1)), (0.0, -0.35, (1.2, 2.5, 0.1)),
            (0.6, 0.0, (0.1, 2.5, 0.8)), (-0.6, 0.0, (0.1, 2.5, 0.8)),
        )
    )  # fmt: skip
    with pytest.raises(SceneError, match="No full shot of Anna works here"):
        solve(stage({"Anna": (0.0, 0.0, 0.0)}, boxes), "Room", ["Anna"], Words(size="full"))


@pytest.mark.parametrize("gate", ["16:9", "2.39", "9:16"])
def test_a_two_shot_has_both_heads_in_the_frame(gate):
    project = stage(FACING)
    words = Words(size="medium", side="profile")
    solution = solve(project, "Room", ["Anna", "Ben"], words, gate=Gate(gate=gate))
    for name in FACING:
        person = subject_of(project, "Room", name, 0.0)
        heads = np.stack([person.at(p) for p in ("crown", "chin", "left_ear", "right_ear")])
        pixels = _pixels(solution.camera, heads)
        assert (np.abs(pixels[:, :2]) < 1.0).all()
    across = np.abs(np.array(solution.camera.position)[[0, 2]])
    assert across[1] > 3.0 * across[0]  # beside the line that runs along X


def test_people_too_far_apart_for_a_close_up_get_the_tightest_that_holds_them():
    solution = solve(stage(FACING), "Room", ["Anna", "Ben"], Words(size="close-up", side="profile"))
    assert solution.words.size != "close-up"
    assert any("do not fit" in change for change in solution.changes)


@pytest.mark.parametrize(("on", "over"), [("Anna", "Ben"), ("Ben", "Anna")])
def test_over_the_shoulder_has_both_with_the_foreground_across_the_frame(on, over):
    project = stage(FACING)
    solution = solve(project, "Room", [on], Words(size="medium-close-up"), over=over)
    near, far = (subject_of(project, "Room", name, 0.0) for name in (over, on))
    (fx, fy, far_depth), (nx, _, near_depth) = _pixels(
        solution.camera, np.stack([far.key, near.key])
    )
    assert max(abs(fx), abs(fy), abs(nx)) < 1.0
    assert near_depth < far_depth
    assert fx * nx < 0.0
    back = np.array(solution.camera.position) - near.key
    assert float(near.facing @ back) < 0.0


def test_a_shot_and_its_reverse_stay_on_one_side_of_the_line():
    project = stage(FACING)
    sides = [
        solve(project, "Room", [on], Words(size="medium-close-up"), over=over).camera.position[2]
        for on, over in (("Anna", "Ben"), ("Ben", "Anna"))
    ]
    assert sides[0] * sides[1] > 0.0


def test_a_point_of_view_is_at_the_eyes_and_looks_at_the_other():
    project = stage(FACING)
    camera = solve(project, "Room", ["Ben"], Words(size="medium"), pov="Anna").camera
    anna, ben = (subject_of(project, "Room", name, 0.0) for name in ("Anna", "Ben"))
    assert np.linalg.norm(np.array(camera.position) - anna.key) < 0.12
    x, y, depth = _pixels(camera, ben.key[None])[0]
    assert depth > 1.0
    assert abs(x) < 0.05
    assert abs(y) < 1.0


@pytest.mark.parametrize(("on", "over"), [("Anna", "Ben"), ("Ben", "Anna")])
@pytest.mark.parametrize("hand", ["left", "right"])
def test_over_the_shoulder_shows_the_hand_that_is_asked_for(on, over, hand):
    project = stage(FACING)
    words = Words(size="medium-close-up", side=f"three-quarter-{hand}")
    solution = solve(project, "Room", [on], words, over=over)
    # Anna looks along +X, so her right hand is towards +Z; Ben looks back at her.
    towards = {"Anna": {"right": 1.0, "left": -1.0}, "Ben": {"right": -1.0, "left": 1.0}}
    assert solution.camera.position[2] * towards[on][hand] > 0.05
    assert solution.changes == ()


def test_nobody_looks_over_his_own_shoulder_or_over_a_box():
    project = stage(FACING, (Box((3.0, 0.0, 0.0), (1.0, 1.0, 1.0)),))
    with pytest.raises(SceneError, match="someone else"):
        solve(project, "Room", ["Anna"], Words(), over="Anna")
    with pytest.raises(SceneError, match="no figure"):
        solve(project, "Room", ["Anna"], Words(), over="Block 0")


def test_an_unknown_subject_offers_the_nearest_name():
    with pytest.raises(NotFoundError, match="Anna"):
        solve(stage(FACING), "Room", ["Ana"], Words())


def test_a_lens_that_is_none_is_refused():
    for lens in (0.0, -50.0, float("nan")):
        with pytest.raises(SceneError, match="lens"):
            solve(stage(FACING), "Room", ["Anna"], Words(), focal_length_mm=lens)


def test_a_low_thing_is_seen_from_as_low_as_the_ground_allows_and_it_says_so():
    project = stage({}, (Box((0.0, 0.0, 0.0), (1.8, 1.4, 4.2)),))
    solution = solve(project, "Room", ["Block 0"], Words(size="wide", angle="low", side="profile"))
    assert 0.0 < solution.camera.position[1] < 0.7
    assert any("ground" in change for change in solution.changes)

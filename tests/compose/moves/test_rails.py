"""Rails: curves through their points, ridden at the speed asked for."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from move_stage import MARA, cameras, key_counts, places, seen, stage

from compose.edits import set_node
from compose.errors import SceneError
from compose.moves import Rail, add_rail, rail_named, ride_rail

BEND = ((0.0, 1.0, 5.0), (0.0, 2.0, 0.0), (4.0, 2.0, -4.0), (10.0, 1.0, -4.0))
RING = [(3 * np.cos(a), 1.0, 3 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 25)[:-1]]


def test_a_rail_through_points_of_a_circle_is_as_long_as_the_circle() -> None:
    assert Rail(np.array(RING), closed=True).length_m == pytest.approx(6 * np.pi, rel=1e-3)


def test_a_rail_through_points_of_a_line_is_the_line() -> None:
    rail = Rail(np.array([(0, 0, 0), (1, 0, 0), (5, 0, 0), (6, 0, 0)], float))
    metres = np.linspace(0, 6, 31)
    assert rail.places(metres) == pytest.approx(np.outer(metres, (1, 0, 0)), abs=2e-4)


@given(st.lists(st.tuples(*[st.floats(-20, 20)] * 3), min_size=2, max_size=7))
@settings(max_examples=30, deadline=None)
def test_a_rail_passes_every_point_at_even_steps_of_its_length(points) -> None:
    spots = np.array(points)
    assume(np.linalg.norm(np.diff(spots, axis=0), axis=1).min() > 0.5)
    rail = Rail(spots)
    walk = rail.places(np.linspace(0, rail.length_m, 4001))
    gaps = np.linalg.norm(walk[:, None, :] - spots[None], axis=2).min(axis=0)
    assert gaps.max() < rail.length_m / 4000
    steps = np.linalg.norm(np.diff(walk, axis=0), axis=1)
    even = rail.length_m / 4000
    assert np.quantile(np.abs(steps / even - 1.0), 0.98) < 0.01


@pytest.mark.parametrize("look", ["along", "keep", "aim"])
def test_a_ride_stays_on_the_rail_within_a_centimetre_at_its_speed_within_two_percent(look) -> None:
    project = add_rail(stage(121), "s", "Rail", BEND)
    ridden = ride_rail(project, "sh", "Rail", speed_mps=4.0, ease_in_s=0.5, ease_out_s=0.5,
                       look=look, subject="Mara")  # fmt: skip
    frames = np.arange(0.0, 120.01, 0.5)
    path = places(ridden, frames)
    rail = rail_named(project, "s", "Rail")
    walk = rail.places(np.linspace(0, rail.length_m, 20_001))
    off = [np.linalg.norm(walk - place, axis=1).min() for place in path]
    assert max(off) < 0.01
    speed = np.linalg.norm(np.diff(path, axis=0), axis=1) * 48.0
    cruise = slice(26, int(2 * 24 * (rail.length_m / 4.0)) - 2)
    assert np.abs(speed[cruise] / 4.0 - 1.0).max() < 0.02
    assert path[-1] == pytest.approx(BEND[-1], abs=0.01), "the ride has ended and holds"
    assert key_counts(ridden)["translation.x"] <= 20


def test_a_ride_without_a_speed_fills_its_frames_and_eases() -> None:
    ridden = ride_rail(stage(), "sh", BEND, ease_in_s=1.0, ease_out_s=1.0)
    path = places(ridden, np.arange(73.0))
    assert path[[0, -1]] == pytest.approx(np.array(BEND)[[0, -1]], abs=0.01)
    speed = np.linalg.norm(np.diff(path, axis=0), axis=1)
    assert speed[[0, -1]].max() < 0.1 * speed.max()


def test_along_looks_the_way_it_goes_and_backward_too() -> None:
    for backward in (False, True):
        ridden = ride_rail(stage(), "sh", BEND, backward=backward)
        for frame in (20, 36, 50):
            before, after = places(ridden, [frame - 0.5, frame + 0.5])
            ahead = -cameras(ridden, [frame])[0].world[:3, 2]
            way = (after - before) / np.linalg.norm(after - before)
            assert ahead @ way > np.cos(np.radians(1.0))


def test_aim_holds_the_subject_in_the_picture() -> None:
    ridden = ride_rail(stage(), "sh", BEND, look="aim", subject="Mara")
    spots = [seen(camera, MARA) for camera in cameras(ridden, [0, 25, 50, 72])]
    assert np.ptp(spots, axis=0).max() < 0.005


def test_a_crane_profile_lifts_the_camera_over_the_rail() -> None:
    flat = [(0, 0, 0), (10, 0, 0)]
    ridden = ride_rail(stage(), "sh", flat, look="keep", crane=[(0, 1), (0.5, 4), (1, 2)])
    path = places(ridden, np.arange(73.0))
    assert path[[0, -1], 1] == pytest.approx([1, 2], abs=0.01)
    assert np.interp(5.0, path[:, 0], path[:, 1]) == pytest.approx(4.0, abs=0.01)
    assert path[:, 1].max() < 4.01


def test_a_rail_in_the_scene_is_edited_as_nodes() -> None:
    project = add_rail(stage(), "s", "Rail", BEND)
    project = set_node(project, "s", "Rail 4", translation=(20.0, 1.0, -4.0))
    assert rail_named(project, "s", "Rail").places([1e6])[0] == pytest.approx((20, 1, -4))


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([(0, 0, 0)], "has 2 to 10,000 points"),
        ([(0, 0, 0), (0, 0, 0)], "Points 1 and 2 of the path are in one place"),
        ([(0, 0), (1, 1)], "three metres each"),
        ([(0, 0, 0), (1, 1)], "three metres each"),
        ([(0, 0, 0), (float("nan"), 0, 0)], "lie within"),
    ],
)
def test_points_that_make_no_rail_are_refused(points, message) -> None:
    with pytest.raises(SceneError, match=message):
        ride_rail(stage(), "sh", points)

"""`shotwright move` and `moves`: keys on a shot's camera, and what is refused in words."""

from __future__ import annotations

import numpy as np
import pytest

from compose.evaluation import evaluate
from compose.files import load_project
from compose.moves import MOVES


def camera(film, frame):
    project = load_project(film)
    return evaluate(project, project.shots[0], frame).camera


@pytest.fixture
def still(film, shotwright):
    """A film whose camera stands still."""
    assert shotwright("move", "static", film, "--shot", "010").status == 0
    return film


def test_a_pedestal_raises_the_camera_by_its_distance(still, shotwright):
    ending = shotwright("move", "pedestal", still, "--shot", "10", "--set", "distance-m=1.5")
    assert ending.status == 0, ending.err
    rise = camera(still, 71).world[:3, 3] - camera(still, 0).world[:3, 3]
    assert rise == pytest.approx((0.0, 1.5, 0.0), abs=5e-3)
    assert "up 1.5 m" in ending.out


def test_a_move_begins_and_ends_with_its_frames(still, shotwright):
    assert shotwright("move", "truck", still, "--shot", "010", "--frames", "24:48", "--set",
                      "distance_m=-2").status == 0  # fmt: skip
    places = np.array([camera(still, frame).world[:3, 3] for frame in (0, 24, 47)])
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert steps == pytest.approx((0.0, 2.0), abs=5e-3)


def test_own_keys_are_the_shots_and_the_scene_keeps_its_tracks(still, shotwright):
    before = load_project(still).scenes[0].tracks
    assert shotwright("move", "zoom", still, "--shot", "010", "--own", "--set",
                      "to_mm=70").status == 0  # fmt: skip
    project = load_project(still)
    assert project.scenes[0].tracks == before
    assert project.shots[0].tracks
    assert camera(still, 71).focal_length_mm == pytest.approx(70.0, abs=0.1)


def test_an_orbit_keeps_its_distance_from_its_subject(still, shotwright):
    ending = shotwright("move", "orbit", still, "--shot", "010", "--subject", "Box", "--set",
                        "angle_deg=60", "--json")  # fmt: skip
    assert ending.status == 0, ending.err
    assert ending.document["move"] == "arc"
    first, last = (camera(still, frame).world[:3, 3] for frame in (0, 71))
    a, b = np.arctan2(first[0], first[2]), np.arctan2(last[0], last[2])
    assert abs(np.degrees(a - b)) == pytest.approx(60.0, abs=0.5)
    assert np.hypot(*first[[0, 2]]) == pytest.approx(np.hypot(*last[[0, 2]]), rel=1e-2)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("puch-in",), "'push-in'"),
        (("pan", "--set", "angle=20"), "'angle_deg'"),
        (("pan", "--set", "frames=20"), "parameter 'frames'"),
        (("pan", "--set", "angle_deg=wide"), "number"),
        (("pan", "--set", "angle_deg=nan"), "number"),
        (("pan", "--subject", "Box"), "'subject'"),
        (("orbit",), "subject"),
        (("orbit", "--subject", "Boxx"), "'Box'"),
        (("pan", "--frames", "5:5"), "frame"),
        (("pan", "--shot", "099"), "099"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_saved(film, shotwright, words, says):
    before = load_project(film).scenes[0]
    shot = () if "--shot" in words else ("--shot", "010")
    ending = shotwright("move", words[0], film, *shot, *words[1:])
    assert ending.status == 2
    assert says in ending.err
    assert load_project(film).scenes[0] == before


def test_every_move_is_listed_with_its_parameters(shotwright):
    listed = {row["name"]: row for row in shotwright("moves", "--json").document["moves"]}
    assert set(listed) == set(MOVES)
    assert {p["name"] for p in listed["zoom"]["parameters"]} >= {"to_mm", "factor"}
    assert "orbit is arc" in shotwright("moves").out


def test_one_move_tells_its_ranges_and_an_unknown_one_is_a_mistake(shotwright):
    assert "-180 to 180 degrees" in shotwright("moves", "tilt").out
    ending = shotwright("moves", "dolly-zom")
    assert ending.status == 2
    assert "'dolly-zoom'" in ending.err


def test_frames_that_the_shot_does_not_show_are_refused(shotwright, film):
    ending = shotwright("move", "pan", film, "--shot", "010", "--frames", "5000:5020")
    assert ending.status == 2
    assert "nothing of 5000:5020" in ending.err

"""Cycles: feet that stay where they are put, on every kind of way, and stride with the distance."""

import itertools

import numpy as np
import pytest

from tests.builders.walkers import (
    CHILD,
    FPS,
    MAN,
    SPEEDS,
    TRAVELLING,
    WAYS,
    feet,
    flat,
    footfalls,
    planned,
    slides,
    slope,
    stairs,
    stop_and_go,
    straight,
    way,
)


@pytest.mark.parametrize("kind", sorted(WAYS))
@pytest.mark.parametrize("cycle", TRAVELLING)
def test_no_foot_on_the_ground_slides_a_centimetre_between_frames(cycle, kind):
    roots = WAYS[kind](SPEEDS[cycle])
    points, _ = feet(planned(cycle, roots), np.arange(len(roots)))
    assert slides(points, flat(points)) < 0.01


@pytest.mark.parametrize("kind", ["straight", "circle", "stop and go"])
def test_a_standing_foot_stays_within_a_millimetre_from_landing_to_lifting(kind):
    """The joint of the toes of a flat foot does not move until the toes leave the ground."""
    roots = WAYS[kind](1.4)
    table = planned("walk", roots)
    frames = np.arange(0, len(roots) - 1, 0.25)
    points, ups = feet(table, frames)
    joint = points[:, :, 1]
    low = np.abs(joint[:, :, 1] - MAN.at("left_toes")[1]) < 1e-4
    steady = low & (ups[:, :, 1] > 0.9995)
    for side in range(2):
        for still, group in itertools.groupby(
            range(len(frames)), key=lambda i: bool(steady[i, side])
        ):
            rows = list(group)
            if still:
                assert np.ptp(joint[rows, side], axis=0).max() < 1e-3
    assert steady.any(axis=0).all()


@pytest.mark.parametrize("cycle", TRAVELLING)
@pytest.mark.parametrize("body", [MAN, CHILD], ids=["man", "child"])
def test_no_part_of_a_foot_goes_a_centimetre_under_the_ground(cycle, body):
    roots = stop_and_go(SPEEDS[cycle])
    points, _ = feet(planned(cycle, roots, body), np.arange(0, len(roots), 0.5), body)
    assert points[:, :, [0, 2, 3], 1].min() > -0.01


@pytest.mark.parametrize("speed", [0.8, 1.2, 1.6])
def test_strides_match_distance_and_the_published_walking_ratio(speed):
    """A step of l metres at n a minute: l / n = 0.0064 and l n = 60 v (Sekiya and others, 1996)."""
    points, _ = feet(planned("walk", straight(speed, 300)), np.arange(300))
    falls = footfalls(points)
    falls = falls[np.append(True, np.diff(falls) > 0.2)]
    assert np.diff(falls).mean() / 2.0 == pytest.approx(np.sqrt(0.0064 * 60 * speed), rel=0.08)


def test_a_walker_always_has_a_foot_on_the_ground_and_a_runner_flies():
    def airborne(cycle):
        points, _ = feet(planned(cycle, straight(SPEEDS[cycle])), np.arange(0, 149, 0.5))
        return np.mean(points[:, :, [0, 2, 3], 1].min(axis=(1, 2)) > 0.006)

    assert airborne("walk") == 0.0
    assert 0.1 < airborne("run") < 0.6


def test_a_stop_brings_the_feet_together_under_the_body_and_lets_them_rest():
    roots = stop_and_go(1.4)
    table = planned("walk", roots)
    for frame in (88, 95, 200):
        said = table.at(frame)
        local = said.ankles[0] - roots[frame, :3, 3]
        assert np.allclose(local, [MAN.at("left_ankle"), MAN.at("right_ankle")], atol=2e-3)
    assert np.allclose(table.at(89).ankles, table.at(94.5).ankles, atol=1e-6)


@pytest.mark.parametrize("down", [False, True])
def test_on_stairs_each_foot_stands_on_a_tread_and_none_slides(down):
    ground = stairs()
    frames = 190
    along = np.linspace(0.0, 4.6, frames)
    if down:
        along = along[::-1]
    places = np.stack([0 * along, 0 * along, along], axis=1)
    places[:, 1] = np.clip((along - 1.0) / 0.29 * 0.17, 0.0, 12 * 0.17)
    roots = way(places, np.full(frames, np.pi if down else 0.0))
    points, _ = feet(planned("walk", roots, ground=ground), np.arange(frames))
    heights = 0.17 * np.clip(np.floor((points[..., 2] - 1.0) / 0.29) + 1, 0, 12)
    assert slides(points, heights) < 0.01
    assert (points[..., 1] - heights)[:, :, [0, 2]].min() > -0.03
    ball = points[:, :, 2]
    still = np.linalg.norm(np.diff(ball, axis=0), axis=2) < 1e-4
    treads = ball[1:][still][:, 1] / 0.17
    assert np.abs(treads - np.rint(treads)).max() < 0.04
    assert len(np.unique(np.rint(treads))) >= 5


def test_on_a_slope_soles_lie_on_it():
    ground = slope(0.25)
    along = np.arange(150) / FPS * 1.2
    roots = way(np.stack([0 * along, 0.25 * along, along], axis=1), 0 * along)
    points, ups = feet(planned("walk", roots, ground=ground), np.arange(150))
    above = points[..., 1] - 0.25 * points[..., 2]
    assert above[:, :, [0, 2]].min() > -0.012
    flat_feet = np.abs(above[:, :, [0, 2]]).max(axis=2) < 2e-3
    normal = np.array([0, 1, -0.25]) / np.hypot(1, 0.25)
    assert flat_feet.sum() > 40
    assert np.degrees(np.arccos(np.clip(ups[flat_feet] @ normal, -1, 1))).max() < 1.0


def test_a_flight_of_stairs_takes_no_foot_higher_than_a_knee_over_its_treads():
    along = np.linspace(4.6, 0.0, 90)
    places = np.stack([0 * along, np.clip((along - 1.0) / 0.29 * 0.17, 0.0, 2.04), along], axis=1)
    for order, heading in ((slice(None), np.pi), (slice(None, None, -1), 0.0)):
        roots = way(places[order], np.full(90, heading))
        points, _ = feet(planned("walk", roots, ground=stairs()), np.arange(90))
        lower = points[:, :, 0, 1].min(axis=1, keepdims=True)
        assert (points[:, :, 0, 1] - lower).max() < 1.3 * MAN.at("left_knee")[1]


def test_steps_are_shorter_on_a_steep_way_than_on_the_level():
    def stride(grade):
        along = np.arange(240) / FPS * 1.0
        roots = way(np.stack([0 * along, grade * along, along], axis=1), 0 * along)
        points, _ = feet(planned("walk", roots, ground=slope(grade)), np.arange(240))
        falls = footfalls(points)
        return np.diff(falls[np.append(True, np.diff(falls) > 0.2)]).mean()

    assert stride(0.25) < 0.9 * stride(0.0)
    assert stride(-0.25) < 0.9 * stride(0.0)

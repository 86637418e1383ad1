"""A camera is found from known points, as another library finds it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualize.compare.motion.pose import Pose, find_pose, project

CENTRE = (255.5, 143.5)
FLIP = np.diag([1.0, -1.0, -1.0])
"""From a camera that looks down −Z with +Y up to OpenCV's, down +Z with +Y down."""

small = st.floats(-0.3, 0.3)


def turned(x: float, y: float, z: float) -> np.ndarray:
    return cv2.Rodrigues(np.array([x, y, z]))[0]


def points(count: int = 120, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform([-3, -2, -12], [3, 2, -5], (count, 3))


def by_opencv(world: np.ndarray, pose: Pose) -> np.ndarray:
    turn = FLIP @ pose.turn.T
    matrix = np.array([[pose.focal, 0, CENTRE[0]], [0, pose.focal, CENTRE[1]], [0, 0, 1.0]])
    seen, _ = cv2.projectPoints(world, cv2.Rodrigues(turn)[0], -turn @ pose.place, matrix, None)
    return seen[:, 0]


def apart(one: Pose, other: Pose) -> tuple[float, float]:
    """Degrees and metres between two poses."""
    angle = np.linalg.norm(cv2.Rodrigues(one.turn.T @ other.turn)[0])
    return float(np.degrees(angle)), float(np.linalg.norm(one.place - other.place))


@given(small, small, small, small, small)
@settings(max_examples=25, deadline=None)
def test_points_land_where_opencv_projects_them(x, y, z, across, down):
    pose = Pose(turned(x, y, z), np.array([across, down, 0.4]), 480.0)
    assert np.allclose(project(points(), pose, CENTRE)[0], by_opencv(points(), pose), atol=1e-6)


@given(small, small, small, small, small)
@settings(max_examples=25, deadline=None)
def test_a_pose_is_found_from_exact_points(x, y, z, across, ahead):
    true = Pose(turned(x, y, z), np.array([across, -across, ahead]), 480.0)
    start = Pose(np.eye(3), np.zeros(3), 480.0)
    found = find_pose(points(), by_opencv(points(), true), start, CENTRE)
    degrees, metres = apart(found.pose, true)
    assert degrees < 1e-3
    assert metres < 1e-4
    assert found.agree.all()


def test_a_longer_lens_is_found_too():
    true = Pose(turned(0.02, -0.1, 0.0), np.array([0.1, 0.0, -0.3]), 610.0)
    start = Pose(np.eye(3), np.zeros(3), 480.0)
    found = find_pose(points(), by_opencv(points(), true), start, CENTRE, zooms=True)
    assert found.pose.focal == pytest.approx(610.0, rel=1e-4)
    assert apart(found.pose, true)[1] < 1e-3


def test_noise_and_a_third_of_wrong_points_cost_no_more_than_opencv_on_the_right_ones():
    random = np.random.default_rng(5)
    true = Pose(turned(0.03, -0.12, 0.05), np.array([0.3, 0.1, -0.5]), 480.0)
    world = points(240)
    seen = by_opencv(world, true) + random.normal(0.0, 0.3, (240, 2))
    right = np.arange(240) >= 80
    seen[~right] += random.normal(0.0, 30.0, (80, 2))
    found = find_pose(world, seen, Pose(np.eye(3), np.zeros(3), 480.0), CENTRE)
    matrix = np.array([[480.0, 0, CENTRE[0]], [0, 480.0, CENTRE[1]], [0, 0, 1.0]])
    _, angles, way = cv2.solvePnP(world[right], seen[right], matrix, None)
    turn = cv2.Rodrigues(angles)[0]
    witness = Pose((FLIP @ turn).T, -turn.T @ way[:, 0], 480.0)
    ours, theirs = apart(found.pose, true), apart(witness, true)
    assert ours[0] < 2.0 * theirs[0] + 0.01
    assert ours[1] < 2.0 * theirs[1] + 0.002
    assert not found.agree[~right].mean() > 0.1
    assert found.agree[right].mean() > 0.95


@given(small, small, st.floats(0.8, 1.25))
def test_a_pose_seen_from_another_and_back_is_itself(x, across, longer):
    one = Pose(turned(x, 0.2, 0.1), np.array([across, 1.0, 2.0]), 400.0 * longer)
    other = Pose(turned(-0.1, x, 0.3), np.array([0.0, across, -1.0]), 400.0)
    again = one.within(other).after(other)
    assert np.allclose(again.turn, one.turn)
    assert np.allclose(again.place, one.place)
    assert again.focal == pytest.approx(one.focal)


def test_what_is_behind_the_camera_lands_nowhere():
    seen, depth = project(np.array([[0.0, 0.0, 3.0]]), Pose(np.eye(3), np.zeros(3), 400.0), CENTRE)
    assert np.isnan(seen).all()
    assert depth[0] < 0.0

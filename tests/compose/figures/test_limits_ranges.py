"""Joint limits against published ranges of motion."""

import numpy as np
import pytest

from compose.figures.limits import clamped, excess, random_turns
from compose.figures.pose import POSES
from compose.figures.skeleton import INDEX, JOINTS

REST = POSES["t-pose"].turns


def bent(joint, axis, degrees):
    turns = np.tile([0.0, 0.0, 0.0, 1.0], (1, len(JOINTS), 1))
    half = np.radians(degrees) / 2.0
    turns[0, INDEX[joint], :3] = np.eye(3)["xyz".index(axis)] * np.sin(half)
    turns[0, INDEX[joint], 3] = np.cos(half)
    return turns


# Mean active ranges of adults, Boone and Azen (1979), in the turns of our skeleton.
WITHIN = [
    ("left_hip", "x", -121), ("left_hip", "x", 12), ("left_hip", "z", 40), ("left_hip", "y", 44),
    ("left_knee", "x", 141), ("left_ankle", "x", 54), ("left_ankle", "x", -12),
    ("left_elbow", "y", -141), ("right_elbow", "y", 141), ("left_elbow", "x", 75),
    ("left_wrist", "z", -75), ("left_wrist", "z", 74), ("left_wrist", "y", 35),
    ("neck", "y", 40), ("right_hip", "z", -40), ("left_shoulder", "z", -90),
]  # fmt: skip
BEYOND = [
    ("left_knee", "x", -20), ("left_knee", "y", 40), ("left_elbow", "y", 25),
    ("right_elbow", "y", -25), ("left_hip", "x", 80), ("left_ankle", "x", -70),
    ("left_index_2", "z", 40), ("head", "y", 120), ("left_knee", "x", 175),
]  # fmt: skip


@pytest.mark.parametrize(("joint", "axis", "degrees"), WITHIN)
def test_what_people_do_is_allowed(joint, axis, degrees):
    assert excess(bent(joint, axis, degrees)).max() < 1e-9


@pytest.mark.parametrize(("joint", "axis", "degrees"), BEYOND)
def test_what_breaks_a_joint_is_not(joint, axis, degrees):
    turns = bent(joint, axis, degrees)
    over = excess(turns)[0]
    assert np.degrees(over[INDEX[joint]]) > 10
    held = clamped(turns)
    assert excess(held).max() < 1e-9
    assert np.array_equal(np.delete(held[0], INDEX[joint], 0), np.delete(turns[0], INDEX[joint], 0))


def test_random_turns_are_within_the_limits_and_reach_all_of_them():
    turns = random_turns(np.random.default_rng(1), 400)
    assert excess(turns).max() < 1e-9
    knees = 2.0 * np.degrees(
        np.arctan2(turns[:, INDEX["left_knee"], 0], turns[:, INDEX["left_knee"], 3])
    )
    assert knees.max() > 145
    assert knees.min() > -13


def test_clamping_keeps_what_is_within_and_is_done_once():
    inside = random_turns(np.random.default_rng(2), 20)
    assert np.array_equal(clamped(inside), inside)
    wild = np.random.default_rng(3).normal(size=(50, len(JOINTS), 4))
    wild /= np.linalg.norm(wild, axis=2, keepdims=True)
    assert np.allclose(clamped(clamped(wild)), clamped(wild), atol=1e-12)


def test_left_and_right_have_the_same_ranges():
    for joint in ("shoulder", "elbow", "wrist", "hip", "thumb_1", "ring_2"):
        for axis, sign in (("x", 1), ("y", -1), ("z", -1)):
            for degrees in (-100, -30, 20, 70):
                left = excess(bent(f"left_{joint}", axis, degrees)).max()
                right = excess(bent(f"right_{joint}", axis, sign * degrees)).max()
                assert left == pytest.approx(right, abs=1e-12)

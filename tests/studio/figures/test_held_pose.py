"""Poses as a name and what differs: told, mirrored, blended, and refused when they are none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation, Slerp

from compose.errors import SceneError
from compose.figures.performance import Performance, PoseKey
from compose.figures.pose import POSES, posed
from compose.figures.skeleton import INDEX, JOINTS, mirrored_name
from studio.figures.held_pose import (
    HeldPose,
    Holding,
    blend_of,
    degrees_of,
    held_at,
    held_pose,
    holding,
    mirror_of,
    turns_of,
)

NAMES = sorted(POSES)


def _turns(held: HeldPose) -> np.ndarray:
    return turns_of(Performance(pose=held.pose, mirrored=held.mirrored, joints=held.joints))


def _alike(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The angle between quaternions, in degrees, by SciPy."""
    return np.degrees((Rotation.from_quat(first).inv() * Rotation.from_quat(second)).magnitude())


@given(st.sampled_from(NAMES), st.booleans())
def test_the_angles_of_a_named_pose_need_no_joint_of_their_own(name, mirrored) -> None:
    degrees = degrees_of(posed(name, mirrored).turns)
    angles = {joint: tuple(row) for joint, row in zip(JOINTS, degrees.tolist(), strict=True)}
    held = held_at(Holding(name, mirrored), angles)
    assert held == HeldPose(pose=name, mirrored=mirrored)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(0.0, 1.0))
def test_a_blend_lies_on_the_shortest_arc_at_its_share(first, last, share) -> None:
    held = blend_of(Performance(pose=first), last, False, share)
    turns = _turns(held)
    ends = posed(first).turns, posed(last).turns
    for row in range(0, len(JOINTS), 5):
        arc = Slerp([0.0, 1.0], Rotation.from_quat([ends[0][row], ends[1][row]]))
        assert _alike(turns[row], arc(share).as_quat()) < 0.01


def test_a_blend_at_its_ends_is_the_pose_itself_and_what_was_before() -> None:
    before = Performance(pose="stand", joints={"neck": (10.0, 0.0, 0.0)})
    assert blend_of(before, "sit", True, 1.0) == HeldPose(pose="sit", mirrored=True)
    start = blend_of(before, "sit", True, 0.0)
    assert (start.pose, set(start.joints)) == ("stand", {"neck"})
    assert start.joints["neck"] == pytest.approx((10.0, 0.0, 0.0), abs=1e-3)


@given(st.sampled_from(NAMES), st.sampled_from(JOINTS),
       st.tuples(*[st.floats(-80.0, 80.0)] * 3))  # fmt: skip
def test_mirroring_is_a_reflection_in_the_plane_between_left_and_right(name, joint, turn) -> None:
    held = HeldPose(pose=name, joints={joint: turn})
    one, other = _turns(held), _turns(mirror_of(held))
    flip = np.diag([-1.0, 1.0, 1.0])
    for name_here in ("hips", "neck", "left_elbow", "right_knee", joint):
        here = Rotation.from_quat(one[INDEX[name_here]]).as_matrix()
        there = Rotation.from_quat(other[INDEX[mirrored_name(name_here)]]).as_matrix()
        assert there == pytest.approx(flip @ here @ flip, abs=1e-6)
    assert mirror_of(mirror_of(held)) == held


def test_the_pose_at_a_frame_is_that_of_the_key_before_it() -> None:
    keys = (PoseKey(frame=24.0, pose="sit", mirrored=True), PoseKey(frame=0.0, pose="wave"))
    acting = Performance(pose="stand", poses=keys)
    assert holding(acting, -5) == Holding("wave", False, "animated")
    assert holding(acting, 0) == Holding("wave", False, "keyed")
    assert holding(acting, 30) == Holding("sit", True, "animated")
    assert holding(Performance(pose="sit"), 30) == Holding("sit", False)


@pytest.mark.parametrize("text", [b"", b"[]", b'{"pose": "flying"}', b'{"pose": 3}',
                                  b'{"pose": "sit", "joints": {"tail": [0, 0, 0]}}',
                                  b'{"pose": "sit", "joints": {"neck": [0, 0]}}',
                                  b'{"pose": "sit", "joints": {"neck": [NaN, 0, 0]}}'])  # fmt: skip
def test_what_is_no_pose_is_refused(text) -> None:
    with pytest.raises(SceneError):
        held_pose(text)

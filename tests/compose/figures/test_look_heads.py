"""Heads and eyes at points, checked by going forward again with matrices."""

import numpy as np
import pytest
from builders.chain import matrices_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.figures.body import FigureBody
from compose.figures.limits import excess
from compose.figures.looking import LOOK_JOINTS, HeadBatch, looked
from compose.figures.pose import POSES
from compose.figures.proportions import proportions
from compose.figures.skeleton import INDEX
from compose.figures.turns import rotation_quaternions

BODY = proportions(FigureBody())


def look(yaw, pitch, share=0.7, distance=3.0, weight=1.0, pose="stand"):
    """Look at a point by degrees left and down of what the chest faces."""
    turns = POSES[pose].turns.copy()
    before = matrices_of(BODY, turns, POSES[pose].hips)
    chest, neck = before["chest"], before["neck"][:3, 3]
    y, p = np.radians((yaw, pitch))
    local = np.array([np.sin(y) * np.cos(p), -np.sin(p), np.cos(y) * np.cos(p)])
    eye = neck + chest[:3, :3] @ (
        BODY.offsets[INDEX["head"]] + BODY.offsets[INDEX["left_eye"]] * (0, 1, 1)
    )
    target = eye + chest[:3, :3] @ local * distance
    heads = HeadBatch(
        chests=rotation_quaternions(chest[None, :3, :3]),
        necks=neck[None],
        head=BODY.offsets[INDEX["head"]][None],
        eyes=BODY.offsets[[INDEX["left_eye"], INDEX["right_eye"]]][None],
    )
    rows = list(LOOK_JOINTS)
    turns[rows] = looked(
        heads, target[None], np.array([share]), np.array([weight]), turns[None, rows]
    )[0]
    return target, matrices_of(BODY, turns, POSES[pose].hips), turns


@settings(max_examples=50)
@given(
    st.floats(-85, 85),
    st.floats(-50, 55),
    st.floats(0, 1),
    st.floats(0.5, 50),
    st.sampled_from(["stand", "talk", "sit", "lean-forward"]),
)
def test_both_eyes_see_the_target_wherever_head_and_eyes_can_turn_together(
    yaw, pitch, share, distance, pose
):
    target, found, _ = look(yaw, pitch, share, distance, pose=pose)
    for eye in ("left_eye", "right_eye"):
        way = target - found[eye][:3, 3]
        gaze = found[eye][:3, 2]
        angle = np.degrees(np.arccos(np.clip(gaze @ way / np.linalg.norm(way), -1, 1)))
        assert angle < (0.01 if abs(yaw) < 60 and abs(pitch) < 35 else 20.0)


@settings(max_examples=50)
@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 1))
def test_no_look_breaks_the_neck(yaw, pitch, share):
    _, _, turns = look(yaw, pitch, share)
    assert np.degrees(excess(turns[None])[0, list(LOOK_JOINTS)]).max() < 4.0


def test_a_share_of_1_turns_the_head_and_a_share_of_0_the_eyes_alone():
    _, found, _ = look(30, 0, share=1.0, distance=1e4)
    chest, head = found["chest"][:3, :3], found["head"][:3, 2]
    assert np.degrees(np.arctan2(*(chest.T @ head)[[0, 2]])) == pytest.approx(30, abs=0.1)
    _, found, _ = look(20, 0, share=0.0, distance=1e4)
    assert np.degrees(np.arctan2(*(chest.T @ found["head"][:3, 2])[[0, 2]])) == pytest.approx(
        0, abs=0.1
    )


def test_weight_0_keeps_the_pose_exactly():
    _, _, turns = look(40, 10, weight=0.0)
    assert np.array_equal(turns, POSES["stand"].turns)

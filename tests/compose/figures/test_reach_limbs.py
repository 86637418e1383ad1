"""Two-bone inverse kinematics, checked by going forward again with matrices."""

import numpy as np
import pytest
from builders.chain import matrices_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.figures.body import FigureBody
from compose.figures.pose import POSES
from compose.figures.proportions import proportions
from compose.figures.reaching import LIMBS, LimbBatch, reached
from compose.figures.turns import rotation_quaternions
from compose.transform import quaternion_matrices

BODY = proportions(FigureBody(sex="female"))
limbs = st.sampled_from(sorted(LIMBS))
poses = st.sampled_from(["stand", "sit", "dance", "crouch", "punch", "lie"])
few = settings(max_examples=40)
unit3 = st.tuples(*[st.floats(-1, 1)] * 3).map(np.array).filter(lambda v: np.linalg.norm(v) > 0.1)


def solve(limb, pose, direction, share, pole=None, end=None, weight=None):
    """Reach ``share`` of the limb's length along a direction; return goal, matrices, turns."""
    rows, turns = LIMBS[limb], POSES[pose].turns.copy()
    before = matrices_of(BODY, turns, POSES[pose].hips)
    names = list(before)
    parent, anchor = before[names[rows.parent]], before[names[rows.upper]][:3, 3]
    upper, lower = BODY.offsets[rows.lower], BODY.offsets[rows.end]
    length = np.linalg.norm(upper) + np.linalg.norm(lower)
    goal = anchor + direction / np.linalg.norm(direction) * length * share
    batch = LimbBatch(
        anchors=anchor[None],
        parents=rotation_quaternions(parent[None, :3, :3]),
        upper=upper[None],
        lower=lower[None],
        hinges=np.array([rows.hinge]),
        twist_share=np.array([rows.twist_share]),
    )
    chain = [rows.upper, rows.lower, rows.end]
    found = reached(
        batch,
        goal[None],
        np.array([rows.pole if pole is None else pole], float),
        turns[None, chain],
        ends=None if end is None else end[None],
        weights=None if weight is None else np.array([weight]),
    )
    posed = turns[chain]
    turns[chain] = found[0]
    after = matrices_of(BODY, turns, POSES[pose].hips)
    return goal, [after[names[row]] for row in chain], found[0], posed


@few
@given(limbs, poses, unit3, st.floats(0.15, 0.995), unit3)
def test_hands_and_feet_reach_what_is_in_reach_within_a_tenth_of_a_millimetre(
    limb, pose, way, share, pole
):
    goal, (_, _, end), _, _ = solve(limb, pose, way, share, pole)
    assert np.linalg.norm(end[:3, 3] - goal) < 1e-4


@few
@given(limbs, poses, unit3, st.floats(1.01, 5.0))
def test_what_is_out_of_reach_is_pointed_at_with_a_straight_limb(limb, pose, way, share):
    goal, (upper, _, end), _, _ = solve(limb, pose, way, share)
    anchor = upper[:3, 3]
    along, wanted = end[:3, 3] - anchor, goal - anchor
    rows = LIMBS[limb]
    length = np.linalg.norm(BODY.offsets[rows.lower]) + np.linalg.norm(BODY.offsets[rows.end])
    assert np.linalg.norm(along) == pytest.approx(length, rel=2e-3)
    assert np.linalg.norm(np.cross(along, wanted)) < 1e-6 * np.linalg.norm(wanted)


@few
@given(limbs, unit3, st.floats(0.3, 0.9), unit3)
def test_elbow_and_knee_lie_in_the_half_plane_of_the_pole(limb, way, share, pole):
    away = way / np.linalg.norm(way)
    across = pole - away * (pole @ away)
    if np.linalg.norm(across) < 0.1:
        return
    _, (upper, middle, _), _, _ = solve(limb, "stand", way, share, pole)
    bend = middle[:3, 3] - upper[:3, 3]
    bend = bend - away * (bend @ away)
    assert np.linalg.norm(np.cross(bend, across)) < 0.012 * np.linalg.norm(across)
    assert bend @ across > 0.0


@few
@given(limbs, unit3, st.floats(0.2, 0.95))
def test_the_middle_joint_turns_about_its_hinge_alone(limb, way, share):
    _, _, turns, _ = solve(limb, "stand", way, share)
    axis = turns[1, :3]
    assert np.linalg.norm(np.cross(axis, LIMBS[limb].hinge)) < 1e-9


@few
@given(limbs, unit3, st.floats(0.2, 0.95), st.tuples(*[st.floats(-1, 1)] * 4))
def test_an_end_with_a_turn_of_its_own_keeps_it(limb, way, share, turn):
    turn = np.array(turn)
    if np.linalg.norm(turn) < 0.1:
        return
    goal, (_, _, end), _, _ = solve(limb, "stand", way, share, end=turn / np.linalg.norm(turn))
    assert np.allclose(end[:3, :3], quaternion_matrices(turn[None])[0], atol=1e-9)
    assert np.linalg.norm(end[:3, 3] - goal) < 1e-3


def test_weight_0_keeps_the_pose_and_weight_1_reaches_exactly():
    way = np.array([0.3, -0.4, 0.8])
    _, _, kept, posed = solve("left_hand", "talk", way, 0.7, weight=0.0)
    assert np.array_equal(kept, posed)
    _, _, whole, _ = solve("left_hand", "talk", way, 0.7, weight=1.0)
    _, _, plain, _ = solve("left_hand", "talk", way, 0.7)
    assert np.array_equal(whole, plain)


@pytest.mark.parametrize("limb", sorted(LIMBS))
def test_a_goal_at_the_joint_itself_or_a_pole_along_the_limb_gives_numbers(limb):
    for way, share, pole in (
        ((0, -1, 0), 0.0, None),
        ((0, -1, 0), 0.6, (0, -1, 0)),
        ((1, 0, 0), 0.6, (0, 0, 0)),
    ):
        _, _, turns, _ = solve(limb, "stand", np.array(way, float), share, pole)
        assert np.isfinite(turns).all()
        assert np.allclose(np.linalg.norm(turns, axis=1), 1.0)

"""Pose presets: where they stand, what mirroring does, how they blend."""

import numpy as np
import pytest
from builders.chain import points_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.errors import NotFoundError
from compose.figures.body import FigureBody
from compose.figures.limits import excess
from compose.figures.pose import HANDS, POSES, blended, mirrored, pose_named, posed
from compose.figures.proportions import proportions
from compose.figures.skeleton import INDEX, JOINTS, mirrored_name

MAN = proportions(FigureBody())
BODIES = [
    FigureBody(age=age, sex=sex) for age in ("adult", "teen", "child") for sex in ("female", "male")
]
NAMES = sorted(POSES)
AIRBORNE = {"jump", "climb", "fall"}
FLAT = (
    "stand",
    "contrapposto",
    "arms-crossed",
    "hands-on-hips",
    "talk",
    "listen",
    "phone",
    "carry",
)


def points(name, body=MAN):
    pose = pose_named(name)
    return points_of(body, pose.turns, pose.hips)


def test_there_are_at_least_the_poses_a_director_asked_for():
    wanted = "stand contrapposto sit drive lean point talk listen phone crouch kneel fall"
    assert set(wanted.split()) | {"fight-guard", "embrace", "dance"} <= set(POSES)
    assert len(POSES) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_every_turn_is_a_unit_quaternion_within_the_joint_limits(name):
    pose = POSES[name]
    assert np.allclose(np.linalg.norm(pose.turns, axis=1), 1.0, atol=1e-12)
    assert np.degrees(excess(pose.turns[None]).max()) < 2.5


@pytest.mark.parametrize("name", NAMES)
def test_no_joint_is_under_the_ground(name):
    found = points(name)
    assert min(found[joint][1] for joint in JOINTS) > -0.002
    assert min(place[1] for place in found.values()) > -0.035


@pytest.mark.parametrize("name", sorted(set(NAMES) - AIRBORNE))
def test_something_touches_the_ground(name):
    assert min(place[1] for place in points(name).values()) < 0.13


@pytest.mark.parametrize("body", BODIES, ids=lambda b: f"{b.age}-{b.sex}")
@pytest.mark.parametrize("name", FLAT)
def test_feet_stand_flat_on_the_ground_whoever_stands(name, body):
    found = points(name, proportions(body))
    for side in ("left", "right"):
        for point in ("heel", "ball", "toe_tip"):
            assert abs(found[f"{side}_{point}"][1]) < 0.016, point


@pytest.mark.parametrize(
    "name", ["stand", "at-ease", "contrapposto", "arms-crossed", "talk", "text"]
)
def test_a_standing_body_has_its_weight_over_its_feet(name):
    found = points(name)
    middle = 0.5 * (found["hips"] + found["sternum"])
    feet = np.array([found[f"{s}_{p}"] for s in ("left", "right") for p in ("heel", "toe_tip")])
    assert feet[:, 0].min() < middle[0] < feet[:, 0].max()
    assert feet[:, 2].min() < middle[2] < feet[:, 2].max()


@pytest.mark.parametrize("name", ["sit", "desk", "sit-forward"])
def test_a_seat_of_45_cm_carries_who_sits(name):
    """The hip joint of a seated adult is about a hand's breadth over the seat."""
    hip = points(name)["left_hip"]
    assert 0.45 + 0.05 < hip[1] < 0.45 + 0.12


@pytest.mark.parametrize("name", NAMES)
def test_mirroring_reflects_every_point(name):
    plain, other = POSES[name], posed(name, mirrored=True)
    here = points_of(MAN, plain.turns, plain.hips)
    there = points_of(MAN, other.turns, other.hips)
    for point, place in here.items():
        assert np.allclose(there[mirrored_name(point)], place * (-1, 1, 1), atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_mirrored_twice_is_itself(name):
    twice = mirrored(mirrored(POSES[name]))
    assert np.array_equal(twice.turns, POSES[name].turns)
    assert np.array_equal(twice.hips, POSES[name].hips)
    assert (twice.left_hand, twice.right_hand) == (POSES[name].left_hand, POSES[name].right_hand)


@pytest.mark.parametrize("hand", sorted(HANDS))
def test_a_hand_pose_changes_its_fingers_and_nothing_else(hand):
    plain, other = pose_named("stand"), posed("stand", left_hand=hand)
    changed = [JOINTS[j] for j in np.flatnonzero((plain.turns != other.turns).any(axis=1))]
    assert all(j.startswith("left_") and j[-1] in "123" for j in changed)
    assert other.left_hand == hand
    assert other.right_hand == plain.right_hand


def test_a_fist_brings_the_finger_tips_to_the_palm_and_a_flat_hand_away_from_it():
    def reach(hand):
        pose = posed("t-pose", left_hand=hand)
        found = points_of(MAN, pose.turns, pose.hips)
        return np.linalg.norm(found["left_fingertip"] - found["left_wrist"])

    assert reach("fist") < 0.75 * reach("relaxed") < 0.75 * reach("flat") + 1e-9
    assert reach("flat") == pytest.approx(MAN.hand_length, rel=0.05)


@settings(max_examples=50)
@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(0.0, 1.0))
def test_a_blend_turns_each_joint_its_share_of_the_shortest_way(one, other, share):
    a, b = POSES[one].turns[None], POSES[other].turns[None]
    mixed = blended(a, b, share)

    def angles(p, q):
        return 2.0 * np.arccos(np.clip(np.abs(np.sum(p * q, axis=2)), 0.0, 1.0))

    assert np.allclose(angles(a, mixed), share * angles(a, b), atol=1e-6)


def test_blends_end_exactly_at_their_poses():
    a, b = POSES["stand"].turns[None], POSES["dance"].turns[None]
    assert np.array_equal(blended(a, b, 0.0), a)
    assert np.array_equal(blended(a, b, 1.0), b)


@pytest.mark.parametrize(("call", "near"), [
    (lambda: posed("contraposto"), "contrapposto"),
    (lambda: posed("stand", left_hand="fst"), "fist"),
])  # fmt: skip
def test_a_misspelt_name_offers_the_nearest(call, near):
    with pytest.raises(NotFoundError, match=near):
        call()


def test_presets_cannot_be_changed_by_mistake():
    with pytest.raises(ValueError, match="read-only"):
        POSES["stand"].turns[INDEX["head"]] = 0.0

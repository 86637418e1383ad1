"""Cycles over poses: a cycle turns what it moves, and leaves the rest of the pose as it is."""

from __future__ import annotations

import numpy as np
import pytest

from compose.evaluation import evaluate
from compose.figures.skeleton import FINGERS, POINTS
from tests.builders.staged import LINEAR, key, person, project, track

WALK = (track("anna", "translation.z", key(0, 0.0, LINEAR), key(96, 5.0, LINEAR)),)
FRAME = 40


def points(frame: float = FRAME, tracks: tuple = (), **performance: object) -> dict:
    made, shot = project(person(performance=performance), tracks=tracks)
    return dict(zip(POINTS, evaluate(made, shot, frame).figures[0].points, strict=True))


def cycle(name: str, **more: object) -> tuple[dict, ...]:
    return ({"cycle": name, "start": 0.0, "end": 90.0} | more,)


def bend(at: dict, *names: str) -> float:
    """The angle in radians at the middle of three points."""
    a, b, c = (at[name] for name in names)
    before, after = b - a, c - b
    cosine = before @ after / np.linalg.norm(before) / np.linalg.norm(after)
    return float(np.arccos(np.clip(cosine, -1.0, 1.0)))


def fingers(at: dict, side: str) -> list[float]:
    """The bends of a hand's fingers at their middle joints."""
    return [
        bend(at, f"{side}_wrist", f"{side}_{name}_1", f"{side}_{name}_2") for name in FINGERS
    ] + [bend(at, *(f"{side}_{name}_{n}" for n in (1, 2, 3))) for name in FINGERS]


@pytest.mark.parametrize("name", ["walk", "run", "sneak", "limp", "idle"])
def test_a_hand_that_a_pose_gives_something_keeps_its_fingers(name: str) -> None:
    pose = points(pose="stand", right_hand="fist")
    moving = points(tracks=WALK, pose="stand", right_hand="fist", cycles=cycle(name))
    assert fingers(moving, "right") == pytest.approx(fingers(pose, "right"), abs=1e-6)
    assert np.abs(np.subtract(fingers(pose, "left"), fingers(pose, "right"))).max() > 0.3


def test_the_fingers_of_pose_keys_go_on_under_a_cycle() -> None:
    keys = (
        {"frame": 0.0, "pose": "stand", "left_hand": "fist"},
        {"frame": 80.0, "pose": "stand", "left_hand": "flat"},
    )
    for frame in (10, 40, 70):
        alone = points(frame, poses=keys)
        walking = points(frame, WALK, poses=keys, cycles=cycle("walk"))
        assert fingers(walking, "left") == pytest.approx(fingers(alone, "left"), abs=1e-6)


def test_a_runner_whose_hands_have_nothing_to_do_closes_them() -> None:
    standing = points(pose="stand")
    running = points(tracks=WALK, pose="stand", cycles=cycle("run"))
    assert sum(fingers(running, "left")) > sum(fingers(standing, "left")) + 0.5


def test_one_who_stands_at_ease_keeps_the_phone_at_the_ear() -> None:
    alone = points(pose="phone")
    held = alone["right_wrist"] - alone["right_ear"]
    assert np.linalg.norm(held) < 0.25
    for frame in (20, 40, 60, 80):
        idle = points(frame, pose="phone", cycles=cycle("idle"))
        for side in ("left", "right"):
            arm = [f"{side}_{name}" for name in ("shoulder", "elbow", "wrist")]
            assert bend(idle, *arm) == pytest.approx(bend(alone, *arm), abs=1e-6)
        moved = idle["right_wrist"] - idle["right_ear"]
        assert abs(np.linalg.norm(moved) - np.linalg.norm(held)) < 0.04
        assert np.linalg.norm(idle["crown"] - alone["crown"]) > 0.002


def test_idling_over_the_standing_pose_is_idling_alone() -> None:
    plain = points(cycles=cycle("idle"))
    for pose in ("sit", "lean-in"):
        keys = ({"frame": 0.0, "pose": "stand"}, {"frame": 90.0, "pose": "stand"})
        over = points(pose=pose, poses=keys, cycles=cycle("idle"))
        assert max(np.linalg.norm(over[name] - plain[name]) for name in POINTS) < 1e-9


def test_a_walk_swings_the_arms_whatever_the_pose_does_with_them() -> None:
    plain = points(tracks=WALK, pose="stand", cycles=cycle("walk"))
    other = points(tracks=WALK, pose="t-pose", cycles=cycle("walk"))
    for joint in ("left_wrist", "right_wrist", "left_ankle", "nose"):
        assert np.linalg.norm(plain[joint] - other[joint]) < 1e-6


def test_a_cycle_that_fades_in_is_halfway_between_pose_and_cycle() -> None:
    def height(frame: float, **more: object) -> float:
        late = ({"cycle": "sit-talk", "start": 50.0, "end": 90.0, "blend": 20.0},)
        return float(points(frame, pose="stand", cycles=late, **more)["crown"][1])

    before, half, after = height(29), height(40), height(51)
    assert before == pytest.approx(points(pose="stand")["crown"][1], abs=1e-6)
    assert after < half < before

"""Planting a take: its lowest sole on the ground, by forward kinematics of our own."""

from __future__ import annotations

import numpy as np
import pytest

from compose.figures.body import FigureBody
from compose.figures.performance import MotionPlay
from compose.figures.proportions import proportions
from compose.figures.retarget import FigureMotion, planted, read_motion, retarget
from compose.motion_files import load_motion
from compose.project import Project
from compose.scene import Scene
from tests.builders.bvh_person import bvh_text
from tests.builders.chain import points_of

SOLES = [f"{side}_{point}" for side in ("left", "right") for point in ("heel", "ball", "toe_tip")]


@pytest.fixture
def rig(tmp_path):
    text, _ = bvh_text(np.random.default_rng(3), frames=6, arms_down=False, scale=1.0)
    (tmp_path / "take.bvh").write_text(text)
    return read_motion(tmp_path / "take.bvh")


def lowest_sole(motion: FigureMotion, body: FigureBody) -> float:
    measured = proportions(body)
    heights = []
    for turns, hips in zip(motion.all_turns, motion.all_hips, strict=True):
        moved = (hips - measured.offsets[0]) / measured.leg_length
        places = points_of(measured, turns, moved)
        heights += [places[sole][1] for sole in SOLES]
    return min(heights)


@pytest.mark.parametrize("age", ["adult", "child"])
def test_the_lowest_sole_of_a_planted_take_is_on_the_ground(rig, age) -> None:
    body = FigureBody(age=age)
    loose = retarget(rig, body=body)
    assert abs(lowest_sole(loose, body)) > 0.02
    assert lowest_sole(planted(loose, body), body) == pytest.approx(0.0, abs=1e-9)


def test_planting_moves_the_whole_take_by_one_height_and_turns_nothing(rig) -> None:
    loose = retarget(rig)
    set_down = planted(loose, FigureBody())
    moved = set_down.all_hips - loose.all_hips
    assert np.allclose(moved, moved[0], atol=1e-12)
    assert np.array_equal(moved[:, [0, 2]], np.zeros((len(moved), 2)))
    assert np.array_equal(set_down.all_turns, loose.all_turns)


@pytest.mark.parametrize("travel", [True, False])
def test_a_motion_is_planted_when_its_play_asks_for_it(rig, travel) -> None:
    made = Project(id="p", name="P", scenes=(Scene(id="s", name="S"),))
    body = FigureBody()
    play = MotionPlay(path="take.bvh", travel=travel)
    asked = play.model_copy(update={"plant": True})
    assert abs(lowest_sole(load_motion(made, play, body, model=rig), body)) > 0.02
    assert abs(lowest_sole(load_motion(made, asked, body, model=rig), body)) < 1e-9

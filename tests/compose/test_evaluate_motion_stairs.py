"""Walking from a floor that is no ground node onto stairs: feet rise to the steps, not beyond."""

from __future__ import annotations

import numpy as np
import pytest

from compose.edits import add_figure, add_prop, set_performance, walk_along
from compose.evaluation import evaluate
from compose.figures.skeleton import POINTS
from tests.builders.staged import project

RISE_M, GOING_M, STEPS, FOOT_Z = 0.18, 0.28, 10, 1.6
STRIDE_M = 0.9
SOLES = [
    POINTS.index(f"{side}_{part}") for side in ("left", "right") for part in ("heel", "toe_tip")
]


@pytest.fixture(scope="module")
def soles() -> np.ndarray:
    """(F, 4, 3): heels and toes on the way from the floor to the top."""
    made, shot = project()
    made = add_figure(made, "scene", "Anna", node_id="anna")
    made = add_prop(
        made, "scene", "Stairs", "stairs", node_id="stairs", rotation_deg=(0.0, 180.0, 0.0),
        translation=(0.0, 0.0, FOOT_Z + STEPS * GOING_M / 2),
        parameters={"height": STEPS * RISE_M, "depth": STEPS * GOING_M, "steps": STEPS},
    )  # fmt: skip
    top = (0.0, STEPS * RISE_M, FOOT_Z + STEPS * GOING_M)
    way = ((0, 0, 0), (0, 0, FOOT_Z - 0.15), top, (0.0, top[1], top[2] + 0.2))
    made = walk_along(made, "scene", "anna", way, speed_m_s=0.8)
    made = set_performance(made, "scene", "anna", ground=("stairs",))
    last = int(max(k.frame for t in made.scenes[0].tracks for k in t.curve.keys))
    return np.array([evaluate(made, shot, f).figures[0].points[SOLES] for f in range(last)])


def tread_height(z: np.ndarray) -> np.ndarray:
    """The height of the stairs at a place, from their plan; the floor before them is at 0."""
    step = np.floor((z - FOOT_Z) / GOING_M + 1.0)
    return np.clip(step, 0, STEPS) * RISE_M


def test_no_foot_flies_higher_than_a_hand_over_the_tread_that_it_goes_to(soles) -> None:
    ahead = tread_height(soles[:, :, 2] + STRIDE_M)
    assert (soles[:, :, 1] - ahead).max() < 0.35
    assert (soles[:, :, 1] - tread_height(soles[:, :, 2])).max() > 0.1


def test_on_the_stairs_one_foot_stands_on_a_tread_at_nearly_all_times(soles) -> None:
    climbing = soles[:, :, 2].min(axis=1) > FOOT_Z - 0.1
    over = (soles[:, :, 1] - tread_height(soles[:, :, 2]))[climbing]
    on = np.abs(over).min(axis=1) < 0.045
    assert len(on) > 60
    assert on.mean() > 0.95


def test_the_feet_arrive_at_the_top(soles) -> None:
    assert soles[-1, :, 1].min() > STEPS * RISE_M - 0.03

"""Cycles: any frame in any order, when they hold and fade, and ways that cannot be walked."""

import numpy as np
import pytest

from compose.errors import NotFoundError, SceneError
from compose.figures.gait import CYCLES, plan_gait
from tests.builders.walkers import MAN, TRAVELLING, planned, straight


def test_an_endless_walk_comes_to_rest_after_the_last_place():
    table = planned("walk", straight(1.4, 100))
    local = table.at(400).ankles[0] - straight(1.4, 100)[-1, :3, 3]
    assert np.allclose(local, [MAN.at("left_ankle"), MAN.at("right_ankle")], atol=2e-3)


def test_who_moves_at_the_first_frame_is_in_full_stride_there():
    said = planned("walk", straight(1.4), end=100.0).at(0)
    assert abs(said.ankles[0, 0, 2] - said.ankles[0, 1, 2]) > 0.1


@pytest.mark.parametrize("cycle", TRAVELLING)
@pytest.mark.parametrize(("start", "end"), [(0.0, None), (40.0, 80.0), (40.0, 40.5)])
def test_who_is_told_to_walk_and_stays_stands_on_both_feet(cycle, start, end):
    roots = straight(0.0, 100)
    local = planned(cycle, roots, start=start, end=end).at(60).ankles[0] - roots[0, :3, 3]
    assert np.allclose(local, [MAN.at("left_ankle"), MAN.at("right_ankle")], atol=5e-2)


def test_frames_may_be_asked_in_any_order():
    table = planned("run", straight(3.0))
    frames = np.random.default_rng(0).permutation(np.arange(0, 120, 1.5))
    first = {f: table.at(f).turns for f in sorted(frames)}
    assert all(np.array_equal(table.at(f).turns, first[f]) for f in frames)


def test_weight_is_whole_from_start_to_end_and_fades_over_the_blend_outside():
    table = planned("walk", straight(1.0), start=10.0, end=90.0, blend=6.0)
    weights = {f: float(table.at(f).weight[0]) for f in (3.9, 7, 10, 50, 89.9, 93, 96)}
    assert weights == {3.9: 0, 7: 0.5, 10: 1, 50: 1, 89.9: 1, 93: 0.5, 96: 0}


def test_a_figure_may_stand_far_from_the_middle_of_the_world():
    roots = straight(1.4)
    near = planned("walk", roots)
    roots = roots.copy()
    roots[:, :3, 3] += (20_000.0, 300.0, -50_000.0)
    far = planned("walk", roots)
    shift = far.at(60).ankles - near.at(60).ankles
    assert np.allclose(shift, (20_000.0, 300.0, -50_000.0), atol=1e-3)


def test_no_walker_at_all_is_an_empty_table():
    assert plan_gait([]).at(3.0).turns.shape == (0, 53, 4)


def test_a_misspelt_cycle_offers_the_nearest():
    with pytest.raises(NotFoundError, match="sneak"):
        planned("snek", straight(1.0))
    assert set(TRAVELLING) | {"idle", "sit-talk"} == set(CYCLES)


def test_a_way_that_is_not_a_number_is_refused():
    roots = straight(1.0)
    roots[3, 0, 3] = np.nan
    with pytest.raises(SceneError, match="not a number"):
        planned("walk", roots)


@pytest.mark.parametrize("jump", [1e3, 1e7])
def test_a_figure_that_jumps_across_the_world_costs_no_more_than_one_that_walks(jump):
    roots = straight(1.0, 40)
    roots[20:, 0, 3] += jump
    said = planned("walk", roots).at(19.5)
    assert np.isfinite(said.ankles).all()
    assert np.isfinite(said.turns).all()

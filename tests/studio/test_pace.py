"""Pace: a picture that comes too late gets smaller, and never swings to and fro."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.drawing.pace import SHARES, Pace, scaled

SECONDS = st.floats(0.0, 0.2)


def run(pace: Pace, fixed: float, full: float, budget: float, pictures: int) -> list[float]:
    """Return the shares chosen where a picture costs ``fixed`` and ``full`` times its pixels."""
    shares = []
    for _ in range(pictures):
        shares.append(pace.share)
        pace.took(fixed + full * pace.share**2, budget)
    return shares


def test_a_machine_that_is_fast_enough_draws_every_pixel() -> None:
    assert run(Pace(), 0.001, 0.005, 0.033, 40)[-1] == 1.0


def test_a_machine_that_is_far_too_slow_draws_the_least() -> None:
    assert run(Pace(), 0.5, 1.0, 0.033, 40)[-1] == SHARES[-1]


@given(fixed=SECONDS, full=SECONDS, budget=st.floats(0.01, 0.1))
def test_it_settles(fixed: float, full: float, budget: float) -> None:
    shares = run(Pace(), fixed, full, budget, 80)
    assert len(set(shares[-30:])) == 1


@given(full=st.floats(0.001, 0.4), budget=st.floats(0.01, 0.1))
def test_where_a_share_keeps_within_the_budget_the_settled_one_does(
    full: float, budget: float
) -> None:
    share = run(Pace(), 0.0, full, budget, 80)[-1]
    if full * SHARES[-1] ** 2 <= budget:
        assert full * share**2 <= budget


def test_one_slow_picture_changes_nothing() -> None:
    pace = Pace()
    run(pace, 0.01, 0.03, 0.033, 20)
    share = pace.share
    pace.took(3.0, 0.033)
    assert run(pace, 0.01, 0.03, 0.033, 20) == [share] * 20


def test_the_two_whole_pictures_that_begin_a_drag_change_nothing() -> None:
    pace = Pace()
    for _ in range(20):
        for seconds in (0.06, 0.06, 0.02, 0.02, 0.02, 0.02):
            assert pace.share == 0.5
            pace.took(seconds, 0.033)


def test_where_the_time_goes_elsewhere_pictures_are_not_made_small_for_nothing() -> None:
    shares = run(Pace(), 0.05, 0.001, 0.033, 95)
    assert shares[-1] == shares[0]
    assert sum(share < shares[0] for share in shares) <= 4


@given(seed=st.integers(0, 2**32 - 1), fixed=st.floats(0.0, 0.03), full=st.floats(0.01, 0.1))
def test_times_that_vary_by_a_third_do_not_make_it_swing(
    seed: int, fixed: float, full: float
) -> None:
    noise = random.Random(seed)
    pace, shares = Pace(), []
    for _ in range(300):
        shares.append(pace.share)
        cost = fixed + full * pace.share**2
        pace.took(cost * noise.uniform(0.75, 1.33), 0.033)
    turns = sum(a != b for a, b in pairwise(shares))
    assert turns <= 20


@pytest.mark.parametrize("size", [(1280, 720), (3840, 2160), (1600, 3)])
@given(share=st.sampled_from(SHARES))
def test_a_scaled_box_is_even_and_of_its_share(size: tuple[int, int], share: float) -> None:
    for whole, side in zip(size, scaled(size, share), strict=True):
        assert side % 2 == 0
        assert abs(side - whole * share) <= 1.0 or side == 2


@given(width=st.integers(1, 4000), share=st.sampled_from(SHARES))
def test_no_picture_is_too_narrow_to_be_read(width: int, share: float) -> None:
    assert scaled((width, 200), share)[0] >= min(width, 320) - 1

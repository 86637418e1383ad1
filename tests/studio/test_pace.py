"""Pace: a picture that comes too late gets smaller, and never swings to and fro."""

from __future__ import annotations

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


@pytest.mark.parametrize("size", [(1280, 720), (3, 3), (1, 900)])
@given(share=st.sampled_from(SHARES))
def test_a_scaled_box_is_even_and_of_its_share(size: tuple[int, int], share: float) -> None:
    for whole, side in zip(size, scaled(size, share), strict=True):
        assert side % 2 == 0
        assert side >= 2
        assert abs(side - whole * share) <= 1.0 or side == 2

"""Lengths of clips, against counting them out one by one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.lengths import Lengths, clip_rate, exact

RATES = st.sampled_from([Fraction(24), Fraction(24000, 1001), Fraction(30), Fraction(16)])
SECONDS = st.fractions(min_value=Fraction(1, 100), max_value=40, max_denominator=1001)


@st.composite
def grids(draw):
    rate = draw(RATES)
    low = draw(st.integers(1, 90)) / rate
    step = draw(st.integers(1, 24)) / rate
    count = draw(st.integers(0, 30))
    lengths = Lengths(rate, low=low, high=low + count * step, step=step)
    return lengths, [low + k * step for k in range(count + 1)]


@st.composite
def lists(draw):
    rate = draw(RATES)
    listed = draw(st.lists(st.integers(1, 30).map(Fraction), min_size=1, max_size=8, unique=True))
    return Lengths(rate, listed=tuple(listed)), listed


@given(grids() | lists(), SECONDS)
def test_the_nearest_length_is_nearest_of_all(case, seconds):
    lengths, every = case
    found = lengths.nearest(seconds)
    assert found in every
    assert abs(found - seconds) == min(abs(length - seconds) for length in every)


@given(grids() | lists(), SECONDS)
def test_the_shortest_length_that_holds_is_so_to_one_frame(case, seconds):
    lengths, every = case
    found = lengths.at_least(seconds)
    frame = 1 / lengths.rate
    holding = [length for length in every if length >= seconds - frame]
    if not holding:
        assert found is None
    else:
        assert found in every
        assert found >= seconds - frame
        assert found <= min((length for length in every if length >= seconds), default=max(every))


@pytest.mark.parametrize(
    ("rates", "shot", "expected"),
    [
        ((24.0,), "25", "24"),
        ((16.0, 24.0, 30.0), "24000/1001", "24"),
        ((23.976, 30.0), "24000/1001", "24000/1001"),
        ((), "25", "25"),
        ((24.0, 25.0, 48.0), "25", "25"),
    ],
)
def test_the_clip_has_the_rate_nearest_to_the_shot_s(rates, shot, expected):
    assert clip_rate(rates, Fraction(shot)) == Fraction(expected)


def test_a_listed_film_rate_is_the_rational_one():
    assert exact(23.976) == Fraction(24000, 1001)
    assert exact(0.1) == Fraction(1, 10)

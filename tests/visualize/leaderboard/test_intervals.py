"""Intervals are those of the textbooks, and hold as often as they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from visualize.leaderboard.intervals import mean_of, quantile, student, wilson

scores = st.lists(st.floats(0, 100).map(lambda x: round(x, 3)), min_size=2, max_size=60)


@pytest.mark.parametrize("freedom", [*range(1, 61), 100, 1000, 100_000])
def test_students_t_is_the_published_one(freedom):
    assert student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=5e-5)


@given(scores)
def test_the_interval_of_a_mean_is_scipys(values):
    found = mean_of(values)
    error = stats.sem(values)
    assert found.value == pytest.approx(np.mean(values))
    assert found.error == pytest.approx(error, abs=1e-9)
    if error > 1e-6:
        low, high = stats.t.interval(0.95, len(values) - 1, found.value, error)
        assert (found.low, found.high) == (
            pytest.approx(low, abs=1e-3 * error), pytest.approx(high, abs=1e-3 * error),
        )  # fmt: skip


def test_one_sample_has_no_interval_and_none_has_no_mean():
    assert mean_of([50.0]).half is None
    with pytest.raises(ValueError, match="no mean"):
        mean_of([])


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_is_scipys(case):
    hits, of = case
    found = wilson(hits, of)
    theirs = stats.binomtest(hits, of).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == (
        pytest.approx(theirs.low, abs=1e-6), pytest.approx(theirs.high, abs=1e-6),
    )  # fmt: skip
    assert found.low <= found.share <= found.high


def test_no_chance_is_no_rate():
    assert wilson(0, 0) is None


@given(scores, st.floats(0, 1))
def test_quantiles_are_numpys(values, share):
    assert quantile(values, share) == pytest.approx(np.quantile(values, share))
    assert quantile([], share) is None

"""Strengths are the most likely ones of the votes, and their certainty is what it says."""

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize

from visualize.leaderboard.bradley_terry import strengths

TRUE = {"ace": 1.2, "bee": 0.4, "cat": -0.3, "dog": -1.3}


def duels(rng, count, true=TRUE):
    models = list(true)
    for _ in range(count):
        one, other = rng.choice(models, 2, replace=False)
        wins = rng.random() < 1.0 / (1.0 + np.exp(true[other] - true[one]))
        yield (one, [other]) if wins else (other, [one])


def likely(votes, models):
    """Return the most likely strengths by a general solver, and the information found by steps."""

    def unlikely(logs):
        total = 0.0
        for winner, losers in votes:
            for loser in losers:
                gap = logs[models.index(loser)] - logs[models.index(winner)]
                total += np.log1p(np.exp(gap)) / len(losers)
        return total + 0.5 * np.sum(logs) ** 2  # which fixes their sum and nothing else

    found = minimize(unlikely, np.zeros(len(models)), tol=1e-12).x
    step = 1e-4
    curved = np.zeros((len(models), len(models)))
    for i, j in itertools.product(range(len(models)), repeat=2):
        ends = []
        for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            moved = found.copy()
            moved[i] += a * step
            moved[j] += b * step
            ends.append(a * b * unlikely(moved))
        curved[i, j] = sum(ends) / (4 * step * step)
    return found, np.linalg.inv(curved)


def test_strengths_are_the_most_likely_ones_and_their_spread_is_fishers():
    rng = np.random.default_rng(5)
    votes = [*duels(rng, 80), ("dog", ["ace", "bee"]), ("cat", ["ace", "bee", "dog"])]
    found = strengths(votes)
    models = list(found.models)
    logs, covariance = likely(votes, models)
    np.testing.assert_allclose(found.logs, logs - logs.mean(), atol=1e-4)
    for a, b in itertools.combinations(range(len(models)), 2):
        ours, theirs = (c[a, a] + c[b, b] - 2 * c[a, b] for c in (found.covariance, covariance))
        assert ours == pytest.approx(theirs, rel=1e-3)


def test_with_many_votes_the_true_strengths_come_back():
    found = strengths(duels(np.random.default_rng(8), 20_000))
    for model, log in TRUE.items():
        assert found.logs[found.models.index(model)] == pytest.approx(log, abs=0.1)
    wins = np.mean([1 / (1 + np.exp(TRUE[m] - TRUE["ace"])) for m in ("bee", "cat", "dog")])
    assert found.share("ace") == pytest.approx(wins, abs=0.02)


def test_equal_models_are_seldom_told_apart():
    wrong = 0
    for seed in range(200):
        votes = list(duels(np.random.default_rng(seed), 60, {"a": 0.0, "b": 0.0}))
        found = strengths(votes)
        wrong += found.surely_stronger("a", "b") or found.surely_stronger("b", "a")
    assert wrong <= 20  # 5 % of 200 are 10; 20 and more come once in five hundred such tests


@pytest.mark.parametrize(
    "votes",
    [
        [],
        [("a", ["b"])] * 50,
        [("a", ["b"]), ("b", ["a"]), ("c", ["d"]), ("d", ["c"])],
        [("a", ["a"])] * 9,
    ],
    ids=["none", "one-always-wins", "two-worlds", "one-model"],
)
def test_votes_that_cannot_tell_give_no_strengths(votes):
    assert strengths(votes) is None


def test_a_vote_over_many_counts_as_one():
    many = [("a", ["b", "c"]), ("b", ["a", "c"]), ("c", ["a", "b"])] * 10
    found = strengths(many)
    np.testing.assert_allclose(found.logs, 0.0, atol=1e-9)
    halves = [(w, [one]) for w, losers in many for one in losers]
    assert np.trace(found.covariance) == pytest.approx(2 * np.trace(strengths(halves).covariance))

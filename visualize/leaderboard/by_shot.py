"""By shot: a model's fidelity, where takes of one shot are no independent samples.

A shot that is hard is hard for every take of it, so takes of one shot are alike. Each shot counts
once, with the mean of its takes; the interval is that of shots, not of takes. Two models are
compared on the shots that both have made, where there are enough of them: then what is hard or
easy about a shot falls out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from visualize.leaderboard.evidence import TakeEvidence
from visualize.leaderboard.intervals import Mean, mean_of, student


@dataclass(frozen=True)
class Fidelity:
    """A model's fidelity: ``mean`` over shots, held within 0 to 100, and how many takes it is of.

    ``shots`` maps each shot to the mean of its takes.
    """

    mean: Mean
    takes: int
    shots: Mapping[str, float]


def fidelity_of(takes: Iterable[TakeEvidence]) -> Fidelity | None:
    """Return the fidelity of takes; ``None`` when none was measured."""
    found: dict[str, list[float]] = {}
    for take in takes:
        if take.fidelity is not None:
            found.setdefault(take.shot, []).append(take.fidelity)
    if not found:
        return None
    shots = {shot: math.fsum(scores) / len(scores) for shot, scores in found.items()}
    mean = mean_of(tuple(shots.values()))
    if mean.low is not None and mean.high is not None:
        low, high = max(0.0, mean.low), min(100.0, mean.high)
        mean = Mean(mean.value, low, high, mean.error, mean.samples)
    return Fidelity(mean, sum(map(len, found.values())), shots)


def surely_better(one: Fidelity, other: Fidelity, least_shots: int) -> bool:
    """Tell whether one is better than the other for certain (95 %).

    On ``least_shots`` common shots and more by the differences there; else by both means, with as
    many degrees of freedom as the lesser has, which asks more than Welch's test.
    """
    common = one.shots.keys() & other.shots.keys()
    if len(common) >= least_shots:
        gap = mean_of([one.shots[shot] - other.shots[shot] for shot in sorted(common)])
        return gap.low is not None and gap.low > 0.0
    if one.mean.error is None or other.mean.error is None:
        return False
    error = math.hypot(one.mean.error, other.mean.error)
    freedom = min(one.mean.samples, other.mean.samples) - 1
    return one.mean.value - other.mean.value > student(freedom) * error

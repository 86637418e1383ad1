"""Ranking: who is better than whom for certain; what is not certain is tied or left unranked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Literal, get_args

from visualize.leaderboard.bradley_terry import Strengths
from visualize.leaderboard.by_shot import surely_better
from visualize.leaderboard.limits import Limits
from visualize.leaderboard.standings import Standing

By = Literal["fidelity", "votes"]
BY: tuple[By, ...] = get_args(By)


def ranked(
    standings: Sequence[Standing], by: By, limits: Limits, strengths: Strengths | None
) -> tuple[Standing, ...]:
    """Return standings with their ranks: those that have one first, the others by name.

    A rank is one more than the number of models that are surely better, and never worse than that
    of a model whose number is lower; models which cannot be told apart share one.
    """
    told = [_with_remark(one, by, limits, strengths) for one in standings]
    enough = [one for one in told if not one.remark]
    enough.sort(key=lambda one: (-_worth(one, by), one.name.lower()))
    better = _better(by, limits, strengths)
    ranks = [1 + sum(better(other, one) for other in enough) for one in enough]
    lowest = list(accumulate(reversed(ranks), min))[::-1]
    with_rank = [
        replace(one, rank=rank, tied=lowest.count(rank) > 1)
        for one, rank in zip(enough, lowest, strict=True)
    ]
    rest = sorted((one for one in told if one.remark), key=lambda one: one.name.lower())
    return (*with_rank, *rest)


def _with_remark(one: Standing, by: By, limits: Limits, strengths: Strengths | None) -> Standing:
    """Return a standing with why it cannot be ranked, where that is so."""
    if by == "votes":
        if one.votes < limits.least_votes:
            return replace(one, remark=f"too few votes to rank ({one.votes})")
        known = strengths is not None and one.model in strengths.models
        return one if known else replace(one, remark="its votes do not meet the others'")
    if one.fidelity is None:
        return replace(one, remark="not measured")
    if one.fidelity.takes < limits.least_takes:
        return replace(one, remark=f"too few to rank ({one.fidelity.takes})")
    shots = len(one.fidelity.shots)
    if shots < limits.least_shots:
        return replace(one, remark=f"too few shots to rank ({shots})")
    return one


def _better(
    by: By, limits: Limits, strengths: Strengths | None
) -> Callable[[Standing, Standing], bool]:
    def by_votes(one: Standing, other: Standing) -> bool:
        return strengths is not None and strengths.surely_stronger(one.model, other.model)

    def by_fidelity(one: Standing, other: Standing) -> bool:
        if one.fidelity is None or other.fidelity is None or one is other:
            return False
        return surely_better(one.fidelity, other.fidelity, limits.least_shots)

    return by_votes if by == "votes" else by_fidelity


def _worth(one: Standing, by: By) -> float:
    if by == "votes":
        return one.strength or 0.0
    return one.fidelity.mean.value if one.fidelity else 0.0

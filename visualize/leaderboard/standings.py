"""Standings: all that is known of one model, added up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visualize.leaderboard.by_shot import Fidelity, fidelity_of
from visualize.leaderboard.evidence import JobEvidence, TakeEvidence, VoteEvidence
from visualize.leaderboard.intervals import Rate, quantile, wilson


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One model's numbers. What nobody knows is ``None``; money is US dollars, time seconds.

    Attributes
    ----------
    takes, shots, projects
        How many there are at all.
    won
        Of the votes it took part in against others; each vote counts once, so 50 % is what a model
        of middling strength wins, against however many.
    strength
        The share of duels with the others that its votes let expect (Bradley–Terry), where there
        are enough.
    picks
        Of the shots that have a pick and takes of it: how many picked one of its takes.
    cost_median
        Of a take.
    cost_accepted
        What all its takes cost, for each that was picked or rated four stars or more.
    wait_median, wait_p90
        From submitting to the file; nine of ten takes come sooner than ``wait_p90``.
    failures
        Of the jobs that reached a provider.
    rank
        1 and up: one more than the models that are surely better; ``None`` with too few samples.
    tied
        Whether another model has the same rank.
    remark
        Why it has no rank.
    """

    model: str
    name: str
    local: bool
    takes: int
    shots: int
    projects: int
    fidelity: Fidelity | None
    won: Rate | None
    votes: int
    strength: float | None = None
    picks: Rate | None
    cost_median: float | None
    cost_accepted: float | None
    wait_median: float | None
    wait_p90: float | None
    failures: Rate | None
    rank: int | None = None
    tied: bool = False
    remark: str = ""


def standing(
    model: str,
    name: str,
    takes: Sequence[TakeEvidence],
    jobs: Sequence[JobEvidence],
    votes: Sequence[VoteEvidence],
    *,
    local: bool,
) -> Standing:
    """Add up the evidence of one model.

    ``votes`` may hold others' as well; ``takes`` and ``jobs`` are the model's own.
    """
    shots = {take.shot for take in takes}
    won, lost, took_part = _votes_of(model, votes)
    costs = [take.cost_usd for take in takes if take.cost_usd is not None]
    waits = [take.wait_s for take in takes if take.wait_s is not None]
    return Standing(
        model=model,
        name=name,
        local=local,
        takes=len(takes),
        shots=len(shots),
        projects=len({take.project for take in takes}),
        fidelity=fidelity_of(takes),
        won=wilson(won, won + lost),
        votes=took_part,
        picks=_picks(takes),
        cost_median=quantile(costs, 0.5),
        cost_accepted=_cost_accepted(takes),
        wait_median=quantile(waits, 0.5),
        wait_p90=quantile(waits, 0.9),
        failures=wilson(sum(job.failed for job in jobs), len(jobs)),
    )


def _votes_of(model: str, votes: Iterable[VoteEvidence]) -> tuple[float, float, int]:
    """Return the weight of the votes a model won and lost, and how many it took part in.

    A vote among its own takes says nothing of it.
    """
    won = lost = 0.0
    took_part = 0
    for vote in votes:
        rivals = [loser.model for loser in vote.losers if loser.model != vote.winner.model]
        if not rivals:
            continue
        if vote.winner.model == model:
            won += 1.0
            took_part += 1
        elif model in rivals:
            lost += rivals.count(model) / len(rivals)
            took_part += 1
    return won, lost, took_part


def _picks(takes: Iterable[TakeEvidence]) -> Rate | None:
    by_shot: dict[str, bool] = {}
    for take in takes:
        if take.picked is not None:
            by_shot[take.shot] = by_shot.get(take.shot, False) or take.picked
    return wilson(sum(by_shot.values()), len(by_shot))


def _cost_accepted(takes: Sequence[TakeEvidence]) -> float | None:
    accepted = sum(take.accepted for take in takes)
    costs = [take.cost_usd for take in takes]
    if not accepted or any(cost is None for cost in costs):
        return None
    return math.fsum(cost for cost in costs if cost is not None) / accepted

"""Board: the standings of all models at one kind of shot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from visualize.leaderboard.bradley_terry import Strengths, strengths
from visualize.leaderboard.evidence import (
    JobEvidence,
    Kinds,
    Maker,
    TakeEvidence,
    VoteEvidence,
)
from visualize.leaderboard.gather import Gathered
from visualize.leaderboard.kinds import ALL, Kind, kind_named
from visualize.leaderboard.limits import limits
from visualize.leaderboard.ranking import By, ranked
from visualize.leaderboard.standings import Standing, standing

HERE = frozenset(("local", "comfyui"))
"""Providers that run models on the user's own machines."""


@dataclass(frozen=True)
class Board:
    """The models at one kind of shot, the best first, those without a rank last.

    ``takes``, ``shots`` and ``votes`` are what it is made of.
    """

    kind: Kind
    by: By
    standings: tuple[Standing, ...]
    takes: int
    shots: int
    votes: int


@dataclass(frozen=True)
class Choice:
    """Which evidence counts: of one mode, and of models run here or elsewhere."""

    mode: str | None = None
    local: bool | None = None

    def takes_in(self, maker: Maker) -> bool:
        """Tell whether what this maker made counts."""
        is_local = maker.provider in HERE
        return self.mode in (None, maker.mode) and self.local in (None, is_local)


EVERYTHING = Choice()


def leaderboard(
    gathered: Gathered, kind: str = ALL, *, choice: Choice = EVERYTHING, by: By = "fidelity"
) -> Board:
    """Return the board of one kind of shot.

    Raises
    ------
    UsageError
        When there is no such kind.
    """
    found = kind_named(kind)
    takes = [t for t in gathered.takes if choice.takes_in(t.maker) and _is_of(t.kinds, found.name)]
    jobs = [j for j in gathered.jobs if choice.takes_in(j.maker) and _is_of(j.kinds, found.name)]
    votes = [_chosen(v, choice) for v in gathered.votes if _is_of(v.kinds, found.name)]
    counted = [vote for vote in votes if vote is not None]
    standings = _standings(gathered, takes, jobs, counted)
    enough = {one.model for one in standings if one.votes >= limits().least_votes}
    solved = _strengths(counted, enough)
    standings = [
        replace(one, strength=solved.share(one.model))
        if solved is not None and one.model in solved.models
        else one
        for one in standings
    ]
    return Board(
        kind=found,
        by=by,
        standings=ranked(standings, by, limits(), solved),
        takes=len(takes),
        shots=len({take.shot for take in takes}),
        votes=len(counted),
    )


def _standings(
    gathered: Gathered,
    takes: Sequence[TakeEvidence],
    jobs: Sequence[JobEvidence],
    votes: Sequence[VoteEvidence],
) -> list[Standing]:
    of_takes: dict[str, list[TakeEvidence]] = {}
    of_jobs: dict[str, list[JobEvidence]] = {}
    here: dict[str, bool] = {}
    for take in takes:
        of_takes.setdefault(take.maker.model, []).append(take)
        here[take.maker.model] = take.maker.provider in HERE
    for job in jobs:
        of_jobs.setdefault(job.maker.model, []).append(job)
        here.setdefault(job.maker.model, job.maker.provider in HERE)
    return [
        standing(
            model,
            gathered.names.get(model, model),
            of_takes.get(model, ()),
            of_jobs.get(model, ()),
            votes,
            local=here[model],
        )
        for model in sorted(here)
    ]


def _is_of(kinds: Kinds, kind: str) -> bool:
    return kind == ALL or kind in kinds


def _chosen(vote: VoteEvidence, choice: Choice) -> VoteEvidence | None:
    """Return a vote among those that count; one that was won by another says nothing of them."""
    losers = tuple(loser for loser in vote.losers if choice.takes_in(loser))
    if not choice.takes_in(vote.winner) or not losers:
        return None
    return replace(vote, losers=losers)


def _strengths(votes: Sequence[VoteEvidence], enough: Collection[str]) -> Strengths | None:
    """Return the strengths of the models with enough votes, by the votes among them."""
    among = [
        (vote.winner.model, [loser.model for loser in vote.losers if loser.model in enough])
        for vote in votes
        if vote.winner.model in enough
    ]
    return strengths(among)

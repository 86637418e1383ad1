"""Blind: takes under letters that tell nothing, until somebody votes."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime

from visualize.compare.showing import Comparison
from visualize.leaderboard.votes import Vote

SEEDS = 2**32


@dataclass(frozen=True)
class Ballot:
    """A comparison whose letters were shuffled by a seed."""

    comparison: Comparison
    seed: int

    def vote(self, letter: str, at: datetime) -> Vote:
        """Return the vote for the take with a letter over all the others."""
        ids = {entry.letter: entry.row.take.id for entry in self.comparison.entries}
        winner = ids.pop(letter)
        return Vote(
            shot=self.comparison.shot.id, winner=winner, losers=tuple(ids.values()), blind=True,
            seed=self.seed, at=at,
        )  # fmt: skip


def ballot(comparison: Comparison, seed: int) -> Ballot:
    """Return a comparison with its letters dealt out anew."""
    entries = list(comparison.entries)
    letters = [entry.letter for entry in entries]
    random.Random(seed).shuffle(entries)
    dealt = tuple(
        replace(entry, letter=letter) for entry, letter in zip(entries, letters, strict=True)
    )
    return Ballot(replace(comparison, entries=dealt), seed)

"""Bradley–Terry: how strong models are by votes between them, each pair weighed by the others.

R. A. Bradley and M. E. Terry, "Rank analysis of incomplete block designs", 1952: model i beats
model j with probability s_i / (s_i + s_j). The strengths are found by the iteration of D. R.
Hunter, "MM algorithms for generalized Bradley-Terry models", 2004. A vote over several losers
counts as one: each of its pairs weighs its part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.leaderboard.intervals import Z

F64 = npt.NDArray[np.float64]

_MOST_STEPS = 5000
_CLOSE = 1e-9


@dataclass(frozen=True, eq=False)
class Strengths:
    """Strengths of models, as logarithms that add up to nothing, and how sure they are.

    ``covariance`` is the inverse of what the votes say of them (Fisher's information).
    """

    models: tuple[str, ...]
    logs: F64
    covariance: F64

    def share(self, model: str) -> float:
        """Return how often a model is expected to win against the others, the mean over them."""
        at = self.models.index(model)
        others = np.delete(self.logs, at)
        return float(np.mean(1.0 / (1.0 + np.exp(others - self.logs[at]))))

    def surely_stronger(self, one: str, other: str) -> bool:
        """Tell whether one is stronger than the other for certain (95 %)."""
        a, b = self.models.index(one), self.models.index(other)
        spread = self.covariance[a, a] + self.covariance[b, b] - 2.0 * self.covariance[a, b]
        return bool(self.logs[a] - self.logs[b] > Z * np.sqrt(max(float(spread), 0.0)))


def strengths(votes: Iterable[tuple[str, Sequence[str]]]) -> Strengths | None:
    """Return the strengths of models by votes, each a winner and its losers.

    ``None`` where the votes cannot tell: some models never won or never lost against the rest
    (L. R. Ford, 1957), so that nothing bounds how strong they are.
    """
    wins = _wins(votes)
    models = tuple(sorted({model for pair in wins for model in pair}))
    if len(models) < 2:
        return None
    table = np.zeros((len(models), len(models)))
    for (winner, loser), weight in wins.items():
        table[models.index(winner), models.index(loser)] = weight
    if not _is_connected(table > 0.0):
        return None
    logs = np.log(_solved(table))
    logs -= logs.mean()
    chance = 1.0 / (1.0 + np.exp(logs[None, :] - logs[:, None]))
    known = (table + table.T) * chance * chance.T
    information = np.diag(known.sum(axis=1)) - known
    return Strengths(models, logs, np.linalg.pinv(information))


def _wins(votes: Iterable[tuple[str, Sequence[str]]]) -> dict[tuple[str, str], float]:
    """Return the weight with which each model won against each other."""
    found: dict[tuple[str, str], float] = {}
    for winner, losers in votes:
        rivals = [loser for loser in losers if loser != winner]
        for loser in rivals:
            found[winner, loser] = found.get((winner, loser), 0.0) + 1.0 / len(rivals)
    return found


def _is_connected(beats: npt.NDArray[np.bool_]) -> bool:
    """Tell whether a chain of wins leads from every model to every other."""
    reach = beats | np.eye(len(beats), dtype=bool)
    for _ in range(max(1, len(beats).bit_length())):
        reach = (reach.astype(np.int64) @ reach.astype(np.int64)) > 0
    return bool(reach.all())


def _solved(table: F64) -> F64:
    """Return the strengths that the wins are most likely of."""
    met, won = table + table.T, table.sum(axis=1)
    found = np.ones(len(table))
    for _ in range(_MOST_STEPS):
        sums = found[:, None] + found[None, :]
        after: F64 = won / (met / sums).sum(axis=1)
        after /= np.exp(np.log(after).mean())
        if np.abs(np.log(after / found)).max() < _CLOSE:
            return after
        found = after
    return found

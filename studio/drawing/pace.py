"""Pace: how large a picture may be so that it comes in time. No Qt."""

from __future__ import annotations

from collections import deque
from statistics import median

SHARES = (1.0, 0.75, 0.5, 0.375, 0.25)
"""Shares of the width and height that are drawn: few, so that the picture does not swim."""

_FIRST = SHARES.index(0.5)
_LEAST_S = 0.004
"""What drawing may take in any case, however long the scene itself took to evaluate."""
_ROOM = 0.85
"""A larger share is tried where it is expected to take no more than this of what there is."""
_JUDGED = 3
"""Pictures that are looked at together, so that a single slow one changes nothing."""


class Pace:
    """Chooses the share of the size of the next picture from how long those before it took.

    A picture is taken to cost in proportion to its pixels, which is too much where half of it goes
    into geometry; so a step up never has to be taken back because of the pixels alone.
    """

    def __init__(self) -> None:
        self._step = _FIRST
        self._took: deque[float] = deque(maxlen=_JUDGED)

    @property
    def share(self) -> float:
        """The share of the width and height to draw next."""
        return SHARES[self._step]

    def took(self, seconds: float, budget: float) -> None:
        """Learn that a picture of this share took ``seconds`` of the ``budget`` it had."""
        budget = max(budget, _LEAST_S)
        self._took.append(seconds)
        if len(self._took) < _JUDGED:
            return
        usual = median(self._took)
        if usual > budget and self._step + 1 < len(SHARES):
            self._move(self._step + 1)
        elif self._step > 0:
            growth = (SHARES[self._step - 1] / SHARES[self._step]) ** 2
            if usual * growth <= _ROOM * budget:
                self._move(self._step - 1)

    def _move(self, step: int) -> None:
        self._step = step
        self._took.clear()


def scaled(size: tuple[int, int], share: float) -> tuple[int, int]:
    """Return the box (width, height) of a share of both sides, even and never empty."""
    width, height = (max(round(side * share / 2.0) * 2, 2) for side in size)
    return (width, height)

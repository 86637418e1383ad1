"""Pace: how large a picture may be so that it comes in time. No Qt."""

from __future__ import annotations

from collections import deque
from statistics import median

SHARES = (1.0, 0.75, 0.5, 0.375, 0.25)
"""Shares of the width and height that are drawn: few, so that the picture does not swim."""

_FIRST = SHARES.index(0.5)
_NARROWEST = 320
"""Pixels of width below which no picture is made smaller: less could not be read."""
_LEAST_S = 0.01
"""What drawing may take in any case, however long the scene itself took to evaluate."""
_ROOM = 0.85
"""A larger share is tried where it is expected to take no more than this of what there is."""
_JUDGED, _LATE = 4, 3
"""Of so many pictures so many must come late before they are made smaller: the first two of a drag
are drawn whole, and slower than those that follow."""
_WON = 0.9
"""A smaller share is kept where it takes no more than this of the time of the larger one."""
_STEADY, _STEADIEST = 8, 128
"""Pictures of a share that are drawn before a larger one is tried, at first and at most."""
_REMEMBERED = 100
"""Pictures after which a share that won nothing is tried again."""


class Pace:
    """Chooses the share of the size of the next picture from how long those before it took.

    A picture is taken to cost in proportion to its pixels, which is too much where half of it goes
    into geometry; so a step up seldom has to be taken back because of the pixels alone. Where one
    is, the next is tried after twice as many pictures. A step down that does not help, for the time
    goes elsewhere, is taken back; shortest times are compared, which other programs change least.
    """

    def __init__(self) -> None:
        self._step = _FIRST
        self._took: deque[float] = deque(maxlen=_STEADIEST)
        self._late: deque[bool] = deque(maxlen=_JUDGED)
        self._patience = _STEADY
        self._rose = False
        self._larger_took = 0.0
        self._lowest = len(SHARES) - 1
        self._drawn = 0

    @property
    def share(self) -> float:
        """The share of the width and height to draw next."""
        return SHARES[self._step]

    def took(self, seconds: float, budget: float) -> None:
        """Learn that a picture of this share took ``seconds`` of the ``budget`` it had."""
        budget = max(budget, _LEAST_S)
        self._took.append(seconds)
        self._late.append(seconds > budget)
        self._drawn += 1
        if self._drawn % _REMEMBERED == 0:
            self._lowest = len(SHARES) - 1
        if len(self._took) < _JUDGED:
            return
        if len(self._took) == _JUDGED and min(self._took) > _WON * self._larger_took > 0.0:
            self._lowest = self._step - 1
            self._move(-1)
        elif sum(self._late) >= _LATE and self._step < self._lowest:
            if self._rose:
                self._patience = min(2 * self._patience, _STEADIEST)
            self._move(+1, min([*self._took][-_JUDGED:]))
        elif len(self._took) >= self._patience and self._fits_larger(budget):
            self._move(-1)
            self._rose = True

    def _fits_larger(self, budget: float) -> bool:
        if self._step == 0:
            return False
        growth = (SHARES[self._step - 1] / SHARES[self._step]) ** 2
        return median([*self._took][-self._patience :]) * growth <= _ROOM * budget

    def _move(self, by: int, larger_took: float = 0.0) -> None:
        self._step += by
        self._rose = False
        self._larger_took = larger_took
        self._took.clear()
        self._late.clear()


def scaled(size: tuple[int, int], share: float) -> tuple[int, int]:
    """Return the box (width, height) of a share of both sides, even and never empty.

    A box that would be too narrow to be read is not made smaller than that.
    """
    share = min(max(share, _NARROWEST / max(size[0], 1)), 1.0)
    width, height = (max(round(side * share / 2.0) * 2, 2) for side in size)
    return (width, height)

"""Intervals: how far a mean or a share of few samples can be trusted, at 95 percent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.959964
"""The normal distribution's two-sided 95 % point."""

_T = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
    2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
    2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
)  # fmt: skip
"""Student's t, two-sided 95 %, for 1 to 30 degrees of freedom."""


@dataclass(frozen=True)
class Mean:
    """A mean with its interval; ``low`` and ``high`` are ``None`` where there is one sample."""

    value: float
    low: float | None
    high: float | None
    error: float | None
    """The standard error."""
    samples: int

    @property
    def half(self) -> float | None:
        """Half the interval's width."""
        return None if self.error is None else student(self.samples - 1) * self.error


@dataclass(frozen=True)
class Rate:
    """A share of ``of`` chances, with its interval. ``of`` need not be whole where they weigh."""

    share: float
    low: float
    high: float
    of: float


def student(freedom: int) -> float:
    """Return Student's t at 95 %, two-sided.

    Above 30 degrees of freedom it is the first terms of its expansion about the normal point
    (Abramowitz and Stegun 1964, 26.7.5).
    """
    if freedom < 1:
        raise ValueError("an interval needs two samples")
    if freedom <= len(_T):
        return _T[freedom - 1]
    return Z + (Z**3 + Z) / (4 * freedom) + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * freedom**2)


def mean_of(values: Sequence[float]) -> Mean:
    """Return the mean of samples with Student's interval.

    Raises
    ------
    ValueError
        When there is no sample.
    """
    count = len(values)
    if not count:
        raise ValueError("nothing has no mean")
    mean = math.fsum(values) / count
    if count == 1:
        return Mean(mean, None, None, None, 1)
    spread = math.fsum((value - mean) ** 2 for value in values) / (count - 1)
    error = math.sqrt(spread / count)
    half = student(count - 1) * error
    return Mean(mean, mean - half, mean + half, error, count)


def wilson(hits: float, of: float) -> Rate | None:
    """Return a share with Wilson's interval; ``None`` where there was no chance.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927. It
    stays within 0 and 1 and holds for few chances, where the usual interval does not.
    """
    if of <= 0.0:
        return None
    share = hits / of
    squared = Z * Z / of
    middle = (share + squared / 2) / (1 + squared)
    half = Z * math.sqrt(share * (1 - share) / of + squared / (4 * of)) / (1 + squared)
    # The share is within its interval, which rounding must not undo at 0 and 1.
    return Rate(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)), of)


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which a share of the samples lies, between two of them in a line."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])

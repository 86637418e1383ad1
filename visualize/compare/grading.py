"""Grading: findings to scores, and runs of frames."""

from __future__ import annotations

import math
from collections.abc import Sequence


def graded(value: float, worst: float, best: float) -> float:
    """Return 0 to 100 for a value between the one that is worth nothing and the one worth all.

    ``worst`` may be the larger of the two.
    """
    return clipped(100.0 * (value - worst) / (best - worst))


def clipped(value: float, most: float = 100.0) -> float:
    """Return a value within 0 and ``most``, as it is kept: to a thousandth."""
    return round(min(max(value, 0.0), most), 3)


def rounded(value: float, digits: int = 4) -> float | None:
    """Return a finding as it is kept, None where it is no number."""
    return round(float(value), digits) if math.isfinite(value) else None


def spans_of(marked: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the runs ``start <= i < end`` of marked frames."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for i, is_marked in enumerate([*marked, False]):
        if is_marked and start is None:
            start = i
        elif not is_marked and start is not None:
            spans.append((start, i))
            start = None
    return spans

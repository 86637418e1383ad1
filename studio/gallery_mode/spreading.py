"""Spreading: labels moved apart so that none covers another, each near to its place."""

from __future__ import annotations

from collections.abc import Sequence


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places at least ``gap`` apart within ``low`` to ``high``, in the same order.

    Where there is no room for all, they stand closer, evenly from ``low`` to ``high``.
    """
    count = len(places)
    if count > 1 and (count - 1) * gap > high - low:
        gap = (high - low) / (count - 1)
    order = sorted(range(count), key=lambda at: places[at])
    found = [0.0] * count
    least = low
    for at in order:
        found[at] = least = max(places[at], least)
        least += gap
    most = high
    for at in reversed(order):
        found[at] = min(found[at], most)
        most = found[at] - gap
    return found

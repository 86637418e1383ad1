"""Timing: whether a move is late or early rather than slow or fast."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]

_LEAST_LATE = 2
_MOST_LATE = 24
_CLEARLY = 0.35
_NOISE = 1e-6
"""Mean square, of the whole way, below which nothing is left to explain."""
_LEAST_WAY = 1e-9


def lateness(authored: F64, recovered: F64) -> float | None:
    """Return by how many frames a move is late (early when negative), if that explains it.

    A delay is believed where the authored move, shifted in time, leaves less than a third of what
    the same move at another speed leaves unexplained. Before a late move the camera is taken to
    hold; what an early one has left out is not seen, so that a move of even speed that comes early
    cannot be told from itself, and gives ``None``.

    Parameters
    ----------
    authored, recovered
        (N, D) what both cameras have done until each frame, from nought.
    """
    way = authored[int(np.argmax(np.linalg.norm(authored, axis=1)))]
    length = float(np.linalg.norm(way))
    if length < _LEAST_WAY:
        return None
    one, two = authored @ way / length**2, recovered @ way / length**2
    most = min(_MOST_LATE, len(one) // 2)
    tried = [frames for frames in range(-most, most + 1) if abs(frames) >= _LEAST_LATE]
    if not tried:
        return None
    left = {frames: _left(one, two, frames) for frames in tried}
    best = min(tried, key=lambda frames: (left[frames][0], abs(frames)))
    shifted, slower = left[best]
    return float(best) if shifted < _CLEARLY * slower - _NOISE else None


def _left(one: F64, two: F64, late: int) -> tuple[float, float]:
    """Return the mean squares that a shift leaves, and that another speed leaves instead."""
    if late > 0:
        held = np.concatenate([np.full(late, one[0]), one[:-late]])
        slope = float(one @ two) / float(one @ one)
        return float(np.mean((two - held) ** 2)), float(np.mean((two - slope * one) ** 2))
    shifted, seen, same = one[-late:], two[:late], one[:late]
    slope = float(np.cov(same, seen, bias=True)[0, 1] / max(float(np.var(same)), _NOISE))
    return float(np.var(seen - shifted)), float(np.var(seen - slope * same))

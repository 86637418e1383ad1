"""How far off becomes a score: one curve for everything that moves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]

_SEVERITY = 1.5
"""Above 1, half a move is worth less than half the score."""


def scores(error: npt.ArrayLike, moved: npt.ArrayLike, floor: float) -> F64:
    """Return 0 to 100 for errors in pixels against what should have moved.

    ``100 (1 − error / (moved + floor))^1.5``, never below 0. Standing still where all should move
    is an error as large as the move, and so scores next to nothing; where nothing should move,
    ``floor`` is the error that is worth nothing.

    Parameters
    ----------
    error, moved
        (N,) pixels, not negative; NaN stays NaN.
    floor
        Pixels.
    """
    share = np.asarray(error, np.float64) / (np.asarray(moved, np.float64) + floor)
    return np.asarray(100.0 * np.clip(1.0 - share, 0.0, 1.0) ** _SEVERITY)


def mean_score(each: F64, moved: F64, floor: float) -> float | None:
    """Return the score of a whole clip: frames that move count more, by the root of how much.

    Parameters
    ----------
    each, moved
        (N,) scores and the pixels that should have moved; frames with NaN are left out.
    """
    weights = np.sqrt(moved + floor)
    known = np.isfinite(each) & np.isfinite(weights)
    if not known.any():
        return None
    # An average of hundreds may come out a hair above a hundred.
    return min(100.0, float(np.average(each[known], weights=weights[known])))


def curve_of(each: F64) -> tuple[float | None, ...]:
    """Return scores as plain numbers for a curve, ``None`` where there is none."""
    return tuple(round(float(value), 2) if np.isfinite(value) else None for value in each)

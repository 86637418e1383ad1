"""Few clean keys for a motion that is known at every frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.moves.easing import EVEN, Ease

F64 = npt.NDArray[np.float64]

_STEP_SHARE = 0.01
"""How far a step from frame to frame may be off, as a share of the longest step."""


@dataclass(frozen=True, slots=True)
class Span:
    """Samples ``first`` to ``last`` (both counted) that a director would key as one stretch."""

    first: int
    last: int
    ease: Ease = EVEN


@dataclass(frozen=True, eq=False, slots=True)
class Handle:
    """A Bezier handle of C channels: so many frames from the key, (C,) so much value."""

    frames: float
    values: F64


@dataclass(frozen=True, eq=False, slots=True)
class FittedKey:
    """A key of C channels at one frame."""

    frame: float
    values: F64
    left: Handle | None = None
    right: Handle | None = None


def fit_keys(
    frames: F64, values: F64, spans: Sequence[Span], tolerance: float
) -> tuple[FittedKey, ...]:
    """Return keys whose Bezier curves pass every sample within ``tolerance``.

    A stretch that is a straight eased way gets two keys with its ease as handles; any other is
    halved until cubic spans with the path's own slopes fit, in value and in speed.

    Parameters
    ----------
    frames
        (N,) rising.
    values
        (N, C) what the channels are to be.
    spans
        Stretches end to end from the first sample to the last.
    tolerance
        The largest distance in C dimensions, in the channels' unit.
    """
    keys: list[FittedKey] = []
    for span in spans:
        for start, end in _pieces(frames, values, span, tolerance):
            if keys:
                last = keys[-1]
                keys[-1] = FittedKey(last.frame, last.values, last.left, start.right)
            else:
                keys.append(start)
            keys.append(end)
    return tuple(keys) or (FittedKey(float(frames[0]), values[0]),)


def _pieces(
    frames: F64, values: F64, span: Span, tolerance: float
) -> Iterator[tuple[FittedKey, FittedKey]]:
    """Yield both ends of each Bezier span that a stretch needs."""
    if span.last <= span.first:
        return
    here = slice(span.first, span.last + 1)
    times, wanted = frames[here], values[here]
    share = (times - times[0]) / (times[-1] - times[0])
    eased = wanted[0] + span.ease.progress(share)[:, None] * (wanted[-1] - wanted[0])
    if np.linalg.norm(eased - wanted, axis=1).max() <= 0.1 * tolerance:
        length, level = times[-1] - times[0], np.zeros(values.shape[1])
        yield (
            FittedKey(times[0], wanted[0], right=Handle(span.ease.into * length, level)),
            FittedKey(times[-1], wanted[-1], left=Handle(-span.ease.out * length, level)),
        )
        return
    slopes: F64 = np.gradient(wanted, times, axis=0, edge_order=2 if len(times) > 2 else 1)
    waiting = [(0, len(times) - 1)]
    while waiting:
        a, b = waiting.pop()
        if b - a > 1 and not _fits(times, wanted, slopes, a, b, tolerance):
            middle = (a + b) // 2
            waiting += [(middle, b), (a, middle)]
            continue
        third = (times[b] - times[a]) / 3.0
        yield (
            FittedKey(times[a], wanted[a], right=Handle(third, slopes[a] * third)),
            FittedKey(times[b], wanted[b], left=Handle(-third, -slopes[b] * third)),
        )


def _fits(times: F64, wanted: F64, slopes: F64, a: int, b: int, tolerance: float) -> bool:
    """Tell whether the cubic from sample ``a`` to ``b`` passes those between, at their speed."""
    length = times[b] - times[a]
    t = ((times[a : b + 1] - times[a]) / length)[:, None]
    cubic = (
        (2.0 * t**3 - 3.0 * t**2 + 1.0) * wanted[a]
        + (t**3 - 2.0 * t**2 + t) * length * slopes[a]
        + (3.0 * t**2 - 2.0 * t**3) * wanted[b]
        + (t**3 - t**2) * length * slopes[b]
    )
    error = cubic - wanted[a : b + 1]
    if np.linalg.norm(error, axis=1).max() > tolerance:
        return False
    longest = np.linalg.norm(np.diff(wanted, axis=0), axis=1).max()
    off = np.linalg.norm(np.diff(error, axis=0), axis=1).max()
    return bool(off <= _STEP_SHARE * longest)

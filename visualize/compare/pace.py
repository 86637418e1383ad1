"""Pace: how much a step of a take changes, and how far it goes along the authored motion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.compare.greys import half_grey
from visualize.compare.meter import Step

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_SAME_WAY = 0.6
_LEAST_MOTION = 0.4
_LEAST_MOVING = 0.05


@dataclass(frozen=True)
class Pace:
    """How far a step goes along the authored motion, 1 being all the way; NaN where elsewhere.

    ``pixels`` is how far all the way is.
    """

    share: float = float("nan")
    pixels: float = 0.0


@dataclass(frozen=True, eq=False)
class OwnPace:
    """What a step of the shot itself does; the same for all of its takes.

    Attributes
    ----------
    change
        How much the picture changes, 1 being its whole contrast.
    places
        (N,) the pixels, row after row, that move enough to be judged; none where too few do.
    motion, square
        (N, 2) their motion in pixels, and (N,) the square of its length.
    pixels
        The median length.
    """

    change: float
    places: npt.NDArray[np.intp]
    motion: F64
    square: F64
    pixels: float


def own_pace(step: Step) -> OwnPace:
    """Return what a step of the shot itself does."""
    before, after = step.before.authored, step.after.authored
    change = changed(half_grey(before["beauty"]), half_grey(after["beauty"]))
    motion = before["motion"].reshape(-1, 2)
    known = np.isfinite(motion).all(1)
    size = np.where(known, np.hypot(motion[:, 0], motion[:, 1]), 0.0)
    moving = size > _LEAST_MOTION
    if moving.mean() < _LEAST_MOVING:
        return OwnPace(change, np.zeros(0, np.intp), np.zeros((0, 2)), np.zeros(0), 0.0)
    places = np.flatnonzero(moving)
    one = motion[places].astype(np.float64)
    return OwnPace(change, places, one, _dot(one, one), float(np.median(size[places])))


def changed(before: F32, after: F32) -> float:
    """Return how much a grey picture changes, 1 being its whole contrast."""
    return float(np.abs(after - before).mean() / max(float(before.std()), 8.0))


def pace_of(flow: F32, own: OwnPace) -> Pace:
    """Return how far a take's flow, (H, W, 2), goes along the authored motion."""
    if not len(own.places):
        return Pace()
    other = flow.reshape(-1, 2)[own.places].astype(np.float64)
    along = _dot(own.motion, other)
    whole = float(np.sqrt(own.square.sum() * _dot(other, other).sum()))
    if float(along.sum()) <= _SAME_WAY * max(whole, 1e-9):
        return Pace()
    return Pace(float(np.median(along / own.square)), own.pixels)


def _dot(one: F64, other: F64) -> F64:
    """Return the products of (N, 2) vectors; their axes one by one, which is far quicker."""
    product: F64 = one[:, 0] * other[:, 0] + one[:, 1] * other[:, 1]
    return product

"""The shape of a curve, by the evaluation of the scene: samples, speed, and its handles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from compose.curve import Curve, Extrapolation, Interpolation
from compose.curve_spans import monotone_slopes
from compose.curve_table import CurveTable
from compose.stage.memo import IdentityMemo
from compose.values import Vec2
from studio.timeline.value_scale import short_value

F64 = npt.NDArray[np.float64]
Side = Literal["left", "right"]

_NEAR = 1e-3
"""Frames to either side over which a speed is measured."""
_COLLINEAR = 1e-3

# A memo of pure results: it holds nothing that outlives its curve.
_TABLES: IdentityMemo[Curve, CurveTable] = IdentityMemo()


@dataclass(frozen=True, slots=True)
class Handles:
    """Offsets ``(frames, value)`` of both handles; ``None`` where the curve has no such span."""

    left: Vec2 | None
    right: Vec2 | None

    @property
    def joined(self) -> bool:
        """Whether both lie on one line through the key."""
        if self.left is None or self.right is None:
            return True
        a, b = np.array(self.left), np.array(self.right)
        size = float(np.abs(a).sum() * np.abs(b).sum())
        cross = abs(float(a[0] * b[1] - a[1] * b[0]))
        return size == 0.0 or cross <= _COLLINEAR * size


def samples(curve: Curve, frames: F64) -> F64:
    """Return (N,) float64, a scalar curve at (N,) frames, exactly as the scene is evaluated."""
    table = _TABLES.get(curve, lambda: CurveTable.compile([curve]))
    return table.sample(np.zeros(len(frames), np.intp), frames)


def speed(curve: Curve, frame: float, rate: float) -> float:
    """Return how fast the value changes at a frame, in units a second."""
    before, after = samples(curve, np.array([frame - _NEAR, frame + _NEAR]))
    return float(after - before) / (2.0 * _NEAR) * rate


def handles_of(curve: Curve, place: int) -> Handles:
    """Return the handles of a key as they work: its own, else the smooth slope over a third."""
    keys = curve.keys
    key = keys[place]
    slope = float(_slopes(curve)[place])
    left = right = None
    if place > 0:
        third = (key.frame - keys[place - 1].frame) / 3.0
        left = key.left or (-third, -slope * third)
    if place + 1 < len(keys):
        third = (keys[place + 1].frame - key.frame) / 3.0
        right = key.right or (third, slope * third)
    return Handles(left, right)


def is_handled(curve: Curve, place: int, side: Side) -> bool:
    """Tell whether a handle of a key bends the curve: its span is Bezier."""
    span = place if side == "right" else place - 1
    return (
        0 <= span < len(curve.keys) - 1 and curve.keys[span].interpolation is Interpolation.BEZIER
    )


def bounds(curve: Curve, first: float, last: float) -> tuple[float, float]:
    """Return the least and the greatest value between two frames."""
    inside = [key.frame for key in curve.keys if first <= key.frame <= last]
    found = samples(curve, np.unique(np.array([*np.linspace(first, last, 257), *inside])))
    return float(found.min()), float(found.max())


def _slopes(curve: Curve) -> F64:
    frames = np.array([key.frame for key in curve.keys], np.float64)
    values = np.array([key.value for key in curve.keys], np.float64)
    ends = np.array([0], np.intp), np.array([len(frames) - 1], np.intp)
    cyclic = np.array([Extrapolation.LOOP in (curve.before, curve.after)])
    return monotone_slopes(frames, values, *ends, cyclic)


def value_text(curve: Curve, frame: float, unit: str) -> str:
    """Return a curve's value at a frame with its unit; nothing for a quaternion."""
    if curve.is_quaternion:
        return ""
    value = float(samples(curve, np.array([frame]))[0])
    return short_value(value, unit)

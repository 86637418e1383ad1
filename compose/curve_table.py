"""CurveTable: many curves as flat arrays, evaluated all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.curve import Curve, Extrapolation, Interpolation
from compose.curve_spans import (
    bezier_parameter,
    clamp_handles,
    hermite_coefficients,
    monotone_slopes,
    span_lengths,
)
from compose.errors import SceneError
from compose.transform import normalized_quaternions, slerp

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

NEAREST_KEYS = 1e-6
"""The least distance of two keys, in frames."""
LARGEST = 1e12
"""The largest frame or value of a key."""

_TABLES_KEPT = 1024
"""How many single curves stay laid out: those an inspector shows, many times over."""

_HOLD, _LOOP, _PING_PONG = 0, 1, 2
_EXTRAPOLATION = {
    Extrapolation.HOLD: _HOLD,
    Extrapolation.LOOP: _LOOP,
    Extrapolation.PING_PONG: _PING_PONG,
}


@dataclass(frozen=True, eq=False, kw_only=True)
class CurveTable:
    """Scalar curves, one key after another. Arrays of length K are by key, of length C by curve.

    ``coefficients`` (K, 3) are the cubic in the span that starts at each key, in its own 0…1 time;
    ``low`` and ``high`` bound every span that is not Bezier. ``bezier`` lists the keys of Bezier
    spans; ``handle_times`` (K, 2) are their two handles' times within the span.
    """

    frames: F64
    values: F64
    lengths: F64
    coefficients: F64
    low: F64
    high: F64
    is_bezier: npt.NDArray[np.bool_]
    handle_times: F64
    first: Indices
    last: Indices
    before: npt.NDArray[np.int8]
    after: npt.NDArray[np.int8]

    @classmethod
    def compile(cls, curves: Sequence[Curve]) -> Self:
        """Lay scalar curves out as arrays.

        Raises
        ------
        SceneError
            When a curve holds quaternions, or its keys are too close or too large to compute with.
        """
        for curve in curves:
            if curve.is_quaternion:
                raise SceneError("This channel takes numbers, but its keys are quaternions.")
        values = [key.value for curve in curves for key in curve.keys]
        return cls.from_values(curves, np.array(values, np.float64))

    @classmethod
    def from_values(cls, curves: Sequence[Curve], values: F64) -> Self:
        """Lay curves out with the timing of ``curves`` but (K,) other ``values`` at their keys."""
        for curve in curves:
            check_keys(curve)
        keys = [key for curve in curves for key in curve.keys]
        counts = np.array([len(curve.keys) for curve in curves], np.intp)
        last = np.cumsum(counts) - 1
        first = last - counts + 1
        frames = np.array([key.frame for key in keys], np.float64)
        before = np.array([_EXTRAPOLATION[c.before] for c in curves], np.int8)
        after = np.array([_EXTRAPOLATION[c.after] for c in curves], np.int8)
        cyclic = (before == _LOOP) | (after == _LOOP)
        slopes = monotone_slopes(frames, values, first, last, cyclic)
        kinds = np.array([key.interpolation for key in keys], object)
        kinds[last] = Interpolation.CONSTANT
        following = np.where(kinds == Interpolation.CONSTANT, values, np.roll(values, -1))
        lengths = span_lengths(frames, last)
        table = cls(
            frames=frames,
            values=values,
            lengths=lengths,
            coefficients=_cubics(kinds, following - values, slopes, lengths),
            low=np.minimum(values, following),
            high=np.maximum(values, following),
            is_bezier=kinds == Interpolation.BEZIER,
            handle_times=np.zeros((len(frames), 2)),
            first=first,
            last=last,
            before=before,
            after=after,
        )
        table._set_bezier(curves, slopes)
        return table

    def _set_bezier(self, curves: Sequence[Curve], slopes: F64) -> None:
        """Turn handles into coefficients; a missing handle is the smooth one."""
        spans = np.flatnonzero(self.is_bezier)
        if not len(spans):
            return
        keys = [key for curve in curves for key in curve.keys]
        lengths = self.lengths[spans]
        out, into = np.empty((len(spans), 2)), np.empty((len(spans), 2))
        for row, i in enumerate(spans):
            third = lengths[row] / 3.0
            out[row] = keys[i].right or (third, slopes[i] * third)
            left = keys[i + 1].left
            into[row] = (-left[0], -left[1]) if left else (third, slopes[i + 1] * third)
        out, into = clamp_handles(out, lengths), clamp_handles(into, lengths)
        rise = self.values[spans + 1] - self.values[spans]
        y1, y2 = out[:, 1], rise - into[:, 1]
        self.coefficients[spans] = np.stack(
            [3.0 * y1, 3.0 * (y2 - 2.0 * y1), rise + 3.0 * (y1 - y2)], axis=1
        )
        self.handle_times[spans, 0] = out[:, 0] / lengths
        self.handle_times[spans, 1] = 1.0 - into[:, 0] / lengths
        self.low[spans], self.high[spans] = -np.inf, np.inf

    def __len__(self) -> int:
        return len(self.first)

    def evaluate(self, frame: float) -> F64:
        """Return (C,) float64: every curve at one scene frame."""
        return self.sample(np.arange(len(self)), np.full(len(self), float(frame)))

    def sample(self, curves: Indices, frames: F64) -> F64:
        """Return (N,) float64: curve ``curves[n]`` at scene frame ``frames[n]``."""
        key, t = self.locate(curves, frames)
        c = self.coefficients[key]
        curved = self.is_bezier[key]
        if curved.any():
            handles = self.handle_times[key[curved]]
            t[curved] = bezier_parameter(t[curved], handles[:, 0], handles[:, 1])
        value = self.values[key] + t * (c[:, 0] + t * (c[:, 1] + t * c[:, 2]))
        return np.clip(value, self.low[key], self.high[key])

    def locate(self, curves: Indices, frames: F64) -> tuple[Indices, F64]:
        """Return the key that starts each one's span, and the time 0…1 within the span."""
        first, last = self.first[curves], self.last[curves]
        start, stop = self.frames[first], self.frames[last]
        mode = np.where(frames < start, self.before[curves], self.after[curves])
        frames = _inside(frames, start, stop, mode)
        low, high = first.copy(), last.copy()
        for _ in range(int((last - first).max(initial=0)).bit_length()):
            middle = (low + high + 1) // 2
            reached = self.frames[middle] <= frames
            low = np.where(reached, middle, low)
            high = np.where(reached, high, middle - 1)
        return low, np.clip((frames - self.frames[low]) / self.lengths[low], 0.0, 1.0)


@dataclass(frozen=True, eq=False, kw_only=True)
class QuaternionTable:
    """Quaternion curves, one key after another. ``keys`` is (K, 4), unit length.

    The angle turned since the first key is a scalar curve of its own, and each span is slerped to
    where that angle stands, so that smooth rotations ease at their ends, keep their speed through
    the keys between, and never turn back.
    """

    angles: CurveTable
    keys: F64

    @classmethod
    def compile(cls, curves: Sequence[Curve]) -> Self:
        """Lay quaternion curves out as arrays. Bezier spans are smooth.

        Raises
        ------
        SceneError
            When a curve holds numbers, or its keys are too close or too large to compute with.
        """
        rows: list[F64] = []
        turned: list[F64] = []
        timing: list[Curve] = []
        for curve in curves:
            if not curve.is_quaternion:
                raise SceneError("This channel takes quaternions, but its keys are numbers.")
            keys = normalized_quaternions(np.array([key.value for key in curve.keys], np.float64))
            dots = np.abs(np.sum(keys[1:] * keys[:-1], axis=1))
            steps = 2.0 * np.arccos(np.clip(dots, 0.0, 1.0))
            turned.append(np.cumsum(np.append(0.0, steps)))
            rows.append(keys)
            timing.append(_without_bezier(curve))
        angles = np.concatenate([np.zeros(0), *turned])
        keys = np.concatenate([np.zeros((0, 4)), *rows])
        return cls(angles=CurveTable.from_values(timing, angles), keys=keys)

    def __len__(self) -> int:
        return len(self.angles)

    def evaluate(self, frame: float) -> F64:
        """Return (C, 4) float64 unit quaternions ``(x, y, z, w)`` at one scene frame."""
        return self.sample(np.arange(len(self)), np.full(len(self), float(frame)))

    def sample(self, curves: Indices, frames: F64) -> F64:
        """Return (N, 4) float64: curve ``curves[n]`` at scene frame ``frames[n]``."""
        table = self.angles
        key, _ = table.locate(curves, frames)
        following = np.minimum(key + 1, table.last[curves])
        angle = table.sample(curves, frames) - table.values[key]
        span = table.values[following] - table.values[key]
        share = np.clip(angle / np.where(span > 0.0, span, 1.0), 0.0, 1.0)
        return slerp(self.keys[key], self.keys[following], share)


def curve_value(curve: Curve, frame: float) -> float | tuple[float, float, float, float]:
    """Return the value of one curve at a scene frame: a number, or a unit quaternion.

    Raises
    ------
    SceneError
        When the keys are too close or too large to compute with.
    """
    table = _table_of(_Same(curve))
    if isinstance(table, QuaternionTable):
        x, y, z, w = (float(v) for v in table.evaluate(frame)[0])
        return (x, y, z, w)
    return float(table.evaluate(frame)[0])


class _Same:
    """A curve as the key of a cache: equal only to itself, for comparing all its keys is slow."""

    __slots__ = ("curve",)

    def __init__(self, curve: Curve) -> None:
        self.curve = curve

    def __hash__(self) -> int:
        return id(self.curve)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.curve is self.curve


@lru_cache(maxsize=_TABLES_KEPT)
def _table_of(same: _Same) -> CurveTable | QuaternionTable:
    """Return the table of one curve. The cache holds the curve, so its id is not used again."""
    kind = QuaternionTable if same.curve.is_quaternion else CurveTable
    return kind.compile([same.curve])


def _cubics(kinds: npt.NDArray[np.object_], rise: F64, slopes: F64, lengths: F64) -> F64:
    """Return (K, 3) coefficients of the spans that are constant, linear or smooth."""
    end = np.roll(slopes, -1)
    result = hermite_coefficients(rise, slopes * lengths, end * lengths)
    linear = kinds == Interpolation.LINEAR
    result[linear] = rise[linear, None] * (1.0, 0.0, 0.0)
    result[kinds == Interpolation.CONSTANT] = 0.0
    return result


def _inside(frames: F64, start: F64, stop: F64, mode: npt.NDArray[np.int8]) -> F64:
    """Bring frames outside the keys back inside by holding, looping or swinging."""
    period = stop - start
    outside = (frames < start) | (frames > stop)
    safe = np.where(period > 0.0, period, 1.0)
    swing = np.mod(frames - start, 2.0 * safe)
    looped = start + np.mod(frames - start, safe)
    swung = start + np.minimum(swing, 2.0 * safe - swing)
    inside = np.clip(frames, start, stop)
    inside = np.where(outside & (mode == _LOOP) & (period > 0.0), looped, inside)
    return np.where(outside & (mode == _PING_PONG) & (period > 0.0), swung, inside)


def check_keys(curve: Curve) -> None:
    """Refuse keys that cannot be computed with.

    Raises
    ------
    SceneError
        When two keys are nearer than ``NEAREST_KEYS`` or a number exceeds ``LARGEST``.
    """
    for key in curve.keys:
        frame, value, left, right = key.frame, key.value, key.left, key.right
        if isinstance(value, tuple) or left is not None or right is not None:
            numbers = [frame, *(left or ()), *(right or ())]
            numbers += value if isinstance(value, tuple) else [value]
            largest = max(map(abs, numbers))
        else:
            largest = max(abs(frame), abs(value))
        if largest > LARGEST:
            raise SceneError(
                f"The key at frame {key.frame:g} holds a number beyond {LARGEST:g}; "
                "bring frame, value and handles back into range."
            )
    for earlier, later in pairwise(curve.keys):
        if later.frame - earlier.frame < NEAREST_KEYS:
            raise SceneError(
                f"Two keys stand at frame {earlier.frame:g}, less than {NEAREST_KEYS:g} frames "
                "apart; remove one of them."
            )


def _without_bezier(curve: Curve) -> Curve:
    if all(key.interpolation is not Interpolation.BEZIER for key in curve.keys):
        return curve
    smooth = Interpolation.SMOOTH
    keys = [
        key.model_copy(update={"interpolation": smooth})
        if key.interpolation is Interpolation.BEZIER
        else key
        for key in curve.keys
    ]
    return curve.model_copy(update={"keys": tuple(keys)})

"""Where curves, keys and handles lie on the canvas, and what is under the pointer. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from compose.curve import Keyframe
from compose.values import Vec2
from studio.timeline.curve_lines import CurveLine
from studio.timeline.curve_model import CurveModel
from studio.timeline.curve_shape import F64, Side, handles_of, is_handled, samples
from studio.timeline.keys import KeySelection, TrackRef
from studio.timeline.scale import TimeScale

TURN_ROW_PX = 20
_REACH_PX = 7.0
_CURVE_REACH_PX = 6.0


@dataclass(frozen=True, slots=True)
class Hit:
    """What is under the pointer: a key, a handle of one, or a curve at the pointer's ``frame``."""

    kind: Literal["key", "handle", "curve"]
    line: CurveLine
    frame: float
    side: Side = "right"


@dataclass(frozen=True, slots=True)
class CurveLayout:
    """A canvas of some size over a model."""

    model: CurveModel
    time: TimeScale
    width: float
    height: float

    def point(self, line: CurveLine, frame: float, value: float) -> tuple[float, float]:
        """Return the pixel of a value of a line at a frame."""
        scale = self.model.scale(line.unit)
        return self.time.x(frame), scale.y(value, self.height)

    def key_point(self, line: CurveLine, key: Keyframe) -> tuple[float, float]:
        """Return the pixel of a key; quaternions lie in rows at the bottom."""
        if isinstance(key.value, tuple):
            row = self.model.turns.index(line)
            return self.time.x(key.frame), self.height - TURN_ROW_PX * (row + 0.5)
        return self.point(line, key.frame, key.value)

    def path(self, line: CurveLine, step: float = 1.0) -> tuple[F64, F64]:
        """Return x and y (N,) of a curve: a sample every ``step`` pixels and one at every key.

        A key that ends a constant span is sampled just before itself as well, so that it jumps.
        """
        x = np.arange(0.0, self.width + step, step)
        frames = self.time.left + x / self.time.pixels
        keys = np.array([key.frame for key in line.curve.keys], np.float64)
        keys = keys[(keys >= frames[0]) & (keys <= frames[-1])]
        frames = np.unique(np.concatenate([frames, keys, keys - 1e-6]))
        values = samples(line.curve, frames)
        scale = self.model.scale(line.unit)
        y = self.height / 2.0 - (values - scale.middle) / scale.per_pixel
        reach = 4.0 * self.height
        return (frames - self.time.left) * self.time.pixels, np.clip(y, -reach, reach)

    def handle_point(self, line: CurveLine, key: Keyframe, offset: Vec2) -> tuple[float, float]:
        """Return the pixel of a handle's end."""
        assert not isinstance(key.value, tuple)  # quaternions have no handles
        return self.point(line, key.frame + offset[0], key.value + offset[1])

    def handles(self, line: CurveLine, frame: float) -> list[tuple[Side, tuple[float, float]]]:
        """Return the ends of a selected key's handles, those that bend the curve."""
        if line.curve.is_quaternion:
            return []
        frames = [key.frame for key in line.curve.keys]
        if frame not in frames:
            return []
        place = frames.index(frame)
        key, found = line.curve.keys[place], handles_of(line.curve, place)
        pairs: list[tuple[Side, Vec2 | None]] = [("left", found.left), ("right", found.right)]
        return [
            (side, self.handle_point(line, key, offset))
            for side, offset in pairs
            if offset is not None and is_handled(line.curve, place, side)
        ]

    def at(self, x: float, y: float) -> Hit | None:
        """Return what is under a point: handles before keys before curves, the active first."""
        selected = self.model.sheet.keys
        for line in reversed((*self.model.turns, *self.model.shown)):
            hit = self._handle_at(line, selected, x, y) or self._key_at(line, x, y)
            if hit is not None:
                return hit
        frame = self.time.frame(x)
        for line in reversed(self.model.shown):
            near = samples(line.curve, self.time.left + np.array([x - 1, x, x + 1]) / self._pixels)
            ys = [self.point(line, frame, float(value))[1] for value in near]
            if min(ys) - _CURVE_REACH_PX <= y <= max(ys) + _CURVE_REACH_PX:
                return Hit("curve", line, frame)
        return None

    @property
    def _pixels(self) -> float:
        return self.time.pixels

    def keys_in(self, left: float, top: float, right: float, bottom: float) -> KeySelection:
        """Return the keys in a box."""
        found: list[tuple[TrackRef, float]] = []
        for line in (*self.model.turns, *self.model.shown):
            for key in line.curve.keys:
                x, y = self.key_point(line, key)
                if left <= x <= right and top <= y <= bottom:
                    found.append((line.ref, key.frame))
        return KeySelection.of(found)

    def _handle_at(self, line: CurveLine, selected: KeySelection, x: float, y: float) -> Hit | None:
        for frame in selected.frames.get(line.ref, ()):
            for side, (hx, hy) in self.handles(line, frame):
                if np.hypot(hx - x, hy - y) <= _REACH_PX:
                    return Hit("handle", line, frame, side)
        return None

    def _key_at(self, line: CurveLine, x: float, y: float) -> Hit | None:
        frames = np.array([key.frame for key in line.curve.keys])
        close = np.flatnonzero(np.abs(frames - self.time.frame(x)) * self._pixels <= _REACH_PX)
        for place in close:
            key = line.curve.keys[int(place)]
            if abs(self.key_point(line, key)[1] - y) <= _REACH_PX:
                return Hit("key", line, key.frame)
        return None

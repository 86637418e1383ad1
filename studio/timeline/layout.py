"""Where rows and keys lie: what is visible, and what is under the pointer. Pixels, no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from studio.timeline.keys import KeySelection, TrackRef
from studio.timeline.rows import F64, Block, Row
from studio.timeline.scale import TimeScale

ROW_PX = 20
_KEY_REACH_PX = 6.0
_EDGE_REACH_PX = 5.0

Edge = Literal["start", "end", "body"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one height, scrolled by ``top`` pixels, beside a time scale."""

    scale: TimeScale
    top: int = 0

    def y(self, number: int) -> int:
        """Return the upper edge of a row."""
        return number * ROW_PX - self.top

    def number(self, y: float) -> int:
        """Return which row lies at a height; it may be beyond the last."""
        return int((y + self.top) // ROW_PX)

    def visible(self, first_y: float, last_y: float, count: int) -> range:
        """Return the rows that a strip of the picture shows."""
        return range(max(self.number(first_y), 0), min(self.number(last_y) + 1, count))

    def shown_frames(self, row: Row, left: float, right: float) -> F64:
        """Return the row's key frames between two x, one further on each side."""
        frames = row.frames
        low = np.searchsorted(frames, self.scale.frame(left), "left")
        high = np.searchsorted(frames, self.scale.frame(right), "right")
        return frames[max(int(low) - 1, 0) : int(high) + 1]

    def key_at(self, rows: Sequence[Row], x: float, y: float) -> tuple[Row, float] | None:
        """Return the row and frame of the key under a point."""
        number = self.number(y)
        if not 0 <= number < len(rows):
            return None
        frames = rows[number].frames
        near = int(np.searchsorted(frames, self.scale.frame(x)))
        close = [
            (abs(self.scale.x(float(frames[i])) - x), float(frames[i]))
            for i in (near - 1, near)
            if 0 <= i < len(frames)
        ]
        distance, frame = min(close, default=(np.inf, 0.0))
        return (rows[number], frame) if distance <= _KEY_REACH_PX else None

    def block_at(self, rows: Sequence[Row], x: float, y: float) -> tuple[Row, Block, Edge] | None:
        """Return the block under a point, and whether its edge or its body is."""
        number = self.number(y)
        if not 0 <= number < len(rows):
            return None
        for block in reversed(rows[number].blocks):
            edge = edge_at(self.scale, block.start, block.end, x)
            if edge is not None:
                return rows[number], block, edge
        return None

    def keys_in(
        self, rows: Sequence[Row], left: float, top: float, right: float, bottom: float
    ) -> KeySelection:
        """Return the keys in a box, whose diamonds it touches."""
        found: list[tuple[TrackRef, float]] = []
        first, last = self.scale.frame(left), self.scale.frame(right)
        for number in self.visible(top, bottom, len(rows)):
            middle = self.y(number) + ROW_PX / 2
            if top <= middle <= bottom:
                found += rows[number].keys_between(first, last)
        return KeySelection.of(found)


def edge_at(scale: TimeScale, start: float, end: float | None, x: float) -> Edge | None:
    """Return which part of something that lasts is at x: an edge, the body, or nothing."""
    left = scale.x(start)
    right = np.inf if end is None else scale.x(end)
    reach = min(_EDGE_REACH_PX, (right - left) / 3.0)
    if abs(x - left) <= reach:
        return "start"
    if abs(x - right) <= reach:
        return "end"
    return "body" if left <= x <= right else None


@dataclass(frozen=True, slots=True)
class Snap:
    """Frames that a drag likes to land on, and how near they pull (in frames)."""

    frames: F64
    reach: float

    @classmethod
    def to(cls, frames: Iterable[float], scale: TimeScale, reach_px: float = 8.0) -> Snap:
        """Return a snap to frames within so many pixels; less than a frame pulls nothing."""
        reach = reach_px / scale.pixels
        reach = reach if reach >= 1.0 else 0.5
        return cls(np.unique(np.array([*frames], np.float64)), reach)

    def moved(self, origins: Sequence[float], by: float) -> int:
        """Return the whole frames to move by, so that one of ``origins`` lands where it likes."""
        whole = round(by)
        best, distance = whole, self.reach
        for origin in origins:
            near = int(np.searchsorted(self.frames, origin + by))
            for target in self.frames[max(near - 1, 0) : near + 1]:
                off = abs(float(target) - (origin + by))
                step = float(target) - origin
                if off < distance and step == round(step):
                    best, distance = round(step), off
        return best

"""TimeScale: scene frames to pixels and back, and the ticks of a ruler."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

NARROWEST, WIDEST = 1e-4, 80.0
"""Pixels a frame, fully zoomed out and in."""
_LABEL_PX = 76.0
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """``left`` is the frame at x = 0."""

    left: float = 0.0
    pixels: float = 4.0

    def x(self, frame: float) -> float:
        """Return the pixel at which a frame begins."""
        return (frame - self.left) * self.pixels

    def frame(self, x: float) -> float:
        """Return the frame, with its fraction, at a pixel."""
        return self.left + x / self.pixels

    def whole_frame(self, x: float) -> int:
        """Return the whole frame nearest to a pixel."""
        return math.floor(self.frame(x) + 0.5)

    def zoomed(self, x: float, factor: float) -> TimeScale:
        """Return the scale with ``factor`` times the pixels; the frame at ``x`` stays there."""
        pixels = min(max(self.pixels * factor, NARROWEST), WIDEST)
        return TimeScale(self.frame(x) - x / pixels, pixels)

    def panned(self, by: float) -> TimeScale:
        """Return the scale with its content moved right by so many pixels."""
        return replace(self, left=self.left - by / self.pixels)

    @classmethod
    def fitting(cls, first: float, last: float, width: float, margin: float = 16.0) -> TimeScale:
        """Return the scale that shows ``first`` to ``last`` in ``width`` pixels."""
        room = max(width - 2.0 * margin, 1.0)
        pixels = min(max(room / max(last - first, 1.0), NARROWEST), WIDEST)
        return cls(first - margin / pixels, pixels)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the ruler, at a frame; a small one has no label."""

    frame: int
    labelled: bool


def ticks(scale: TimeScale, width: float, rate: Fraction) -> Iterator[Tick]:
    """Yield the ticks that ``width`` pixels show, the labelled ones far enough to read.

    Labelled ticks fall on whole seconds where a second is wide enough to have one.
    """
    large = label_step(scale, rate)
    small = _small_step(large, scale.pixels)
    first = math.floor(scale.left / small)
    last = math.ceil(scale.frame(width) / small)
    for number in range(first, last + 1):
        frame = number * small
        yield Tick(frame, frame % large == 0)


def label_step(scale: TimeScale, rate: Fraction) -> int:
    """Return the frames from one labelled tick to the next."""
    wanted = _LABEL_PX / scale.pixels
    second = round(rate)
    for step in _below_a_second(second):
        if step >= wanted:
            return step
    seconds = wanted / second
    decade = int(10 ** max(math.floor(math.log10(seconds)), 0))
    parts = (decade * step for step in _STEPS)
    return second * next(part for part in parts if part >= seconds)


def _below_a_second(second: int) -> list[int]:
    """Return the frames that divide a second evenly, the second itself and two of it."""
    return [n for n in range(1, second) if second % n == 0] + [second, 2 * second]


def _small_step(large: int, pixels: float) -> int:
    """Return the finest even part of a large step that stays apart enough to see."""
    for parts in (12, 10, 8, 6, 5, 4, 3, 2):
        if large % parts == 0 and large // parts * pixels >= 6.0:
            return large // parts
    return large

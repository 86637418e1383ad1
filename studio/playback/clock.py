"""Clock: which frame is due, by the wall clock, and how many frames were never shown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class Due:
    """What is due now: a position in the reel, or its end."""

    position: int
    ended: bool = False


class Clock:
    """Playing ``length`` frames at a rate, from a moment of the wall clock on.

    Time runs in ticks of one frame at the project's rate. Each tick moves ``speed`` frames, so
    that 2 plays twice as fast and −1 backward. A tick that nobody asked for was dropped.

    Parameters
    ----------
    began
        The wall clock's seconds when ``position`` is shown.
    """

    def __init__(
        self, length: int, rate: Fraction, position: int, *, began: float, speed: int = 1,
        loop: bool = False,
    ) -> None:  # fmt: skip
        self._length, self._rate = length, rate
        self._start, self._began = position, began
        self._tick = 0
        self._loop = loop
        self.speed = speed
        self.dropped = 0

    def due(self, now: float) -> Due | None:
        """Return what is to be shown, ``None`` while the frame on screen still is right."""
        tick = int((now - self._began) * self._rate)
        if tick <= self._tick:
            return None
        self.dropped += tick - self._tick - 1
        self._tick = tick
        position = self._start + tick * self.speed
        if self._loop:
            return Due(position % self._length)
        if 0 <= position < self._length:
            return Due(position)
        return Due(0 if self.speed < 0 else self._length - 1, ended=True)

    def wait(self, now: float) -> float:
        """Return the seconds until the next frame is due, 0 when one is."""
        return max(self._began + float((self._tick + 1) / self._rate) - now, 0.0)


_FASTEST = 8


def shuttle(speed: int, way: Literal[-1, 1]) -> int:
    """Return the speed after J (−1) or L (1): twice as fast in its way, else once in it."""
    if speed * way <= 0:
        return way
    return way * min(abs(speed) * 2, _FASTEST)

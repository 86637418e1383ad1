"""Where a clip is at a moment of the wall clock, at any speed; and how times are written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Running:
    """A clip that plays: the frame it began on, when, and how fast."""

    frames: int
    rate: Fraction
    first: int
    began: float
    speed: float = 1.0
    loop: bool = False

    def frame_at(self, now: float) -> tuple[int, bool]:
        """Return the frame that is due, and whether the clip has ended."""
        place = self.first + int((now - self.began) * float(self.rate) * self.speed + 1e-9)
        if self.loop:
            return place % self.frames, False
        return min(place, self.frames - 1), place >= self.frames

    def wait(self, now: float) -> float:
        """Return the seconds until the next frame is due."""
        ticks = float(self.rate) * self.speed
        done = int((now - self.began) * ticks + 1e-9)
        return max(self.began + (done + 1) / ticks - now, 0.0)


def minutes(seconds: float) -> str:
    """Return a time as ``m:ss.t``: ``0:01.8``."""
    tenths = int(seconds * 10 + 1e-6)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"

"""How a move begins and ends: the share of the way covered at each share of the time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.curve_spans import bezier_parameter

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ease:
    """A Bezier span with level handles: ``into`` and ``out`` are their shares of the time.

    0 begins (or ends) at full speed, a third is the even S curve, more lingers longer. It is what
    two keys with these handles do, so an eased move needs no third key.
    """

    into: float = 1.0 / 3.0
    out: float = 1.0 / 3.0

    def progress(self, share: npt.ArrayLike) -> F64:
        """Return (N,) shares of the way at (N,) shares of the time, both 0 to 1."""
        time = np.clip(np.asarray(share, np.float64), 0.0, 1.0)
        same = np.ones_like(time)
        t = bezier_parameter(time, self.into * same, (1.0 - self.out) * same)
        result: F64 = t * t * (3.0 - 2.0 * t)
        return result


EVEN = Ease()
"""The even S curve."""


@dataclass(frozen=True, slots=True)
class SpeedRamp:
    """A ride of ``length`` metres: speed rises evenly, holds, and falls evenly.

    ``into_s`` and ``out_s`` are the seconds of both ramps. Without a ``speed`` (metres a second)
    the ride fills ``duration_s``.
    """

    length: float
    speed: float
    into_s: float
    out_s: float

    @classmethod
    def lasting(cls, length: float, duration_s: float, into_s: float, out_s: float) -> SpeedRamp:
        """Return the ride that takes ``duration_s``; ramps too long for it are shortened."""
        fit = min(1.0, duration_s / max(into_s + out_s, 1e-9))
        into_s, out_s = into_s * fit, out_s * fit
        return cls(length, length / (duration_s - 0.5 * (into_s + out_s)), into_s, out_s)

    @classmethod
    def at_speed(cls, length: float, speed: float, into_s: float, out_s: float) -> SpeedRamp:
        """Return the ride at ``speed``; ramps that need more than the length are shortened."""
        fit = min(1.0, length / max(0.5 * speed * (into_s + out_s), 1e-9))
        return cls(length, speed, into_s * fit, out_s * fit)

    @property
    def duration_s(self) -> float:
        """Seconds from rest to rest."""
        return self.length / self.speed + 0.5 * (self.into_s + self.out_s)

    def distance(self, seconds: npt.ArrayLike) -> F64:
        """Return (N,) metres covered after (N,) seconds; it holds before and after."""
        time = np.clip(np.asarray(seconds, np.float64), 0.0, self.duration_s)
        rising = np.minimum(time, self.into_s)
        falling = np.maximum(time - (self.duration_s - self.out_s), 0.0)
        gained = time - rising + 0.5 * rising**2 / max(self.into_s, 1e-12)
        lost = 0.5 * falling**2 / max(self.out_s, 1e-12)
        result: F64 = self.speed * (gained - lost)
        return result

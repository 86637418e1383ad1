"""Lengths: which lengths a clip may have, in exact seconds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.card import Resolution, Route

_FILM_RATES = {
    23.976: Fraction(24000, 1001),
    29.97: Fraction(30000, 1001),
    59.94: Fraction(60000, 1001),
}
_SHOWN = 5
"""Lengths that are named one by one; more are shown as a range."""


def exact(value: float | str | Fraction) -> Fraction:
    """Return a rate or a length as a fraction; 23.976, 29.97 and 59.94 mean the film rates."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float) and value in _FILM_RATES:
        return _FILM_RATES[value]
    return Fraction(str(value))


def clip_rate(rates: Sequence[float], shot_rate: Fraction) -> Fraction:
    """Return the model's frame rate nearest to the shot's; the shot's where none is known."""
    offered = [exact(rate) for rate in rates]
    if not offered:
        return shot_rate
    return min(offered, key=lambda rate: (abs(math.log(rate / shot_rate)), -rate))


def seconds_text(seconds: Fraction | float) -> str:
    """Return ``8 s`` or ``6.54 s``."""
    return f"{float(seconds):.2f}".rstrip("0").rstrip(".") + " s"


@dataclass(frozen=True)
class Lengths:
    """Lengths a clip may have, in seconds: those ``listed``, else ``low + k * step <= high``.

    ``step`` 0 means any length between. ``rate`` is the clip's, in frames a second; lengths that
    differ by at most one of its frames count as the same, since a frame is the least there is.
    """

    rate: Fraction
    listed: tuple[Fraction, ...] = ()
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    step: Fraction = Fraction(0)
    in_frames: bool = False

    @property
    def longest(self) -> Fraction:
        """The greatest length."""
        return max(self.listed) if self.listed else self.high

    def same(self, one: Fraction, other: Fraction) -> bool:
        """Tell whether two lengths differ by no more than a frame of the clip."""
        return abs(one - other) * self.rate <= 1

    def nearest(self, seconds: Fraction) -> Fraction:
        """Return the length nearest to this one; of two equally near the longer."""
        if self.listed:
            return min(self.listed, key=lambda length: (abs(length - seconds), -length))
        if seconds <= self.low:
            return self.low
        if seconds >= self.high:
            return self.high
        if not self.step:
            return seconds
        steps = math.floor((seconds - self.low) / self.step + Fraction(1, 2))
        return self._held(steps)

    def at_least(self, seconds: Fraction) -> Fraction | None:
        """Return the shortest length that holds this one, ``None`` where none does."""
        nearest = self.nearest(seconds)
        if self.same(nearest, seconds) or nearest >= seconds:
            return nearest
        if self.listed:
            return min((length for length in self.listed if length >= seconds), default=None)
        if not self.step or seconds > self.high:
            return None
        longer = self.low + math.ceil((seconds - self.low) / self.step) * self.step
        return longer if longer <= self.high else None

    def words(self) -> tuple[str, ...]:
        """Return what lengths there are, for an error or a table."""
        if self.listed:
            return tuple(seconds_text(length) for length in sorted(self.listed))
        span = f"{seconds_text(self.low)[:-2]} to {seconds_text(self.high)}"
        if self.in_frames:
            first, last = round(self.low * self.rate), round(self.high * self.rate)
            steps = f" in steps of {round(self.step * self.rate)}" if self.step else ""
            return (f"{first} to {last} frames{steps} at {float(self.rate):g} a second ({span})",)
        if not self.step:
            return (span,)
        count = math.floor((self.high - self.low) / self.step) + 1
        if count <= _SHOWN:
            return tuple(seconds_text(self._held(k)) for k in range(count))
        return (f"{span} in steps of {seconds_text(self.step)}",)

    def _held(self, steps: int) -> Fraction:
        most = math.floor((self.high - self.low) / self.step)
        return self.low + min(steps, most) * self.step


def lengths_of(route: Route, resolution: str, shot_rate: Fraction) -> Lengths | None:
    """Return what lengths a route makes at a resolution; ``None`` where it makes pictures."""
    durations = route.durations
    if durations is None:
        return None
    guide = route.inputs.get("guide")
    rates = guide.rates if durations.follows_guide and guide and guide.rates else route.rates
    rate = clip_rate(rates, shot_rate)
    limits = route.resolutions.get(resolution, Resolution())
    listed = limits.seconds or durations.seconds
    if listed:
        kept = tuple(
            exact(s) for s in listed if limits.max_seconds is None or s <= limits.max_seconds
        )
        return Lengths(rate, listed=kept or (exact(min(listed)),))
    if durations.min_frames is not None and durations.max_frames is not None:
        step = Fraction(durations.frame_step) / rate
        low, high = Fraction(durations.min_frames) / rate, Fraction(durations.max_frames) / rate
        high = low + math.floor((high - low) / step) * step
        lengths = Lengths(rate, low=low, high=high, step=step, in_frames=True)
    else:
        lengths = Lengths(
            rate,
            low=exact(durations.min_seconds or 0.0),
            high=exact(durations.max_seconds or 0.0),
            step=Fraction(0) if durations.follows_guide else exact(durations.step_seconds),
        )
    if limits.max_seconds is None or exact(limits.max_seconds) >= lengths.high:
        return lengths
    return Lengths(
        rate,
        low=lengths.low,
        high=max(lengths.low, exact(limits.max_seconds)),
        step=lengths.step,
        in_frames=lengths.in_frames,
    )

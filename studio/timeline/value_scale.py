"""ValueScale: values of one unit to pixels and back, and the ticks of a value axis."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TICK_PX = 42.0
_FINEST, _COARSEST = 1e-7, 1e9
"""Units a pixel."""
_FLAT = 1.0
"""What a curve without any change is given, so that it lies in the middle."""


@dataclass(frozen=True, slots=True)
class ValueScale:
    """``middle`` is the value at half the height; a pixel is ``per_pixel`` units."""

    middle: float = 0.0
    per_pixel: float = 0.01

    def y(self, value: float, height: float) -> float:
        """Return the pixel from the top at which a value lies."""
        return height / 2.0 - (value - self.middle) / self.per_pixel

    def value(self, y: float, height: float) -> float:
        """Return the value at a pixel from the top."""
        return self.middle + (height / 2.0 - y) * self.per_pixel

    def zoomed(self, y: float, height: float, factor: float) -> ValueScale:
        """Return the scale with ``factor`` times the pixels; the value at ``y`` stays there."""
        fixed = self.value(y, height)
        per_pixel = min(max(self.per_pixel / factor, _FINEST), _COARSEST)
        return ValueScale(fixed - (height / 2.0 - y) * per_pixel, per_pixel)

    def panned(self, by: float) -> ValueScale:
        """Return the scale with its content moved down by so many pixels."""
        return replace(self, middle=self.middle + by * self.per_pixel)

    @classmethod
    def fitting(cls, low: float, high: float, height: float, margin: float = 24.0) -> ValueScale:
        """Return the scale that shows ``low`` to ``high`` in ``height`` pixels."""
        span = high - low
        span = span if span > 1e-9 else _FLAT
        per_pixel = span / max(height - 2.0 * margin, 1.0)
        return cls((low + high) / 2.0, min(max(per_pixel, _FINEST), _COARSEST))

    @property
    def step(self) -> float:
        """The units from one tick to the next: 1, 2 or 5 times a power of ten."""
        wanted = _TICK_PX * self.per_pixel
        decade = 10.0 ** math.floor(math.log10(wanted))
        return next(decade * part for part in (1.0, 2.0, 5.0, 10.0) if decade * part >= wanted)

    def ticks(self, height: float) -> Iterator[float]:
        """Yield the values to mark, rising."""
        step = self.step
        first = math.ceil(self.value(height, height) / step)
        last = math.floor(self.value(0.0, height) / step)
        for number in range(first, last + 1):
            yield number * step

    def text(self, value: float, unit: str) -> str:
        """Return how a tick is written: as many decimals as its step has, and the unit."""
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        return with_unit(value, unit, decimals)


def with_unit(value: float, unit: str, decimals: int) -> str:
    """Return a number with its unit: ``"1.84 m"``, ``"90°"``, ``"−0.5 EV"``, ``"f/2.8"``."""
    number = f"{value:.{decimals}f}"
    if float(number) == 0.0:
        number = number.lstrip("-")
    number = number.replace("-", "−")
    if unit == "f":
        return f"f/{number}"
    return f"{number}{unit}" if unit in ("°", "×") else f"{number} {unit}".rstrip()


def short_value(value: float, unit: str) -> str:
    """Return a value in few digits: one decimal where a unit is small, else two."""
    return with_unit(value, unit, 1 if unit in ("°", "mm", "lx") else 2)

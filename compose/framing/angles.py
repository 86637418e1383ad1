"""Angles: how far above or below the subject's eyes the camera is, as a word."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.framing.words import ANGLES

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """Degrees from ``low`` to ``high``, and what a word means when nothing is in the way."""

    low: float
    usual: float
    high: float


BANDS: dict[str, Band] = {
    "worms-eye": Band(-80.0, -45.0, -35.0),
    "low": Band(-35.0, -22.0, -10.0),
    "eye": Band(-10.0, 0.0, 10.0),
    "high": Band(10.0, 28.0, 45.0),
    "birds-eye": Band(45.0, 62.0, 90.0),
}
"""The elevation of the camera above the horizon through the subject's eyes, in degrees."""

DUTCH_FROM_DEG = 4.0
"""From this roll on a picture is read as tilted on purpose."""


def elevation_of(way: F64) -> float:
    """Return the elevation in radians of the way from the subject to the camera."""
    return math.atan2(float(way[1]), math.hypot(float(way[0]), float(way[2])))


def angle_of(elevation: float) -> str:
    """Return the word of an elevation in radians."""
    degrees = math.degrees(elevation)
    return next((word for word in ANGLES if degrees < BANDS[word].high), ANGLES[-1])


def elevations(word: str) -> tuple[float, ...]:
    """Return the elevations in radians to try for a word: the usual, then milder, then steeper."""
    band = BANDS[word]
    mild = band.high if band.usual < 0.0 else band.low
    ways = (0.0, 0.5, 0.85) if word != "eye" else (0.0, 0.4, 0.8, -0.4)
    tried = [band.usual + share * (mild - band.usual) for share in ways]
    return tuple(math.radians(degrees) for degrees in tried)

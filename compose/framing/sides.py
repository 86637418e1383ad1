"""Sides: from where around the subject the camera looks, as a word."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from compose.framing.words import SIDES

F64 = npt.NDArray[np.float64]

AZIMUTHS_DEG: dict[str, float] = {
    "front": 0.0,
    "three-quarter-left": 42.0,
    "three-quarter-right": -42.0,
    "profile-left": 90.0,
    "profile-right": -90.0,
    "back-three-quarter-left": 138.0,
    "back-three-quarter-right": -138.0,
    "back": 180.0,
}
"""Degrees from where the subject faces to the camera, positive to the subject's left."""

_FRONT_DEG, _QUARTER_DEG = 20.0, 67.5


def azimuth_of(facing: F64, way: F64) -> float:
    """Return radians about +Y from ``facing`` to the way from the subject to the camera.

    A figure that faces +Z has its left at +X, which is a quarter turn.
    """
    return math.remainder(
        math.atan2(float(way[0]), float(way[2])) - math.atan2(float(facing[0]), float(facing[2])),
        math.tau,
    )


def side_of(azimuth: float) -> str:
    """Return the word of an azimuth in radians."""
    degrees = abs(math.degrees(azimuth))
    if degrees < _FRONT_DEG:
        return "front"
    if degrees > 180.0 - _FRONT_DEG:
        return "back"
    if degrees < _QUARTER_DEG:
        word = "three-quarter"
    elif degrees <= 180.0 - _QUARTER_DEG:
        word = "profile"
    else:
        word = "back-three-quarter"
    return f"{word}-{'left' if azimuth > 0.0 else 'right'}"


def sides_of(word: str) -> tuple[str, ...]:
    """Return the sides that a word may mean: both, where it has no left or right."""
    return (word,) if word in SIDES else (f"{word}-left", f"{word}-right")


def way_from(facing: F64, azimuth: float, elevation: float) -> F64:
    """Return the unit vector from a subject to a camera at these angles in radians."""
    heading = math.atan2(float(facing[0]), float(facing[2])) + azimuth
    flat = math.cos(elevation)
    return np.array(
        [flat * math.sin(heading), math.sin(elevation), flat * math.cos(heading)], np.float64
    )

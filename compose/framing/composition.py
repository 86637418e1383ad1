"""Composition: where in the frame the subject's eyes are, and the room ahead of them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from compose.framing.subjects import Cast

F64 = npt.NDArray[np.float64]

PLACES: dict[str, float] = {"centre": 0.0, "left-third": -1.0 / 3.0, "right-third": 1.0 / 3.0}
"""Where the subject is across the frame, from −1 at the left edge to 1 at the right."""

_CENTRE_WITHIN = 1.0 / 6.0
_STILL_M = 0.004


def composition_of(x: float) -> str:
    """Return the word of a place across the frame."""
    if abs(x) < _CENTRE_WITHIN:
        return "centre"
    return "left-third" if x < 0.0 else "right-third"


def heading_across(cast: Cast, way: F64) -> float:
    """Return where the cast goes, or else faces, across the frame: −1 left … 1 right.

    ``way`` is the unit vector from the subject to the camera. A travel of less than 4 mm a frame
    is standing still.
    """
    across = np.cross((0.0, 1.0, 0.0), way)
    length = float(np.linalg.norm(across))
    if length < 1e-9:
        return 0.0
    speed = math.hypot(float(cast.travel[0]), float(cast.travel[2]))
    ahead = cast.travel / speed if speed > _STILL_M else cast.facing
    return float(ahead @ across) / length


def place_across(word: str, cast: Cast, way: F64) -> float:
    """Return where the subject goes across the frame for a word; lead room is ahead of it.

    One who faces the camera has no side to lead to and stays in the centre.
    """
    if word != "lead-room":
        return PLACES[word]
    ahead = heading_across(cast, way)
    return 0.0 if abs(ahead) < 0.3 else -math.copysign(PLACES["right-third"], ahead)

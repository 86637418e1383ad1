"""How a lens feels: its field of view as a photographer says it."""

from __future__ import annotations

import math

from compose.snapshot import CameraState

_FULL_FRAME_DIAGONAL_MM = math.hypot(36.0, 24.0)
_FEELS = ((21.0, "ultra-wide"), (42.0, "wide"), (80.0, "normal"), (160.0, "long"))
"""Diagonal equivalents in mm below which a lens feels so: 50 mm on Super 35 is the film normal."""


def equivalent_mm(camera: CameraState) -> float:
    """Return the focal length that has this diagonal field of view on 36 x 24 mm."""
    return camera.focal_length_mm * _FULL_FRAME_DIAGONAL_MM / math.hypot(*camera.gate_mm)


def lens_feel(camera: CameraState) -> str:
    """Return ``ultra-wide``, ``wide``, ``normal``, ``long``, ``very long`` or ``parallel``."""
    if camera.orthographic_height_m > 0.0:
        return "parallel"
    equivalent = equivalent_mm(camera)
    return next((word for limit, word in _FEELS if equivalent < limit), "very long")


def field_of_view_deg(camera: CameraState) -> float:
    """Return the horizontal field of view in degrees; 0 for a parallel projection."""
    if camera.orthographic_height_m > 0.0:
        return 0.0
    return math.degrees(2.0 * math.atan(camera.gate_mm[0] / 2.0 / camera.focal_length_mm))

"""The pyramid that a camera sees. No Qt."""

from __future__ import annotations

import numpy as np

from compose.snapshot import CameraState
from studio.viewport.projection import F64


def frustum_corners(camera: CameraState, distance: float) -> F64:
    """Return (4, 3): the corners of the gate in the world, from the top left one clockwise.

    A parallel camera sees the same at every distance.
    """
    if camera.orthographic_height_m > 0.0:
        high = camera.orthographic_height_m / 2.0
        wide = high * camera.aspect
    else:
        wide, high = (side / 2.0 / camera.focal_length_mm * distance for side in camera.gate_mm)
    corners = np.array([[-wide, high], [wide, high], [wide, -high], [-wide, -high]])
    local = np.column_stack([corners, np.full(4, -distance)])
    result: F64 = local @ camera.world[:3, :3].T + camera.world[:3, 3]
    return result

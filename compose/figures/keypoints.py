"""Body points in OpenPose's order, as rows of a figure's points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import OPENPOSE, POINTS

OPENPOSE_ROWS: npt.NDArray[np.intp] = np.array([POINTS.index(name) for name in OPENPOSE], np.intp)
"""(18,): the row in `skeleton.POINTS` of each body point of OpenPose's COCO model."""


def openpose_points(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return (…, 18, 3): the OpenPose points of figures given by (…, P, 3) points."""
    return points[..., OPENPOSE_ROWS, :]

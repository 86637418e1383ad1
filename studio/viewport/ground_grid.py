"""The ground grid: which lines are drawn, and how faint they are. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.viewport.projection import F64, Projection

_LINES = 48
"""Lines to each side of the middle."""
_PIECES = 12
"""Pieces of a line, each of its own faintness."""
_LEAST_PX = 9.0
_UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, eq=False, slots=True)
class GridLines:
    """Segments in the world, (N, 3) each, with (N,) opacity 0…1.

    ``axis`` is (N,): 0 or 2 on the world's X or Z axis, 1 on Y in a view from a side, −1 elsewhere.
    """

    starts: F64
    ends: F64
    opacity: F64
    axis: npt.NDArray[np.int64]
    step_m: float


def grid_lines(projection: Projection) -> GridLines:
    """Return the lines of the plane that the view looks at: the ground, or a side's upright one."""
    flat = _plane(projection)
    across, along = (axis for axis in range(3) if axis != flat)
    middle = _middle(projection, flat)
    step = grid_step(projection.metres_per_pixel(middle))
    centre = np.round(middle / (10.0 * step)) * 10.0 * step
    reach = _LINES * step
    pieces = np.linspace(-reach, reach, _PIECES + 1)
    parts = []
    for one, other in ((across, along), (along, across)):
        starts = np.zeros((2 * _LINES + 1, _PIECES, 3))
        starts[..., one] = (np.arange(-_LINES, _LINES + 1) * step + centre[one])[:, None]
        ends = starts.copy()
        starts[..., other] = pieces[:-1] + centre[other]
        ends[..., other] = pieces[1:] + centre[other]
        number = np.round(starts[..., one] / step)
        axis = np.where(number == 0, other, -1)
        major = np.where(number % 10 == 0, 1.0, 0.45)
        away = np.linalg.norm((starts + ends) / 2.0 - middle, axis=2) / reach
        opacity = np.clip(1.0 - away, 0.0, 1.0) ** 1.5 * np.where(axis >= 0, 1.0, major)
        parts.append((starts.reshape(-1, 3), ends.reshape(-1, 3), opacity.ravel(), axis.ravel()))
    starts, ends, opacity, axes = (np.concatenate(column) for column in zip(*parts, strict=True))
    shown = opacity > 0.02
    return GridLines(starts[shown], ends[shown], opacity[shown], axes[shown], step)


def grid_step(metres_per_pixel: float) -> float:
    """Return the spacing in metres, a power of ten, that is at least some pixels wide."""
    least = max(metres_per_pixel * _LEAST_PX, 1e-4)
    return float(10.0 ** math.ceil(math.log10(least)))


def _plane(projection: Projection) -> int:
    """Return the axis that the grid's plane is square to: up, but for squarely parallel sides."""
    ahead = np.abs(projection.forward)
    if projection.raster.orthographic and ahead.max() > 1.0 - 1e-9:
        return int(ahead.argmax())
    return 1


def _middle(projection: Projection, flat: int) -> F64:
    """Return where the middle of the view meets the plane, or below the eye near the horizon."""
    normal = np.eye(3)[flat]
    x = projection.left + projection.scale * projection.raster.cx
    y = projection.top + projection.scale * projection.raster.cy
    height = max(abs(float(projection.eye[flat])), 1.0)
    hit = projection.ray(x, y).on_plane(np.zeros(3), normal)
    if hit is None or np.linalg.norm(hit - projection.eye) > 12.0 * height + 2000.0 * (flat != 1):
        ahead = projection.forward * (1.0 - normal)
        length = float(np.linalg.norm(ahead)) or 1.0
        hit = projection.eye * (1.0 - normal) + ahead / length * 4.0 * height
    return hit

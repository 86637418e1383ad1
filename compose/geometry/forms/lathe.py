"""Lathe: a profile turned about an axis."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.forms.loft import quads
from compose.geometry.forms.skin import CREASE_DEG, skin
from compose.geometry.mesh import Mesh

_AXES = {"x": [1, 2, 0], "y": [0, 1, 2], "z": [2, 0, 1]}
"""Which of the turned columns become X, Y and Z: cyclic, so that outside stays outside."""


def lathe(
    profile: npt.ArrayLike,
    segments: int = 24,
    *,
    axis: str = "y",
    crease_deg: float = CREASE_DEG,
    edge_deg: float | None = None,
) -> Mesh:
    """Turn a profile about an axis.

    Parameters
    ----------
    profile
        (P, 2) radius and place along the axis in metres, from the lower end to the upper as the
        outside is passed. Close the solid by beginning and ending on the axis (radius 0), or by
        ending where it began (a ring such as a tyre).
    segments
        Steps around.
    axis
        ``y`` (up), ``x`` or ``z``.
    """
    rows = np.asarray(profile, np.float64)
    angles = np.arange(segments) * (2.0 * np.pi / segments)
    around = np.stack([np.sin(angles), np.zeros(segments), np.cos(angles)], axis=1)
    points = rows[:, 0, None, None] * around + rows[:, 1, None, None] * np.array([0.0, 1.0, 0.0])
    index = np.arange(len(rows) * segments).reshape(len(rows), segments)
    return skin(
        points.reshape(-1, 3)[:, _AXES[axis]],
        quads(index, around=True),
        crease_deg=crease_deg,
        edge_deg=edge_deg,
    )

"""Solid: the geometry of one mesh of a model, before it is written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Solid:
    """Positions and normals (V, 3), triangles (T, 3), and for skins joints and weights (V, 4)."""

    positions: F64
    normals: F64
    triangles: I64
    joints: I64 | None = None
    weights: F64 | None = None

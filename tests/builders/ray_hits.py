"""Where rays first meet triangles (Möller and Trumbore, 1997)."""

from __future__ import annotations

import numpy as np


def first_hits(triangles: np.ndarray, starts: np.ndarray, ways: np.ndarray) -> np.ndarray:
    """Return (R,) distances along (R, 3) unit ways to (T, 3, 3) triangles; inf where none is."""
    a, b, c = np.moveaxis(triangles.astype(np.float64), 1, 0)
    nearest = np.full(len(ways), np.inf)
    for row, (start, way) in enumerate(zip(starts, ways, strict=True)):
        across = np.cross(way, c - a)
        volume = np.einsum("ti,ti->t", b - a, across)
        with np.errstate(divide="ignore", invalid="ignore"):
            u = np.einsum("ti,ti->t", start - a, across) / volume
            up = np.cross(start - a, b - a)
            v = up @ way / volume
            far = np.einsum("ti,ti->t", c - a, up) / volume
            hit = (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (far > 0.0)
        if hit.any():
            nearest[row] = far[hit].min()
    return nearest

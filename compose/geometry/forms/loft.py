"""Loft: a skin through rows of points, closed around or open."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.forms.skin import CREASE_DEG, skin
from compose.geometry.mesh import Mesh

I64 = npt.NDArray[np.int64]


def loft(
    sections: npt.ArrayLike,
    *,
    caps: bool = True,
    crease_deg: float = CREASE_DEG,
    edge_deg: float | None = None,
    lines: npt.ArrayLike | None = None,
) -> Mesh:
    """Return a skin through rings of points.

    Parameters
    ----------
    sections
        (R, N, 3) points. Each ring runs counter-clockwise seen from the last one's side, looking
        back at the first.
    caps
        Close both ends; the ends are joined straight across (point ``i`` with ``N - 1 - i``), so
        begin each ring in the middle of a side and keep it symmetric or convex.
    crease_deg, edge_deg, lines
        See `skin`; a point of row ``r`` is number ``r * N + i``.
    """
    points = np.asarray(sections, np.float64)
    rows, count = points.shape[:2]
    index = np.arange(rows * count).reshape(rows, count)
    return skin(
        points.reshape(-1, 3),
        tube_faces(index) if caps else quads(index, around=True),
        crease_deg=crease_deg,
        edge_deg=edge_deg,
        lines=lines,
    )


def sheet(
    points: npt.ArrayLike,
    *,
    crease_deg: float = CREASE_DEG,
    lines: npt.ArrayLike | None = None,
) -> Mesh:
    """Return an open skin on a grid of (R, N, 3) points.

    It faces the side from which columns run to the right while rows run up.
    """
    grid = np.asarray(points, np.float64)
    index = np.arange(grid.shape[0] * grid.shape[1]).reshape(grid.shape[:2])
    return skin(grid.reshape(-1, 3), quads(index, around=False), crease_deg=crease_deg, lines=lines)


def quads(index: I64, *, around: bool) -> I64:
    """Return the triangles between the rows of a grid of point numbers."""
    grid = np.concatenate([index, index[:, :1]], axis=1) if around else index
    a, b, c, d = grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]
    halves = np.stack([np.stack([a, b, c], axis=-1), np.stack([a, c, d], axis=-1)], axis=2)
    return halves.reshape(-1, 3)


def tube_faces(index: I64) -> I64:
    """Return the triangles between rings of point numbers, (R, N), and across both ends."""
    ends = [_cap(index[-1]), _cap(index[0])[:, ::-1]]
    return np.concatenate([quads(index, around=True), *ends])


def _cap(ring: I64) -> I64:
    """Return triangles across a ring, zigzag between its two halves, the ring's own way round."""
    count = len(ring)
    low = np.arange((count - 1) // 2)
    high = count - 1 - low
    first = np.stack([low, low + 1, high], axis=1)
    second = np.stack([low + 1, high - 1, high], axis=1)
    zigzag = np.stack([first, second], axis=1).reshape(-1, 3)
    return np.asarray(ring[zigzag[: count - 2]], np.int64)

"""Coarse: what is small in a draft with fewer triangles. Pure CPU, no GL.

The vertices of a mesh that fall into one cell of a grid become one of them, and triangles that are
left without an area are dropped (J. Rossignac and P. Borrel, "Multi-resolution 3D approximations
for rendering complex scenes", 1993). Where a cell is no wider than two pixels, that is hardly seen.
The vertices stay as they are, so that a coarse mesh is no more than a list of triangles, and a skin
stays a skin.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh

F64 = npt.NDArray[np.float64]
U32 = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]

FULL = 8
"""The level of a mesh as it is. Those below have grids of two cells to the power of the level."""

_CELL_PIXELS = 2.0
_FEWEST = 32
"""Meshes of fewer triangles stay as they are."""
_WORTH = 0.8
"""The share of its triangles that a level may have, to be used in place of the mesh."""
_KEPT_AREA = 0.6
"""The share of its surface that a mesh must keep: rods that are thinner than a cell vanish."""
_MADE_AT_ONCE = 8_000
"""Vertices that are sorted into grids for one draft, give or take a mesh: some 8 ms."""


def levels(pixels: F64) -> Numbers:
    """Return the level, 1 to ``FULL``, for meshes whose spheres are so many pixels wide."""
    cells = np.clip(pixels / _CELL_PIXELS, 2.0, 2.0**FULL)
    return np.asarray(np.ceil(np.log2(cells)), np.int64)


class CoarseStore:
    """Keeps coarse triangles of meshes as long as the meshes live, and makes a few at a time."""

    def __init__(self) -> None:
        self._made: WeakKeyDictionary[Mesh, dict[int, U32]] = WeakKeyDictionary()
        self._left = _MADE_AT_ONCE

    def begin(self) -> None:
        """Begin a draft: so much may be made for it."""
        self._left = _MADE_AT_ONCE

    def triangles(self, mesh: Mesh, level: int) -> U32 | None:
        """Return the (T, 3) triangles of a level, ``None`` where enough was made for one draft.

        They are the mesh's own where fewer would not be worth it.
        """
        if level >= FULL or len(mesh.triangles) < _FEWEST:
            return mesh.triangles
        made = self._made.setdefault(mesh, {})
        if level not in made:
            if self._left <= 0:
                return None
            self._left -= len(mesh.positions)
            made[level] = _worthwhile(mesh, level)
        return made[level]


def _worthwhile(mesh: Mesh, level: int) -> U32:
    """Return the triangles of the first level from this on that keeps the mesh's surface.

    They are the mesh's own where little would be won.
    """
    area = _KEPT_AREA * _area(mesh, mesh.triangles)
    for finer in range(level, FULL):
        made = coarse(mesh, 2**finer)
        if len(made) > _WORTH * len(mesh.triangles):
            break
        if _area(mesh, made) >= area:
            return made
    return mesh.triangles


def _area(mesh: Mesh, triangles: U32) -> float:
    a, b, c = mesh.positions[triangles].transpose(1, 0, 2)
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum())


def coarse(mesh: Mesh, cells: int) -> U32:
    """Return (T, 3) triangles between vertices of a mesh, one a cell and side that it faces.

    Parameters
    ----------
    mesh
        With normals.
    cells
        How many cells there are along the diagonal of its bounds.

    Of a cell's vertices the one farthest from the middle of the mesh stays, so that nothing
    shrinks. Vertices that face different ways stay apart: edges stay sharp, and where they meet in
    one point they still do.
    """
    low, high = np.asarray(mesh.bounds, np.float64)
    diagonal = float(np.linalg.norm(high - low))
    if not 0.0 < diagonal < np.inf:
        return mesh.triangles
    places = (mesh.positions - low) * (cells / diagonal)
    x, y, z = np.minimum(places.astype(np.int64), cells - 1).T
    cell = (x * cells + y) * cells + z
    side = np.abs(mesh.normals).argmax(axis=1)
    negative = np.take_along_axis(mesh.normals, side[:, None], axis=1)[:, 0] < 0.0
    away = ((mesh.positions - (low + high) / 2.0) ** 2).sum(axis=1)
    outward = np.argsort(-away, kind="stable")
    groups = ((cell * 3 + side) * 2 + negative)[outward]
    _, first, group = np.unique(groups, return_index=True, return_inverse=True)
    kept = np.empty(len(cell), np.uint32)
    kept[outward] = outward[first[group]]
    triangles = kept[mesh.triangles]
    a, b, c = cell[triangles].T
    return _without_doubles(triangles[(a != b) & (b != c) & (c != a)])


def _without_doubles(triangles: U32) -> U32:
    """Return the triangles, each once; the same corners the other way round are another one."""
    count = int(triangles.max(initial=0)) + 1
    if count >= 2**21 or not len(triangles):  # three numbers would not fit into one
        return triangles
    start = triangles.argmin(axis=1)
    turned = np.stack([triangles[np.arange(len(triangles)), (start + i) % 3] for i in range(3)])
    a, b, c = turned.astype(np.int64)
    _, first = np.unique((a * count + b) * count + c, return_index=True)
    return np.ascontiguousarray(triangles[np.sort(first)])

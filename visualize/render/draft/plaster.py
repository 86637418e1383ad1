"""Plaster: what stands still in a scene as one mesh in the world. Pure CPU, no GL.

A view that turns draws the same rows again and again. Cast once, they need no matrices, no sorting
into batches and a handful of draw calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

VERTEX = np.dtype([("position", "f4", 3), ("normal", "u1", 4), ("color", "u1", 4)])
"""One vertex: metres from the cast's origin; a unit normal and the square root of the colour, in
255 steps of −1 to 1 and of 0 to 1. The fourth numbers are unused."""


class Run(NamedTuple):
    """Rows of a cast that are drawn in one call: of its ``rows`` and of its triangles from, to."""

    culled: bool
    low: int
    high: int
    first: int
    last: int


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Plaster:
    """Rows of a snapshot cast in one mesh.

    Parameters
    ----------
    origin
        (3,): where the positions are measured from, in the world.
    vertices, triangles
        (V,) of ``VERTEX`` and (T, 3) uint32.
    rows
        (N,) the rows cast, in the order of their triangles: those whose back is never seen first.
    first
        (N + 1,) int64: the first triangle of each of ``rows``, and the count of all.
    culled
        How many of ``rows`` have backs that are never seen.
    meshes, starts, mirrored
        Of each of ``rows``: its mesh, its first vertex, and whether its triangles wind back.
    """

    origin: F64
    vertices: npt.NDArray[np.void]
    triangles: npt.NDArray[np.uint32]
    rows: Rows
    first: Rows
    culled: int
    meshes: tuple[Mesh, ...]
    starts: Rows
    mirrored: Flags

    def runs(self, wanted: Flags, longest: int) -> list[Run]:
        """Return what to draw of the wanted rows of the snapshot, no run of more than ``longest``.

        Rows that follow each other stand near each other.
        """
        keep = np.flatnonzero(wanted[self.rows])
        new = np.diff(keep, prepend=-2) != 1
        new |= keep == self.culled
        block = np.cumsum(new)
        place = np.arange(len(keep)) - np.flatnonzero(new)[block - 1]
        starts = np.flatnonzero(new | (place % longest == 0))
        ends = np.append(starts[1:], len(keep))
        first, last = keep[starts], keep[ends - 1] + 1 if len(starts) else starts
        return [
            Run(low < self.culled, low, high, int(self.first[low]), int(self.first[high]))
            for low, high in zip(first.tolist(), last.tolist(), strict=True)
        ]

"""How wide the faces beside an edge are: how far the next line can be.

Where the faces on both sides shrink to the width of a line, lines run together; ``stroke.glsl``
fades those by these numbers, the same in every frame of a shot. Pure CPU.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]

LARGEST = 6e4
"""Metres: of an edge that stands alone."""


def face_breadths(mesh: Mesh, halves: I64) -> F32:
    """Return (E, 2, 3): across the triangles on either side of edges, in local space.

    Parameters
    ----------
    mesh
        The mesh.
    halves
        (E, 2): the half edges (see ``EdgeTable``) of each edge's first and second triangle, −1 for
        none.

    Returns
    -------
    (E, 2, 3) float32
        Vectors that lead at a right angle from the edge to the triangle's third corner. Zero where
        there is no second triangle, and as long as can be for an edge that no triangle has.
    """
    result = np.zeros((len(halves), 2, 3), np.float32)
    result[halves[:, 0] < 0, 0, 0] = LARGEST
    has = halves >= 0
    result[has] = np.clip(_across(mesh, halves[has]), -LARGEST, LARGEST)
    return result


def _across(mesh: Mesh, half: I64) -> npt.NDArray[np.float64]:
    """Return (N, 3): from each half edge's line to the third corner of its triangle."""
    points = mesh.positions.astype(np.float64)
    corners = mesh.triangles.astype(np.int64).reshape(-1)
    begin = half // 3 * 3
    start = points[corners[half]]
    along = points[corners[begin + (half + 1) % 3]] - start
    third = points[corners[begin + (half + 2) % 3]] - start
    length = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", third, along) / np.where(length > 0.0, length, 1.0)
    return np.asarray(third - along * share[:, None])

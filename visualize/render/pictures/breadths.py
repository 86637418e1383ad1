"""How wide the faces beside an edge are: how far the next line can be.

Where the faces on both sides shrink to the width of a line, lines run together; ``stroke.glsl``
fades those by these numbers, the same in every frame of a shot. Pure CPU.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.geometry.topology import Welded

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

LARGEST = 6e4
"""Metres; what a 16-bit float holds."""


def face_breadths(
    mesh: Mesh, edges: npt.NDArray[np.uint32], welded: Welded | None = None
) -> npt.NDArray[np.float16]:
    """Return (E, 2, 3): across each edge's first and second triangle, in local space.

    Each vector leads at a right angle from the edge to the third corner. It is zero where there is
    no second triangle, and as long as can be for an edge that no triangle has. ``welded`` is the
    mesh's own where the caller has it.
    """
    result = np.zeros((len(edges), 2, 3))
    welded = welded or Welded(mesh.positions, mesh.triangles)
    places, table = welded.places, welded.edges
    if not len(edges) or not len(table.start):
        result[:, 0, 0] = LARGEST
        return result.astype(np.float16)
    corners = mesh.triangles.astype(np.int64)
    size = int(places.max()) + 1
    half = table.order[table.start]
    known = _keys(places[corners[half // 3, half % 3]], places[_corner(corners, half, 1)], size)
    ends = places[edges.astype(np.int64)]
    wanted = _keys(ends[:, 0], ends[:, 1], size)
    group = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    found = known[group] == wanted
    result[~found, 0, 0] = LARGEST
    for side in (0, 1):
        has = found & (table.count[group] > side)
        result[has, side] = _across(mesh, corners, table.order[table.start[group[has]] + side])
    return np.clip(result, -LARGEST, LARGEST).astype(np.float16)


def _across(mesh: Mesh, corners: I64, half: I64) -> F64:
    """Return (N, 3): from each half edge's line to the third corner of its triangle."""
    points = mesh.positions.astype(np.float64)
    start = points[corners[half // 3, half % 3]]
    along = points[_corner(corners, half, 1)] - start
    third = points[_corner(corners, half, 2)] - start
    share = np.einsum("ij,ij->i", third, along) / np.einsum("ij,ij->i", along, along)
    return np.asarray(third - along * share[:, None])


def _corner(corners: I64, half: I64, ahead: int) -> I64:
    return np.asarray(corners[half // 3, (half % 3 + ahead) % 3])


def _keys(one: I64, other: I64, size: int) -> I64:
    """Return one number for each pair of places, whatever their order."""
    return np.minimum(one, other) * size + np.maximum(one, other)

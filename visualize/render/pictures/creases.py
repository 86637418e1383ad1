"""Which display edges are true creases: those a sculptor would see on the matte form.

Display edges also hold the rings and meridians of round things, which a wireframe wants and a
shaded picture does not. Pure CPU.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.geometry.topology import Welded

Pairs = npt.NDArray[np.uint32]
I64 = npt.NDArray[np.int64]

CREASE_DEG = 35.0
"""Least angle between the faces of a crease."""
_SMOOTH_DEG = 5.0
"""Shading normals that differ by less than this across an edge are meant as one round surface."""


def crease_edges(mesh: Mesh, welded: Welded | None = None) -> Pairs:
    """Return (E, 2): the display edges at a border, or where faces meet sharply and shade so.

    An edge of more than two triangles counts as sharp, and so does one that no triangle has: it
    was drawn on purpose. What lies between the same two places comes once. ``welded`` is the mesh's
    own where the caller has it.
    """
    if not len(mesh.edges) or not len(mesh.triangles):
        return mesh.edges
    welded = welded or Welded(mesh.positions, mesh.triangles)
    places, table = welded.places, welded.edges
    half = table.order[table.start]
    corners = mesh.triangles.astype(np.int64)
    begin, end = corners[half // 3, half % 3], corners[half // 3, (half + 1) % 3]
    size = int(places.max()) + 1
    round_ones = _keys(places[begin], places[end], size)[_round(mesh, welded)]
    ends = places[mesh.edges.astype(np.int64)]
    keys, first = np.unique(_keys(ends[:, 0], ends[:, 1], size), return_index=True)
    return mesh.edges[np.sort(first[~np.isin(keys, round_ones)])]


def _round(mesh: Mesh, welded: Welded) -> npt.NDArray[np.bool_]:
    """Tell for each edge of the table whether two triangles meet there without a crease."""
    places, table, faces = welded.places, welded.edges, welded.faces
    paired = np.flatnonzero(table.count == 2)
    first, second = table.order[table.start[paired]], table.order[table.start[paired] + 1]
    dull = _cosine(faces[first // 3], faces[second // 3]) > np.cos(np.radians(CREASE_DEG))
    corners = mesh.triangles.astype(np.int64)
    smooth = np.ones(len(paired), bool)
    ends = [(corners[h // 3, h % 3], corners[h // 3, (h + 1) % 3]) for h in (first, second)]
    turned = places[ends[0][0]] != places[ends[1][0]]
    for at in (0, 1):
        other = np.where(turned, ends[1][1 - at], ends[1][at])
        facing = _cosine(mesh.normals[ends[0][at]], mesh.normals[other])
        smooth &= facing > np.cos(np.radians(_SMOOTH_DEG))
    result = np.zeros(len(table.count), bool)
    result[paired] = dull | smooth
    return result


def _cosine(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    return np.asarray(np.einsum("ij,ij->i", a.astype(np.float64), b.astype(np.float64)))


def _keys(one: I64, other: I64, size: int) -> I64:
    """Return one number for each pair of places, whatever their order."""
    return np.minimum(one, other) * size + np.maximum(one, other)

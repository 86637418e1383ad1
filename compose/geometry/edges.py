"""Display edges of imported triangles: borders, creases and material seams."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F32, F64
from compose.geometry.topology import I64, EdgeTable, edge_table, weld

CREASE_DEG = 30.0


def display_edges(
    positions: F32,
    triangles: npt.NDArray[np.integer],
    *,
    groups: npt.NDArray[np.integer] | None = None,
    crease_deg: float = CREASE_DEG,
) -> I64:
    """Find the edges worth drawing.

    An edge is drawn where one triangle ends (a border), where more than two meet, where two meet
    at more than ``crease_deg``, or where their ``groups`` (material numbers) differ. Vertices at
    equal positions count as one, so seams of UVs or normals alone draw nothing; triangles that
    lie on each other (surfaces modelled from both sides) count once; a crease of a single edge
    with nothing drawn at either end is left out.

    Parameters
    ----------
    positions
        (V, 3) float32.
    triangles
        (T, 3) indices.
    groups
        (T,) integers.
    crease_deg
        Angle between face normals in degrees.

    Returns
    -------
    (E, 2) int64
        Half edges: triangle and corner of one triangle at the edge. The edge runs from that corner
        to the next.
    """
    if not len(triangles):
        return np.zeros((0, 2), np.int64)
    places = weld(positions)
    table = edge_table(places, triangles)
    rows = np.arange(len(triangles))
    if table.count.max(initial=0) > 2:
        rows = _once_each(places, triangles)
        table = edge_table(places, triangles[rows])
    kept = triangles[rows]
    own_groups = None if groups is None else groups[rows]
    certain, crease = _classes(positions, kept, table, own_groups, crease_deg)
    half = table.order[table.start]
    begin = places[kept[half // 3, half % 3]]
    end = places[kept[half // 3, (half + 1) % 3]]
    drawn = certain | crease
    degree = np.bincount(np.concatenate([begin[drawn], end[drawn]]), minlength=len(places))
    lonely = (degree[begin] == 1) & (degree[end] == 1)
    half = np.sort(half[certain | (crease & ~lonely)])
    return np.stack([rows[half // 3], half % 3], axis=1)


def _once_each(places: I64, triangles: npt.NDArray[np.integer]) -> I64:
    """Return the rows of triangles that differ in place, the first of each, in order."""
    corners = np.sort(places[triangles], axis=1)
    return np.sort(np.unique(corners, axis=0, return_index=True)[1])


def _classes(
    positions: F32,
    triangles: npt.NDArray[np.integer],
    table: EdgeTable,
    groups: npt.NDArray[np.integer] | None,
    crease_deg: float,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell for each edge of the table whether it is a border or seam, and whether a crease."""
    paired = np.flatnonzero(table.count == 2)
    first, second = table.start[paired], table.start[paired] + 1
    one, other = table.order[first] // 3, table.order[second] // 3
    normals = face_normals(positions, triangles)
    facing = np.einsum("ij,ij->i", normals[one], normals[other])
    facing = np.where(table.forward[first] == table.forward[second], -facing, facing)
    solid = np.count_nonzero(normals, axis=1) > 0
    crease = np.zeros(len(table.count), bool)
    crease[paired] = (facing < np.cos(np.radians(crease_deg))) & solid[one] & solid[other]
    certain = np.ones(len(table.count), bool)
    certain[paired] = False if groups is None else groups[one] != groups[other]
    return certain, crease


def edge_vertices(triangles: npt.NDArray[np.integer], half_edges: I64) -> npt.NDArray[np.uint32]:
    """Return (E, 2) uint32: the vertices at both ends of half edges (see `display_edges`)."""
    triangle, corner = half_edges[:, 0], half_edges[:, 1]
    ends = [triangles[triangle, corner], triangles[triangle, (corner + 1) % 3]]
    return np.stack(ends, axis=1).astype(np.uint32)


def face_normals(positions: F32, triangles: npt.NDArray[np.integer]) -> F64:
    """Return (T, 3) unit face normals, zero for triangles without area."""
    columns = [positions[:, axis].astype(np.float64) for axis in range(3)]
    a, b, c = (triangles[:, corner] for corner in range(3))
    ux, uy, uz = (column[b] - column[a] for column in columns)
    vx, vy, vz = (column[c] - column[a] for column in columns)
    normals = np.stack([uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx], axis=1)
    lengths = np.sqrt(np.einsum("ij,ij->i", normals, normals))
    normals /= np.where(lengths > 0.0, lengths, np.inf)[:, None]
    return normals

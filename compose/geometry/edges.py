"""Display edges of imported triangles: borders, creases and material seams."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F32
from compose.geometry.topology import I64, Welded

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
    return drawn_edges(Welded(positions, triangles), groups=groups, crease_deg=crease_deg)


def drawn_edges(
    welded: Welded,
    *,
    groups: npt.NDArray[np.integer] | None = None,
    crease_deg: float = CREASE_DEG,
) -> I64:
    """Return `display_edges` of triangles that other questions are asked about as well."""
    if not len(welded.triangles):
        return np.zeros((0, 2), np.int64)
    rows, once = np.arange(len(welded.triangles)), welded
    if welded.edges.count.max(initial=0) > 2:
        rows = _once_each(welded.places, welded.triangles)
        once = Welded(welded.positions, welded.triangles[rows])
    certain, crease = _classes(once, None if groups is None else groups[rows], crease_deg)
    half = once.edges.order[once.edges.start]
    triangle, corner = half // 3, half % 3
    begin = once.places[once.triangles[triangle, corner]]
    end = once.places[once.triangles[triangle, (corner + 1) % 3]]
    drawn = certain | crease
    degree = np.bincount(np.concatenate([begin[drawn], end[drawn]]), minlength=len(once.places))
    lonely = (degree[begin] == 1) & (degree[end] == 1)
    half = np.sort(half[certain | (crease & ~lonely)])
    return np.stack([rows[half // 3], half % 3], axis=1)


def _once_each(places: I64, triangles: npt.NDArray[np.integer]) -> I64:
    """Return the rows of triangles that differ in place, the first of each, in order."""
    corners = np.sort(places[triangles], axis=1)
    return np.sort(np.unique(corners, axis=0, return_index=True)[1])


def _classes(
    welded: Welded, groups: npt.NDArray[np.integer] | None, crease_deg: float
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell for each edge of the table whether it is a border or seam, and whether a crease."""
    table, normals = welded.edges, welded.faces
    paired = np.flatnonzero(table.count == 2)
    first, second = table.start[paired], table.start[paired] + 1
    one, other = table.order[first] // 3, table.order[second] // 3
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

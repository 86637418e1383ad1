"""Skin: triangles on bare points become a mesh with normals, UVs and display edges."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.edges import drawn_edges, edge_vertices
from compose.geometry.mesh import F32, Mesh
from compose.geometry.normals import smooth_split
from compose.geometry.topology import Welded

CREASE_DEG = 35.0


def skin(
    points: npt.ArrayLike,
    triangles: npt.ArrayLike,
    *,
    crease_deg: float = CREASE_DEG,
    edge_deg: float | None = None,
    lines: npt.ArrayLike | None = None,
) -> Mesh:
    """Return a mesh of ``triangles`` (T, 3) on ``points`` (N, 3), counter-clockwise from outside.

    Parameters
    ----------
    points, triangles
        Metres and indices. Triangles that touch a place twice are left out.
    crease_deg
        Surfaces that bend less than this are shaded as one.
    edge_deg
        Bends sharper than this are display edges; ``crease_deg`` if left out.
    lines
        (L, 2) pairs of points to draw as display edges as well (a door's seam).

    Notes
    -----
    UVs are metres on the plane that each vertex's normal faces most ("box mapping"), v downward.
    """
    places = np.asarray(points, np.float32) + np.float32(0.0)
    faces = np.asarray(triangles, np.int64).reshape(-1, 3)
    welded = Welded(places, faces[_proper(places, faces)])
    source, corners, normals = smooth_split(welded, crease_deg)
    positions = places[source]
    drawn = drawn_edges(welded, crease_deg=crease_deg if edge_deg is None else edge_deg)
    edges = edge_vertices(corners, drawn)
    if lines is not None:
        first = np.zeros(len(places), np.uint32)
        first[source[::-1]] = np.arange(len(source), dtype=np.uint32)[::-1]
        edges = np.concatenate([edges, first[np.asarray(lines, np.int64).reshape(-1, 2)]])
    return Mesh(
        positions=positions,
        triangles=corners,
        normals=normals,
        uv0=box_uv(positions, normals),
        edges=edges[edges[:, 0] != edges[:, 1]],
        closed=welded.closed,
    )


def box_uv(positions: F32, normals: F32) -> F32:
    """Return (V, 2) UVs in metres: each vertex on the plane of its normal's greatest axis."""
    axis = np.argmax(np.abs(normals), axis=1)
    sign = np.where(normals[np.arange(len(positions)), axis] < 0.0, -1.0, 1.0)
    x, y, z = positions.T
    uv = np.empty((len(positions), 2), np.float32)
    uv[:, 0] = np.where(axis == 0, -z * sign, np.where(axis == 1, x, x * sign))
    uv[:, 1] = np.where(axis == 1, z * sign, -y)
    return uv


def _proper(points: F32, triangles: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell which triangles have three different places; slivers stay, they close the solid."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    return np.asarray((a != b).any(1) & (b != c).any(1) & (c != a).any(1))

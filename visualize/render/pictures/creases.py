"""Which edges are true creases: those a sculptor would see on the matte form.

Display edges also hold the rings and meridians of round things, which a wireframe wants and a
shaded picture does not. Pure CPU.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.geometry.topology import Welded

CREASE_DEG = 35.0
"""Least angle between the faces of a crease."""
_SMOOTH_DEG = 5.0
"""Shading normals that differ by less than this across an edge are meant as one round surface."""


def round_edges(mesh: Mesh, welded: Welded) -> npt.NDArray[np.bool_]:
    """Tell for each edge of the table whether two triangles meet there without a crease.

    A border, an edge of more than two triangles and one where faces meet sharply and shade so are
    none. ``welded`` is the mesh's own; the result is in the order of ``welded.edges``.
    """
    places, table, faces = welded.places, welded.edges, welded.faces
    paired = np.flatnonzero(table.count == 2)
    first, second = table.order[table.start[paired]], table.order[table.start[paired] + 1]
    dull = _cosine(faces[first // 3], faces[second // 3]) > np.cos(np.radians(CREASE_DEG))
    result = np.zeros(len(table.count), bool)
    result[paired] = dull
    sharp = ~dull
    result[paired[sharp]] = _shades_smoothly(mesh, places, first[sharp], second[sharp])
    return result


def _shades_smoothly(
    mesh: Mesh,
    places: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:
    """Tell for pairs of half edges whether the shading normals agree at both ends."""
    corners = mesh.triangles.astype(np.int64).reshape(-1)
    ahead = [np.stack([corners[h], corners[h // 3 * 3 + (h + 1) % 3]]) for h in (first, second)]
    turned = places[ahead[0][0]] != places[ahead[1][0]]
    other = np.where(turned, ahead[1][::-1], ahead[1])
    facing = _cosine(mesh.normals[ahead[0].ravel()], mesh.normals[other.ravel()])
    return np.asarray((facing > np.cos(np.radians(_SMOOTH_DEG))).reshape(2, -1).all(axis=0))


def _cosine(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    return np.asarray(np.einsum("ij,ij->i", a.astype(np.float64), b.astype(np.float64)))

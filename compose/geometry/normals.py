"""Normals for meshes that come without: flat, or smooth up to an angle."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F32
from compose.geometry.topology import I64, Welded, face_normals, sorted_with_order

SMOOTH_DEG = 40.0
_MAX_FAN = 64
"""At vertices where more triangles meet (the tip of a fan), all of them are averaged."""


def unshared(
    triangles: npt.NDArray[np.integer],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Give every corner a vertex of its own, as flat shading needs.

    Returns
    -------
    source, triangles
        (3 T,) the old vertex of each new one, and (T, 3) uint32.
    """
    source = triangles.reshape(-1).astype(np.int64)
    return source, np.arange(len(source), dtype=np.uint32).reshape(-1, 3)


def flat_normals(positions: F32, triangles: npt.NDArray[np.integer]) -> F32:
    """Return (V, 3) float32 unit normals of a mesh whose triangles share no vertices.

    A triangle without area gets +Y.
    """
    faces = face_normals(positions, triangles)
    faces[~faces.any(1)] = (0.0, 1.0, 0.0)
    result = np.zeros((len(positions), 3), np.float32)
    result[:, 1] = 1.0
    result[triangles.reshape(-1)] = np.repeat(faces, 3, axis=0)
    return result


def split_smooth(
    positions: F32, triangles: npt.NDArray[np.integer], angle_deg: float = SMOOTH_DEG
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32], F32]:
    """Smooth across edges that bend less than ``angle_deg`` and split vertices at sharper ones.

    Each corner averages the triangles at its place whose normals lie within the angle of its
    own, each weighted by its angle there (Thuermer and Wuethrich 1998).

    Returns
    -------
    source, triangles, normals
        (V',) the old vertex of each new one, (T, 3) uint32, and (V', 3) float32.
    """
    return smooth_split(Welded(positions, triangles), angle_deg)


def smooth_split(
    welded: Welded, angle_deg: float = SMOOTH_DEG
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32], F32]:
    """Return `split_smooth` of triangles that other questions are asked about as well."""
    corners = welded.triangles.reshape(-1).astype(np.int64)
    normals = _corner_normals(welded, np.cos(np.radians(angle_deg)))
    steps = np.round(normals * 8191.0).astype(np.int64) + 8192
    packed = (steps[:, 0] << 28) | (steps[:, 1] << 14) | steps[:, 2]
    order = np.lexsort((packed, corners))
    vertex, shade = corners[order], packed[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (vertex[1:] != vertex[:-1]) | (shade[1:] != shade[:-1])
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(fresh) - 1
    first = order[fresh]
    return corners[first], number.reshape(-1, 3).astype(np.uint32), normals[first]


def _corner_normals(welded: Welded, cosine: float) -> F32:
    """Return (3 T, 3) unit normals, one a corner."""
    own = np.repeat(welded.faces.astype(np.float32), 3, axis=0)
    angles = _corner_angles(welded.positions, welded.triangles)
    weighted = own * angles.reshape(-1, 1)
    places, order = sorted_with_order(welded.places[welded.triangles.reshape(-1)])
    own, weighted = own[order], weighted[order]
    total = _averaged(own, weighted, places, cosine)
    lengths = np.sqrt(np.einsum("ij,ij->i", total, total))
    unit = np.where(lengths[:, None] > 1e-12, total / np.maximum(lengths, 1e-12)[:, None], own)
    unit[~unit.any(1)] = (0.0, 1.0, 0.0)
    result = np.empty(unit.shape, np.float32)
    result[order] = unit
    return result


def _averaged(own: F32, weighted: F32, places: I64, cosine: float) -> npt.NDArray[np.float64]:
    """Return (C, 3): for corners sorted by place, the sum of the weighted normals near their own.

    A corner at a place of n corners is compared with all n, itself included.
    """
    sizes = np.bincount(places)
    begins = np.cumsum(sizes) - sizes
    everything = (sizes > _MAX_FAN) | (cosine <= -1.0)
    compared = np.where(everything, 0, sizes)[places]
    here = np.repeat(np.arange(len(places)), compared)
    within = np.arange(len(here)) - np.repeat(np.cumsum(compared) - compared, compared)
    there = begins[places[here]] + within
    close = (np.einsum("ij,ij->i", own[here], own[there]) >= cosine) | (here == there)
    here, there = here[close], there[close]
    total = np.empty((len(places), 3))
    whole = np.flatnonzero(compared == 0)
    for axis in range(3):
        total[:, axis] = np.bincount(here, weighted[there, axis], len(places))
        if len(whole):
            total[whole, axis] = np.bincount(places, weighted[:, axis])[places[whole]]
    return total


def _corner_angles(positions: F32, triangles: npt.NDArray[np.integer]) -> F32:
    """Return (T, 3) the angle of each triangle at each corner, in radians."""
    points = positions[triangles]
    ahead = points[:, [1, 2, 0]] - points
    length = np.sqrt(np.einsum("ijk,ijk->ij", ahead, ahead))[:, :, None]
    ahead /= np.where(length > 0.0, length, np.inf)
    cosines = -np.einsum("ijk,ijk->ij", ahead, ahead[:, [2, 0, 1]])
    return np.asarray(np.arccos(np.clip(cosines, -1.0, 1.0)), np.float32)

"""Normals for meshes that come without: flat, or smooth up to an angle."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.edges import face_normals
from compose.geometry.mesh import F32
from compose.geometry.topology import sorted_with_order, weld

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
    corners = triangles.reshape(-1).astype(np.int64)
    normals = _corner_normals(positions, triangles, np.cos(np.radians(angle_deg)))
    keys = np.column_stack([corners, np.round(normals * 8191.0).astype(np.int64) + 8192])
    packed = (keys[:, 1] << 28) | (keys[:, 2] << 14) | keys[:, 3]
    order = np.lexsort((packed, corners))
    fresh = np.ones(len(order), bool)
    fresh[1:] = (corners[order][1:] != corners[order][:-1]) | (
        packed[order][1:] != packed[order][:-1]
    )
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(fresh) - 1
    first = order[fresh]
    return (
        corners[first],
        number.reshape(-1, 3).astype(np.uint32),
        normals[first],
    )


def _corner_normals(positions: F32, triangles: npt.NDArray[np.integer], cosine: float) -> F32:
    """Return (3 T, 3) unit normals, one a corner."""
    faces = face_normals(positions, triangles)
    own = np.repeat(faces.astype(np.float32), 3, axis=0)
    weighted = own * _corner_angles(positions, triangles).reshape(-1, 1)
    places = weld(positions)[triangles.reshape(-1)]
    places, order = sorted_with_order(places)
    own, weighted = own[order], weighted[order]
    total = weighted.copy()
    sizes = np.bincount(places)
    crowded = sizes > _MAX_FAN
    for step in range(1, min(int(sizes.max(initial=1)), _MAX_FAN)):
        near = np.flatnonzero((places[step:] == places[:-step]) & ~crowded[places[step:]])
        if not len(near):
            break
        here, there = near, near + step
        close = np.einsum("ij,ij->i", own[here], own[there]) >= cosine
        here, there = here[close], there[close]
        total[here] += weighted[there]
        total[there] += weighted[here]
    if crowded.any():
        sums = np.stack([np.bincount(places, weighted[:, i]) for i in range(3)], axis=1)
        total = np.where(crowded[places][:, None], sums[places], total)
    lengths = np.linalg.norm(total, axis=1)
    unit = np.where(lengths[:, None] > 1e-12, total / np.maximum(lengths, 1e-12)[:, None], own)
    unit[~unit.any(1)] = (0.0, 1.0, 0.0)
    result = np.empty_like(unit)
    result[order] = unit
    return result


def _corner_angles(positions: F32, triangles: npt.NDArray[np.integer]) -> F32:
    """Return (T, 3) the angle of each triangle at each corner, in radians."""
    points = positions[triangles]
    ahead = np.roll(points, -1, axis=1) - points
    length = np.linalg.norm(ahead, axis=2, keepdims=True)
    ahead /= np.where(length > 0.0, length, np.inf)
    behind = -np.roll(ahead, 1, axis=1)
    cosines = np.einsum("ijk,ijk->ij", ahead, behind)
    return np.asarray(np.arccos(np.clip(cosines, -1.0, 1.0)), np.float32)

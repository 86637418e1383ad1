"""From smooth surfaces of quads to a mesh: triangles, normals and four joints a vertex."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compose.figures.shape.cage import F64, vertex_normals
from compose.figures.shape.subdivide import Surface
from compose.geometry.mesh import Mesh

MOST_JOINTS = 4


def finished_mesh(surfaces: Sequence[Surface], *, closed: bool = True) -> Mesh:
    """Return surfaces as one mesh, bound to ``skeleton.JOINTS``."""
    surface = joined_surfaces(surfaces)
    positions, quads = surface.values[:, :3], surface.quads
    joints, weights = strongest(surface.values[:, 3:])
    return Mesh(
        positions=positions.astype(np.float32),
        triangles=np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]).astype(np.uint32),
        normals=vertex_normals(positions, quads).astype(np.float32),
        joints=joints,
        weights=weights,
        edges=np.unique(np.sort(surface.edges, axis=1), axis=0).astype(np.uint32),
        closed=closed,
    )


def joined_surfaces(surfaces: Sequence[Surface]) -> Surface:
    """Return several surfaces as one, side by side."""
    starts = np.cumsum([0, *(len(surface.values) for surface in surfaces[:-1])])
    return Surface(
        values=np.concatenate([surface.values for surface in surfaces]),
        quads=np.concatenate([s.quads + at for s, at in zip(surfaces, starts, strict=True)]),
        edges=np.concatenate([s.edges + at for s, at in zip(surfaces, starts, strict=True)]),
    )


def strongest(weights: F64) -> tuple[np.ndarray, np.ndarray]:
    """Return (V, 4) uint16 joints and float32 weights: the greatest four, brought to a sum of 1."""
    order = np.argsort(-weights, axis=1, kind="stable")[:, :MOST_JOINTS]
    shares = np.take_along_axis(weights, order, axis=1)
    shares = np.where(shares < 1e-3, 0.0, shares)
    shares /= shares.sum(1, keepdims=True)
    order = np.where(shares > 0.0, order, 0)
    return order.astype(np.uint16), shares.astype(np.float32)

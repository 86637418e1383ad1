"""Blobs: balls of even triangles, smooth or lumpy, for leaves, rocks and clouds."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from compose.geometry.forms.skin import skin
from compose.geometry.mesh import F64, Mesh

I64 = npt.NDArray[np.int64]


def blob(
    centre: npt.ArrayLike,
    radii: npt.ArrayLike,
    *,
    seed: int = 0,
    lumps: float = 0.0,
    level: int = 2,
    crease_deg: float = 180.0,
    flat_below: float | None = None,
) -> Mesh:
    """Return a lumpy ball.

    Parameters
    ----------
    centre, radii
        (3,) metres, or one radius.
    seed
        Of its lumps.
    lumps
        Their height as a share of the radius.
    level
        The icosahedron's faces are cut in four this many times: 20 · 4^level triangles.
    flat_below
        Points lower than this share of the radius are lifted to it, so that a rock lies flat.

    Notes
    -----
    The lumps are a sum of waves over the sphere in seeded directions, so that neighbouring points
    move together and the surface stays a star about its centre: it cannot cross itself.
    """
    directions, triangles = icosphere(level)
    source = np.random.default_rng(seed)
    waves = source.normal(size=(10, 3)) * source.uniform(1.3, 3.8, (10, 1))
    phases = source.uniform(0.0, 2.0 * np.pi, 10)
    swell = np.sin(directions @ waves.T + phases).sum(axis=1) / 10.0**0.5
    points = directions * (1.0 + lumps * np.clip(swell, -1.5, 1.5))[:, None]
    if flat_below is not None:
        points[:, 1] = np.maximum(points[:, 1], flat_below)
    placed = points * np.broadcast_to(np.asarray(radii, np.float64), 3) + np.asarray(centre)
    return skin(placed, triangles, crease_deg=crease_deg, edge_deg=max(crease_deg, 60.0))


@lru_cache(maxsize=8)
def icosphere(level: int) -> tuple[F64, I64]:
    """Return unit points (N, 3) and (20 · 4^level, 3) triangles of a cut icosahedron.

    Do not write into the arrays: they are shared.
    """
    golden = (1.0 + 5.0**0.5) / 2.0
    corners = [(-1, golden, 0), (1, golden, 0), (-1, -golden, 0), (1, -golden, 0)]
    points = np.array([np.roll(c, turn) for turn in (0, 1, 2) for c in corners], np.float64)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    triangles = _hull_faces(points)
    for _ in range(level):
        points, triangles = _cut_in_four(points, triangles)
    points.setflags(write=False)
    triangles.setflags(write=False)
    return points, triangles


def _hull_faces(points: F64) -> I64:
    """Return the 20 triples of corners that lie an edge apart, counter-clockwise from outside."""
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    near = (apart < apart[apart > 1e-9].min() * 1.01) & (apart > 1e-9)
    faces = []
    for a in range(12):
        for b in range(a + 1, 12):
            for c in range(b + 1, 12):
                if near[a, b] and near[b, c] and near[a, c]:
                    outward = np.linalg.det(points[[a, b, c]]) > 0.0
                    faces.append((a, b, c) if outward else (a, c, b))
    return np.array(faces, np.int64)


def _cut_in_four(points: F64, triangles: I64) -> tuple[F64, I64]:
    """Put a point on the middle of every edge, pushed out to the sphere."""
    a, b, c = triangles.T
    pairs = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    )
    unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
    middles = points[unique].mean(axis=1)
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    ab, bc, ca = inverse.reshape(3, -1) + len(points)
    faces = [np.stack(t, axis=1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    return np.concatenate([points, middles]), np.concatenate(faces)

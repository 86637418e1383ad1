"""Outline: a flat shape drawn out into a solid, its rims bevelled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.forms.loft import quads
from compose.geometry.forms.skin import CREASE_DEG, skin
from compose.geometry.mesh import F64, Mesh

I64 = npt.NDArray[np.int64]


def extrude_outline(
    outline: npt.ArrayLike,
    depth: float,
    *,
    bevel: float = 0.0,
    crease_deg: float = CREASE_DEG,
) -> Mesh:
    """Draw a simple polygon in XY out along Z, from ``-depth / 2`` to ``depth / 2``.

    Parameters
    ----------
    outline
        (N, 2) corners, either way round, that do not cross.
    bevel
        How far both rims are cut off at 45 degrees, in metres; less than half the depth.
    """
    points = np.asarray(outline, np.float64)
    if _area(points) < 0.0:
        points = points[::-1]
    half = depth / 2.0
    inset = points - _outward(points) * bevel
    stations = [(inset, -half), (points, bevel - half), (points, half - bevel), (inset, half)]
    if bevel <= 0.0:
        stations = [stations[0], stations[3]]
    rows = np.stack([np.column_stack([flat, np.full(len(flat), z)]) for flat, z in stations])
    index = np.arange(rows.shape[0] * len(points)).reshape(rows.shape[:2])
    lid = ear_clipped(inset)
    faces = [quads(index, around=True), index[-1][lid], index[0][lid][:, ::-1]]
    return skin(rows.reshape(-1, 3), np.concatenate(faces), crease_deg=crease_deg)


def ear_clipped(points: F64) -> I64:
    """Return (N − 2, 3) triangles of a simple polygon, counter-clockwise (ear clipping)."""
    left = list(range(len(points)))
    triangles = []
    while len(left) > 3:
        corner = next((i for i in range(len(left)) if _is_ear(points, left, i)), 0)
        triangles.append((left[corner - 1], left[corner], left[(corner + 1) % len(left)]))
        del left[corner]
    return np.array([*triangles, tuple(left)], np.int64)


def _is_ear(points: F64, left: list[int], corner: int) -> bool:
    """Tell whether a corner bulges outward and its triangle holds no other corner."""
    names = left[corner - 1], left[corner], left[(corner + 1) % len(left)]
    a, b, c = points[list(names)]
    if _cross(b - a, c - b) <= 1e-15:
        return False
    rest = points[[n for n in left if n not in names]]
    inside = (
        (_cross(b - a, rest - a) >= 0.0)
        & (_cross(c - b, rest - b) >= 0.0)
        & (_cross(a - c, rest - c) >= 0.0)
    )
    return not bool(np.any(inside))


def _cross(a: F64, b: F64) -> F64:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def _area(points: F64) -> float:
    """Return the signed area, positive counter-clockwise (shoelace formula)."""
    return float(_cross(points, np.roll(points, -1, axis=0)).sum() / 2.0)


def _outward(points: F64) -> F64:
    """Return the mitred outward step at each corner of a counter-clockwise outline."""
    way = np.roll(points, -1, axis=0) - points
    normal = np.column_stack([way[:, 1], -way[:, 0]])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    mean = normal + np.roll(normal, 1, axis=0)
    mitre = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return np.asarray(mitre / np.maximum(np.sum(mitre * normal, axis=1, keepdims=True), 0.5))

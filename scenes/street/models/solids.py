"""Faceted solids for the street's models: lofts of rings, extruded outlines, sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Point = tuple[float, float, float]
Ring = tuple[Point, float, float]
"""Centre, half width along X, half depth along Z."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Solid:
    """Positions and normals (V, 3), triangles (T, 3), and for skins joints and weights (V, 4)."""

    positions: F64
    normals: F64
    triangles: I64
    joints: I64 | None = None
    weights: F64 | None = None

    def laid(self) -> Solid:
        """Return the solid turned 90 degrees about +X, so that +Y points along +Z."""
        return Solid(
            positions=self.positions[:, [0, 2, 1]] * (1.0, -1.0, 1.0),
            normals=self.normals[:, [0, 2, 1]] * (1.0, -1.0, 1.0),
            triangles=self.triangles,
        )

    def on_joint(self, joint: int) -> Solid:
        """Return the solid tied wholly to one joint of the skin."""
        joints = np.zeros((len(self.positions), 4), np.int64)
        joints[:, 0] = joint
        weights = np.zeros((len(self.positions), 4))
        weights[:, 0] = 1.0
        return Solid(
            positions=self.positions,
            normals=self.normals,
            triangles=self.triangles,
            joints=joints,
            weights=weights,
        )


def loft(
    rings: Sequence[Ring],
    sides: int = 10,
    crease_deg: float = 50.0,
    shape: Callable[[F64], F64] | None = None,
) -> Solid:
    """Return a closed skin over ellipses stacked upward along +Y, flat at both ends.

    The corners stand where the ellipse's normal has turned by equal steps, so that every long edge
    is as sharp as the next. ``shape`` moves the points (V, 3) before they are joined.
    """
    turns = np.arange(sides) * (2.0 * np.pi / sides) + np.pi / sides
    rows = []
    for centre, width, depth in rings:
        t = np.arctan2(depth * np.sin(turns), width * np.cos(turns))
        rows.append(
            np.array(centre) + np.stack([width * np.cos(t), 0.0 * t, depth * np.sin(t)], axis=1)
        )
    index = np.arange(len(rings) * sides).reshape(len(rings), sides)
    faces = [tuple(reversed(index[-1])), tuple(index[0])]
    for lower, upper in pairwise(index):
        for i in range(sides):
            k = (i + 1) % sides
            faces.append((lower[i], upper[i], upper[k], lower[k]))
    points = np.concatenate(rows)
    return shaded(points if shape is None else shape(points), faces, crease_deg)


def rounded(rings: Sequence[Ring], steps: int) -> list[Ring]:
    """Return the rings with ``steps`` to each gap, along a smooth curve through all of them.

    The curve is a cardinal spline of tension 0.5 (Catmull and Rom 1974), level at no end.
    """
    known = np.array([(*centre, width, depth) for centre, width, depth in rings])
    padded = np.concatenate([2 * known[:1] - known[1:2], known, 2 * known[-1:] - known[-2:-1]])
    t = (np.arange(steps) / steps)[:, None]
    rows = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        line = (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        rows.append(b + 0.5 * line)
    dense = np.concatenate([*rows, known[-1:]])
    return [((float(x), float(y), float(z)), float(w), float(d)) for x, y, z, w, d in dense]


def extrusion(
    outline: Sequence[tuple[float, float]], half_width: float, chamfer: float, crease_deg: float
) -> Solid:
    """Return a counter-clockwise XY outline drawn out along Z, its rims cut off at 45 degrees."""
    points = np.asarray(outline, np.float64)
    inset = points - _outward(points) * chamfer
    stations = [
        (inset, half_width),
        (points, half_width - chamfer),
        (points, chamfer - half_width),
        (inset, -half_width),
    ]
    rows = [np.column_stack([flat, np.full(len(flat), z)]) for flat, z in stations]
    count = len(points)
    index = np.arange(4 * count).reshape(4, count)
    faces: list[tuple[int, ...]] = []
    for triangle in ear_clipped(inset):
        faces.append(tuple(index[0][list(triangle)]))
        faces.append(tuple(index[3][list(reversed(triangle))]))
    for front, back in pairwise(index):
        for i in range(count):
            k = (i + 1) % count
            faces.append((front[i], back[i], back[k], front[k]))
    return shaded(np.concatenate(rows), faces, crease_deg)


def panel(corners: Sequence[Point], thickness: float = 0.0) -> Solid:
    """Return a quad, counter-clockwise from its front; with a thickness, a slab behind it."""
    front = np.array(corners, np.float64)
    if thickness <= 0.0:
        return shaded(front, [(0, 1, 2, 3)], 30.0)
    normal = np.cross(front[1] - front[0], front[2] - front[0])
    back = front - normal / np.linalg.norm(normal) * thickness
    sides = [(i, i + 4, (i + 1) % 4 + 4, (i + 1) % 4) for i in range(4)]
    return shaded(np.concatenate([front, back]), [(0, 1, 2, 3), (7, 6, 5, 4), *sides], 30.0)


def block(low: Point, high: Point) -> Solid:
    """Return a box between two corners."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    face = ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1))
    return panel(face, thickness=z1 - z0)


def joined(solids: Iterable[Solid]) -> Solid:
    """Return several solids as one; either all are on joints or none is."""
    parts = list(solids)
    starts = np.cumsum([0, *(len(part.positions) for part in parts)])
    joints = [part.joints for part in parts if part.joints is not None]
    weights = [part.weights for part in parts if part.weights is not None]
    return Solid(
        positions=np.concatenate([part.positions for part in parts]),
        normals=np.concatenate([part.normals for part in parts]),
        triangles=np.concatenate(
            [part.triangles + start for part, start in zip(parts, starts, strict=False)]
        ),
        joints=np.concatenate(joints) if joints else None,
        weights=np.concatenate(weights) if weights else None,
    )


def welded(solid: Solid) -> Solid:
    """Return the solid with vertices that agree in everything, to a micrometre, made one."""
    columns: list[npt.NDArray[Any]] = [solid.positions, solid.normals]
    columns += [values for values in (solid.joints, solid.weights) if values is not None]
    rows = np.round(np.hstack(columns), 6)
    _, first, place = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return Solid(
        positions=solid.positions[first],
        normals=solid.normals[first],
        triangles=place.reshape(-1)[solid.triangles],
        joints=None if solid.joints is None else solid.joints[first],
        weights=None if solid.weights is None else solid.weights[first],
    )


def shaded(points: F64, faces: Sequence[Sequence[int]], crease_deg: float) -> Solid:
    """Return faces as triangles with a normal a corner, smooth where faces bend less than a crease.

    Every corner averages the faces of its point that lie within ``crease_deg`` of its own.
    """
    normals = np.array([_newell(points[list(face)]) for face in faces])
    around: dict[int, list[int]] = {}
    for number, face in enumerate(faces):
        for point in face:
            around.setdefault(int(point), []).append(number)
    soft = np.cos(np.radians(crease_deg))
    positions: list[F64] = []
    corner_normals: list[F64] = []
    triangles: list[tuple[int, int, int]] = []
    for number, face in enumerate(faces):
        first = len(positions)
        for point in face:
            near = [n for n in around[int(point)] if normals[n] @ normals[number] >= soft]
            mean = normals[near].sum(axis=0)
            positions.append(points[int(point)])
            corner_normals.append(mean / np.linalg.norm(mean))
        triangles += [(first, first + i, first + i + 1) for i in range(1, len(face) - 1)]
    return Solid(
        positions=np.array(positions),
        normals=np.array(corner_normals),
        triangles=np.array(triangles, np.int64),
    )


def ear_clipped(points: F64) -> list[tuple[int, int, int]]:
    """Return triangles of a simple counter-clockwise polygon (Meisters 1975: two ears theorem)."""
    left = list(range(len(points)))
    triangles: list[tuple[int, int, int]] = []
    while len(left) > 3:
        ear = next(i for i in range(len(left)) if _is_ear(points, left, i))
        triangles.append((left[ear - 1], left[ear], left[(ear + 1) % len(left)]))
        del left[ear]
    return [*triangles, (left[0], left[1], left[2])]


def _is_ear(points: F64, left: list[int], i: int) -> bool:
    a, b, c = points[left[i - 1]], points[left[i]], points[left[(i + 1) % len(left)]]
    if _cross(b - a, c - b) <= 1e-12:
        return False
    others = (n for n in left if n not in (left[i - 1], left[i], left[(i + 1) % len(left)]))
    return not any(
        _cross(b - a, points[n] - a) >= 0.0
        and _cross(c - b, points[n] - b) >= 0.0
        and _cross(a - c, points[n] - c) >= 0.0
        for n in others
    )


def _cross(a: F64, b: F64) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _outward(points: F64) -> F64:
    """Return the mitred outward direction at each corner of a counter-clockwise outline."""
    way = np.roll(points, -1, axis=0) - points
    normal = np.column_stack([way[:, 1], -way[:, 0]])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    mean = normal + np.roll(normal, 1, axis=0)
    mitre = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return np.asarray(mitre / np.maximum(np.sum(mitre * normal, axis=1, keepdims=True), 0.5))


def _newell(corners: F64) -> F64:
    """Return a polygon's unit normal (Newell's method)."""
    following = np.roll(corners, -1, axis=0)
    normal = np.cross(corners, following).sum(axis=0)
    return np.asarray(normal / np.linalg.norm(normal))

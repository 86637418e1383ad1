"""Flat pieces laid on the front of a garment: lapels, a shirt's front, a tie, buttons, pockets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compose.figures.shape.cage import F64, I64, ladder
from compose.figures.shape.plan import BodyPlan
from compose.figures.shape.subdivide import Surface


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A flat piece seen from the front, as pairs of its edges from top to bottom.

    ``left`` and ``right`` are points (x, height) in centimetres of the reference body, of equal
    number; ``right`` is nearer the figure's right side. It stands ``rise_cm`` off the cloth.
    """

    left: tuple[tuple[float, float], ...]
    right: tuple[tuple[float, float], ...]
    rise_cm: float
    steps: int = 3


def draped(plan: BodyPlan, cloth: Surface, piece: Piece) -> Surface:
    """Return a piece as a thin closed body that lies on the cloth and bends with it.

    Every point takes the place and the joint weights of the foremost triangle behind it.
    """
    left, right = _finer(piece.left, piece.steps), _finer(piece.right, piece.steps)
    rows = np.stack([right, (left + right) / 2.0, left], axis=1)
    places = np.stack([rows[..., 0] * plan.unit, plan.height(rows[..., 1])], axis=-1)
    found = foremost(cloth, places.reshape(-1, 2)).reshape(*rows.shape[:2], -1)
    front, behind = found.copy(), found.copy()
    front[..., 2] += piece.rise_cm * plan.unit
    behind[..., 2] -= 0.4 * plan.unit
    rings = np.concatenate([front, behind[:, ::-1]], axis=1)[::-1]
    return _tube(rings)


def foremost(surface: Surface, places: F64) -> F64:
    """Return (n, C) values of a surface where rays along −Z from the front meet it first.

    ``places`` is (n, 2), x and y. A ray that meets nothing takes the nearest vertex of the front.
    """
    quads = surface.quads
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    xy, depth = surface.values[:, :2], surface.values[:, 2]
    a, b, c = (xy[triangles[:, i]] for i in range(3))
    area = _cross(b - a, c - a)
    near = (area > 1e-12) & (np.abs(a[:, 0]) < np.abs(places[:, 0]).max() + 0.08)
    triangles, a, b, c, area = (rows[near] for rows in (triangles, a, b, c, area))
    p = places[:, None, :]
    u, v = _cross(c - b, p - b) / area, _cross(a - c, p - c) / area
    w = 1.0 - u - v
    hit = (u >= -1e-9) & (v >= -1e-9) & (w >= -1e-9)
    z = u * depth[triangles[:, 0]] + v * depth[triangles[:, 1]] + w * depth[triangles[:, 2]]
    best = np.argmax(np.where(hit, z, -np.inf), axis=1)
    row = np.arange(len(places))
    share = np.stack([u[row, best], v[row, best], w[row, best]], axis=1)
    values = np.einsum("ni,nic->nc", share, surface.values[triangles[best]])
    missed = ~hit.any(1)
    if missed.any():
        front = np.unique(triangles)
        apart = np.linalg.norm(places[missed][:, None] - xy[front], axis=2)
        values[missed] = surface.values[front[np.argmin(apart, axis=1)]]
    return np.asarray(values)


def _finer(edge: tuple[tuple[float, float], ...], steps: int) -> F64:
    """Return an edge with ``steps`` spans between two of its points."""
    at = np.array(edge)
    fine = np.linspace(0.0, len(at) - 1.0, (len(at) - 1) * steps + 1)
    return np.stack([np.interp(fine, np.arange(len(at)), at[:, i]) for i in (0, 1)], axis=1)


def _tube(rings: F64) -> Surface:
    """Return (R, n, C) rings as a closed surface whose outline is drawn."""
    count, n = rings.shape[:2]
    index: I64 = np.arange(count * n).reshape(count, n)
    low, high = index[:-1], index[1:]
    sides = np.stack([low, np.roll(low, -1, 1), np.roll(high, -1, 1), high], axis=-1)
    quads = np.concatenate([sides.reshape(-1, 4), ladder(index[-1]), ladder(index[0][::-1])])
    outline = np.concatenate([index[:, 0], index[-1, 1:3], index[::-1, 2][1:], index[0, 1:2]])
    return Surface(
        values=rings.reshape(count * n, -1),
        quads=quads,
        edges=np.stack([outline, np.roll(outline, -1)], axis=1),
    )


def _cross(a: F64, b: F64) -> F64:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])

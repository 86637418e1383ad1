"""Boxes with rounded edges."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from compose.geometry.forms.loft import quads
from compose.geometry.forms.skin import box_uv, skin
from compose.geometry.mesh import F32, F64, Mesh

_SIDES = ((0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5), (0, 2, 3, 1), (4, 5, 7, 6))
_BOX_FACES = tuple(t for a, b, c, d in _SIDES for t in ((a, b, c), (a, c, d)))
_CORNER_BITS = ((np.arange(8)[:, None] >> np.arange(3)) & 1).astype(bool)
"""(8, 3): corner i of a box is high along X, Y and Z where bits 0, 1 and 2 of i are set."""
_LEAST_SHARE = 1e-4
"""Finer than this share of the greatest coordinate, float32 may bring two points together."""


def rounded_box(
    low: npt.ArrayLike, high: npt.ArrayLike, radius: float = 0.0, *, steps: int = 2
) -> Mesh:
    """Return a box between two corners, (3,) metres each, its edges and corners rounded.

    ``radius`` is cut to half the shortest side; 0 gives a plain box. ``steps`` rows of faces turn
    each edge. Every row of the box is a rounded rectangle in plan; display edges are those of the
    plain box, along the middle of each round.
    """
    first, last = np.asarray(low, np.float64), np.asarray(high, np.float64)
    size = last - first
    round_m = min(radius, float(size.min()) / 2.0)
    if round_m <= 1e-6:
        return _plain(first, last)
    if float(size.min()) < 2.02 * round_m or round_m < _LEAST_SHARE * _extent(first, last):
        return _built(first, last, round_m, steps)
    like = _template(steps)
    high = like.positions > 0.0
    turned = like.positions - np.where(high, np.float32(1.0), np.float32(-1.0))
    return _shaped(like, np.where(high, last - round_m, first + round_m) + round_m * turned)


@lru_cache(maxsize=16)
def _template(steps: int) -> Mesh:
    """Return a box from −2 to 2 with radius 1.

    Every point of a rounded box is on the round of one of its corners, so that those of any other
    size have the same faces, normals and display edges.
    """
    return _built(np.full(3, -2.0), np.full(3, 2.0), 1.0, steps)


@lru_cache(maxsize=1)
def _plain_template() -> Mesh:
    """Return the box from −1 to 1."""
    return skin(np.where(_CORNER_BITS, 1.0, -1.0), _BOX_FACES)


def _shaped(like: Mesh, positions: F64) -> Mesh:
    """Return a mesh with its points elsewhere and all else alike."""
    placed: F32 = positions.astype(np.float32)
    return Mesh(
        positions=placed,
        triangles=like.triangles,
        normals=like.normals,
        uv0=box_uv(placed, like.normals),
        edges=like.edges,
        closed=like.closed,
    )


def _extent(low: F64, high: F64) -> float:
    """Return the greatest coordinate: how coarsely float32 rounds the box's points."""
    return float(np.abs([low, high]).max())


def _built(first: F64, last: F64, round_m: float, steps: int) -> Mesh:
    """Return a rounded box from its rows of points."""
    size = last - first
    bend = np.linspace(0.0, np.pi / 2.0, steps + 1)
    inset = np.concatenate([1.0 - np.sin(bend), 1.0 - np.sin(bend)[::-1]]) * round_m
    lift = np.concatenate([1.0 - np.cos(bend), 1.0 - np.cos(bend)[::-1]]) * round_m
    heights = np.concatenate([first[1] + lift[: steps + 1], last[1] - lift[steps + 1 :]])
    ring = _rectangles(size[0], size[2], round_m, inset, steps)
    centre = (first + last) / 2.0
    rows, count = ring.shape[:2]
    points = np.empty((rows, count, 3))
    points[..., 0] = ring[..., 0] + centre[0]
    points[..., 1] = heights[:, None]
    points[..., 2] = ring[..., 1] + centre[2]
    return _closed(points, steps)


def _rectangles(width: float, depth: float, radius: float, insets: F64, steps: int) -> F64:
    """Return (N, 4 (steps + 1), 2): a rectangle's rounded corners drawn in by each inset."""
    own = (radius - insets)[:, None, None]
    turns = np.arange(4)[:, None] * np.pi / 2.0
    angle = np.linspace(0.0, np.pi / 2.0, steps + 1) + turns
    signs = np.array([(1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0)])[:, None]
    result = np.empty((len(insets), 4, steps + 1, 2))
    result[..., 0] = signs[..., 0] * (width / 2.0 - radius) + own * np.sin(angle)
    result[..., 1] = signs[..., 1] * (depth / 2.0 - radius) + own * np.cos(angle)
    return result.reshape(len(insets), -1, 2)


def _closed(points: F64, steps: int) -> Mesh:
    rows, count = points.shape[:2]
    index = np.arange(rows * count).reshape(rows, count)
    side = steps + 1
    lid = np.array([(c * side, (c + 1) % 4 * side) for c in range(4)])[:, 0]
    flat = np.array([(lid[0], lid[1], lid[2]), (lid[0], lid[2], lid[3])])
    faces = [quads(index, around=True), index[-1][flat], index[0][flat][:, ::-1]]
    middle = steps // 2
    corners = [c * side + middle for c in range(4)]
    drawn = []
    upright = [np.stack([index[:-1, c], index[1:, c]], axis=1)[steps : steps + 1] for c in corners]
    for row in (middle, rows - 1 - middle):
        loop = index[row][np.array(corners)]
        drawn.append(np.stack([loop, np.roll(loop, -1)], axis=1))
    return skin(
        points.reshape(-1, 3),
        np.concatenate(faces),
        crease_deg=50.0,
        edge_deg=80.0,
        lines=np.concatenate([*drawn, *upright]),
    )


def _plain(low: F64, high: F64) -> Mesh:
    """Return the six faces of a box."""
    if float((high - low).min()) < _LEAST_SHARE * _extent(low, high):
        return skin(np.where(_CORNER_BITS, high, low), _BOX_FACES)
    like = _plain_template()
    return _shaped(like, np.where(like.positions > 0.0, high, low))

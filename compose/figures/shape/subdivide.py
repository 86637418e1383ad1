"""Catmull–Clark subdivision of a cage: the smooth surface, with its weights and drawn edges.

Source: Catmull and Clark, "Recursively generated B-spline surfaces on arbitrary topological
meshes", 1978; limit positions after Halstead, Kass and DeRose, 1993.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from compose.figures.shape.cage import F64, I64, Cage


@dataclass(frozen=True, eq=False, kw_only=True)
class Surface:
    """Quads with values at their vertices: columns 0 to 2 the position, then the weights."""

    values: F64
    quads: I64
    edges: I64


def subdivided(cage: Cage, levels: int) -> Surface:
    """Return the closed cage split ``levels`` times, each time every quad into four.

    All vertices then go to where endless splitting would bring them, so that every level of
    detail lies on the same surface.
    """
    values = np.concatenate([cage.positions, cage.weights], axis=1)
    return smoothed(Surface(values=values, quads=cage.quads, edges=cage.edges), levels)


def smoothed(surface: Surface, levels: int) -> Surface:
    """Return a closed surface split ``levels`` times, as ``subdivided`` does a cage."""
    used = np.array([*[True] * 3, *np.any(surface.values[:, 3:], axis=0)])
    thin = replace(surface, values=surface.values[:, used])  # most parts know few joints
    for _ in range(levels):
        thin = _split(thin)
    thin = _limit(thin)
    values = np.zeros((len(thin.values), surface.values.shape[1]))
    values[:, used] = thin.values
    return replace(thin, values=values)


def edge_table(quads: I64) -> tuple[I64, I64]:
    """Return the (E, 2) edges, sorted, and (F, 4) the edge of each side of each quad."""
    ends = np.sort(np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
    base = int(quads.max()) + 1
    keys, sides = np.unique(ends[:, 0] * base + ends[:, 1], return_inverse=True)
    return np.stack([keys // base, keys % base], axis=1), sides.reshape(-1, 4)


def _split(surface: Surface) -> Surface:
    values, quads = surface.values, surface.quads
    edges, sides = edge_table(quads)
    count = len(values)
    centres = values[quads].mean(1)
    middles = values[edges].mean(1)
    beside = np.argsort(sides.ravel(), kind="stable").reshape(-1, 2) // 4
    borders = (centres[beside[:, 0]] + centres[beside[:, 1]]) / 2.0
    valence = np.bincount(edges.ravel(), minlength=count)[:, None].astype(np.float64)
    around = _gathered(np.repeat(centres, 4, axis=0), quads.ravel(), count) / valence
    between = _gathered(np.repeat(middles, 2, axis=0), edges.ravel(), count) / valence
    kept = (around + 2.0 * between + (valence - 3.0) * values) / valence
    side, centre = count + sides, count + len(edges) + np.arange(len(quads))
    corners = [
        np.stack([quads[:, i], side[:, i], centre, side[:, i - 1]], axis=1) for i in range(4)
    ]
    return Surface(
        values=np.concatenate([kept, (middles + borders) / 2.0, centres]),
        quads=np.concatenate(corners),
        edges=_split_edges(surface.edges, edges, count),
    )


def _split_edges(drawn: I64, edges: I64, count: int) -> I64:
    """Return both halves of each drawn edge."""
    ends = np.sort(drawn, axis=1)
    rows = np.searchsorted(edges[:, 0] * count + edges[:, 1], ends[:, 0] * count + ends[:, 1])
    middle = count + rows
    return np.concatenate(
        [np.stack([ends[:, 0], middle], axis=1), np.stack([middle, ends[:, 1]], axis=1)]
    )


def _limit(surface: Surface) -> Surface:
    """Move every vertex to the limit: (n² v + 4 Σ edge ends + Σ opposite corners) / (n (n + 5))."""
    values, quads = surface.values, surface.quads
    edges, _ = edge_table(quads)
    count = len(values)
    n = np.bincount(edges.ravel(), minlength=count)[:, None].astype(np.float64)
    ends = _gathered(values[edges[:, ::-1]].reshape(-1, values.shape[1]), edges.ravel(), count)
    opposite = _gathered(
        values[np.roll(quads, 2, axis=1)].reshape(-1, values.shape[1]), quads.ravel(), count
    )
    moved = (n * n * values + 4.0 * ends + opposite) / (n * (n + 5.0))
    return Surface(values=moved, quads=quads, edges=surface.edges)


def _gathered(values: F64, places: I64, count: int) -> F64:
    """Return (count, C): the sum of the rows of ``values`` that go to each place."""
    result = np.empty((count, values.shape[1]))
    for column, entries in enumerate(np.ascontiguousarray(values.T)):
        result[:, column] = np.bincount(places, entries, count)
    return result

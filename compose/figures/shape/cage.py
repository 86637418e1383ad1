"""Cage: the quads that a smooth surface is subdivided from, with joint weights and face labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import INDEX, JOINTS

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

WIDE_RING = 12
"""From this many vertices on a ring is closed round a vertex in its middle."""

Weights = dict[str, float]
"""Shares of joints by name. They are brought to a sum of 1 where they are used."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Cage:
    """A polygon mesh of quads, counter-clockwise seen from outside.

    Parameters
    ----------
    positions
        (V, 3) float64, metres, model space in the bind pose.
    weights
        (V, J) float64: the share of each of ``skeleton.JOINTS``, rows summing to 1.
    quads
        (F, 4) int64.
    regions
        (F,) str: the limb that a face belongs to ("trunk", "left_arm", …).
    rows
        (F,) int64: where along its limb a face is. On the trunk its lower end in centimetres of
        the reference body; on arms and legs its far end in hundredths from joint to joint.
    edges
        (E, 2) int64: the edges that are drawn in wire.
    """

    positions: F64
    weights: F64
    quads: I64
    regions: npt.NDArray[np.str_]
    rows: I64
    edges: I64


class CageBuilder:
    """Collects rings of vertices and the faces between them."""

    def __init__(self) -> None:
        self._positions: list[F64] = []
        self._weights: list[F64] = []
        self._quads: list[I64] = []
        self._labels: list[tuple[str, int, int]] = []
        self._edges: list[I64] = []
        self._count = 0

    def add(self, positions: F64, weights: Sequence[Weights] | Weights) -> I64:
        """Add (n, 3) vertices with one share each or one for all; return their indices."""
        shares = [weights] if isinstance(weights, dict) else weights
        rows = np.zeros((len(shares), len(JOINTS)))
        for row, share in zip(rows, shares, strict=True):
            for name, value in share.items():
                row[INDEX[name]] += value
        rows = rows / rows.sum(1, keepdims=True)
        self._positions.append(np.asarray(positions, np.float64))
        self._weights.append(np.broadcast_to(rows, (len(positions), len(JOINTS))))
        self._count += len(positions)
        return np.arange(self._count - len(positions), self._count)

    def faces(self, quads: I64, region: str, row: int) -> None:
        """Add (n, 4) quads under a label."""
        self._quads.append(np.asarray(quads, np.int64).reshape(-1, 4))
        self._labels.append((region, row, len(self._quads[-1])))

    def bridge(self, start: I64, end: I64, region: str, row: int) -> None:
        """Join two rings of equal length, ``end`` further out, counter-clockwise from outside."""
        following, beyond = np.append(start[1:], start[0]), np.append(end[1:], end[0])
        self.faces(np.stack([start, following, beyond, end], axis=1), region, row)

    def cap(self, ring: I64, region: str, row: int) -> None:
        """Close a ring of an even number of vertices: a wide one round a vertex in its middle."""
        if len(ring) < WIDE_RING:
            self.faces(ladder(ring), region, row)
            return
        positions = np.concatenate(self._positions)[ring]
        weights = np.concatenate(self._weights)[ring].mean(0)
        shares = {name: float(weights[INDEX[name]]) for name in JOINTS}
        middle = self.add(positions.mean(0, keepdims=True), shares)
        self.faces(fan(ring, int(middle[0])), region, row)

    def draw(self, path: I64, *, closed: bool = True) -> None:
        """Mark the edges along a ring, or along an open path, to be drawn in wire."""
        pairs = np.stack([path, np.roll(path, -1)], axis=1)
        self._edges.append(pairs if closed else pairs[:-1])

    def build(self) -> Cage:
        """Return the cage collected so far, without vertices that no face uses."""
        whole = Cage(
            positions=np.concatenate(self._positions),
            weights=np.concatenate(self._weights),
            quads=np.concatenate(self._quads),
            regions=np.concatenate([np.full(n, region) for region, _, n in self._labels]),
            rows=np.concatenate([np.full(n, row) for _, row, n in self._labels]),
            edges=np.concatenate([np.zeros((0, 2), np.int64), *self._edges]),
        )
        return submesh(whole, np.ones(len(whole.quads), bool))[0]


def ladder(ring: I64) -> I64:
    """Return the quads that close a ring of an even number of vertices, seen from outside."""
    n = len(ring)
    if n % 2:
        raise ValueError(f"a ladder closes an even ring, not {n} vertices")
    return np.array(
        [(ring[i], ring[i + 1], ring[n - 2 - i], ring[n - 1 - i]) for i in range(n // 2 - 1)],
        np.int64,
    )


def fan(ring: I64, middle: int) -> I64:
    """Return the quads that close an even ring round a vertex, alike on both sides of its first."""
    n = len(ring)
    return np.array(
        [(middle, ring[i], ring[i + 1], ring[(i + 2) % n]) for i in range(0, n, 2)], np.int64
    )


def vertex_normals(positions: F64, quads: I64) -> F64:
    """Return (V, 3) unit normals: face normals weighted by area. Unused vertices have zeros."""
    corners = positions[quads]
    faces = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    result = np.stack(
        [
            np.bincount(quads.ravel(), np.repeat(faces[:, axis], 4), len(positions))
            for axis in range(3)
        ],
        axis=1,
    )
    length = np.linalg.norm(result, axis=1, keepdims=True)
    return np.asarray(result / np.where(length > 0.0, length, 1.0))


def relaxed_weights(cage: Cage, rounds: int) -> Cage:
    """Return the cage with weights spread over neighbours: smooth where limbs join."""
    beside = _neighbours(cage.quads, len(cage.positions))
    used = np.flatnonzero(cage.weights.any(0))
    weights = np.zeros((len(cage.positions) + 1, len(used)))
    weights[:-1] = cage.weights[:, used]
    near = (beside < len(cage.positions)).sum(1, keepdims=True)
    for _ in range(rounds):
        weights[:-1] = 0.5 * weights[:-1] + 0.5 * weights[beside].sum(1) / np.maximum(near, 1)
    result = np.zeros_like(cage.weights)
    result[:, used] = weights[:-1] / weights[:-1].sum(1, keepdims=True)
    return replace(cage, weights=result)


def _neighbours(quads: I64, count: int) -> I64:
    """Return (count, D): the vertices that share an edge with each, filled up with ``count``."""
    ends = np.stack([quads, quads[:, [1, 2, 3, 0]]], axis=-1).reshape(-1, 2)
    keys = np.unique(np.concatenate([ends @ (count, 1), ends @ (1, count)]))
    owner, other = keys // count, keys % count
    sizes = np.bincount(owner, minlength=count)
    result = np.full((count, int(sizes.max(initial=1))), count)
    result[owner, np.arange(len(keys)) - (np.cumsum(sizes) - sizes)[owner]] = other
    return result


def submesh(cage: Cage, chosen: npt.NDArray[np.bool_]) -> tuple[Cage, I64]:
    """Return the faces of ``chosen`` (F,) alone, and (V', ) the old index of each vertex."""
    used, quads = np.unique(cage.quads[chosen], return_inverse=True)
    place = np.full(len(cage.positions), -1)
    place[used] = np.arange(len(used))
    edges = place[cage.edges]
    part = Cage(
        positions=cage.positions[used],
        weights=cage.weights[used],
        quads=quads.reshape(-1, 4),
        regions=cage.regions[chosen],
        rows=cage.rows[chosen],
        edges=edges[(edges >= 0).all(1)],
    )
    return part, used


def boundary_loops(quads: I64) -> list[I64]:
    """Return each border of the faces as a ring, in the direction in which its faces run."""
    start, end = quads.ravel(), np.roll(quads, -1, axis=1).ravel()
    base = int(quads.max()) + 1
    border = ~np.isin(start * base + end, end * base + start)
    following = dict(zip(start[border].tolist(), end[border].tolist(), strict=True))
    loops: list[I64] = []
    for first in sorted(following):
        if first not in following:
            continue
        loop = [first]
        at = following.pop(first)
        while at != first:
            loop.append(at)
            at = following.pop(at)
        loops.append(np.array(loop))
    return loops


def joined(cages: Sequence[Cage]) -> Cage:
    """Return several cages as one, side by side."""
    starts = np.cumsum([0, *(len(cage.positions) for cage in cages[:-1])])
    return Cage(
        positions=np.concatenate([cage.positions for cage in cages]),
        weights=np.concatenate([cage.weights for cage in cages]),
        quads=np.concatenate([c.quads + s for c, s in zip(cages, starts, strict=True)]),
        regions=np.concatenate([cage.regions for cage in cages]),
        rows=np.concatenate([cage.rows for cage in cages]),
        edges=np.concatenate([c.edges + s for c, s in zip(cages, starts, strict=True)]),
    )

"""Topology of triangles on welded positions: which corners coincide, which edges are shared.

What several questions about the same triangles have in common is answered once: `Welded`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F32, F64

I64 = npt.NDArray[np.int64]


def weld(positions: npt.NDArray[np.floating]) -> I64:
    """Return (V,) int64: for each vertex the number of its place; equal positions share a number.

    Numbers run from 0 without gaps. Positions are equal when their float32 values are (−0 is 0).
    """
    points = np.ascontiguousarray(positions, np.float32) + np.float32(0.0)
    if not len(points):
        return np.zeros(0, np.int64)
    keys = _mixed(points.view(np.uint32))
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    if np.array_equal(points[first[inverse]], points):
        return inverse.astype(np.int64)
    return np.asarray(np.unique(points, axis=0, return_inverse=True)[1], np.int64).reshape(-1)


def _mixed(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Hash three 32-bit words a row to 64 bits: the multiply and xor-shift mix of SplitMix64."""
    result = np.zeros(len(words), np.uint64)
    for column in range(words.shape[1]):
        result ^= words[:, column].astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        result = (result ^ (result >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        result = (result ^ (result >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        result ^= result >> np.uint64(31)
    return result


@dataclass(frozen=True, eq=False)
class EdgeTable:
    """The undirected edges of a triangle soup on welded vertices.

    Half edge ``h`` of triangle ``t`` and corner ``c`` is ``h = 3 t + c`` and runs from corner
    ``c`` to corner ``(c + 1) % 3``. ``order`` (H,) lists the half edges (of triangles with three
    different places) grouped by edge; group ``g`` begins at ``start[g]`` and holds ``count[g]``.
    ``forward`` (H,) tells, in the order of ``order``, whether the half edge runs from the lower
    place number to the higher.
    """

    order: I64
    start: I64
    count: I64
    forward: npt.NDArray[np.bool_]


def edge_table(places: I64, triangles: npt.NDArray[np.integer]) -> EdgeTable:
    """Group the half edges of ``triangles`` (T, 3) by the pair of ``places`` they join.

    Triangles that touch a place twice have no area and no edges.
    """
    corners = places[triangles.astype(np.int64)].reshape(-1, 3)
    ends = corners[:, [1, 2, 0]]
    proper = (corners != ends).all(1)
    begin, end = corners.reshape(-1), ends.reshape(-1)
    half = np.flatnonzero(np.repeat(proper, 3))
    low = np.minimum(begin[half], end[half])
    high = np.maximum(begin[half], end[half])
    keys, order = sorted_with_order(low * (int(places.max(initial=0)) + 1) + high)
    fresh = np.ones(len(keys), bool)
    fresh[1:] = keys[1:] != keys[:-1]
    start = np.flatnonzero(fresh)
    count = np.diff(np.append(start, len(keys)))
    half = half[order]
    return EdgeTable(half, start, count, begin[half] < end[half])


def sorted_with_order(keys: I64) -> tuple[I64, I64]:
    """Return keys, not negative, in rising order and where each came from; equal keys in order.

    Where key and index fit one 63-bit word, those words are sorted, several times faster than an
    index sort.
    """
    shift = max(len(keys) - 1, 1).bit_length()
    if int(keys.max(initial=0)).bit_length() + shift > 63:
        order = np.argsort(keys, kind="stable")
        return keys[order], order
    words = np.sort((keys << shift) | np.arange(len(keys)))
    return words >> shift, words & ((1 << shift) - 1)


@dataclass(frozen=True, eq=False)
class Welded:
    """Triangles (T, 3) on ``positions`` (V, 3) with what many questions about them share."""

    positions: F32
    triangles: npt.NDArray[np.integer]

    @cached_property
    def places(self) -> I64:
        """(V,): see `weld`."""
        return weld(self.positions)

    @cached_property
    def edges(self) -> EdgeTable:
        """See `edge_table`."""
        return edge_table(self.places, self.triangles)

    @cached_property
    def faces(self) -> F64:
        """(T, 3): see `face_normals`."""
        return face_normals(self.positions, self.triangles)

    @cached_property
    def closed(self) -> bool:
        """See `is_closed`."""
        count = self.edges.count
        if not len(count) or not bool(np.all(count == 2)):
            return False
        forward, start = self.edges.forward, self.edges.start
        if bool(np.any(forward[start] == forward[start + 1])):
            return False
        return signed_volume(self.positions, self.triangles) > 0.0


def is_closed(positions: F32, triangles: npt.NDArray[np.integer]) -> bool:
    """Tell whether the triangles bound a solid, seen from outside only.

    Every edge (after welding equal positions) joins exactly two triangles that run along it in
    opposite directions, and the signed volume is positive, so no back face can be seen.
    """
    if not len(triangles) or not _may_close(positions, triangles):
        return False
    return Welded(positions, triangles).closed


def _may_close(positions: F32, triangles: npt.NDArray[np.integer]) -> bool:
    """Tell in linear time, without welding, whether every edge may have an opposite.

    Each half edge from a to b counts ``hash(a) mixed(b) − hash(b) mixed(a)``, modulo 2^64: what
    runs both ways along every edge counts nothing.
    """
    points = np.ascontiguousarray(positions, np.float32) + np.float32(0.0)
    own = _mixed(points.view(np.uint32))
    other = own * np.uint64(0xD6E8FEB86659FD93) ^ (own >> np.uint64(32))
    a, b = own[triangles], other[triangles]
    turned = [1, 2, 0]
    return not int(np.sum(a * b[:, turned] - a[:, turned] * b))


def signed_volume(positions: F32, triangles: npt.NDArray[np.integer]) -> float:
    """Return the volume in cubic metres: positive when triangles face outward.

    The sum of the tetrahedra from the centre of the bounds to each triangle (divergence theorem).
    """
    middle = (positions.min(0).astype(np.float64) + positions.max(0)) / 2.0
    a, b, c = ((positions[triangles[:, i]] - middle).T for i in range(3))
    across = (b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0])
    return float(sum(float(a[i] @ across[i]) for i in range(3)) / 6.0)


def face_normals(positions: F32, triangles: npt.NDArray[np.integer]) -> F64:
    """Return (T, 3) unit face normals, zero for triangles without area."""
    points = positions.astype(np.float64)
    a, b, c = (points[triangles[:, corner]].T for corner in range(3))
    (ux, uy, uz), (vx, vy, vz) = b - a, c - a
    normals = np.empty((len(triangles), 3))
    normals[:, 0], normals[:, 1] = uy * vz - uz * vy, uz * vx - ux * vz
    normals[:, 2] = ux * vy - uy * vx
    lengths = np.sqrt(np.einsum("ij,ij->i", normals, normals))
    normals /= np.where(lengths > 0.0, lengths, np.inf)[:, None]
    return normals

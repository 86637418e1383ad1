"""The lines of one mesh: which edges pictures draw, and what tells whether they can be seen.

An edge of a solid is hidden by the solid itself where both triangles beside it turn away, and an
edge between a triangle that faces the eye and one that does not is on the outline. So each edge
comes with the triangles beside it. Pure CPU.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.geometry.topology import Welded
from visualize.render.pictures.breadths import face_breadths
from visualize.render.pictures.creases import round_edges
from visualize.render.pictures.skins import Influences

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

EdgeKind = Literal["display", "all"]
"""Where lines come from: display edges, or all sides of triangles."""

_FLAT = 1e-6  # sine of the angle between triangles that are one plane


class Piece(Enum):
    """A part of a mesh's lines."""

    CREASES = "display edges that are true creases; of all sides of triangles, every one"
    OTHERS = "the display edges that are none"
    BENDS = "edges that are no display edges and may be on the outline"
    ROUND = "display edges that are no creases and may be on the outline"

    @property
    def outline(self) -> bool:
        """Tell whether these are drawn only where the surface turns away from the eye."""
        return self in (Piece.BENDS, Piece.ROUND)


@dataclass(frozen=True, eq=False, slots=True)
class LineSet:
    """Some edges of a mesh.

    ``edges`` is (E, 2), vertices. ``sides`` is (E, 2): the two triangles that meet there, −1 when
    there are not exactly two. ``ends`` is (E, 2, 3) float32. ``across`` is (E, 2, 3) float32: the
    breadths of the faces beside the edge (``breadths.face_breadths``), and ``breadth`` (E,) the
    larger; an outline has none.
    """

    edges: I64
    sides: I64
    ends: F32
    across: F32
    breadth: F32

    def __len__(self) -> int:
        return len(self.edges)


@dataclass(frozen=True, eq=False, slots=True)
class MeshLines:
    """All lines of a mesh.

    ``triangles`` is (T, 3), vertices; a point p is in front of triangle t when
    ``normals[t] · p > offsets[t]``, (T, 3) and (T,). Normals are of twice the area's length.
    ``skin`` is what joints do to the vertices, None without them.
    """

    sets: dict[Piece, LineSet]
    triangles: I64
    normals: F64
    offsets: F64
    skin: Influences | None


class LineStore:
    """The lines of meshes, by the identity of the mesh; they go when it goes."""

    def __init__(self) -> None:
        self._known: weakref.WeakKeyDictionary[Mesh, dict[EdgeKind, MeshLines]] = (
            weakref.WeakKeyDictionary()
        )

    def get(self, mesh: Mesh, kind: EdgeKind) -> MeshLines:
        """Return the lines of a mesh."""
        known = self._known.setdefault(mesh, {})
        if kind not in known:
            known[kind] = mesh_lines(mesh, kind)
        return known[kind]

    def __len__(self) -> int:
        return len(self._known)

    def clear(self) -> None:
        """Forget every mesh."""
        self._known.clear()


def mesh_lines(mesh: Mesh, kind: EdgeKind = "display") -> MeshLines:
    """Return the lines of a mesh. What lies between the same two places comes once.

    A display edge that no triangle has was drawn on purpose: it counts as a crease.
    """
    triangles = mesh.triangles.astype(np.int64)
    normals, offsets = triangle_planes(mesh.positions.astype(np.float64), triangles)
    welded = Welded(mesh.positions, mesh.triangles)
    if kind == "all":
        halves = welded.edges.order[welded.edges.start]
        every = _set_of(mesh, welded, _ends_of(triangles, halves), np.arange(len(halves)))
        return MeshLines({Piece.CREASES: every}, triangles, normals, offsets, Influences.of(mesh))
    edges, groups = _once(mesh.edges.astype(np.int64), welded)
    rounded = np.zeros(len(edges), bool)
    known = groups >= 0
    rounded[known] = round_edges(mesh, welded)[groups[known]]
    bent = _bent_edges(welded, normals)
    turns = rounded & known
    turns[known] &= bent[groups[known]]
    bent[groups[known]] = False
    bends = np.flatnonzero(bent)
    bend_ends = _ends_of(triangles, welded.edges.order[welded.edges.start[bends]])
    sets = {
        Piece.CREASES: _set_of(mesh, welded, edges[~rounded], groups[~rounded]),
        Piece.OTHERS: _set_of(mesh, welded, edges[rounded], groups[rounded]),
        Piece.BENDS: _outline_of(mesh, welded, bend_ends, bends),
        Piece.ROUND: _outline_of(mesh, welded, edges[turns], groups[turns]),
    }
    return MeshLines(sets, triangles, normals, offsets, Influences.of(mesh))


def triangle_planes(positions: F64, triangles: I64) -> tuple[F64, F64]:
    """Return (T, 3) normals, of twice the area's length, and (T,) offsets."""
    a, b, c = (positions[triangles[:, k]].T for k in range(3))
    (ux, uy, uz), (vx, vy, vz) = b - a, c - a
    normals = np.stack([uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx])
    return normals.T, np.einsum("kt,kt->t", normals, a)


def _once(edges: I64, welded: Welded) -> tuple[I64, I64]:
    """Return (E, 2) edges, each once, and (E,): the edge of the table, −1 for one it has not."""
    places, table = welded.places, welded.edges
    size = int(places.max(initial=0)) + 1
    half = table.order[table.start]
    corners = places[welded.triangles].reshape(-1)
    known = _keys(corners[half], corners[half // 3 * 3 + (half + 1) % 3], size)
    wanted = _keys(places[edges[:, 0]], places[edges[:, 1]], size)
    kept = np.sort(np.unique(wanted, return_index=True)[1])
    wanted = wanted[kept]
    if not len(known):
        return edges[kept], np.full(len(kept), -1)
    groups = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return edges[kept], np.where(known[groups] == wanted, groups, -1)


def _set_of(mesh: Mesh, welded: Welded, edges: I64, groups: I64) -> LineSet:
    """Return edges with their sides, ends and breadths; ``groups`` is as ``_once`` returns it."""
    table = welded.edges
    halves = np.full((len(groups), 2), -1)
    for side in (0, 1):
        has = np.flatnonzero(groups >= 0)
        has = has[table.count[groups[has]] > side]
        halves[has, side] = table.order[table.start[groups[has]] + side]
    across = face_breadths(mesh, halves)
    breadth = np.linalg.norm(across, axis=2).max(axis=1)
    return LineSet(edges, _sides(welded, groups), mesh.positions[edges], across, breadth)


def _outline_of(mesh: Mesh, welded: Welded, edges: I64, groups: I64) -> LineSet:
    none = np.zeros((0, 2, 3), np.float32)
    return LineSet(edges, _sides(welded, groups), mesh.positions[edges], none, none[:, 0, 0])


def _sides(welded: Welded, groups: I64) -> I64:
    table = welded.edges
    sides = np.full((len(groups), 2), -1)
    has = np.flatnonzero(groups >= 0)
    has = has[table.count[groups[has]] == 2]
    start = table.start[groups[has]]
    sides[has] = np.stack([table.order[start], table.order[start + 1]], axis=1) // 3
    return sides


def _bent_edges(welded: Welded, normals: F64) -> npt.NDArray[np.bool_]:
    """Tell of the table's edges where two triangles meet that are not in one plane."""
    table = welded.edges
    bent = np.zeros(len(table.count), bool)
    paired = np.flatnonzero(table.count == 2)
    start = table.start[paired]
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    unit = normals / np.where(lengths > 0.0, lengths, 1.0)
    (ax, ay, az), (bx, by, bz) = (unit[table.order[start + k] // 3].T for k in (0, 1))
    crossed = (ay * bz - az * by) ** 2 + (az * bx - ax * bz) ** 2 + (ax * by - ay * bx) ** 2
    bent[paired] = crossed > _FLAT**2
    return bent


def _ends_of(triangles: I64, halves: I64) -> I64:
    """Return (N, 2): the vertices that half edges run from and to."""
    corners = triangles.reshape(-1)
    return np.stack([corners[halves], corners[halves // 3 * 3 + (halves + 1) % 3]], axis=1)


def _keys(one: I64, other: I64, size: int) -> I64:
    """Return one number for each pair of places, whatever their order."""
    return np.minimum(one, other) * size + np.maximum(one, other)

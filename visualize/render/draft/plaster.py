"""Plaster: what stands still in a scene as one mesh in the world. Pure CPU, no GL.

A view that turns draws the same rows again and again. Cast once, they need no matrices, no sorting
into batches and a handful of draw calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from compose.geometry.mesh import Mesh
from compose.snapshot import Snapshot
from visualize.render.drawlist import SurfaceTable
from visualize.render.planes import determinants, planes
from visualize.render.rows import normal_matrices

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MOST_VERTICES = 20_000_000
"""Vertices of a cast; rows beyond are drawn one by one."""

VERTEX = np.dtype([("position", "f4", 3), ("normal", "u1", 4), ("color", "u1", 4)])
"""One vertex: metres from the cast's origin; a unit normal and the square root of the colour, in
255 steps of −1 to 1 and of 0 to 1. The fourth numbers are unused."""


class Run(NamedTuple):
    """Rows of a cast that are drawn in one call: of its ``rows`` and of its triangles from, to."""

    culled: bool
    low: int
    high: int
    first: int
    last: int


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Plaster:
    """Rows of a snapshot cast in one mesh.

    Parameters
    ----------
    origin
        (3,): where the positions are measured from, in the world.
    vertices, triangles
        (V,) of ``VERTEX`` and (T, 3) uint32.
    rows
        (N,) the rows cast, in the order of their triangles: those whose back is never seen first.
    first
        (N + 1,) int64: the first triangle of each of ``rows``, and the count of all.
    culled
        How many of ``rows`` have backs that are never seen.
    """

    origin: F64
    vertices: npt.NDArray[np.void]
    triangles: npt.NDArray[np.uint32]
    rows: Rows
    first: Rows
    culled: int

    def runs(self, wanted: Flags, longest: int) -> list[Run]:
        """Return what to draw of the wanted rows of the snapshot, no run of more than ``longest``.

        Rows that follow each other stand near each other.
        """
        keep = np.flatnonzero(wanted[self.rows])
        new = np.diff(keep, prepend=-2) != 1
        new |= keep == self.culled
        block = np.cumsum(new)
        place = np.arange(len(keep)) - np.flatnonzero(new)[block - 1]
        starts = np.flatnonzero(new | (place % longest == 0))
        ends = np.append(starts[1:], len(keep))
        first, last = keep[starts], keep[ends - 1] + 1 if len(starts) else starts
        return [
            Run(low < self.culled, low, high, int(self.first[low]), int(self.first[high]))
            for low, high in zip(first.tolist(), last.tolist(), strict=True)
        ]


def castable(table: SurfaceTable, snapshot: Snapshot) -> Flags:
    """Return (S,) bool: rows that can be cast: seen, opaque and without texture or morphs."""
    plain = np.array(
        [
            material.alpha_mode is AlphaMode.OPAQUE
            and material.base_color_texture is None
            and not material.unlit
            and not any(material.emissive)
            and mesh.normals is not None
            for mesh, material in table.groups
        ],
        bool,
    )  # fmt: skip
    if not len(plain):
        return np.zeros(len(table.surfaces), bool)
    drawn: Flags = snapshot.visible & (table.group >= 0) & plain[table.group]
    counts = np.array([len(mesh.positions) for mesh, _ in table.groups], np.int64)[table.group]
    fits = np.cumsum(np.where(drawn, counts, 0)) <= MOST_VERTICES
    finite = np.isfinite(snapshot.world).all(axis=(1, 2))
    morphed = (snapshot.morph_start >= 0) & table.has_morphs
    return np.asarray(drawn & fits & finite & ~morphed)


def cast(table: SurfaceTable, snapshot: Snapshot) -> Plaster:
    """Cast all rows of a snapshot that can be, those that stand near each other side by side."""
    rows = np.flatnonzero(castable(table, snapshot))
    closed = np.array([mesh.closed and not m.double_sided for mesh, m in table.groups], bool)
    culled = closed[table.group[rows]] if len(rows) else np.zeros(0, bool)
    places = snapshot.world[rows, :3, 3]
    order = np.lexsort((_along_curve(places), ~culled))
    rows, origin = rows[order], np.median(places, axis=0) if len(rows) else np.zeros(3)
    meshes = [table.groups[number][0] for number in table.group[rows]]
    counts = np.array([len(mesh.positions) for mesh in meshes], np.int64)
    starts = np.cumsum(counts) - counts
    vertices = np.zeros(int(counts.sum()), VERTEX)
    parts: list[npt.NDArray[np.uint32]] = [np.zeros((0, 3), np.uint32)]
    for row, mesh, start, placed in zip(
        rows.tolist(), meshes, starts.tolist(), _placed(snapshot, rows, meshes), strict=True
    ):
        part = vertices[start : start + len(mesh.positions)]
        part["position"] = placed.positions - origin
        part["normal"][:, :3] = _unit(placed.normals) * 127.5 + 128.0
        part["color"] = _encoded(mesh, _color(table, snapshot, row))
        triangles = mesh.triangles[:, ::-1] if placed.mirrored else mesh.triangles
        parts.append(triangles + np.uint32(start))
    return Plaster(
        origin=origin,
        vertices=vertices,
        triangles=np.concatenate(parts),
        rows=rows,
        first=np.cumsum([0, *(len(part) for part in parts[1:])]),
        culled=int(np.count_nonzero(culled)),
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Placed:
    """(V, 3) places and normals of a mesh in the world, and whether its triangles wind back."""

    positions: F64
    normals: F64
    mirrored: bool


def _placed(snapshot: Snapshot, rows: Rows, meshes: Sequence[Mesh]) -> Iterator[_Placed]:
    linear = planes(snapshot.world[rows])[:3, :3]
    mirrored = determinants(linear) < 0.0
    turns = normal_matrices(linear).transpose(2, 0, 1)
    for i, (row, mesh) in enumerate(zip(rows.tolist(), meshes, strict=True)):
        assert mesh.normals is not None  # or it could not be cast
        if snapshot.joint_start[row] >= 0 and mesh.joints is not None:
            yield _skinned(mesh, snapshot, row)
        else:
            matrix = snapshot.world[row]
            positions = mesh.positions @ matrix[:3, :3].T + matrix[:3, 3]
            yield _Placed(positions, mesh.normals @ turns[i].T, bool(mirrored[i]))


def _color(table: SurfaceTable, snapshot: Snapshot, row: int) -> F64:
    """Return (4,): the row's colour, linear."""
    _, material = table.groups[int(table.group[row])]
    factor = np.array(material.base_color)
    return np.asarray(snapshot.color[row] * table.tint[row] * factor, np.float64)


def _skinned(mesh: Mesh, snapshot: Snapshot, row: int) -> _Placed:
    """Return where the skin of a row is.

    A vertex's normal is turned by the mean of its joints' matrices, which are rigid but for scale.
    """
    assert mesh.joints is not None
    assert mesh.weights is not None
    palette = snapshot.joints[snapshot.joint_start[row] :]
    matrices = np.einsum("vk,vkij->vij", mesh.weights, palette[mesh.joints])
    places = np.einsum("vij,vj->vi", matrices[:, :3, :3], mesh.positions) + matrices[:, :3, 3]
    normals = np.einsum("vij,vj->vi", matrices[:, :3, :3], mesh.normals)
    return _Placed(places, normals, bool(np.linalg.det(palette[0, :3, :3]) < 0.0))


def _unit(vectors: F64) -> F64:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0.0, length, 1.0))


def _encoded(mesh: Mesh, color: F64) -> npt.NDArray[np.uint8]:
    every = color[None] if mesh.colors is None else color * mesh.colors
    return (np.sqrt(np.clip(every, 0.0, 1.0)) * 255.0 + 0.5).astype(np.uint8)


def _along_curve(places: F64) -> Rows:
    """Return (N,) numbers of cells of a 64 x 64 plan in Morton order, so that neighbours meet."""
    if not len(places):
        return np.zeros(0, np.int64)
    plan = places[:, [0, 2]]
    low, high = np.percentile(plan, 2, axis=0), np.percentile(plan, 98, axis=0)
    share = np.clip((plan - low) / np.maximum(high - low, 1e-6), 0.0, 1.0)
    cells = (share * 63.0).astype(np.int64)
    number = np.zeros(len(places), np.int64)
    for bit in range(6):
        for axis in range(2):
            number |= (cells[:, axis] >> bit & 1) << (2 * bit + axis)
    return number

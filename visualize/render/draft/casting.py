"""Casting: which rows of a snapshot can be plaster, and the making of it. Pure CPU, no GL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from compose.geometry.mesh import Mesh
from compose.snapshot import Snapshot
from visualize.render.draft.plaster import VERTEX, Plaster
from visualize.render.drawlist import SurfaceTable
from visualize.render.planes import determinants, planes
from visualize.render.rows import normal_matrices

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MOST_VERTICES = 20_000_000
"""Vertices of a cast; rows beyond are drawn one by one."""
_AT_ONCE = 200_000
"""Vertices that are placed in one go at most, give or take a mesh."""


def castable(table: SurfaceTable, snapshot: Snapshot) -> Flags:
    """Return (S,) bool: rows that can be cast: seen, opaque and without texture or morphs."""
    plain = np.array(
        [
            material.alpha_mode is AlphaMode.OPAQUE
            and material.base_color_texture is None
            and not material.unlit
            and not any(material.emissive)
            for _, material in table.groups
        ],
        bool,
    )
    if not len(plain):
        return np.zeros(len(table.surfaces), bool)
    drawn: Flags = snapshot.visible & (table.group >= 0) & plain[table.group]
    counts = np.array([len(mesh.positions) for mesh, _ in table.groups], np.int64)[table.group]
    fits = np.cumsum(np.where(drawn, counts, 0)) <= MOST_VERTICES
    finite = np.isfinite(snapshot.world).all(axis=(1, 2))
    morphed = (snapshot.morph_start >= 0) & table.has_morphs
    return np.asarray(drawn & fits & finite & ~morphed)


def plaster_of(table: SurfaceTable, snapshot: Snapshot) -> Plaster:
    """Cast all rows of a snapshot that can be, those that stand near each other side by side."""
    rows = np.flatnonzero(castable(table, snapshot))
    closed = np.array([mesh.closed and not m.double_sided for mesh, m in table.groups], bool)
    culled = closed[table.group[rows]] if len(rows) else np.zeros(0, bool)
    places = snapshot.world[rows, :3, 3]
    order = np.lexsort((_along_curve(places), ~culled))
    rows, origin = rows[order], np.median(places, axis=0) if len(rows) else np.zeros(3)
    meshes = tuple(table.groups[number][0] for number in table.group[rows])
    starts = _sums([len(mesh.positions) for mesh in meshes])
    first = _sums([len(mesh.triangles) for mesh in meshes])
    vertices = np.zeros(starts[-1], VERTEX)
    triangles = np.zeros((first[-1], 3), np.uint32)
    mirrored = np.zeros(len(rows), bool)
    for same in _placed(table, snapshot, rows):
        mesh, chosen = same.mesh, same.chosen
        at = starts[chosen, None] + np.arange(len(mesh.positions))
        vertices["position"][at] = same.positions - origin
        vertices["normal"][at, :3] = _unit(same.normals) * 127.5 + 128.0
        vertices["color"][at] = _encoded(mesh, _colors(table, snapshot, rows[chosen]))
        corners = np.repeat(mesh.triangles[None], len(chosen), axis=0)
        corners[same.mirrored] = corners[same.mirrored, :, ::-1]
        corners += starts[chosen, None, None].astype(np.uint32)
        triangles[first[chosen, None] + np.arange(len(mesh.triangles))] = corners
        mirrored[chosen] = same.mirrored
    return Plaster(
        origin=origin,
        vertices=vertices,
        triangles=triangles,
        rows=rows,
        first=first,
        culled=int(np.count_nonzero(culled)),
        meshes=meshes,
        starts=starts[:-1],
        mirrored=mirrored,
    )


class _Placed(NamedTuple):
    """Some rows of one mesh in the world.

    ``chosen`` (N,) are their places among the rows that are cast, ``positions`` and ``normals``
    (N, V, 3); ``mirrored`` (N,) tells whose triangles wind back.
    """

    mesh: Mesh
    chosen: Rows
    positions: F64
    normals: F64
    mirrored: Flags


def _placed(table: SurfaceTable, snapshot: Snapshot, rows: Rows) -> Iterator[_Placed]:
    """Place all rows, those with the same mesh together but for skins."""
    groups = table.group[rows]
    bent = (snapshot.joint_start[rows] >= 0) & table.has_joints[rows]
    for place in np.flatnonzero(bent).tolist():
        yield _skinned(table.groups[groups[place]][0], snapshot, int(rows[place]), place)
    stiff = np.flatnonzero(~bent)
    stiff = stiff[np.argsort(groups[stiff], kind="stable")]
    linear = planes(snapshot.world[rows])[:3, :3]
    mirrored, turns = determinants(linear) < 0.0, normal_matrices(linear).transpose(2, 1, 0)
    for same in np.split(stiff, np.flatnonzero(np.diff(groups[stiff])) + 1):
        if not len(same):
            continue
        mesh = table.groups[groups[same[0]]][0]
        step = max(_AT_ONCE // max(len(mesh.positions), 1), 1)
        for chosen in (same[i : i + step] for i in range(0, len(same), step)):
            world = snapshot.world[rows[chosen]]
            positions = mesh.positions @ world[:, :3, :3].transpose(0, 2, 1)
            positions = positions + world[:, None, :3, 3]
            normals = mesh.normals @ turns[chosen]
            yield _Placed(mesh, chosen, positions, normals, mirrored[chosen])


def _skinned(mesh: Mesh, snapshot: Snapshot, row: int, place: int) -> _Placed:
    """Return where the skin of a row is.

    A vertex's normal is turned by the mean of its joints' matrices, which are rigid but for scale.
    """
    assert mesh.joints is not None
    assert mesh.weights is not None
    palette = snapshot.joints[snapshot.joint_start[row] :]
    matrices = np.einsum("vk,vkij->vij", mesh.weights, palette[mesh.joints])
    places = np.einsum("vij,vj->vi", matrices[:, :3, :3], mesh.positions) + matrices[:, :3, 3]
    normals = np.einsum("vij,vj->vi", matrices[:, :3, :3], mesh.normals)
    mirrored = np.array([np.linalg.det(palette[0, :3, :3]) < 0.0])
    return _Placed(mesh, np.array([place]), places[None], normals[None], mirrored)


def _colors(table: SurfaceTable, snapshot: Snapshot, rows: Rows) -> F64:
    """Return (N, 4): the rows' colours, linear."""
    factors = np.array([table.groups[number][1].base_color for number in table.group[rows]])
    return np.asarray(snapshot.color[rows] * table.tint[rows] * factors, np.float64)


def _sums(counts: list[int]) -> Rows:
    """Return (N + 1,): where each of N stretches of these lengths begins, and the end of all."""
    return np.cumsum([0, *counts], dtype=np.int64)


def _unit(vectors: F64) -> F64:
    length = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))[..., None]
    return np.asarray(vectors / np.where(length > 0.0, length, 1.0))


def _encoded(mesh: Mesh, colors: F64) -> npt.NDArray[np.uint8]:
    """Return (N, V, 4) or, where all vertices are alike, (N, 1, 4)."""
    every = colors[:, None] if mesh.colors is None else colors[:, None] * mesh.colors
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

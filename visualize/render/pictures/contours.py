"""Where a smooth surface turns away from the camera: the outline that its display edges lack.

An edge between a triangle that faces the eye and one that does not is on the contour. Only edges
that bend and are not drawn already can be news; flat and boxy meshes have none and cost nothing.
Pure CPU.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.geometry.topology import Welded
from compose.snapshot import Snapshot

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

_FLAT = 1e-6  # sine of the angle between triangles that are one plane
_MOST_FACINGS = 4_000_000  # triangles times rows told at once, for memory
_FLATTENED = 1e-12  # determinant of a row that has no volume, and so no inside to turn away


@dataclass(frozen=True, eq=False, slots=True)
class Bends:
    """Edges that may be contours, and the triangles that meet there.

    ``edges`` is (B, 2), vertices; ``pairs`` (B, 2), the two triangles of each edge; ``triangles``
    (T, 3), vertices; ``normals`` (T, 3), of any length, and ``offsets`` (T,): a point p is in
    front of triangle t when ``normals[t] · p > offsets[t]``.
    """

    edges: Indices
    pairs: Indices
    triangles: Indices
    normals: F64
    offsets: F64

    def __len__(self) -> int:
        return len(self.edges)


def bends_of(
    mesh: Mesh, drawn: npt.NDArray[np.uint32] | None = None, welded: Welded | None = None
) -> Bends:
    """Return the edges where two triangles meet at an angle, without those that are drawn anyway.

    ``drawn`` is (E, 2), vertices; the display edges when None. Vertices at one place count as one:
    shading splits them. ``welded`` is the mesh's own where the caller has it.
    """
    welded = welded or Welded(mesh.positions, mesh.triangles)
    places, table = welded.places, welded.edges
    count = int(places.max(initial=0)) + 1
    first = np.zeros(count, np.int64)
    first[places[::-1]] = np.arange(len(places))[::-1]
    paired = table.start[table.count == 2]
    half, other = table.order[paired], table.order[paired + 1]
    corners = places[mesh.triangles]
    sides = np.stack([corners[half // 3, half % 3], corners[half // 3, (half + 1) % 3]], axis=1)
    shown = mesh.edges if drawn is None else drawn
    fresh = ~np.isin(_packed(sides, count), _packed(places[shown], count))
    pairs = np.stack([half[fresh] // 3, other[fresh] // 3], axis=1)
    triangles = first[corners]
    normals, offsets = _planes(mesh.positions.astype(np.float64), triangles)
    bent = _bent(normals, pairs)
    edges = first[sides[fresh][bent]]
    return Bends(edges, pairs[bent], triangles, normals, offsets)


def contour_segments(
    bends: Bends, mesh: Mesh, snapshot: Snapshot, rows: Indices, *, parallel: bool
) -> F32:
    """Return (C, 2, 3): the ends, in camera space, of the edges that are contours in some rows.

    ``rows`` are rows of one mesh, all skinned or morphed alike, or none. ``parallel`` is for a
    parallel projection: the eye is infinitely far.
    """
    first = int(rows[0])
    if snapshot.joint_start[first] >= 0 or snapshot.morph_start[first] >= 0:
        found = [_moved_contour(bends, mesh, snapshot, int(row), parallel) for row in rows]
    else:
        at_once = max(1, _MOST_FACINGS // max(1, len(bends.normals)))
        found = [
            _rigid_contours(bends, mesh, snapshot, rows[start : start + at_once], parallel)
            for start in range(0, len(rows), at_once)
        ]
    return np.concatenate(found)


def _moved_contour(bends: Bends, mesh: Mesh, snapshot: Snapshot, row: int, parallel: bool) -> F32:
    placed = placed_vertices(mesh, snapshot, row)
    normals, offsets = _planes(placed, bends.triangles)
    facing = normals[:, 2] > 0.0 if parallel else offsets < 0.0
    turning = facing[bends.pairs[:, 0]] != facing[bends.pairs[:, 1]]
    return np.asarray(placed[bends.edges[turning]], np.float32)


def _rigid_contours(
    bends: Bends, mesh: Mesh, snapshot: Snapshot, rows: Indices, parallel: bool
) -> F32:
    """Bring the eye to every row's mesh, instead of every mesh to the eye."""
    with np.errstate(over="ignore", invalid="ignore"):  # such rows have no contour to draw
        matrices = snapshot.camera.view @ snapshot.world[rows]
        matrices = matrices[np.abs(np.linalg.det(matrices)) >= _FLATTENED]
    back = np.linalg.inv(matrices)
    if parallel:
        facing = back[:, :3, 2] @ bends.normals.T > 0.0
    else:
        facing = back[:, :3, 3] @ bends.normals.T > bends.offsets
    turning = facing[:, bends.pairs[:, 0]] != facing[:, bends.pairs[:, 1]]
    row, edge = np.nonzero(turning)
    ends = mesh.positions[bends.edges[edge]].astype(np.float64)
    placed = np.einsum("cij,cej->cei", matrices[row, :3, :3], ends)
    return np.asarray(placed + matrices[row, None, :3, 3], np.float32)


def placed_vertices(mesh: Mesh, snapshot: Snapshot, row: int) -> F64:
    """Return (V, 3): a row's vertices in camera space, morphed and skinned."""
    positions = mesh.positions.astype(np.float64)
    start = int(snapshot.morph_start[row])
    if start >= 0:
        weights = snapshot.morph_weights[start : start + len(mesh.morphs)]
        for weight, morph in zip(weights, mesh.morphs, strict=True):
            if weight:
                positions = positions + float(weight) * morph.positions
    view = snapshot.camera.view
    first = int(snapshot.joint_start[row])
    if first < 0 or mesh.joints is None or mesh.weights is None:
        matrix = view @ snapshot.world[row]
        return np.asarray(positions @ matrix[:3, :3].T + matrix[:3, 3])
    joints = view @ snapshot.joints[first : first + int(mesh.joints.max(initial=0)) + 1]
    blended = np.einsum("vk,vkij->vij", mesh.weights.astype(np.float64), joints[mesh.joints, :3])
    return np.asarray(np.einsum("vij,vj->vi", blended[:, :, :3], positions) + blended[:, :, 3])


def _packed(sides: Indices, count: int) -> Indices:
    """Return one number for each pair of places below ``count``, whatever their order."""
    low, high = np.minimum(sides[:, 0], sides[:, 1]), np.maximum(sides[:, 0], sides[:, 1])
    return np.asarray(low * count + high, np.int64)


def _planes(positions: F64, triangles: Indices) -> tuple[F64, F64]:
    """Return (T, 3) normals, of twice the area's length, and (T,) offsets."""
    a, b, c = (positions[triangles[:, k]].T for k in range(3))
    (ux, uy, uz), (vx, vy, vz) = b - a, c - a
    normals = np.stack([uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx])
    return normals.T, np.einsum("kt,kt->t", normals, a)


def _bent(normals: F64, pairs: Indices) -> npt.NDArray[np.bool_]:
    """Tell which pairs of triangles are not in one plane."""
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    unit = normals / np.where(lengths > 0.0, lengths, 1.0)
    crossed = np.cross(unit[pairs[:, 0]], unit[pairs[:, 1]])
    return np.asarray(np.linalg.norm(crossed, axis=1) > _FLAT)

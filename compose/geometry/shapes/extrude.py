"""Solids with one flat profile: front, back and the sides between them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F64
from compose.geometry.shapes.patch import Patch, flat_uv
from compose.geometry.topology import edge_table

I64 = npt.NDArray[np.int64]


def extruded(
    profile: npt.ArrayLike, triangles: npt.ArrayLike, depth: float, crease_deg: float = 30.0
) -> list[Patch]:
    """Extrude a profile in the XY plane along Z, centred on z = 0.

    Parameters
    ----------
    profile
        (N, 2) points in metres, each place once.
    triangles
        (T, 3) indices, counter-clockwise seen from +Z, without T-junctions.
    depth
        Length along Z in metres.
    crease_deg
        Sides that meet at a smaller angle are shaded as one bent surface.

    Returns
    -------
    list of Patch
        Front (+Z), back and sides. Display edges: the outlines, and the lines across where the
        sides meet at a crease.
    """
    points = np.asarray(profile, np.float64)
    faces = np.asarray(triangles, np.int64)
    rim = _rim(points, faces)
    patches = []
    for sign in (1.0, -1.0):
        lifted = np.column_stack([points, np.full(len(points), sign * depth / 2.0)])
        normal = np.array([0.0, 0.0, sign])
        patches.append(
            Patch(
                positions=lifted,
                normals=np.tile(normal, (len(points), 1)),
                uv=flat_uv(lifted, normal),
                triangles=faces if sign > 0 else faces[:, ::-1],
                edges=rim,
            )
        )
    return [*patches, _sides(points, rim, depth, crease_deg)]


def _rim(points: F64, faces: I64) -> I64:
    """Return (B, 2): the directed border of the profile, the solid on its left."""
    table = edge_table(np.arange(len(points)), faces)
    half = np.sort(table.order[table.start[table.count == 1]])
    corner = half % 3
    return np.stack([faces[half // 3, corner], faces[half // 3, (corner + 1) % 3]], axis=1)


def _sides(points: F64, rim: I64, depth: float, crease_deg: float) -> Patch:
    """Return a quad for each border edge, its normals shared with neighbours across soft bends."""
    begin, end = points[rim[:, 0]], points[rim[:, 1]]
    way = end - begin
    length = np.linalg.norm(way, axis=1)
    flat = np.column_stack([way[:, 1], -way[:, 0]]) / length[:, None]
    before, after = _neighbours(rim, len(points))
    soft = np.cos(np.radians(crease_deg))
    at_begin = _blended(flat, flat[before], soft)
    at_end = _blended(flat, flat[after], soft)
    half = depth / 2.0
    corners = np.stack(
        [
            np.column_stack([begin, np.full(len(rim), half)]),
            np.column_stack([begin, np.full(len(rim), -half)]),
            np.column_stack([end, np.full(len(rim), -half)]),
            np.column_stack([end, np.full(len(rim), half)]),
        ],
        axis=1,
    )
    normals = np.stack([at_begin, at_begin, at_end, at_end], axis=1)
    first = np.arange(len(rim)) * 4
    sharp = np.einsum("ij,ij->i", flat, flat[before]) < soft
    along = np.concatenate([[0.0], np.cumsum(length)])
    across = np.array([0.0, depth, depth, 0.0])
    run = np.stack([along[:-1], along[:-1], along[1:], along[1:]], axis=1)
    return Patch(
        positions=corners.reshape(-1, 3),
        normals=np.dstack([normals, np.zeros(normals.shape[:2])]).reshape(-1, 3),
        uv=np.stack([np.broadcast_to(across, run.shape), run], axis=-1).reshape(-1, 2),
        triangles=(first[:, None, None] + np.array([[0, 1, 2], [0, 2, 3]])).reshape(-1, 3),
        edges=np.stack([first[sharp], first[sharp] + 1], axis=1),
    )


def _neighbours(rim: I64, count: int) -> tuple[I64, I64]:
    """Return for each border edge the edge that ends where it begins, and the one that follows."""
    ends_at = np.zeros(count, np.int64)
    begins_at = np.zeros(count, np.int64)
    ends_at[rim[:, 1]] = np.arange(len(rim))
    begins_at[rim[:, 0]] = np.arange(len(rim))
    return ends_at[rim[:, 0]], begins_at[rim[:, 1]]


def _blended(own: F64, other: F64, soft: float) -> F64:
    """Return unit normals: the mean with the neighbour where the bend is soft, else the own."""
    near = np.einsum("ij,ij->i", own, other) >= soft
    mean = np.where(near[:, None], own + other, own)
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True))

"""What a picture must show, worked out with rays through pixel centres, in float64 and NumPy alone.

Vertices are posed as glTF says (morphs, then the skin, then the node), each triangle is met by the
rays of the pixels it may cover (Möller and Trumbore 1997), and the nearest hit wins. The point hit
is then carried to another snapshot by its barycentric coordinates and projected there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compose.raster import Raster
from compose.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Hits:
    """(H, W) arrays: row (−1 for the sky), triangle, depth; (H, W, 3) barycentric and normal."""

    row: np.ndarray
    triangle: np.ndarray
    depth: np.ndarray
    weights: np.ndarray
    normal: np.ndarray


def posed(snapshot: Snapshot, row: int) -> tuple[np.ndarray, np.ndarray]:
    """Return world positions and normals of a row's vertices.

    Normals go by the inverse transpose. Those of a skin are of unit length, as each vertex has its
    own matrix; those of one matrix are not, so that interpolating them is exact.
    """
    mesh = snapshot.surfaces[row].mesh
    points, normals = mesh.positions.astype(float), mesh.normals.astype(float)
    start = snapshot.morph_start[row]
    for at, morph in enumerate(mesh.morphs if start >= 0 else ()):
        weight = float(snapshot.morph_weights[start + at])
        points = points + weight * morph.positions
        normals = normals if morph.normals is None else normals + weight * morph.normals
    start = snapshot.joint_start[row]
    if start < 0 or mesh.joints is None:
        matrices = np.broadcast_to(snapshot.world[row], (len(points), 4, 4))
    else:
        chosen = snapshot.joints[start + mesh.joints.astype(int)]
        matrices = np.einsum("vk,vkij->vij", mesh.weights.astype(float), chosen)
    points = np.einsum("vij,vj->vi", matrices[:, :3, :3], points) + matrices[:, :3, 3]
    normals = np.einsum("vji,vj->vi", np.linalg.inv(matrices[:, :3, :3]), normals)
    if start >= 0:
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return points, normals


def project(points: np.ndarray, snapshot: Snapshot, raster: Raster) -> np.ndarray:
    """Return (..., 3) of world points: pixel x, pixel y (down), depth."""
    view = np.linalg.inv(snapshot.camera.world)
    x, y, z = np.moveaxis(points @ view[:3, :3].T + view[:3, 3], -1, 0)
    scale = raster.focal if raster.orthographic else raster.focal / -z
    return np.stack([raster.cx + scale * x, raster.cy - scale * y, -z], -1)


def trace(snapshot: Snapshot, raster: Raster) -> Hits:
    """Return what the ray of every pixel centre meets first."""
    height, width = raster.height, raster.width
    hits = Hits(
        np.full((height, width), -1),
        np.full((height, width), -1),
        np.full((height, width), np.inf),
        np.zeros((height, width, 3)),
        np.zeros((height, width, 3)),
    )
    for row in np.flatnonzero(snapshot.visible):
        _trace_row(snapshot, raster, int(row), hits)
    return hits


def _trace_row(snapshot: Snapshot, raster: Raster, row: int, hits: Hits) -> None:
    camera = snapshot.camera
    points, normals = posed(snapshot, row)
    rotation, eye = camera.world[:3, :3], camera.world[:3, 3]
    points, normals = (points - eye) @ rotation, normals @ rotation
    mesh = snapshot.surfaces[row].mesh
    for number, corners in enumerate(mesh.triangles.astype(int)):
        a, b, c = points[corners]
        rows, columns = _covered(points[corners], raster)
        if rows.stop <= rows.start or columns.stop <= columns.start:
            continue
        origin, direction = _rays(raster, rows, columns)
        depth, weights = _meet(origin, direction, a, b, c)
        ok = (weights.min(-1) >= 0.0) & (depth > camera.near_m) & (depth < camera.far_m)
        ok &= depth < hits.depth[rows, columns]
        hits.depth[rows, columns][ok] = depth[ok]
        hits.row[rows, columns][ok] = row
        hits.triangle[rows, columns][ok] = number
        hits.weights[rows, columns][ok] = weights[ok]
        normal = weights[ok] @ normals[corners]
        facing = np.cross(b - a, c - a)
        if np.linalg.det(_linear(snapshot, row)) < 0.0:
            facing = -facing
        away = (direction[ok] @ facing) > 0.0
        normal[away] *= -1.0
        hits.normal[rows, columns][ok] = normal / np.linalg.norm(normal, axis=-1, keepdims=True)


def _linear(snapshot: Snapshot, row: int) -> np.ndarray:
    start = snapshot.joint_start[row]
    return (snapshot.world[row] if start < 0 else snapshot.joints[start])[:3, :3]


def _covered(corners: np.ndarray, raster: Raster) -> tuple[slice, slice]:
    """Return rows and columns of the pixels that a triangle in camera space may touch."""
    if not raster.orthographic and corners[:, 2].max() > -0.05:
        return slice(0, raster.height), slice(0, raster.width)
    scale = raster.focal if raster.orthographic else raster.focal / -corners[:, 2]
    x, y = raster.cx + scale * corners[:, 0], raster.cy - scale * corners[:, 1]
    return (
        slice(max(int(y.min()) - 1, 0), min(int(y.max()) + 2, raster.height)),
        slice(max(int(x.min()) - 1, 0), min(int(x.max()) + 2, raster.width)),
    )


def _rays(raster: Raster, rows: slice, columns: slice) -> tuple[np.ndarray, np.ndarray]:
    """Return origins and directions in camera space; one unit of a direction is one of depth."""
    x = (np.arange(columns.start, columns.stop) + 0.5 - raster.cx) / raster.focal
    y = (raster.cy - np.arange(rows.start, rows.stop) - 0.5) / raster.focal
    across = np.stack([*np.meshgrid(x, y), np.zeros((len(y), len(x)))], -1)
    ahead = np.array([0.0, 0.0, -1.0])
    if raster.orthographic:
        return across, np.broadcast_to(ahead, across.shape)
    return np.zeros_like(across), across + ahead


def _meet(
    origin: np.ndarray, direction: np.ndarray, a: np.ndarray, b: np.ndarray, c: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    p = np.cross(direction, c - a)
    determinant = p @ (b - a)
    with np.errstate(divide="ignore", invalid="ignore"):
        q = np.cross(origin - a, b - a)
        u = np.einsum("...i,...i->...", origin - a, p) / determinant
        v = np.einsum("...i,...i->...", direction, q) / determinant
        depth = q @ (c - a) / determinant
        weights = np.stack([1.0 - u - v, u, v], -1)
    return np.nan_to_num(depth, nan=-1.0), np.nan_to_num(weights, nan=-1.0)


def carried(hits: Hits, snapshot: Snapshot, raster: Raster) -> np.ndarray:
    """Return (H, W, 3): where each hit point is in another snapshot: pixel x, y and depth."""
    result = np.full((*hits.row.shape, 3), np.nan)
    for row in np.unique(hits.row[hits.row >= 0]):
        points, _ = posed(snapshot, int(row))
        here = hits.row == row
        corners = snapshot.surfaces[int(row)].mesh.triangles[hits.triangle[here]]
        world = np.einsum("nk,nki->ni", hits.weights[here], points[corners])
        result[here] = project(world, snapshot, raster)
    return result


def inside(hits: Hits) -> np.ndarray:
    """Return (H, W) bool: hit pixels away from silhouettes and creases, and from the border."""
    keep = np.zeros(hits.row.shape, bool)
    core = (slice(1, -1), slice(1, -1))
    keep[core] = hits.row[core] >= 0
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            near = (
                slice(1 + dy, hits.row.shape[0] - 1 + dy),
                slice(1 + dx, hits.row.shape[1] - 1 + dx),
            )
            same = hits.row[near] == hits.row[core]
            turn = np.einsum("...i,...i->...", hits.normal[near], hits.normal[core])
            with np.errstate(invalid="ignore"):
                jump = np.abs(hits.depth[near] - hits.depth[core]) > 0.2 * hits.depth[core]
            keep[core] &= same & (turn > 0.8) & ~jump
    return keep

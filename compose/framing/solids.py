"""Surfaces of a snapshot as points and triangles in the world."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot

F64 = npt.NDArray[np.float64]

_CUBE = np.stack(np.meshgrid(*((0.0, 1.0),) * 3), axis=-1).reshape(-1, 3)


def surface_points(snapshot: Snapshot, row: int) -> F64:
    """Return (V, 3) float64: a surface's vertices in world space: morphs, then skin or matrix.

    Skinning as in glTF 2.0, 3.7.3.3.
    """
    mesh = snapshot.surfaces[row].mesh
    points = mesh.positions.astype(np.float64)
    first = int(snapshot.morph_start[row])
    if first >= 0:
        weights = snapshot.morph_weights[first : first + len(mesh.morphs)]
        for morph, weight in zip(mesh.morphs, weights, strict=True):
            points = points + float(weight) * morph.positions
    start = int(snapshot.joint_start[row])
    if start < 0 or mesh.joints is None or mesh.weights is None:
        matrix = snapshot.world[row]
        return np.asarray(points @ matrix[:3, :3].T + matrix[:3, 3])
    result = np.zeros_like(points)
    for column in range(mesh.joints.shape[1]):
        held = snapshot.joints[start + mesh.joints[:, column].astype(np.intp)]
        moved = np.einsum("vij,vj->vi", held[:, :3, :3], points) + held[:, :3, 3]
        result += mesh.weights[:, column, None] * moved
    return result


def outline_points(snapshot: Snapshot, row: int) -> F64:
    """Return points in the world that bound a surface: its vertices, or a copy's eight corners."""
    surface = snapshot.surfaces[row]
    if surface.instance < 0 or snapshot.joint_start[row] >= 0:
        return surface_points(snapshot, row)
    low, high = surface.mesh.bounds
    corners = low + _CUBE * (high - low)
    matrix = snapshot.world[row]
    return np.asarray(corners @ matrix[:3, :3].T + matrix[:3, 3])

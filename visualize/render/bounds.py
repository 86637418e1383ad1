"""Spheres around everything that is drawn, skins and morphs included. Pure CPU, no GL."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.snapshot import Snapshot
from visualize.render.planes import planes, stretches

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

_ROUNDING = 1e-5
"""How much larger a skin's sphere is made: weights sum to 1 as near as float32 has it."""


@dataclass(frozen=True, eq=False, slots=True)
class Spheres:
    """(N, 3) centres and (N,) radii in metres around rows, in world space.

    A radius is infinite where nothing is known.
    """

    center: F64
    radius: F64

    def of(self, rows: Rows) -> Spheres:
        """Return the spheres of some rows."""
        return Spheres(self.center[rows], self.radius[rows])


class MeshBounds:
    """A sphere around a mesh in its own space, and what its skin and morphs do to it."""

    def __init__(self, mesh: Mesh) -> None:
        self._mesh = mesh
        low, high = np.asarray(mesh.bounds, np.float64)
        self.center: F64 = (low + high) / 2.0
        self.radius = float(np.linalg.norm(high - low) / 2.0)

    @cached_property
    def reach(self) -> F64:
        """(T,): how far each morph target moves any vertex."""
        farthest = [np.linalg.norm(x.positions, axis=1).max(initial=0.0) for x in self._mesh.morphs]
        return np.array(farthest, np.float64)

    @cached_property
    def influenced(self) -> tuple[Rows, F64, F64]:
        """The joints that move a vertex, and a sphere (J, 3), (J,) around those each moves."""
        mesh = self._mesh
        if mesh.joints is None or mesh.weights is None:
            return np.zeros(0, np.int64), np.zeros((0, 3)), np.zeros(0)
        moves = mesh.weights > 0.0
        joints = mesh.joints[moves].astype(np.int64)
        order = np.argsort(joints, kind="stable")
        points = mesh.positions[np.nonzero(moves)[0][order]].astype(np.float64)
        used, start, count = np.unique(joints[order], return_index=True, return_counts=True)
        if not len(used):
            return used, np.zeros((0, 3)), np.zeros(0)
        centers = (np.minimum.reduceat(points, start) + np.maximum.reduceat(points, start)) / 2.0
        away = np.linalg.norm(points - np.repeat(centers, count, axis=0), axis=1)
        radii = np.maximum.reduceat(away, start)
        return used, centers, radii

    def morphed(self, weights: npt.NDArray[np.float32]) -> float:
        """Return how far active morph targets move a vertex at most, in metres of the mesh."""
        return float(np.abs(weights) @ self.reach)

    def skinned(self, joints: F64, farther: float) -> tuple[F64, float]:
        """Return the sphere around the skin, in the space of the joints' matrices.

        A vertex is a mean of where its joints take it, so it stays within the sphere around the
        spheres that each joint makes of the vertices it moves.

        Parameters
        ----------
        joints
            (J, 4, 4): the skin's matrices.
        farther
            How far morphs move a vertex before that.
        """
        used, centers, radii = self.influenced
        if not len(used):
            return np.zeros(3), np.inf
        matrices = joints[used]
        placed = np.einsum("nij,nj->ni", matrices[:, :3, :3], centers) + matrices[:, :3, 3]
        reach = (radii + farther) * stretches(planes(matrices)[:3, :3])
        middle = (placed.min(axis=0) + placed.max(axis=0)) / 2.0
        radius = float((np.linalg.norm(placed - middle, axis=1) + reach).max())
        return middle, radius + _ROUNDING * (radius + float(np.abs(middle).max()))


def world_spheres(bounds: list[MeshBounds], group: Rows, snapshot: Snapshot, world: F64) -> Spheres:
    """Return a sphere around every row of a snapshot.

    Parameters
    ----------
    bounds, group
        The bounds of each mesh, and (S,) which of them each row has, −1 for none.
    snapshot, world
        The frame, and ``planes(snapshot.world)``.
    """
    local = np.array([[*mesh.center, mesh.radius] for mesh in bounds] or [[0.0] * 4])
    x, y, z, size = local[group].T
    center = (world[:3, 0] * x + world[:3, 1] * y + world[:3, 2] * z + world[:3, 3]).T
    radius = size * stretches(world[:3, :3])
    bent = (snapshot.joint_start >= 0) | (snapshot.morph_start >= 0)
    for row in np.flatnonzero(bent & snapshot.visible & (group >= 0)):
        center[row], radius[row] = _bent(bounds[group[row]], snapshot, int(row))
    return Spheres(center, radius)


def _bent(bounds: MeshBounds, snapshot: Snapshot, row: int) -> tuple[F64, float]:
    mesh, matrix = snapshot.surfaces[row].mesh, snapshot.world[row]
    start, farther = int(snapshot.morph_start[row]), 0.0
    if start >= 0 and mesh.morphs:
        farther = bounds.morphed(snapshot.morph_weights[start : start + len(mesh.morphs)])
    if snapshot.joint_start[row] >= 0 and mesh.joints is not None:
        center, radius = bounds.skinned(snapshot.joints[snapshot.joint_start[row] :], farther)
    else:
        center = matrix[:3, :3] @ bounds.center + matrix[:3, 3]
        radius = (bounds.radius + farther) * float(stretches(planes(matrix[None])[:3, :3])[0])
    known = np.isfinite(center).all() and np.isfinite(radius)
    return (center, radius) if known else (np.zeros(3), np.inf)

"""Boxes around everything that is drawn, skins and morphs included, all rows of a frame at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.snapshot import Snapshot, Surface
from visualize.render.bounds import MeshBounds

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_ROUNDING = 1e-5
"""How much larger boxes are made: the renderer places vertices in 32-bit numbers."""

_UNKNOWN_M = 1e12
"""Half the side of the box around what cannot be bounded: it is everywhere."""


@dataclass(frozen=True, eq=False, slots=True)
class Boxes:
    """(N, 3) centres and (N, 3) half sides of boxes along the world's axes, in metres."""

    center: F64
    half: F64

    def of(self, rows: Flags | Rows) -> Boxes:
        """Return the boxes of some rows."""
        return Boxes(self.center[rows], self.half[rows])


class RowBoxes:
    """Makes the boxes of a draw table's rows, frame by frame."""

    def __init__(self, first: Snapshot) -> None:
        known: dict[int, MeshBounds] = {}
        bounds = [_bounds_of(surface, known) for surface in first.surfaces]
        corners = np.array([surface.mesh.bounds for surface in first.surfaces], np.float64)
        low, high = corners.reshape(-1, 2, 3).transpose(1, 0, 2)
        self._center, self._half = (low + high) / 2.0, (high - low) / 2.0
        self._morphs = _Morphs(first, bounds)
        self._skins = _Skins(first, bounds)

    def at(self, snapshot: Snapshot) -> Boxes:
        """Return the boxes of one frame of the same draw table."""
        linear = snapshot.world[:, :3, :3]
        with np.errstate(over="ignore", invalid="ignore"):  # what is beyond numbers is everywhere
            farther = self._morphs.reach(snapshot)
            center = np.einsum("nij,nj->ni", linear, self._center) + snapshot.world[:, :3, 3]
            half = np.einsum("nij,nj->ni", np.abs(linear), self._half)
            half += farther[:, None] * np.linalg.norm(linear, axis=2)
            self._skins.place(snapshot, farther, center, half)
            half += _ROUNDING * (half + np.abs(center))
        lost = ~(np.isfinite(center).all(axis=1) & np.isfinite(half).all(axis=1))
        center[lost], half[lost] = 0.0, _UNKNOWN_M
        return Boxes(center, half)


class _Morphs:
    """How far the morph targets of every row move a vertex."""

    def __init__(self, first: Snapshot, bounds: list[MeshBounds]) -> None:
        rows: list[int] = []
        weights: list[int] = []
        reach: list[float] = []
        for row in np.flatnonzero(first.morph_start >= 0).tolist():
            count = len(first.surfaces[row].mesh.morphs)
            rows += [row] * count
            weights += range(int(first.morph_start[row]), int(first.morph_start[row]) + count)
            reach += bounds[row].reach.tolist()
        self._rows, self._weights = np.array(rows, np.int64), np.array(weights, np.int64)
        self._reach = np.array(reach, np.float64)

    def reach(self, snapshot: Snapshot) -> F64:
        """Return (S,) metres of the mesh."""
        moved = np.abs(snapshot.morph_weights[self._weights].astype(np.float64)) * self._reach
        count = len(snapshot.surfaces)
        return np.asarray(np.bincount(self._rows, moved, minlength=count), np.float64)


class _Skins:
    """A sphere around the vertices that each joint of each skinned row moves.

    A vertex is a mean of where its joints take it, so it stays within the box around the boxes
    that each joint makes of its sphere.
    """

    def __init__(self, first: Snapshot, bounds: list[MeshBounds]) -> None:
        skinned = [
            int(row) for row in np.flatnonzero(first.joint_start >= 0)
            if first.surfaces[row].mesh.joints is not None
        ]  # fmt: skip
        found = [(row, *bounds[row].influenced) for row in skinned]
        self._lost = np.array([row for row, joints, _, _ in found if not len(joints)], np.int64)
        found = [entry for entry in found if len(entry[1])]
        self._rows = np.array([row for row, *_ in found], np.int64)
        counts = np.array([len(joints) for _, joints, _, _ in found], np.int64)
        self._starts = np.cumsum(counts) - counts
        self._owner = np.repeat(self._rows, counts)
        first_joint = first.joint_start.astype(np.int64)
        empty: F64 = np.zeros((0, 3))
        used = [np.zeros(0, np.int64), *(joints + first_joint[row] for row, joints, _, _ in found)]
        self._joints = np.concatenate(used)
        self._center = np.concatenate([empty, *(centers for *_, centers, _ in found)])
        self._radius = np.concatenate([empty[:, 0], *(radii for *_, radii in found)])

    def place(self, snapshot: Snapshot, farther: F64, center: F64, half: F64) -> None:
        """Write the boxes of skinned rows."""
        center[self._lost], half[self._lost] = 0.0, _UNKNOWN_M
        if not len(self._rows):
            return
        matrices = snapshot.joints[self._joints]
        placed = np.einsum("nij,nj->ni", matrices[:, :3, :3], self._center) + matrices[:, :3, 3]
        radius = (self._radius + farther[self._owner])[:, None]
        reach = radius * np.linalg.norm(matrices[:, :3, :3], axis=2)
        low = np.minimum.reduceat(placed - reach, self._starts)
        high = np.maximum.reduceat(placed + reach, self._starts)
        center[self._rows], half[self._rows] = (low + high) / 2.0, (high - low) / 2.0


def _bounds_of(surface: Surface, known: dict[int, MeshBounds]) -> MeshBounds:
    mesh: Mesh = surface.mesh
    if id(mesh) not in known:
        known[id(mesh)] = MeshBounds(mesh)
    return known[id(mesh)]

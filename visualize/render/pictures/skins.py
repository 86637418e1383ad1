"""Where the vertices of rows that bend are: morphed and skinned, as ``surface.glsl`` does.

Pure CPU.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.snapshot import Snapshot

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Influences:
    """A mesh's joints, those without weight left out.

    ``turns`` are up to four: the vertices that have one joint more, its number and its weight.
    """

    turns: tuple[tuple[I64, I64, F64], ...]

    @classmethod
    def of(cls, mesh: Mesh) -> Influences | None:
        """Return those of a mesh, None for one without."""
        if mesh.joints is None or mesh.weights is None:
            return None
        order = np.argsort(-mesh.weights, axis=1, kind="stable")
        joints = np.take_along_axis(mesh.joints.astype(np.int64), order, axis=1)
        weights = np.take_along_axis(mesh.weights.astype(np.float64), order, axis=1)
        turns = []
        for turn in range(joints.shape[1]):
            has = np.flatnonzero(weights[:, turn])
            if len(has):
                turns.append((has, joints[has, turn], weights[has, turn]))
        return cls(tuple(turns))


def placed_vertices(
    mesh: Mesh, snapshot: Snapshot, row: int, influences: Influences | None = None
) -> F64:
    """Return (V, 3): a row's vertices in camera space, morphed and skinned.

    ``influences`` are the mesh's own where the caller has them.
    """
    positions = mesh.positions.astype(np.float64)
    start = int(snapshot.morph_start[row])
    if start >= 0:
        weights = snapshot.morph_weights[start : start + len(mesh.morphs)]
        for weight, morph in zip(weights, mesh.morphs, strict=True):
            if weight:
                positions = positions + float(weight) * morph.positions
    view = snapshot.camera.view
    first = int(snapshot.joint_start[row])
    skin = None if first < 0 else influences or Influences.of(mesh)
    if skin is None:
        matrix = view @ snapshot.world[row]
        return np.asarray(positions @ matrix[:3, :3].T + matrix[:3, 3])
    joints = view @ snapshot.joints[first:]
    return _skinned(positions, joints, skin)


def _skinned(positions: F64, joints: F64, skin: Influences) -> F64:
    result = np.zeros_like(positions)
    for vertices, joint, weight in skin.turns:
        moved = np.einsum("vij,vj->vi", joints[joint, :3, :3], positions[vertices])
        result[vertices] += weight[:, None] * (moved + joints[joint, :3, 3])
    return result

"""How large a model is, as its file poses it."""

from __future__ import annotations

import numpy as np

from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model, Skin


def rest_bounds(model: Model) -> F64:
    """Return (2, 3) float64: the least and the greatest corner in metres, in the rest pose.

    Skinned vertices are where their joints hold them: ``sum(w * joint world * inverse bind) @ v``
    (glTF 2.0, 3.7.3.3). A model without vertices has zeros.
    """
    world = model.rest_world()
    corners = []
    for node, matrix in zip(model.nodes, world, strict=True):
        skin = model.skins[node.skin] if node.skin >= 0 else None
        for part in node.parts:
            if not len(part.mesh.positions):
                continue
            placed = _placed(part.mesh, matrix, world, skin)
            corners += [placed.min(axis=0), placed.max(axis=0)]
    if not corners:
        return np.zeros((2, 3))
    return np.stack([np.min(corners, axis=0), np.max(corners, axis=0)])


def _placed(mesh: Mesh, matrix: F64, world: F64, skin: Skin | None) -> F64:
    positions = mesh.positions.astype(np.float64)
    if skin is None or mesh.joints is None or mesh.weights is None:
        return positions @ matrix[:3, :3].T + matrix[:3, 3]
    joints = world[list(skin.joints)] @ skin.inverse_bind
    result = np.zeros_like(positions)
    for column in range(mesh.joints.shape[1]):
        held = joints[mesh.joints[:, column], :3]
        moved = np.einsum("vij,vj->vi", held[:, :, :3], positions) + held[:, :, 3]
        result += mesh.weights[:, column, None] * moved
    return result

"""Join meshes into one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compose.geometry.mesh import F32, Mesh
from compose.geometry.topology import is_closed

_FILL = {"uv0": 0.0, "uv1": 0.0, "colors": 1.0}


def merge_meshes(meshes: Sequence[Mesh]) -> Mesh:
    """Return one mesh with the triangles and display edges of all, in their order.

    UVs and colours that some of them lack are filled (0 and white). Skins and morphs belong to
    one mesh each and cannot be joined.

    Raises
    ------
    ValueError
        When there is no mesh, or one is skinned or morphs.
    """
    if not meshes:
        raise ValueError("there is nothing to merge")
    if any(mesh.joints is not None or mesh.morphs for mesh in meshes):
        raise ValueError("a skinned or morphing mesh cannot be merged")
    offsets = np.cumsum([0, *(len(mesh.positions) for mesh in meshes)])
    shifted = list(zip(meshes, offsets[:-1], strict=True))
    positions = np.concatenate([mesh.positions for mesh in meshes])
    triangles = np.concatenate([mesh.triangles + np.uint32(o) for mesh, o in shifted])
    return Mesh(
        positions=positions,
        triangles=triangles,
        normals=np.concatenate([mesh.normals for mesh in meshes]),
        uv0=_joined(meshes, "uv0", 2),
        uv1=_joined(meshes, "uv1", 2),
        colors=_joined(meshes, "colors", 4),
        edges=np.concatenate([mesh.edges + np.uint32(o) for mesh, o in shifted]),
        closed=all(mesh.closed for mesh in meshes) or is_closed(positions, triangles),
    )


def _joined(meshes: Sequence[Mesh], name: str, width: int) -> F32 | None:
    arrays = [getattr(mesh, name) for mesh in meshes]
    if all(values is None for values in arrays):
        return None
    return np.concatenate(
        [
            np.full((len(mesh.positions), width), _FILL[name], np.float32)
            if values is None
            else values
            for mesh, values in zip(meshes, arrays, strict=True)
        ]
    )

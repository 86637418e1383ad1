"""Bring an imported model to metres and +Y up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compose.geometry.mesh import F64
from compose.geometry.model import Model, ModelNode

UP_ROTATIONS: dict[str, F64] = {
    "x": np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
    "y": np.eye(3),
    "z": np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]]),
}
"""What turns a file's up axis to +Y: X up about Z, Z up about X."""

_HALF = 0.7071067811865476
_UP_QUATERNIONS: dict[str, tuple[float, float, float, float]] = {
    "x": (0.0, 0.0, _HALF, _HALF),
    "y": (0.0, 0.0, 0.0, 1.0),
    "z": (-_HALF, 0.0, 0.0, _HALF),
}


def placed(model: Model, unit_m: float, up_axis: str) -> Model:
    """Return the model under one more node (path ``""``) that scales and turns it, where needed.

    Everything else, animations included, stays as the file has it; its paths do not change.
    """
    if (unit_m == 1.0 and up_axis == "y") or not model.nodes:
        return model
    top = ModelNode(path="", rotation=_UP_QUATERNIONS[up_axis], scale=(unit_m, unit_m, unit_m))
    return replace(
        model,
        nodes=(top, *(replace(node, parent=node.parent + 1) for node in model.nodes)),
        skins=tuple(replace(s, joints=tuple(j + 1 for j in s.joints)) for s in model.skins),
        clips=tuple(
            replace(clip, channels=tuple(replace(c, node=c.node + 1) for c in clip.channels))
            for clip in model.clips
        ),
    )

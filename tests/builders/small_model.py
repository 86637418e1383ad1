"""A hand-made imported model: a root, a joint 2 m up turned 90 degrees, a mesh with a morph."""

from __future__ import annotations

import numpy as np

from compose.geometry.material import Material
from compose.geometry.mesh import Mesh, Morph
from compose.geometry.model import Clip, Model, ModelNode, Part


def small_model() -> Model:
    positions = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)
    mesh = Mesh(
        positions=positions,
        triangles=np.array([[0, 1, 2]], np.uint32),
        normals=np.array([[0, 0, 1]] * 3, np.float32),
        morphs=(Morph(name="smile", positions=np.zeros((3, 3), np.float32)),),
    )
    half = float(np.sqrt(0.5))
    return Model(
        nodes=(
            ModelNode(path="Root"),
            ModelNode(
                path="Root/Hips", parent=0, translation=(0.0, 2.0, 0.0),
                rotation=(0.0, half, 0.0, half),
            ),
            ModelNode(path="Root/Body", parent=0, parts=(Part(mesh=mesh, material=Material()),)),
        ),
        clips=(Clip(name="walk", channels=(), duration_s=1.0),),
    )  # fmt: skip

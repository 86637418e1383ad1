"""make_figure: the model of a person, a skeleton of named nodes and the skinned parts on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from compose.figures.body import FigureBody
from compose.figures.coloring import colored, uncolored
from compose.figures.proportions import ABOVE, Proportions, proportions
from compose.figures.skeleton import JOINTS, POINTS
from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model, ModelNode, Skin
from compose.model_store import kept_meshes
from compose.transform import affine_inverse, quaternion_matrices

CACHED_BODIES = 256
CACHED_SHAPES = 128


@lru_cache(maxsize=CACHED_BODIES)
def make_figure(body: FigureBody) -> Model:
    """Return a figure's model: the same object for equal bodies.

    Its first nodes are ``skeleton.POINTS`` in order, each named by its path, with rest rotations
    of the bind pose; then one node for each drawn part ("skin", "head", "top", "bottom", "shoes",
    "hair", "eyes", …), all bound to skin 0, whose joints are ``skeleton.JOINTS``. Bodies that
    differ in colours alone share their meshes.
    """
    measured = proportions(body)
    points = tuple(
        ModelNode(
            path=name,
            parent=ABOVE[row],
            translation=_vector(measured.offsets[row]),
            rotation=_rotation(measured, row),
        )
        for row, name in enumerate(POINTS)
    )
    drawn = tuple(
        ModelNode(path=name, parts=(part,), skin=0)
        for name, part in colored(body, _meshes(uncolored(body))).items()
    )
    skin = Skin(joints=tuple(range(len(JOINTS))), inverse_bind=_inverse_bind(measured))
    return Model(nodes=(*points, *drawn), skins=(skin,))


@lru_cache(maxsize=CACHED_SHAPES)
def _meshes(body: FigureBody) -> Mapping[str, Mesh]:
    """Return the meshes of a body by the names of its parts; its colours do not matter."""

    def make() -> dict[str, Mesh]:
        from compose.figures.shape.dressing import body_meshes

        return body_meshes(body)

    return kept_meshes("body", body.model_dump_json(), make)


def _vector(values: F64) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def _rotation(measured: Proportions, row: int) -> tuple[float, float, float, float]:
    if row >= len(JOINTS):
        return 0.0, 0.0, 0.0, 1.0
    x, y, z, w = (float(v) for v in measured.bind[row])
    return x, y, z, w


def _inverse_bind(measured: Proportions) -> F64:
    """Return (J, 4, 4) float64: from model space in the bind pose to each joint."""
    turns = quaternion_matrices(measured.bind)
    world = np.tile(np.eye(4), (len(JOINTS), 1, 1))
    for row in range(len(JOINTS)):
        world[row, :3, :3], world[row, :3, 3] = turns[row], measured.offsets[row]
        if ABOVE[row] >= 0:
            world[row] = world[ABOVE[row]] @ world[row]
    return np.stack([affine_inverse(matrix) for matrix in world])

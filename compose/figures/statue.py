"""A figure frozen in a pose: rigid meshes, for crowds that are drawn as instances."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from compose.figures.body import FigureBody
from compose.figures.coloring import colored, uncolored
from compose.figures.mannequin import make_figure
from compose.figures.pose import Pose, posed
from compose.figures.proportions import proportions
from compose.figures.skeleton import JOINTS
from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model, ModelNode
from compose.model_store import kept_meshes
from compose.transform import compose_matrices

CACHED_STATUES = 128


@lru_cache(maxsize=CACHED_STATUES)
def make_statue(
    body: FigureBody, pose: str, *, left_hand: str | None = None, right_hand: str | None = None
) -> Model:
    """Return a person's drawn parts in a pose, without a skeleton; the same object when equal.

    Statues that differ in colours alone share their meshes.

    Raises
    ------
    NotFoundError
        When there is no such pose or hand pose; the nearest are offered.
    """
    meshes = _meshes(uncolored(body), pose, left_hand, right_hand)
    return Model(
        nodes=tuple(
            ModelNode(path=name, parts=(part,)) for name, part in colored(body, meshes).items()
        )
    )


@lru_cache(maxsize=CACHED_STATUES)
def _meshes(
    body: FigureBody, pose: str, left_hand: str | None, right_hand: str | None
) -> Mapping[str, Mesh]:
    """Return the meshes of a posed body by name; its colours do not matter."""

    def make() -> dict[str, Mesh]:
        figure = make_figure(body)
        held = posed(pose, left_hand=left_hand, right_hand=right_hand)
        matrices = _joint_matrices(figure, body, held) @ figure.skins[0].inverse_bind
        return {
            node.path: skinned(part.mesh, matrices) for node in figure.nodes for part in node.parts
        }

    asked = (body.model_dump_json(), pose, left_hand, right_hand)
    return kept_meshes("statue", json.dumps(asked), make)


def joint_places(
    body: FigureBody, pose: str, *, left_hand: str | None = None, right_hand: str | None = None
) -> F64:
    """Return (J, 3) metres: where the joints of a statue are, by `skeleton.JOINTS`."""
    held = posed(pose, left_hand=left_hand, right_hand=right_hand)
    return _joint_matrices(make_figure(body), body, held)[:, :3, 3]


def skinned(mesh: Mesh, matrices: F64) -> Mesh:
    """Return a mesh as (J, 4, 4) joint matrices place it, rigid from then on.

    Normals turn by the blended matrix, which is right for joints that keep their scale.
    """
    if mesh.joints is None or mesh.weights is None:
        return mesh
    blend = np.einsum("vk,vkij->vij", mesh.weights.astype(np.float64), matrices[mesh.joints, :3])
    positions = np.einsum("vij,vj->vi", blend[:, :, :3], mesh.positions) + blend[:, :, 3]
    normals = np.einsum("vij,vj->vi", blend[:, :, :3], mesh.normals)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return replace(
        mesh,
        positions=positions.astype(np.float32),
        normals=(normals / np.where(length > 0.0, length, 1.0)).astype(np.float32),
        joints=None,
        weights=None,
    )


def _joint_matrices(figure: Model, body: FigureBody, held: Pose) -> F64:
    """Return (J, 4, 4): each joint in the figure's space."""
    joints = figure.nodes[: len(JOINTS)]
    places = np.array([node.translation for node in joints])
    places[0] += held.hips * proportions(body).leg_length
    world = compose_matrices(places, held.turns, np.ones((len(joints), 3)))
    for row, node in enumerate(joints):
        if node.parent >= 0:
            world[row] = world[node.parent] @ world[row]
    return world

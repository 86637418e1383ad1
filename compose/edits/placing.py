"""Where the base values of nodes put them: world matrices of single nodes, and back to fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from compose.errors import NotFoundError, SceneError
from compose.geometry.model import Model
from compose.node import Node
from compose.payload import Figure, Modelled
from compose.project import Project
from compose.scene import Scene
from compose.transform import (
    F64,
    compose_matrices,
    euler_quaternions,
    matrix_eulers,
    matrix_quaternions,
)

_SHEAR = 1e-5
"""How far from right angles the axes of a placed node may be, as a cosine."""


def local_matrix(node: Node) -> F64:
    """Return the (4, 4) matrix ``T @ R @ S`` of a node's base values."""
    quaternion = np.array([node.quaternion])
    if node.rotation_mode == "euler":
        quaternion = euler_quaternions(np.radians([node.rotation_deg]), node.rotation_order)
    matrix: F64 = compose_matrices([node.translation], quaternion, [node.scale])[0]
    return matrix


def world_matrix(project: Project, scene: Scene, node: Node) -> F64:
    """Return the (4, 4) matrix from a node to the world, by base values, at its model's rest pose.

    Raises
    ------
    NotFoundError
        When a parent or a joint does not exist.
    SceneError
        When parents go round in a circle.
    """
    return parent_matrix(project, scene, node) @ local_matrix(node)


def parent_matrix(project: Project, scene: Scene, node: Node) -> F64:
    """Return the (4, 4) matrix from the space that ``node`` stands in to the world."""
    result = np.eye(4)
    seen = {node.id}
    while node.parent is not None:
        above = scene.node(node.parent.node)
        if above.id in seen:
            raise SceneError(f"The parents of {node.name!r} go round in a circle.")
        seen.add(above.id)
        if node.parent.joint is not None:
            result = joint_matrix(project, above, node.parent.joint) @ result
        result = local_matrix(above) @ result
        node = above
    return result


def joint_matrix(project: Project, node: Node, joint: str) -> F64:
    """Return the (4, 4) matrix from an inner node or joint to its node, in the base pose.

    Raises
    ------
    SceneError
        When the node has no joints.
    NotFoundError
        When it has none of this name; the nearest are offered.
    """
    if not isinstance(node.payload, Modelled):
        raise SceneError(f"{node.name!r} has no joints: it is no imported asset, figure or prop.")
    from compose.assets import load_model

    model = load_model(project, node.payload)
    index = model.index(joint)
    if index < 0:
        paths = [inner.path for inner in model.nodes]
        raise NotFoundError("joint", joint, paths, f"in {node.name!r}")
    if isinstance(node.payload, Figure):
        model = _in_stance(model, node.payload, node.name)
    matrix: F64 = model.rest_world()[index]
    return matrix


def _in_stance(model: Model, figure: Figure, name: str) -> Model:
    """Return a figure's model with its joints in the base pose."""
    from compose.stage.stance import stance_of

    stance = stance_of(figure.performance, model, name)
    nodes = list(model.nodes)
    for i, (x, y, z, w) in enumerate(stance.turns.tolist()):
        nodes[i] = replace(nodes[i], rotation=(x, y, z, w))
    x, y, z = stance.hips.tolist()
    nodes[0] = replace(nodes[0], translation=(x, y, z))
    return replace(model, nodes=tuple(nodes))


def local_matrix_under(project: Project, scene: Scene, node: Node, world: F64) -> F64:
    """Return the local matrix that puts ``node``, hung where it says, at ``world``.

    Raises
    ------
    SceneError
        When the parent has no size to undo.
    """
    above = parent_matrix(project, scene, node)
    if abs(np.linalg.det(above[:3, :3])) < 1e-12:
        raise SceneError(f"{node.name!r} cannot keep its place: its new parent has no size.")
    return np.asarray(np.linalg.solve(above, world))


def transform_fields(node: Node, matrix: F64) -> dict[str, Any]:
    """Return the translation, rotation and scale of ``node`` that make ``matrix``.

    A mirrored matrix keeps the node's own signs of scale where they explain it.

    Raises
    ------
    SceneError
        When the matrix holds a shear, which no node can have.
    """
    signs = np.where(np.array(node.scale) < 0.0, -1.0, 1.0)
    if np.prod(signs) != np.sign(np.linalg.det(matrix[:3, :3])):
        signs = signs * (-1.0, 1.0, 1.0)
    scale = np.linalg.norm(matrix[:3, :3], axis=0) * signs
    if np.any(scale == 0.0):
        raise SceneError(f"{node.name!r} has no size, so its place cannot be kept.")
    rotation = matrix[:3, :3] / scale
    if np.abs(rotation.T @ rotation - np.eye(3)).max() > _SHEAR:
        raise SceneError(
            f"{node.name!r} cannot keep its place: it would have to be sheared, since a parent is "
            "scaled unevenly. Reparent it without keeping its place, or even out the scale."
        )
    turn: dict[str, Any] = (
        {"rotation_deg": np.degrees(matrix_eulers(rotation[None], node.rotation_order)[0])}
        if node.rotation_mode == "euler"
        else {"quaternion": matrix_quaternions(rotation[None])[0]}
    )
    return {"translation": matrix[:3, 3], "scale": scale, **turn}

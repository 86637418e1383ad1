"""Hang a node on another one, or on a joint, keeping its place in the world if asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose.edits.building import changed
from compose.edits.parts import descendants, with_node
from compose.errors import SceneError
from compose.node import Node, Parent
from compose.project import Project

if TYPE_CHECKING:
    from compose.transform import F64


def reparent(
    project: Project,
    scene: str,
    node: str,
    parent: str | None,
    *,
    joint: str | None = None,
    keep_world: bool = True,
) -> Project:
    """Hang ``node`` on ``parent``, or on nothing.

    Parameters
    ----------
    parent
        A node's id or name; ``None`` for the scene itself.
    joint
        Path of a joint inside the parent's asset.
    keep_world
        Change the node's own translation, rotation and scale so that it stays where its base
        values (not its tracks) put it. Otherwise the values stay and the node moves along.

    Raises
    ------
    NotFoundError
        When there is no such scene, node, parent or joint.
    SceneError
        When the node would hang on itself, or its place cannot be kept: a parent without size,
        or turned inside an uneven scale, which would need a shear.
    """
    stage = project.scene(scene)
    moved = stage.find(node)
    target = None
    if parent is not None:
        above = stage.find(parent)
        if above.id in descendants(stage, {moved.id}):
            raise SceneError(
                f"{moved.name!r} cannot hang on {above.name!r}, which is itself or hangs on it."
            )
        target = Parent(node=above.id, joint=joint)
    hung = changed(moved, f"the node {moved.name!r}", parent=target)
    if keep_world:
        from compose.edits.placing import local_matrix_under, world_matrix

        matrix = local_matrix_under(project, stage, hung, world_matrix(project, stage, moved))
        hung = _placed(hung, matrix)
    return with_node(project, stage, hung)


def _placed(node: Node, matrix: F64) -> Node:
    from compose.edits.placing import transform_fields

    return changed(node, f"the node {node.name!r}", **transform_fields(node, matrix))

"""Hang a node on another one, or on a joint, and put it in its place among the others there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose.edits.building import changed
from compose.edits.parts import descendants, with_node, with_scene
from compose.errors import SceneError
from compose.node import Node, Parent
from compose.project import Project
from compose.scene import Scene

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


def move_node(
    project: Project,
    scene: str,
    node: str,
    *,
    before: str | None = None,
    after: str | None = None,
    keep_world: bool = True,
) -> Project:
    """Put ``node`` before or after another in outliner order, hung on what that one hangs on.

    A node that hangs there already, on the same node or a joint of it, only changes its place in
    the order; one from elsewhere hangs on the node itself, not on the other's joint.

    Parameters
    ----------
    before, after
        The other node's id or name, one of the two.
    keep_world
        As in ``reparent``.

    Raises
    ------
    NotFoundError
        When there is no such scene or node.
    SceneError
        When not exactly one of ``before`` and ``after`` is given, or it cannot hang there (see
        ``reparent``).
    """
    if (before is None) == (after is None):
        raise SceneError("Say what the node goes before, or what it goes after: one of the two.")
    stage = project.scene(scene)
    moved, other = stage.find(node), stage.find(before or after or "")
    if moved.id == other.id:
        return project
    above = parent_shown(stage, other)
    if above != parent_shown(stage, moved):
        project = reparent(project, stage.id, moved.id, above, keep_world=keep_world)
    stage = project.scene(stage.id)
    nodes = [one for one in stage.nodes if one.id != moved.id]
    place = nodes.index(stage.node(other.id)) + (after is not None)
    nodes.insert(place, stage.node(moved.id))
    if tuple(nodes) == stage.nodes:
        return project
    return with_scene(project, stage.replace(nodes=tuple(nodes)))


def parent_shown(scene: Scene, node: Node) -> str | None:
    """Return the id of the node that ``node`` hangs on, ``None`` where that is not there."""
    if node.parent is None or all(node.parent.node != other.id for other in scene.nodes):
        return None
    return node.parent.node


def _placed(node: Node, matrix: F64) -> Node:
    from compose.edits.placing import transform_fields

    return changed(node, f"the node {node.name!r}", **transform_fields(node, matrix))

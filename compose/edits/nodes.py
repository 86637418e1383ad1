"""Edits of nodes: add, change, rename, remove, give parts their own numbers in the id pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from compose.channels import channels_of
from compose.edits.building import built, changed
from compose.edits.hierarchy import reparent
from compose.edits.parts import descendants, unique_name, with_node, with_scene, with_shot
from compose.errors import NotFoundError, SceneError
from compose.node import Node, Parent
from compose.payload import Modelled, Payload
from compose.project import Project
from compose.scene import Scene
from compose.targets import retargeted, targets_of
from compose.track import Track
from compose.values import new_id

_OWN_EDITS = {"id": "it never changes", "parent": "use reparent", "payload": "use set_payload"}


def add_node(
    project: Project,
    scene: str,
    name: str,
    *,
    payload: Payload | None = None,
    parent: str | Parent | None = None,
    node_id: str | None = None,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Project:
    """Add a node at the end of the outliner and give it the next number of the id pass.

    Parameters
    ----------
    name
        A label; a number is added where the scene has it already.
    parent
        A node's id or name, or a ``Parent`` for a joint.
    node_id
        The id to use (``new_id("nod")``), for scripts that go on to name it.
    fields
        Any other field of ``Node``.

    Raises
    ------
    NotFoundError
        When the scene, the parent, an aim's target or a field does not exist.
    SceneError
        When a field cannot have its value, or the id is taken.
    """
    stage = project.scene(scene)
    node_id = node_id or new_id("nod")
    if any(node.id == node_id for node in stage.nodes):
        raise SceneError(f"The scene {stage.name!r} has a node with the id {node_id!r} already.")
    if isinstance(parent, str):
        parent = Parent(node=stage.find(parent).id)
    optional = {"payload": payload, "parent": parent}
    fields |= {key: value for key, value in optional.items() if value is not None}
    name = unique_name(name, {node.name for node in stage.nodes})
    node = built(Node, f"the node {name!r}", id=node_id, name=name, **fields)
    check_references(stage, node)
    return with_scene(project, with_new_nodes(stage, (node,)))


def with_new_nodes(scene: Scene, nodes: Iterable[Node]) -> Scene:
    """Return the scene with nodes added, each with a number of the id pass never used before."""
    nodes = tuple(nodes)
    numbers = {node.id: scene.next_pass_id + i for i, node in enumerate(nodes)}
    return scene.replace(
        nodes=scene.nodes + nodes,
        pass_ids=scene.pass_ids | numbers,
        next_pass_id=scene.next_pass_id + len(nodes),
    )


def check_references(scene: Scene, node: Node) -> None:
    """Refuse a node whose parent, aim, reach, look or ground is not in the scene.

    Raises
    ------
    NotFoundError
        When a target is missing.
    """
    known = {other.id for other in scene.nodes} | {node.id}
    wanted = [node.parent.node] if node.parent is not None else []
    wanted += [target.node for target in targets_of(node.payload)]
    for target in wanted:
        if target not in known:
            raise NotFoundError("node called", target, known, f"in scene {scene.name!r}")


def set_node(project: Project, scene: str, node: str, **changes: Any) -> Project:  # noqa: ANN401 - pydantic checks them
    """Change fields of a node: ``set_node(p, s, "Chair", translation=(0, 0, 2))``.

    Raises
    ------
    NotFoundError
        When there is no such scene, node or field.
    SceneError
        When a field cannot have its value, or has an edit of its own (parent, payload).
    """
    stage = project.scene(scene)
    old = stage.find(node)
    for name in changes.keys() & _OWN_EDITS.keys():
        raise SceneError(f"The {name} of {old.name!r} is not set here: {_OWN_EDITS[name]}.")
    return with_node(project, stage, changed(old, f"the node {old.name!r}", **changes))


def rename(project: Project, scene: str, node: str, name: str) -> Project:
    """Give a node another name; what refers to it goes by its id and does not notice."""
    return set_node(project, scene, node, name=name)


def set_payload(project: Project, scene: str, node: str, **changes: Any) -> Project:  # noqa: ANN401 - pydantic checks them
    """Change fields of what a node carries: ``set_payload(p, s, "Cam", focal_length_mm=85)``.

    Raises
    ------
    NotFoundError
        When there is no such scene, node, field or aim target.
    SceneError
        When the node carries nothing, or a field cannot have its value.
    """
    stage = project.scene(scene)
    old = stage.find(node)
    if old.payload is None:
        raise SceneError(f"The node {old.name!r} is a group and carries nothing to change.")
    if "kind" in changes:
        raise SceneError("To make a node carry something of another kind, use replace_payload.")
    where = f"the {old.payload.kind} {old.name!r}"
    return replace_payload(project, scene, node, changed(old.payload, where, **changes))


def replace_payload(project: Project, scene: str, node: str, payload: Payload | None) -> Project:
    """Make a node carry something else; ``None`` makes it a group.

    Tracks of properties that it no longer has stay, and ``check`` reports them.

    Raises
    ------
    NotFoundError
        When there is no such scene or node, or an aim's target is missing.
    """
    stage = project.scene(scene)
    old = stage.find(node)
    fresh = changed(old, f"the node {old.name!r}", payload=payload)
    check_references(stage, fresh)
    return with_node(project, stage, fresh)


def remove_node(
    project: Project, scene: str, node: str, *, children: Literal["remove", "keep"] = "remove"
) -> Project:
    """Remove a node with its tracks, in the scene and in shots, and all that goes for it.

    Aims, reaches and looks at it are removed with their own tracks.

    Parameters
    ----------
    children
        ``"remove"`` them too, or ``"keep"`` them where they stand, hung on the node's parent.

    Raises
    ------
    SceneError
        When a shot is filmed by a camera that would go.
    NotFoundError
        When there is no such scene or node.
    """
    stage = project.scene(scene)
    gone = stage.find(node)
    if children == "keep":
        for child in [n for n in stage.nodes if n.parent and n.parent.node == gone.id]:
            above, joint = (gone.parent.node, gone.parent.joint) if gone.parent else (None, None)
            project = reparent(project, stage.id, child.id, above, joint=joint)
        stage = project.scene(stage.id)
    lost = descendants(stage, {gone.id})
    filmed = [
        shot.label for shot in project.shots if shot.scene == stage.id and shot.camera in lost
    ]
    if filmed:
        raise SceneError(
            f"Removing {gone.name!r} takes the camera of: {', '.join(filmed)}. "
            "Give these shots another camera first."
        )
    left = _without(stage, lost)
    project = with_scene(project, left)
    for shot in project.shots:
        tracks = tuple(track for track in shot.tracks if _drives(stage, left, track))
        if shot.scene == stage.id and len(tracks) < len(shot.tracks):
            project = with_shot(project, shot.replace(tracks=tracks))
    return project


def _without(scene: Scene, lost: set[str]) -> Scene:
    def aimless(node: Node) -> Node:
        payload = retargeted(node.payload, lambda target: None if target in lost else target)
        return node if payload is node.payload else node.replace(payload=payload)

    left = scene.replace(
        nodes=tuple(aimless(node) for node in scene.nodes if node.id not in lost),
        pass_ids={
            key: number for key, number in scene.pass_ids.items() if pass_id_node(key) not in lost
        },
    )
    return left.replace(tracks=tuple(t for t in scene.tracks if _drives(scene, left, t)))


def _drives(before: Scene, after: Scene, track: Track) -> bool:
    """Tell whether a track still drives what it drove, its node and channel being there."""
    old = next((node for node in before.nodes if node.id == track.node), None)
    new = next((node for node in after.nodes if node.id == track.node), None)
    if old is None or old is new:
        return True
    return new is not None and (
        track.channel not in channels_of(old) or track.channel in channels_of(new)
    )


def pass_id_node(key: str) -> str:
    """Return the node id of a key of ``Scene.pass_ids``."""
    return key.partition("/")[0].partition("#")[0]


def separate_ids(
    project: Project,
    scene: str,
    node: str,
    by: Literal["parts", "instances"],
) -> Project:
    """Give every part of a model, or every instance, a number of its own in the id pass.

    Parts that have one keep it.

    Raises
    ------
    SceneError
        When the node has no parts or instances.
    AssetError
        When the asset cannot be read.
    """
    stage = project.scene(scene)
    owner = stage.find(node)
    keys = _part_keys(project, owner) if by == "parts" else _instance_keys(owner)
    if not keys:
        raise SceneError(f"The node {owner.name!r} has no {by} to tell apart.")
    fresh = [key for key in keys if key not in stage.pass_ids]
    numbers = {key: stage.next_pass_id + i for i, key in enumerate(fresh)}
    return with_scene(
        project,
        stage.replace(
            pass_ids=stage.pass_ids | numbers, next_pass_id=stage.next_pass_id + len(fresh)
        ),
    )


def _part_keys(project: Project, node: Node) -> list[str]:
    if not isinstance(node.payload, Modelled):
        return []
    from compose.assets import load_model

    model = load_model(project, node.payload)
    return [f"{node.id}/{inner.path}" for inner in model.nodes if inner.parts]


def _instance_keys(node: Node) -> list[str]:
    copies = () if node.payload is None else getattr(node.payload, "instances", ())
    return [f"{node.id}#{i}" for i in range(len(copies))]

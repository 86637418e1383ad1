"""Copy nodes with their motion, and paste them into any scene of any project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from pydantic import Field

from compose.edits.nodes import pass_id_node, with_new_nodes
from compose.edits.parts import descendants, unique_name, with_scene, with_shot
from compose.edits.retime import node_at_rate, tracks_at_rate
from compose.node import Node
from compose.project import Project
from compose.scene import Scene
from compose.targets import retargeted
from compose.timing import parse_rate
from compose.track import Track
from compose.values import Value, new_id


class Clipboard(Value):
    """Nodes with their tracks, as plain data.

    ``model_dump_json()`` and ``Clipboard.model_validate_json(text)`` carry it between programs.
    ``rate`` is that of the project it came from; ``separate`` are the keys of ``Scene.pass_ids``
    that give parts or instances numbers of their own. ``overrides`` are the tracks that shots of
    the scene have for these nodes, by the shot's id. Asset files are named, not copied.
    """

    rate: str
    nodes: tuple[Node, ...]
    tracks: tuple[Track, ...] = ()
    separate: tuple[str, ...] = ()
    overrides: dict[str, tuple[Track, ...]] = Field(default_factory=dict)


def copy_nodes(
    project: Project, scene: str, nodes: Iterable[str], *, children: bool = True
) -> Clipboard:
    """Copy nodes (ids or names) with all their tracks, and what hangs on them.

    Raises
    ------
    NotFoundError
        When there is no such scene or node.
    """
    stage = project.scene(scene)
    ids = {stage.find(name).id for name in nodes}
    if children:
        ids = descendants(stage, ids)
    playing = [shot for shot in project.shots if shot.scene == stage.id]
    overrides = {shot.id: _tracks_of(shot.tracks, ids) for shot in playing}
    return Clipboard(
        rate=project.rate,
        nodes=tuple(node for node in stage.nodes if node.id in ids),
        tracks=_tracks_of(stage.tracks, ids),
        separate=tuple(
            key for key in stage.pass_ids if key not in ids and pass_id_node(key) in ids
        ),
        overrides={shot: tracks for shot, tracks in overrides.items() if tracks},
    )


def _tracks_of(tracks: Iterable[Track], nodes: Collection[str]) -> tuple[Track, ...]:
    return tuple(track for track in tracks if track.node in nodes)


def paste_nodes(project: Project, scene: str, clipboard: Clipboard) -> Project:
    """Add the copied nodes at the end of a scene, with fresh ids and numbers in the id pass.

    Parents, aims, reaches, looks and tracks among them point at the copies. One outside stays
    where the scene has that node, and is dropped otherwise. Names that are taken get a number. Keys
    stay at their second where the rates differ. Override tracks come along into the shots they
    were made for, where those play in this scene.

    Raises
    ------
    NotFoundError
        When there is no such scene.
    """
    stage = project.scene(scene)
    fresh = {node.id: new_id("nod") for node in clipboard.nodes}
    targets = {node.id: node.id for node in stage.nodes} | fresh
    names = {node.name for node in stage.nodes}
    factor = project.frame_rate / parse_rate(clipboard.rate)
    nodes = []
    for node in clipboard.nodes:
        name = unique_name(node.name, names)
        names.add(name)
        copy = _retargeted(node, targets).replace(id=fresh[node.id], name=name)
        nodes.append(node_at_rate(copy, factor))
    pasted = with_new_nodes(stage, nodes)
    tracks = pasted.tracks + _renamed(clipboard.tracks, fresh, factor)
    pasted = _with_separate(pasted.replace(tracks=tracks), clipboard.separate, fresh)
    project = with_scene(project, pasted)
    for shot in project.shots:
        if shot.scene == stage.id and shot.id in clipboard.overrides:
            own = shot.tracks + _renamed(clipboard.overrides[shot.id], fresh, factor)
            project = with_shot(project, shot.replace(tracks=own))
    return project


def _renamed(
    tracks: Iterable[Track], fresh: Mapping[str, str], factor: Fraction
) -> tuple[Track, ...]:
    """Return the tracks for the copies, at the rate of the project they come to."""
    copies = (
        track.replace(node=fresh[track.node])
        for track in tracks
        if track.node is not None and track.node in fresh
    )
    return tracks_at_rate(copies, factor)


def duplicate_node(project: Project, scene: str, node: str, *, children: bool = True) -> Project:
    """Add a copy of a node, with its motion and what hangs on it, beside it.

    Raises
    ------
    NotFoundError
        When there is no such scene or node.
    """
    return paste_nodes(project, scene, copy_nodes(project, scene, [node], children=children))


def _retargeted(node: Node, targets: dict[str, str]) -> Node:
    if node.parent is not None:
        above = targets.get(node.parent.node)
        parent = None if above is None else node.parent.replace(node=above)
        node = node.replace(parent=parent)
    payload = retargeted(node.payload, targets.get)
    return node if payload is node.payload else node.replace(payload=payload)


def _with_separate(scene: Scene, keys: tuple[str, ...], fresh: dict[str, str]) -> Scene:
    renamed = [
        fresh[pass_id_node(key)] + key.removeprefix(pass_id_node(key))
        for key in keys
        if pass_id_node(key) in fresh
    ]
    numbers = {key: scene.next_pass_id + i for i, key in enumerate(renamed)}
    return scene.replace(
        pass_ids=scene.pass_ids | numbers, next_pass_id=scene.next_pass_id + len(renamed)
    )

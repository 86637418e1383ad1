"""Put a changed scene, shot or node back into its project, sharing everything else."""

from __future__ import annotations

from compose.errors import SceneError
from compose.node import Node
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track


def with_scene(project: Project, scene: Scene) -> Project:
    """Return the project with the scene of the same id replaced."""
    if project.scene(scene.id) is scene:
        return project
    scenes = tuple(scene if old.id == scene.id else old for old in project.scenes)
    return project.replace(scenes=scenes)


def with_shot(project: Project, shot: Shot) -> Project:
    """Return the project with the shot of the same id replaced."""
    if project.shot(shot.id) is shot:
        return project
    shots = tuple(shot if old.id == shot.id else old for old in project.shots)
    return project.replace(shots=shots)


def with_node(project: Project, scene: Scene, node: Node) -> Project:
    """Return the project with the node of the same id replaced in ``scene``."""
    if scene.node(node.id) is node:
        return project
    nodes = tuple(node if old.id == node.id else old for old in scene.nodes)
    return with_scene(project, scene.replace(nodes=nodes))


def owner_of_tracks(project: Project, scene: str | None, shot: str | None) -> Scene | Shot:
    """Return the scene, or the shot, whose tracks an edit changes.

    Raises
    ------
    SceneError
        When not exactly one of the two is named.
    NotFoundError
        When it is not there.
    """
    if (scene is None) == (shot is None):
        raise SceneError("Name the scene or the shot whose tracks are meant, not both or neither.")
    return project.scene(scene) if scene is not None else project.shot(shot or "")


def stage_of(project: Project, owner: Scene | Shot) -> Scene:
    """Return the scene that the tracks of ``owner`` drive.

    Raises
    ------
    NotFoundError
        When a shot names a scene that is not there.
    """
    return owner if isinstance(owner, Scene) else project.scene(owner.scene)


def with_tracks(project: Project, owner: Scene | Shot, tracks: tuple[Track, ...]) -> Project:
    """Return the project with the tracks of a scene or a shot replaced."""
    if isinstance(owner, Scene):
        return with_scene(project, owner.replace(tracks=tracks))
    return with_shot(project, owner.replace(tracks=tracks))


def unique_name(name: str, taken: set[str]) -> str:
    """Return ``name``, or the first of ``name 2``, ``name 3`` … that is not taken."""
    if name not in taken:
        return name
    stem, _, number = name.rpartition(" ")
    if not (stem and number.isdigit()):
        stem = name
    count = 2
    while f"{stem} {count}" in taken:
        count += 1
    return f"{stem} {count}"


def descendants(scene: Scene, node_ids: set[str]) -> set[str]:
    """Return ``node_ids`` and every node that hangs on them, however deep."""
    children: dict[str, list[str]] = {}
    for node in scene.nodes:
        if node.parent is not None:
            children.setdefault(node.parent.node, []).append(node.id)
    found, waiting = set(node_ids), list(node_ids)
    while waiting:
        fresh = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(fresh)
        waiting += fresh
    return found

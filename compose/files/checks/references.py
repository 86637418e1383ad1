"""What points at something else: parents, aims, tracks, shots and the storyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compose.channels import channel_named
from compose.errors import SceneError
from compose.files import layout
from compose.files.checks.report import from_error, of_node, suggestion
from compose.files.problem import Problem
from compose.node import Node
from compose.payload import CameraPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.targets import targets_of
from compose.track import Track


def scene_references(scene: Scene) -> Iterator[Problem]:
    """Find parents, aims, reaches, looks and tracks that point at nothing; circles of parents."""
    file = layout.scene_file(scene.id)
    nodes = {node.id: node for node in scene.nodes}
    for i, node in enumerate(scene.nodes):
        if node.parent is not None and node.parent.node not in nodes:
            yield _dangling(file, f"nodes[{i}].parent.node", node.parent.node, of_node(node), nodes)
        aim = node.payload.aim if isinstance(node.payload, CameraPayload) else None
        for target in targets_of(node.payload):
            if target.node not in nodes:
                field = f"nodes[{i}].payload.{target.field}.node"
                yield _dangling(file, field, target.node, of_node(node), nodes)
        if aim is not None and aim.node == node.id:
            message = f"{of_node(node)} is a camera that aims at itself"
            yield Problem("error", file, f"nodes[{i}].payload.aim.node", message)
    yield from _circles(scene, file)
    yield from _tracks(scene, scene.tracks, file)


def _dangling(file: str, field: str, target: str, who: str, known: dict[str, Node]) -> Problem:
    message = f"{who} points at a node {target[:60]!r} that the scene does not have"
    return Problem("error", file, field, message, suggestion(target, known))


def _circles(scene: Scene, file: str) -> Iterator[Problem]:
    """Name each circle of parents once, at its first node in outliner order."""
    above = {n.id: n.parent.node for n in scene.nodes if n.parent is not None}
    place = {node.id: i for i, node in enumerate(scene.nodes)}
    done: set[str] = set()
    for start in scene.nodes:
        walk: dict[str, None] = {}
        here: str | None = start.id
        while here is not None and here not in done and here not in walk:
            walk[here] = None
            here = above.get(here)
        if here is not None and here in walk:
            ring = list(walk)[list(walk).index(here) :]
            names = ", ".join(repr(scene.node(node_id).name) for node_id in ring[:8])
            first = min(place[node_id] for node_id in ring)
            message = f"parents go round in a circle: {names}"
            hint = "Hang one of them on something else."
            yield Problem("error", file, f"nodes[{first}].parent", message, hint)
        done.update(walk)


def _tracks(scene: Scene, tracks: Sequence[Track], file: str) -> Iterator[Problem]:
    seen: set[tuple[str | None, str]] = set()
    for i, track in enumerate(tracks):
        field = f"tracks[{i}]"
        if track.key in seen:
            message = f"is a second track of {track.channel[:80]!r} for the same node"
            yield Problem("error", file, field, message, "Remove one of them.")
        seen.add(track.key)
        try:
            channel_named(scene, track)
        except SceneError as error:
            yield from_error("error", file, field, error)


def shot_references(project: Project, broken: set[str]) -> Iterator[Problem]:
    """Find shots whose scene or camera is missing, and storyboard entries that are no shot.

    Parameters
    ----------
    broken
        Ids of scenes and shots that exist but could not be read; nothing is said of them here.
    """
    scenes = {scene.id: scene for scene in project.scenes}
    for shot in project.shots:
        file = layout.shot_file(shot.id)
        if shot.scene in scenes:
            yield from _camera(scenes[shot.scene], shot, file)
            yield from _tracks(scenes[shot.scene], shot.tracks, file)
        elif shot.scene not in broken:
            message = f"there is no scene {shot.scene[:60]!r} in the project"
            yield Problem("error", file, "scene", message, suggestion(shot.scene, scenes))
    shots = {shot.id for shot in project.shots}
    seen: set[str] = set()
    for i, shot_id in enumerate(project.sequence):
        field = f"sequence[{i}]"
        if shot_id not in shots | broken:
            message = f"there is no shot {shot_id[:60]!r} in the project"
            hint = suggestion(shot_id, shots)
            yield Problem("error", layout.PROJECT_FILE, field, message, hint)
        if shot_id in seen:
            message = f"shows the shot {shot_id[:60]!r} a second time"
            yield Problem("error", layout.PROJECT_FILE, field, message)
        seen.add(shot_id)


def _camera(scene: Scene, shot: Shot, file: str) -> Iterator[Problem]:
    cameras = {n.id: n for n in scene.nodes if isinstance(n.payload, CameraPayload)}
    if shot.camera in cameras:
        return
    node = next((node for node in scene.nodes if node.id == shot.camera), None)
    hint = suggestion(shot.camera, cameras) or "Add a camera to the scene."
    message = f"the scene {scene.name[:60]!r} has no node {shot.camera[:60]!r}"
    if node is not None:
        message = f"{of_node(node)} is no camera"
    yield Problem("error", file, "camera", message, hint)

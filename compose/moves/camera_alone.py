"""Camera alone: a shot's camera and what it hangs on, without the rest of its scene.

A camera's way is looked at frame by frame, and a scene full of people is slow to move; nothing of
them is needed to know where the camera is.
"""

from __future__ import annotations

from compose.node import Node
from compose.payload import CameraPayload, Figure
from compose.populate.populator import Populator
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot


def camera_alone(project: Project, shot: Shot) -> tuple[Project, Shot] | None:
    """Return the project and the shot with only the camera, what it hangs on and what it aims at.

    ``None`` where a person, a crowd or a joint is among these: they move by more than their tracks.

    Raises
    ------
    NotFoundError
        When the shot's scene or camera is gone.
    """
    scene = project.scene(shot.scene)
    kept = _hung_on(scene, shot.camera)
    if kept is None:
        return None
    small = scene.replace(
        nodes=tuple(node for node in scene.nodes if node.id in kept),
        tracks=tuple(track for track in scene.tracks if track.node in kept),
    )
    alone = shot.replace(tracks=tuple(track for track in shot.tracks if track.node in kept))
    return project.replace(scenes=(small,), shots=(alone,)), alone


def _hung_on(scene: Scene, camera: str) -> frozenset[str] | None:
    """Return a camera and all that its place depends on; ``None`` where that is more than nodes."""
    kept: set[str] = set()
    ahead = [camera]
    while ahead:
        node = scene.node(ahead.pop())
        if isinstance(node.payload, Figure | Populator):
            return None
        if node.id in kept:
            continue
        kept.add(node.id)
        for other, joint in _links(node):
            if joint is not None:
                return None
            ahead.append(other)
    return frozenset(kept)


def _links(node: Node) -> list[tuple[str, str | None]]:
    aim = node.payload.aim if isinstance(node.payload, CameraPayload) else None
    return [(link.node, link.joint) for link in (node.parent, aim) if link is not None]

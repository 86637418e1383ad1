"""What the outliner does to whole scenes of the project."""

from __future__ import annotations

from compose.edits import add_scene, remove_scene
from compose.edits.parts import unique_name
from compose.values import new_id
from studio.session.session import Session


def add(session: Session) -> None:
    """Add an empty scene and show it."""
    scene_id = new_id("scn")
    name = unique_name("Scene", {scene.name for scene in session.project.scenes})
    if session.do(f"Add {name}", lambda p: add_scene(p, name, scene_id=scene_id)):
        session.look_at_scene(scene_id)


def remove(session: Session) -> None:
    """Remove the scene on screen; one that shots play in is refused and told."""
    scene = session.scene
    if scene is not None:
        session.do(f"Remove {scene.name}", lambda p: remove_scene(p, scene.id))

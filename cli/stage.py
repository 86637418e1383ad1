"""What a command means by a scene's name, and by a node or one of its joints."""

from __future__ import annotations

from argparse import ArgumentParser

from compose.errors import NotFoundError, SceneError
from compose.node import Node
from compose.payload import Modelled
from compose.project import Project
from compose.scene import Scene
from shotwright import UsageError


def add_scene_flag(parser: ArgumentParser) -> None:
    """Add ``--scene``."""
    parser.add_argument("--scene", metavar="SCENE", help="which scene (default: the first)")


def chosen_scene(project: Project, given: str | None) -> Scene:
    """Return the scene that is named, else the first.

    Raises
    ------
    NotFoundError
        When there is no such scene.
    UsageError
        When the project has none.
    """
    if given is not None:
        return project.scene(given)
    if not project.scenes:
        raise UsageError(f"The project {project.name!r} has no scene yet.")
    return project.scenes[0]


def scene_with(project: Project, given: str | None, node: str) -> Scene:
    """Return the scene that is named, else the first that has the node; fails as `chosen_scene`.

    Raises
    ------
    NotFoundError
        When no scene has the node; the nearest names are offered.
    """
    if given is not None or not project.scenes:
        return chosen_scene(project, given)
    for scene in project.scenes:
        if any(node in (other.id, other.name) for other in scene.nodes):
            return scene
    names = [other.name for scene in project.scenes for other in scene.nodes]
    raise NotFoundError("node called", node, names, "in any scene")


def node_and_joint(project: Project, scene: Scene, text: str) -> tuple[Node, str | None]:
    """Return the node, and the joint, that ``Anna`` or ``Anna.right_grip`` means.

    Raises
    ------
    NotFoundError
        When there is no such node or joint; the nearest are offered.
    SceneError
        When the node has no joints.
    """
    if any(text in (node.id, node.name) for node in scene.nodes) or "." not in text:
        return scene.find(text), None
    from compose.edits.placing import joint_matrix

    name, _, joint = text.rpartition(".")
    node = scene.find(name)
    if not isinstance(node.payload, Modelled):
        raise SceneError(f"{node.name!r} has no joints: it is no figure, prop or imported model.")
    joint_matrix(project, node, joint)
    return node, joint

"""Part colours: the parts of a prop with their colours, and the edit that changes one."""

from __future__ import annotations

from compose.assets import load_model
from compose.edits import set_payload
from compose.errors import SceneError
from compose.payload import Prop
from compose.project import Project
from compose.values import Vec3
from studio.inspector.choices import words

MOST_PARTS = 24

_PLACES = {"front_left": "FL", "front_right": "FR", "rear_left": "RL", "rear_right": "RR"}


def parts_of(project: Project, prop: Prop) -> tuple[tuple[str, Vec3], ...]:
    """Return the parts of a prop that are drawn, with the linear colours that they are made in.

    Raises
    ------
    ShotwrightError
        When the kit has no such prop, or a parameter cannot be.
    """
    plain = prop.replace(colors={})
    model = load_model(project, plain)
    found: list[tuple[str, Vec3]] = []
    for node in model.nodes:
        if node.parts:
            red, green, blue = (float(part) for part in node.parts[0].material.base_color[:3])
            found.append((node.path, (red, green, blue)))
    return tuple(found[:MOST_PARTS])


def part_label(part: str) -> str:
    """Return a part in few letters: ``wheel_front_left/rim`` is ``Wheel FL rim``."""
    for place, letters in _PLACES.items():
        part = part.replace(place, letters)
    return words(part.replace("/", " "))


def colored(project: Project, scene: str, node: str, part: str, color: Vec3) -> Project:
    """Paint a part of a prop.

    Raises
    ------
    SceneError
        When the node is no prop.
    """
    found = project.scene(scene).node(node)
    if not isinstance(found.payload, Prop):
        raise SceneError(f"{found.name!r} is no prop of the kit.")
    return set_payload(project, scene, node, colors={**found.payload.colors, part: color})


def uncolored(project: Project, scene: str, node: str, part: str) -> Project:
    """Give a part of a prop the colour back that it is made in."""
    found = project.scene(scene).node(node)
    if not isinstance(found.payload, Prop):
        raise SceneError(f"{found.name!r} is no prop of the kit.")
    left = {name: color for name, color in found.payload.colors.items() if name != part}
    return set_payload(project, scene, node, colors=left)

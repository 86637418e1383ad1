"""What the outliner says about a row beside its name."""

from __future__ import annotations

from compose.environment import Environment
from compose.node import Node
from compose.payload import Asset, CameraPayload, Figure, ImageCard, LightPayload, Primitive, Prop
from compose.project import Project
from studio.outliner.eyes import Eye
from studio.outliner.rows import KINDS, kind_of

_LAMPS = {"directional": "Sun", "point": "Lamp", "spot": "Spot"}
_ANIMATED = {
    "animated": "its visibility is animated",
    "keyed": "its visibility is keyed here",
    "overridden": "the shot decides whether it is seen",
}


def environment_label(environment: Environment) -> str:
    """Return what the environment's row says: the time of day where it has one."""
    day = environment.daylight
    return f"Environment · {day.when[11:16]}" if day is not None else "Environment"


def kind_words(node: Node) -> str:
    """Return what a node is in a few words: "Prop, car", "Camera, 35 mm"."""
    payload = node.payload
    match payload:
        case Prop():
            return f"Prop, {payload.prop.replace('_', ' ')}"
        case Primitive():
            return f"Shape, {payload.shape}"
        case Figure():
            return f"Figure, {payload.body.age}, {payload.body.outfit}"
        case CameraPayload():
            return f"Camera, {payload.focal_length_mm:g} mm"
        case LightPayload():
            return f"Light, {_LAMPS[payload.type].lower()}"
        case Asset():
            return f"Model, {payload.path.rpartition('/')[2]}"
        case ImageCard():
            return f"Picture, {payload.image.rpartition('/')[2]}"
    return KINDS[kind_of(node)].removesuffix("s")


def tip_of(node: Node, eye: Eye | None, locked: bool) -> str:
    """Return a row's tooltip, which a screen reader reads as well."""
    told = [f"{node.name}. {kind_words(node)}"]
    if node.parent is not None and node.parent.joint is not None:
        told.append(f"hangs on {node.parent.joint.rpartition('/')[2].replace('_', ' ')}")
    if eye is not None and not eye.shown:
        told.append("hidden")
    elif eye is not None and not eye.above_shown:
        told.append("hidden with what it hangs on")
    if eye is not None and eye.animated:
        told.append(_ANIMATED[eye.animated])
    return ", ".join([*told, *(["locked"] if locked else [])])


def search_hint(project: Project, scene: str) -> str:
    """Return what the search field says while it is empty."""
    count = len(project.scene(scene).nodes)
    return f"Search {count:,} node{'' if count == 1 else 's'}".replace(",", " ")

"""Writing: the edit that gives a property other values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from compose.edits import set_node, set_payload
from compose.errors import SceneError
from compose.geometry.shapes import make_shape
from compose.node import Node
from compose.payload import Primitive
from compose.project import Project
from compose.stage.lens import sensor_size
from compose.transform import euler_quaternions
from compose.values import Value
from studio.inspector.choices import CUSTOM
from studio.inspector.property import Property
from studio.inspector.reading import reading_of, value_at
from studio.session import Session
from studio.session.layers import ChannelValue
from studio.session.session import Edit

Change = Mapping[int, Any]
"""New values by component; a property without components has the one component 0."""

_ORDER = "YXZ"


def writing_of(
    session: Session, prop: Property, nodes: Sequence[Node | None], change: Change
) -> Edit:
    """Return the edit that gives the nodes' property the changed components.

    Channels go by the rule of the layers (``studio.session.layers``), all else into the node.
    """
    if prop.kind == "turn":
        return session.writing(_turned(session, prop, nodes, change))
    if prop.channels:
        return session.writing(
            (None if node is None else node.id, prop.channels[at], float(value))
            for node in nodes
            for at, value in change.items()
        )
    scene = session.scene
    if scene is None:
        raise SceneError("This project has no scene yet. Add one first.")
    scene_id, owned = scene.id, [node for node in nodes if node is not None]

    def edit(project: Project) -> Project:
        for node in owned:
            now = project.scene(scene_id).node(node.id)
            value = _whole(prop, value_at(now, prop.path, prop.default), change)
            project = set_at(project, scene_id, now, prop.path, value)
        return project

    return edit


def reset_of(session: Session, prop: Property, nodes: Sequence[Node | None]) -> Edit:
    """Return the edit that brings the property's first value back."""
    default: Any = prop.default
    if prop.kind == "turn":
        return writing_of(session, prop, nodes, {0: 0.0, 1: 0.0, 2: 0.0})
    if isinstance(default, tuple):
        return writing_of(session, prop, nodes, dict(enumerate(default)))
    return writing_of(session, prop, nodes, {0: default})


def set_at(project: Project, scene: str, node: Node, path: Sequence[str], value: object) -> Project:
    """Set what lies down a path of attributes and keys of a node.

    Raises
    ------
    SceneError
        When the field cannot have the value, or a shape cannot be made with it.
    """
    first, *rest = path
    if first != "payload":
        return set_node(project, scene, node.id, **{first: _replaced(node, path, value)})
    name = rest[0]
    project = set_payload(
        project, scene, node.id, **{name: _replaced(node.payload, tuple(rest), value)}
    )
    shape = project.scene(scene).node(node.id).payload
    if isinstance(shape, Primitive):
        make_shape(shape.shape, shape.parameters)
    return project


def _replaced(owner: Any, path: Sequence[str], value: object) -> Any:  # noqa: ANN401 - of any field
    """Return the new value of the first field of the path, the rest of the path changed in it."""
    first, *rest = path
    if not rest:
        return value
    inner = value_at(owner, (first,))
    changed = _replaced(inner, rest, value)
    if isinstance(inner, Mapping):
        return {**inner, rest[0]: changed}
    if isinstance(inner, Value):
        return inner.replace(**{rest[0]: changed})
    raise SceneError(f"There is nothing at {first!r} to change.")


def _whole(prop: Property, old: object, change: Change) -> object:
    if prop.kind in ("vector", "color") and isinstance(old, tuple):
        return tuple(float(change.get(at, part)) for at, part in enumerate(old))
    value = change[0]
    if prop.special == "sensor" and value == CUSTOM:
        return sensor_size(old)  # type: ignore[arg-type]  # a name or a size: the field's type
    return round(value) if isinstance(old, int) and not isinstance(old, bool) else value


def _turned(
    session: Session, prop: Property, nodes: Sequence[Node | None], change: Change
) -> list[tuple[str | None, str, ChannelValue]]:
    """Return the quaternions whose angles have the changed components."""
    wanted: list[tuple[str | None, str, ChannelValue]] = []
    for node in nodes:
        angles = list(reading_of(session, prop, [node]).values)
        for at, value in change.items():
            angles[at] = value
        x, y, z, w = euler_quaternions(np.radians([angles]), _ORDER)[0].tolist()
        size = math.sqrt(x * x + y * y + z * z + w * w)
        turn = (x / size, y / size, z / size, w / size)
        wanted.append((None if node is None else node.id, prop.channels[0], turn))
    return wanted

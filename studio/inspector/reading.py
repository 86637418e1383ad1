"""Reading: what a property says of the nodes selected, and how it stands at the playhead."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from compose.channels import CHANNELS, base_value
from compose.errors import SceneError
from compose.node import Node
from compose.transform import matrix_eulers, quaternion_matrices
from studio.inspector.choices import CUSTOM
from studio.inspector.property import Property
from studio.session import Layer, Session
from studio.session.layers import ChannelValue, Standing
from studio.widgets.number_text import number_text

_ORDER = "YXZ"
"""The order of the angles that a quaternion is shown as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a row shows.

    ``values`` has an entry for each component; ``None`` is several that differ. ``states`` tells
    how each field stands ("", "keyed", "animated", "overridden"), ``diamond`` how the row does.
    ``note`` is a line below it.
    """

    values: tuple[Any, ...]
    states: tuple[str, ...] = ()
    diamond: str = ""
    note: str = ""


def reading_of(session: Session, prop: Property, nodes: Sequence[Node | None]) -> Reading:
    """Return what a property says of nodes; ``None`` among them is the environment.

    Raises
    ------
    ShotwrightError
        When a node lacks the property.
    """
    if not nodes:
        return Reading(values=(None,) * max(len(prop.channels), 3))
    if not prop.channels:
        had = [value_at(node, prop.path, prop.default) for node in nodes]
        found = [_parts(prop, prop.default if value is None else value) for value in had]
        return Reading(values=tuple(map(_common, zip(*found, strict=True))))
    stand = _standings(session, prop, nodes)
    if prop.kind == "turn":
        found = [_angles(row[0].value) for row in stand]
        values = tuple(map(_common, zip(*found, strict=True)))
        states: tuple[str, ...] = (_state(stand[-1][0]),) * 3
    else:
        values = tuple(
            _common([one.value for one in column]) for column in zip(*stand, strict=True)
        )
        states = tuple(_state(one) for one in stand[-1])
    return Reading(
        values=values,
        states=states,
        diamond=_diamond(stand[-1]),
        note=_note(session, prop, stand[-1]),
    )


def _standings(
    session: Session, prop: Property, nodes: Sequence[Node | None]
) -> list[list[Standing]]:
    """Return how the channels of each node stand; what no track drives is read off the node."""
    scene, shot = session.scene, session.shot
    if scene is None:
        raise SceneError("This project has no scene yet. Add one first.")
    driven = {track.key for track in (*scene.tracks, *(shot.tracks if shot else ()))}

    def one(node: str | None, channel: str) -> Standing:
        if (node, channel) in driven or channel not in CHANNELS:
            return session.standing(node, channel)
        return Standing(cast("ChannelValue", base_value(scene, node, CHANNELS[channel])))

    ids = [None if node is None else node.id for node in nodes]
    return [[one(node, channel) for channel in prop.channels] for node in ids]


def value_at(node: object, path: Sequence[str], default: object = None) -> Any:  # noqa: ANN401 - of any field
    """Return what lies down a path of attributes and keys, ``default`` where there is nothing."""
    value: Any = node
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step, default)
        else:
            value = getattr(value, step, default)
    return value


def _parts(prop: Property, value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - of any field
    if prop.kind in ("color", "vector") and isinstance(value, tuple):
        return value
    if prop.kind == "choice":
        return (_choice(prop, value),)
    return (value,)


def _choice(prop: Property, value: Any) -> str:  # noqa: ANN401 - of any field
    """Return the key of a choice; a size or an aspect in numbers is found among the named ones."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        keys = {key: key for key, _ in prop.choices}
        return keys.get(f"{value:g}", f"{value:g}")
    if isinstance(value, tuple) and CUSTOM in dict(prop.choices):
        return CUSTOM
    if isinstance(value, tuple):
        return " × ".join(f"{part:g}" for part in value)
    return str(value)


def _common(values: Sequence[Any]) -> Any:  # noqa: ANN401 - of any field
    """Return the value that all have, ``None`` where they differ."""
    first = values[0]
    return first if all(value == first for value in values) else None


def _angles(value: ChannelValue) -> tuple[float, ...]:
    turns = quaternion_matrices(np.array([value], np.float64))
    return tuple(math.degrees(angle) for angle in matrix_eulers(turns, _ORDER)[0])


def _state(stands: Standing) -> str:
    if stands.driven is Layer.SHOT:
        return "overridden"
    if stands.driven is Layer.SCENE:
        return "keyed" if stands.keyed_here else "animated"
    return ""


def _diamond(column: Sequence[Standing]) -> str:
    shots = [one for one in column if one.driven is Layer.SHOT]
    if shots:
        keyed = any(one.keyed_here for one in shots)
        return "overridden" if keyed else "overridden-between"
    if any(one.keyed_here for one in column):
        return "keyed"
    return "animated" if any(one.driven for one in column) else ""


def _note(session: Session, prop: Property, column: Sequence[Standing]) -> str:
    """Return the line that tells what the scene has under a shot's override.

    A lens of the shot's own is told as well: it wins over the camera's.
    """
    shot = session.shot
    if shot is not None and "camera.focal_length_mm" in prop.channels and shot.focal_length_mm:
        return f"Shot {shot.number} has a lens of its own: {shot.focal_length_mm:g} mm"
    own = [one for one in column if one.driven is Layer.SHOT]
    if not own or session.shot is None:
        return ""
    text = f"Shot {session.shot.number} override."
    values = [one.beneath if one in own else one.value for one in column]
    if any(value is None for value in values):
        return text
    if prop.kind == "turn":
        values = list(_angles(values[0]))  # type: ignore[arg-type]
    if prop.kind == "switch":
        return f"{text} Scene: {'on' if values[0] == 1.0 else 'off'}"
    numbers = ", ".join(
        number_text(value, prop.decimals) for value in values if isinstance(value, float | int)
    )
    space = "" if prop.unit == "°" else " "
    return f"{text} Scene: {numbers}{space}{prop.unit}".rstrip()

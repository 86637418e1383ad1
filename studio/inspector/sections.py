"""Sections: what there is to show of the nodes selected, as data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from compose.channels import CHANNELS, channels_of
from compose.environment import Environment
from compose.geometry.shapes import SHAPES, Parameter
from compose.kit import PROPS
from compose.node import Node
from compose.payload import LightPayload, Primitive, Prop
from compose.values import Value
from studio.inspector.choices import LISTS, words
from studio.inspector.conditions import holds
from studio.inspector.defaults import DEFAULTS
from studio.inspector.fields import field_at, is_whole, kind_of_field, limits_of
from studio.inspector.property import Kind, Property, RowEntry, SectionEntry, section_table
from studio.inspector.row_lists import ROW_LISTS

_UNITS = {"degrees": "°", "stops": "EV", "share": "", "times": "×", "off or on": "",
          "f-number": "", "linear Rec.709": "", "unit quaternion x, y, z, w": "°"}  # fmt: skip
_SHOWN_ALONE = ("framing", "aim", "asset", "colors", "references", *ROW_LISTS)
"""Parts that fill a section without any row."""

_ONE_ONLY = ("framing", "aim", "asset", "colors", *ROW_LISTS)
"""Parts that show one node's own and make no sense for several."""


class Section(Value):
    """A section that is shown: its properties, and the part of its own that it has, if any."""

    title: str
    special: str = ""
    folded: bool = False
    rows: tuple[Property, ...] = ()


def sections_of(nodes: Sequence[Node]) -> tuple[Section, ...]:
    """Return the sections that all of some nodes have, with the properties that all have."""
    if not nodes:
        return ()
    alone = len(nodes) == 1
    nodes = list({_likeness(node): node for node in nodes}.values())
    shown = []
    for entry in section_table():
        if not all(_fits(entry, node) for node in nodes):
            continue
        special = entry.special
        if not alone and special in _ONE_ONLY:
            if not entry.rows:
                continue
            special = ""
        rows = [row for row in (_common(row, nodes) for row in entry.rows) if row is not None]
        if special == "parameters":
            rows = [*_parameters(nodes), *rows]
        if rows or special in _SHOWN_ALONE:
            section = Section(
                title=entry.title, special=special, folded=entry.folded, rows=tuple(rows)
            )
            shown.append(section)
    return tuple(shown)


def _likeness(node: Node) -> tuple[object, ...]:
    """Return what nodes have in common that have the same properties."""
    payload = node.payload
    if payload is None:
        return ("", node.rotation_mode)
    told = ("shape", "prop", "type", "aim")
    own = (getattr(payload, name, None) for name in told)
    return (
        payload.kind,
        node.rotation_mode,
        *(one if isinstance(one, str) else one is None for one in own),
    )


def sections_of_environment() -> tuple[Section, ...]:
    """Return the sections of the environment panel."""
    return tuple(
        Section(
            title=entry.title,
            folded=entry.folded,
            rows=tuple(row for row in (_of_channel(row, None) for row in entry.rows) if row),
        )
        for entry in section_table("studio.environment")
    )


def _fits(entry: SectionEntry, node: Node) -> bool:
    if entry.special in ROW_LISTS and ROW_LISTS[entry.special].read(node) is None:
        return False
    if not entry.kinds:
        return True
    return node.payload is not None and node.payload.kind in entry.kinds


def _common(row: RowEntry, nodes: Sequence[Node]) -> Property | None:
    """Return the row, where every node has what it is of and it means something."""
    if not holds(row.when, nodes):
        return None
    found = [_of_channel(row, node) if row.channel else _of_field(row, node) for node in nodes]
    return found[0] if all(one is not None for one in found) else None


def _of_channel(row: RowEntry, node: Node | None) -> Property | None:
    known = channels_of(node)
    names = [name for name in (row.channel, *_components(row.channel)) if name in known]
    if not names:
        return None
    channel = CHANNELS[names[0]]
    kind: Kind = {"switch": "switch", "quaternion": "turn"}.get(channel.kind, "number")  # type: ignore[assignment]
    if len(names) == 3:
        kind = "color" if names[0].endswith(".r") else "vector"
    unit = row.unit or _UNITS.get(channel.unit, channel.unit)
    payload = None if node is None else node.payload
    if unit == "light" and isinstance(payload, LightPayload):
        unit = "lx" if payload.type == "directional" else "cd"
    return Property(
        label=row.label, kind=kind, channels=tuple(names), unit=unit, tip=row.tip,
        special=row.special, default=_default(node, channel.field),
        **_numbers(row, channel.low, channel.high),
    )  # fmt: skip


def _default(node: Node | None, field: str) -> object:
    """Return the first value of a field of the environment, a node, or what it carries."""
    owners: list[type[Value]] = [Environment] if node is None else [Node]
    if node is not None and node.payload is not None:
        owners.append(type(node.payload))
    for owner in owners:
        if field in owner.model_fields:
            return owner.model_fields[field].get_default()
    return None


def _of_field(row: RowEntry, node: Node) -> Property | None:
    path = tuple(row.field.split("."))
    field = field_at(node, path)
    if field is None:
        return None
    kind, choices = kind_of_field(field)
    if row.choices:
        kind, choices = "choice", LISTS[row.choices]()
    if path[-1] == "image":
        kind = "picture"
    if kind == "number" and is_whole(field):
        row = row.replace(decimals=0, step=row.step or 1.0)
    low, high = limits_of(field)
    return Property(
        label=row.label, kind=kind, path=path, unit=row.unit, choices=choices, tip=row.tip,
        special=row.special, default=_of_node(row, node) or field.get_default(),
        **_numbers(row, low, high),
    )  # fmt: skip


def _of_node(row: RowEntry, node: Node) -> object:
    return DEFAULTS[row.default](node) if row.default else None


def _components(name: str) -> list[str]:
    return [f"{name}.{letter}" for letter in ("xyz" if name not in _COLORS else "rgb")]


_COLORS = {name.removesuffix(".r") for name in CHANNELS if name.endswith(".r")}


def _numbers(row: RowEntry, low: float, high: float) -> dict[str, Any]:
    low = row.low if row.low is not None else max(low, -1e9)
    high = row.high if row.high is not None else min(high, 1e9)
    decimals = 2 if row.decimals is None else row.decimals
    return {"low": low, "high": high, "decimals": decimals, "step": row.step or 0.01}


def _parameters(nodes: Sequence[Node]) -> list[Property]:
    """Return the parameters that the shapes or props of all nodes declare alike."""
    declared = [_declared(node) for node in nodes]
    first = declared[0]
    return [
        _of_parameter(parameter)
        for name, parameter in first.items()
        if parameter.kind != "openings" and all(one.get(name) == parameter for one in declared)
    ]


def _declared(node: Node) -> dict[str, Parameter]:
    if isinstance(node.payload, Primitive) and node.payload.shape in SHAPES:
        return SHAPES[node.payload.shape].parameters
    if isinstance(node.payload, Prop) and node.payload.prop in PROPS:
        return PROPS[node.payload.prop].parameters
    return {}


def _of_parameter(parameter: Parameter) -> Property:
    kind: Kind = {"switch": "switch", "choice": "choice"}.get(parameter.kind, "number")  # type: ignore[assignment]
    whole = parameter.kind == "integer"
    span = parameter.range.high - parameter.range.low
    step = 1.0 if whole else 10.0 ** math.floor(math.log10(min(max(span, 1e-3), 10.0) / 200.0))
    unit = parameter.range.unit
    return Property(
        label=words(parameter.name), kind=kind, path=("payload", "parameters", parameter.name),
        unit=_UNITS.get(unit, unit), decimals=0 if whole else 2, step=max(step, 0.01),
        low=parameter.range.low, high=parameter.range.high, default=parameter.default,
        choices=tuple((str(choice), words(str(choice))) for choice in parameter.choices),
    )  # fmt: skip

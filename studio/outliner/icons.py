"""The icon of each row, by what its node carries."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from compose.kit import FAMILIES, PROPS
from compose.node import Node
from compose.payload import LightPayload, Primitive, Prop
from studio.outliner.rows import kind_of


def icon_of(node: Node) -> str:
    """Return the name of a node's icon among Material Design Icons."""
    table = _table()
    payload = node.payload
    if isinstance(payload, Prop):
        own = table["prop"].get(payload.prop)
        family = PROPS[payload.prop].family if payload.prop in PROPS else FAMILIES[0]
        return own or table["family"][family]
    if isinstance(payload, Primitive):
        return table["shape"].get(payload.shape, table["kind"]["primitive"])
    if isinstance(payload, LightPayload):
        return table["light"][payload.type]
    return table["kind"][kind_of(node)]


def icon_of_joint(joint: str) -> str:
    """Return the name of the icon of a joint or a part of a body."""
    table = _table()["joint"]
    return next((icon for word, icon in table.items() if word in joint.casefold()), "circle-small")


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("icons.toml").read_text("utf-8")
    return tomllib.loads(text)

"""Conditions: when a property means something, and the reason that is shown where it does not."""

from __future__ import annotations

from collections.abc import Iterable

from compose.node import Node
from compose.payload import LightPayload

_TYPES = {"spot": ("spot",), "lamp": ("spot", "point"), "sun": ("directional",)}
_REASONS = {
    "spot": "Only a spot has a cone",
    "lamp": "A sun has none",
    "sun": "Only a sun has it",
}


def reason_against(condition: str, nodes: Iterable[Node]) -> str:
    """Return why a property means nothing for some nodes, "" where it means something."""
    if not condition:
        return ""
    kinds = {node.payload.type for node in nodes if isinstance(node.payload, LightPayload)}
    return "" if kinds & set(_TYPES[condition]) else _REASONS[condition]

"""Conditions: when a property means something."""

from __future__ import annotations

from collections.abc import Iterable

from compose.node import Node
from compose.payload import CameraPayload, LightPayload

_LAMPS = {"spot": ("spot",), "lamp": ("spot", "point"), "sun": ("directional",)}


def holds(condition: str, nodes: Iterable[Node]) -> bool:
    """Tell whether a property means something for any of some nodes.

    ``"drawn"`` is of what can be seen, ``"spot"``, ``"lamp"`` and ``"sun"`` of such lights.
    """
    if not condition:
        return True
    payloads = [node.payload for node in nodes]
    if condition == "drawn":
        return not all(isinstance(payload, CameraPayload | LightPayload) for payload in payloads)
    lamps = _LAMPS[condition]
    return any(isinstance(one, LightPayload) and one.type in lamps for one in payloads)

"""Defaults: values that follow from a node where its own field says nothing."""

from __future__ import annotations

from compose.figures.proportions import anthropometry
from compose.node import Node
from compose.payload import Figure


def stature(node: Node) -> float | None:
    """Return the mean height of a figure's age and sex, in metres."""
    if not isinstance(node.payload, Figure):
        return None
    body = node.payload.body
    return float(anthropometry()["stature_m"][body.age][body.sex])


DEFAULTS = {"stature": stature}
"""Defaults by the name that ``properties.toml`` calls them."""

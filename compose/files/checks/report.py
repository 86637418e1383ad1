"""How checks say what they found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from compose.errors import nearest
from compose.files.problem import Problem
from compose.node import Node
from shotwright import ShotwrightError

Level = Literal["error", "warning"]


def of_node(node: Node) -> str:
    """Return how messages call a node."""
    return f"the node {node.name[:60]!r}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a hint that names what is near, or else a few of what there is."""
    known = sorted(set(known))
    similar = nearest(name, known)
    if similar:
        return f"Did you mean {' or '.join(repr(s) for s in similar)}?"
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"Known: {shown}." if known else ""


def from_error(level: Level, file: str, field: str, error: ShotwrightError) -> Problem:
    """Return what an error says as a problem."""
    return Problem(level, file, field, str(error).removesuffix("."))

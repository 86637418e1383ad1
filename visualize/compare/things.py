"""Things: the named nodes of a shot, by the numbers of the ``id`` pass."""

from __future__ import annotations

from dataclasses import dataclass

from compose.id_legend import legend
from compose.snapshot import Snapshot


@dataclass(frozen=True)
class Things:
    """Names of what can be seen, and for each number of the ``id`` pass the row of its name."""

    names: tuple[str, ...]
    of_id: dict[int, int]


def things_of(snapshot: Snapshot) -> Things:
    """Return the things of a scene; all parts and copies of a node are one thing.

    Nodes that share a name are told apart: each is its own thing.
    """
    nodes: dict[str, int] = {}
    names: list[str] = []
    of_id: dict[int, int] = {}
    for entry in legend(snapshot):
        node = str(entry["node"])
        if node not in nodes:
            nodes[node] = len(names)
            names.append(str(entry["name"]))
        of_id[int(entry["id"])] = nodes[node]
    return Things(tuple(names), of_id)

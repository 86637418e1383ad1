"""The rows of the outliner and what hangs on what, made from a scene and a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from compose.node import Node
from compose.payload import CameraPayload, Figure, Prop
from compose.scene import Scene


class RowKey(NamedTuple):
    """A row: a node by its id, or ``inner`` a joint or a group of joints inside it.

    Without a node it is one of the rows ``SCENE`` and ``ENVIRONMENT``.
    """

    node: str
    inner: str = ""


ROOT = RowKey("", "")
SCENE = RowKey("", "scene")
ENVIRONMENT = RowKey("", "environment")

Children = Mapping[RowKey, tuple[RowKey, ...]]
"""What hangs on each row, in order; rows that nothing hangs on are left out."""

KINDS: dict[str, str] = {
    "group": "Groups",
    "figure": "Figures",
    "prop": "Props",
    "primitive": "Shapes",
    "asset": "Imported models",
    "card": "Pictures",
    "populator": "Crowds and copies",
    "camera": "Cameras",
    "light": "Lights",
}
"""The kinds of node by what they carry, as a filter lists them."""


def kind_of(node: Node) -> str:
    """Return the kind of a node, a key of ``KINDS``."""
    return "group" if node.payload is None else node.payload.kind


_MOVING = (Figure, CameraPayload)
"""What changes while a hand drags it, and looks the same in the outliner."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words that the name or the kind hold, and kinds (none for all)."""

    text: str = ""
    kinds: frozenset[str] = frozenset()

    @property
    def is_on(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.text.strip() or self.kinds)

    def finds(self, node: Node) -> bool:
        """Tell whether a node is what is looked for."""
        kind = kind_of(node)
        if self.kinds and kind not in self.kinds:
            return False
        prop = node.payload.prop if isinstance(node.payload, Prop) else ""
        told = f"{node.name} {kind} {prop}".casefold()
        return all(word in told for word in self.text.casefold().split())


def children_of(
    scene: Scene, search: Search, inner: Mapping[str, Children]
) -> dict[RowKey, tuple[RowKey, ...]]:
    """Return what hangs on what.

    Nodes whose parent is missing stand at the top, and so does one of those that hang on each
    other in a circle, so that every node has a row.

    Parameters
    ----------
    search
        Nodes that it does not find are left out, except those that found ones hang on.
    inner
        The rows inside nodes, by node id, as far as they were asked for.
    """
    below = _nodes_below(scene)
    shown = _shown(scene, search) if search.is_on else None
    found: dict[RowKey, tuple[RowKey, ...]] = {ROOT: (SCENE,)}
    for above, nodes in below.items():
        kept = tuple(RowKey(node) for node in nodes if shown is None or node in shown)
        key = RowKey(above) if above else SCENE
        found[key] = kept if above or search.is_on else (ENVIRONMENT, *kept)
    found.setdefault(SCENE, () if search.is_on else (ENVIRONMENT,))
    if not search.is_on:
        known = {node.id for node in scene.nodes}
        for node_id, rows in inner.items():
            if node_id in known:
                own = found.get(RowKey(node_id), ())
                found |= rows
                found[RowKey(node_id)] = own + rows.get(RowKey(node_id), ())
    return {key: rows for key, rows in found.items() if rows}


def preorder(children: Children) -> Iterator[tuple[RowKey, RowKey]]:
    """Yield every row with the one it hangs on, from the top, parents before children."""
    waiting = [(key, ROOT) for key in reversed(children.get(ROOT, ()))]
    while waiting:
        key, above = waiting.pop()
        yield key, above
        waiting += [(child, key) for child in reversed(children.get(key, ()))]


def structure(scene: Scene) -> list[tuple[str, str]]:
    """Return the nodes in order, each with what it hangs on: what decides which rows there are."""
    return [(n.id, n.parent.node if n.parent is not None else "") for n in scene.nodes]


def alike(old: Scene, new: Scene) -> bool:
    """Tell whether two states of a scene look the same in the outliner, places and poses aside."""
    return (
        old.name == new.name
        and old.environment == new.environment
        and len(old.nodes) == len(new.nodes)
        and all(
            one is other or _alike(one, other)
            for one, other in zip(old.nodes, new.nodes, strict=True)
        )
    )


def _alike(old: Node, new: Node) -> bool:
    same = old.payload is new.payload or (
        isinstance(old.payload, _MOVING) and isinstance(new.payload, type(old.payload))
    )
    return same and (old.id, old.name, old.visible, old.parent) == (
        new.id, new.name, new.visible, new.parent,
    )  # fmt: skip


def _nodes_below(scene: Scene) -> dict[str, list[str]]:
    """Return node ids by that of their parent, ``""`` for those at the top."""
    known = {node.id for node in scene.nodes}
    below: dict[str, list[str]] = {"": []}
    for node in scene.nodes:
        above = node.parent.node if node.parent is not None and node.parent.node in known else ""
        below.setdefault(above, []).append(node.id)
    reached: set[str] = set()
    _reach(below, list(below[""]), reached)
    for node in scene.nodes:
        if node.id not in reached:  # one of a circle: cut it out of its parent
            below[(node.parent.node if node.parent else "")].remove(node.id)
            below[""].append(node.id)
            _reach(below, [node.id], reached)
    return below


def _reach(below: Mapping[str, list[str]], waiting: list[str], reached: set[str]) -> None:
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += below.get(node, ())


def _shown(scene: Scene, search: Search) -> set[str]:
    """Return the nodes that a search finds and those that they hang on."""
    above = {n.id: n.parent.node if n.parent is not None else "" for n in scene.nodes}
    shown: set[str] = set()
    for node in scene.nodes:
        if search.finds(node):
            at = node.id
            while at in above and at not in shown:
                shown.add(at)
                at = above[at]
    return shown

"""Which nodes are seen at the playhead, and whether that is animated or the shot's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compose.curve import Curve
from compose.curve_table import curve_value
from compose.node import Node
from compose.scene import Scene
from compose.shot import Shot
from studio.session.layers import Place

Animated = Literal["", "animated", "keyed", "overridden"]


@dataclass(frozen=True, slots=True)
class Eye:
    """Whether a node is shown itself, whether what it hangs on is, and how it is animated."""

    shown: bool
    above_shown: bool
    animated: Animated = ""

    @property
    def seen(self) -> bool:
        """Whether it is in the picture."""
        return self.shown and self.above_shown


class Eyes:
    """The visibility of a scene's nodes at one place in time; each node is worked out once."""

    def __init__(self, place: Place) -> None:
        self._frame = place.frame
        self._nodes = {node.id: node for node in place.scene.nodes}
        self._shared = _switches(place.scene)
        self._own = {} if place.shot is None else _switches(place.shot)
        self._known: dict[str, Eye] = {}

    @property
    def move_in_time(self) -> bool:
        """Whether another frame may show other nodes."""
        return bool(self._shared or self._own)

    def of(self, node: Node) -> Eye:
        """Return how a node of the scene is seen."""
        for link in reversed(self._unknown_up(node)):
            above = self._known.get(link.parent.node) if link.parent is not None else None
            self._known[link.id] = Eye(*self._itself(link, above is None or above.seen))
        return self._known[node.id]

    def _unknown_up(self, node: Node) -> list[Node]:
        """Return the node and those it hangs on, up to one that is worked out."""
        chain: list[Node] = []
        met: set[str] = set()
        link: Node | None = node
        while link is not None and link.id not in self._known and link.id not in met:
            chain.append(link)
            met.add(link.id)
            link = None if link.parent is None else self._nodes.get(link.parent.node)
        return chain

    def _itself(self, node: Node, above: bool) -> tuple[bool, bool, Animated]:
        curve = self._own.get(node.id) or self._shared.get(node.id)
        if curve is None:
            return node.visible, above, ""
        value = curve_value(curve, self._frame)
        shown = not isinstance(value, tuple) and value >= 0.5
        if node.id in self._own:
            return shown, above, "overridden"
        keyed = any(key.frame == self._frame for key in curve.keys)
        return shown, above, "keyed" if keyed else "animated"


def _switches(owner: Scene | Shot) -> dict[str, Curve]:
    return {
        track.node: track.curve
        for track in owner.tracks
        if track.channel == "visible" and track.node is not None
    }

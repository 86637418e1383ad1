"""Scene: nodes, an environment, one timeline of tracks, and the table of pass ids."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field

from compose.environment import Environment
from compose.errors import NotFoundError
from compose.node import Node
from compose.track import Track
from compose.values import Value


class Scene(Value):
    """A frozen scene. ``nodes`` is in outliner order; a parent may come after its child.

    ``pass_ids`` maps ``"<node id>"``, ``"<node id>/<part path>"`` or ``"<node id>#<instance>"``
    to the number in the ``id`` pass. Numbers are never reused (``next_pass_id`` only grows) and
    do not depend on what is visible; 0 is the background. A surface takes the most specific entry.
    """

    id: str
    name: str
    environment: Environment = Environment()
    nodes: tuple[Node, ...] = ()
    tracks: tuple[Track, ...] = ()
    pass_ids: dict[str, int] = Field(default_factory=dict)
    next_pass_id: int = 1

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    def node(self, node_id: str) -> Node:
        """Return the node with this id.

        Raises
        ------
        NotFoundError
            When the scene has no such node.
        """
        try:
            return self._by_id[node_id]
        except KeyError:
            raise NotFoundError(
                "node with the id", node_id, self._by_id, f"in scene {self.name!r}"
            ) from None

    def find(self, name: str) -> Node:
        """Return the node with this id or name; of equal names the first in outliner order.

        Raises
        ------
        NotFoundError
            When nothing is called so; the nearest names are offered.
        """
        if name in self._by_id:
            return self._by_id[name]
        for node in self.nodes:
            if node.name == name:
                return node
        names = [node.name for node in self.nodes]
        raise NotFoundError("node called", name, names, f"in scene {self.name!r}")

"""Pass numbers: what the ``id`` pass writes for every row of the draw table."""

from __future__ import annotations

from collections.abc import Iterable

from compose.errors import SceneError
from compose.scene import Scene

LARGEST_ID = 2**32 - 1


class PassNumbers:
    """The scene's table of pass ids, completed where it lacks a node.

    A node without an entry takes the next number from ``next_pass_id`` on that is not in the
    table, in outliner order, so a scene always gives the same numbers.

    Raises
    ------
    SceneError
        When the table holds a number that the ``id`` pass cannot.
    """

    def __init__(self, scene: Scene, drawn: Iterable[str]) -> None:
        self._table = scene.pass_ids
        for key, number in scene.pass_ids.items():
            _check(scene, repr(key), number)
        self._nodes: dict[str, int] = {}
        used, following = set(scene.pass_ids.values()), max(1, scene.next_pass_id)
        for node in drawn:
            if node not in scene.pass_ids:
                while following in used:
                    following += 1
                _check(scene, "the next node", following)
                self._nodes[node] = following
                following += 1

    def of(self, node: str, part: str, instance: int) -> int:
        """Return the number of the most specific entry: part, then instance, then node."""
        by_part = self._table.get(f"{node}/{part}") if part else None
        if by_part is not None:
            return by_part
        by_copy = self._table.get(f"{node}#{instance}") if instance >= 0 else None
        if by_copy is not None:
            return by_copy
        return self._table[node] if node in self._table else self._nodes[node]


def _check(scene: Scene, what: str, number: int) -> None:
    if not 0 < number <= LARGEST_ID:
        raise SceneError(
            f"Scene {scene.name!r} gives {what} the pass id {number}; "
            f"a pass id is a whole number from 1 to {LARGEST_ID}."
        )

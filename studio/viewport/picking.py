"""Picking: what of a scene is seen at a place, from the ``id`` pass. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot

Ids = npt.NDArray[np.uint32]
F32 = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_SKY = 0


@dataclass(frozen=True, eq=False)
class Seen:
    """The exact passes of a picture, and what their numbers are.

    Parameters
    ----------
    snapshot
        What was drawn.
    ids, depth, normal
        (H, W) uint32, (H, W) metres along the view axis, (H, W, 3) in camera space.
    """

    snapshot: Snapshot
    ids: Ids
    depth: F32
    normal: F32

    @cached_property
    def nodes(self) -> dict[int, str]:
        """The node of each number."""
        return {surface.pass_id: surface.node for surface in self.snapshot.surfaces}

    @cached_property
    def numbers(self) -> dict[str, tuple[int, ...]]:
        """The numbers of each node."""
        found: dict[str, list[int]] = {}
        for number, node in self.nodes.items():
            found.setdefault(node, []).append(number)
        return {node: tuple(numbers) for node, numbers in found.items()}

    @cached_property
    def usual_depth(self) -> float | None:
        """The median depth in metres of what is drawn, ``None`` where nothing is."""
        drawn = self.depth[self.ids != _SKY]
        return float(np.median(drawn)) if drawn.size else None

    def node_near(self, column: float, row: float, reach: float) -> str | None:
        """Return the node at a pixel, or where none is, the nearest within ``reach`` pixels."""
        place = self.pixel_near(column, row, reach)
        return None if place is None else self.nodes.get(int(self.ids[place[1], place[0]]))

    def pixel_near(self, column: float, row: float, reach: float) -> tuple[int, int] | None:
        """Return the (column, row) nearest to a place where something is drawn, within reach."""
        high, wide = self.ids.shape
        x, y = int(np.floor(column)), int(np.floor(row))
        if 0 <= x < wide and 0 <= y < high and self.ids[y, x] != _SKY:
            return x, y
        r = int(np.ceil(reach))
        x0, x1, y0, y1 = max(x - r, 0), min(x + r + 1, wide), max(y - r, 0), min(y + r + 1, high)
        if x0 >= x1 or y0 >= y1:
            return None
        rows, columns = np.nonzero(self.ids[y0:y1, x0:x1])
        away = np.hypot(columns + x0 + 0.5 - column, rows + y0 + 0.5 - row)
        if not len(away) or away.min() > reach:
            return None
        nearest = int(away.argmin())
        return int(columns[nearest]) + x0, int(rows[nearest]) + y0

    def nodes_in(self, x0: float, y0: float, x1: float, y1: float, wholly: bool) -> frozenset[str]:
        """Return the nodes seen in a rectangle of pixels; ``wholly``: and nowhere else.

        What the edge of the picture cuts is wholly in no rectangle.
        """
        high, wide = self.ids.shape
        left, right = sorted(min(max(int(x), 0), wide) for x in (x0, np.ceil(x1)))
        top, bottom = sorted(min(max(int(y), 0), high) for y in (y0, np.ceil(y1)))
        inside = self.ids[top:bottom, left:right]
        found = self._named(np.unique(inside))
        if not wholly:
            return found
        outside = self.ids.copy()
        outside[top:bottom, left:right] = _SKY
        border = np.concatenate([self.ids[0], self.ids[-1], self.ids[:, 0], self.ids[:, -1]])
        return found - self._named(np.unique(outside)) - self._named(np.unique(border))

    def mask_of(self, nodes: frozenset[str]) -> Flags:
        """Return (H, W): where any of the nodes is seen."""
        wanted = [number for node in nodes for number in self.numbers.get(node, ())]
        most = int(self.ids.max(initial=0))
        table = np.zeros(most + 1, bool)
        table[[number for number in wanted if number <= most]] = True
        result: Flags = table[self.ids]
        return result

    def _named(self, numbers: Ids) -> frozenset[str]:
        return frozenset(self.nodes[n] for n in numbers.tolist() if n in self.nodes)

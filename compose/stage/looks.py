"""Looks: the heads and eyes of figures turned at places, many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compose.figures.looking import HeadBatch, looked
from compose.figures.performance import Look
from compose.stage.goals import Goals, moved, turns_in
from compose.stage.joint_turns import read_turns, write_turns
from compose.stage.layout import Layout
from compose.stage.solve_order import Task

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Orders = npt.NDArray[np.int8]


class LookBatch:
    """N looks, each found in its figure's space."""

    def __init__(self, tasks: Sequence[Task], layout: Layout, orders: Orders) -> None:
        self._layout, self._orders = layout, orders
        self._goals = Goals.of("look", tasks)
        self.slots = np.array([task.writes for task in tasks], np.intp)
        self._chests = np.array([task.above for task in tasks], np.intp)
        self._shares = np.array([task.what.head for task in tasks if isinstance(task.what, Look)])

    def solve(self, values: F64, posed: F64, world: F64) -> None:
        """Turn neck, head, left and right eye."""
        turns = self._solved(posed, world)
        write_turns(self._layout, values, self._orders, self.slots, turns)

    def _solved(self, posed: F64, world: F64) -> F64:
        """Return (N, 4, 4) turns, given the posed ones."""
        spaces, good = self._goals.spaces(world)
        offsets = self._layout.view(posed, "slot.translation")
        necks, heads, left, right = self.slots.T
        batch = HeadBatch(
            chests=turns_in(spaces, world, self._chests),
            necks=moved(spaces, world[necks, :3, 3]),
            head=offsets[heads],
            eyes=np.stack([offsets[left], offsets[right]], axis=1),
        )
        return looked(
            batch,
            self._goals.places(self._layout, posed, world, spaces),
            self._shares,
            self._goals.weights(self._layout, posed, good),
            read_turns(self._layout, posed, self._orders, self.slots),
        )

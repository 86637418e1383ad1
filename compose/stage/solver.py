"""Solver: hands, feet and looks brought to their goals once the world's matrices are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from compose.figures.ground import Ground
from compose.figures.performance import Look, Reach
from compose.stage.feet import StandBatch, StrideBatch
from compose.stage.hierarchy import Level, affected_by, levels, local_matrices, solve
from compose.stage.looks import LookBatch
from compose.stage.reaches import ReachBatch
from compose.stage.scene_stage import SceneStage
from compose.stage.solve_order import Standing, Stride, Task, in_layers

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Orders = npt.NDArray[np.int8]
FindGround = Callable[[tuple[str, ...]], Ground | None]


class Batch(Protocol):
    """Tasks of one kind that are solved together. ``slots`` are the joints that they turn."""

    slots: Indices

    def solve(self, values: F64, posed: F64, world: F64) -> None:
        """Write their turns into ``values``; ``posed`` are the values before any task."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    batches: tuple[Batch, ...]
    order: Indices
    steps: tuple[Level, ...]


class Solver:
    """The tasks of a scene in their order, ready for any frame."""

    def __init__(self, stage: SceneStage, orders: Orders, ground: FindGround) -> None:
        self._layout, self._orders, self._ground = stage.layout, orders, ground
        parents, rules = stage.slots.parents, stage.rules
        layers = in_layers(stage.tasks, parents, rules)
        self._layers = tuple(self._layer(stage, tasks) for tasks in layers)
        written = {slot for task in stage.tasks for slot in task.writes}
        self.slots = np.array(sorted(written), np.intp)

    def _layer(self, stage: SceneStage, tasks: Sequence[Task]) -> _Layer:
        batches = tuple(self._batches(stage, tasks))
        moved = np.zeros(len(stage.slots.parents), bool)
        for batch in batches:
            moved[batch.slots] = True
        affected = affected_by(moved, stage.slots.parents, stage.depth, stage.rules)
        order, steps = levels(affected, stage.slots.parents, stage.depth, stage.rules)
        return _Layer(batches, order, steps)

    def _batches(self, stage: SceneStage, tasks: Sequence[Task]) -> Iterator[Batch]:
        layout, orders = stage.layout, self._orders
        standing = [task for task in tasks if isinstance(task.what, Standing)]
        if standing:
            yield StandBatch(standing, layout, orders, self._ground)
        kinds: tuple[tuple[type, Callable[..., Batch]], ...] = (
            (Stride, StrideBatch), (Reach, ReachBatch), (Look, LookBatch),
        )  # fmt: skip
        for kind, batch in kinds:
            found = [task for task in tasks if isinstance(task.what, kind)]
            if found:
                yield batch(found, layout, orders)

    def solve(self, values: F64, world: F64) -> None:
        """Turn the joints in ``values``, and move what hangs on them in ``world``."""
        if not self._layers:
            return
        posed = values.copy()
        for layer in self._layers:
            for batch in layer.batches:
                batch.solve(values, posed, world)
            local = local_matrices(self._layout, values, self._orders, layer.order)
            solve(world, local, layer.steps, self._layout, values)

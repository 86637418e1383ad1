"""People: where the figures of a scene lie among its slots, and what they are at one frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import INDEX, POINTS
from compose.payload import Figure
from compose.snapshot import FigureState
from compose.stage.insides import Inside

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

_CHEST = INDEX["chest"]


@dataclass(frozen=True, eq=False, kw_only=True)
class People:
    """The N figures of a scene in outliner order.

    ``points`` is (N, P): the slots of ``skeleton.POINTS``. ``slots`` (N,) are the figures' nodes.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    slots: Indices
    points: Indices

    @classmethod
    def among(cls, insides: Iterable[Inside], slots: Mapping[str, int]) -> Self:
        """Find the figures; ``slots`` is the slot of each node by its id."""
        found = [inside for inside in insides if isinstance(inside.payload, Figure)]
        first = np.array([inside.first for inside in found], np.intp)
        return cls(
            ids=tuple(inside.node.id for inside in found),
            names=tuple(inside.node.name for inside in found),
            slots=np.array([slots[inside.node.id] for inside in found], np.intp),
            points=first[:, None] + np.arange(len(POINTS)),
        )

    def states(self, world: F64, visible: npt.NDArray[np.bool_]) -> tuple[FigureState, ...]:
        """Return the figures as they stand: ``world`` is (S, 4, 4) and ``visible`` (S,) by slot."""
        if not self.ids:
            return ()
        points = world[self.points, :3, 3]
        points.setflags(write=False)
        facing = world[self.points[:, _CHEST], :3, 2]
        length = np.linalg.norm(facing, axis=1, keepdims=True)
        facing = np.where(length > 0.0, facing / np.where(length > 0.0, length, 1.0), (0, 0, 1))
        return tuple(
            FigureState(
                node=node, name=name, points=points[i], facing=(x, y, z), visible=bool(shown)
            )
            for i, (node, name, (x, y, z), shown) in enumerate(
                zip(self.ids, self.names, facing.tolist(), visible[self.slots], strict=True)
            )
        )

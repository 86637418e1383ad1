"""Goals: where tasks of figures go, seen from each figure's own space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.figures.turns import cross, lengths, rotation_quaternions
from compose.stage.layout import Layout
from compose.stage.solve_order import Task

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

_FLAT = 1e-12
"""A figure of less volume than this share of its own cannot reach for anything."""


@dataclass(frozen=True, slots=True, eq=False)
class Goals:
    """Where N tasks go: by task its figure's slot, its target's (−1: the scene), its channels."""

    kind: str
    roots: Indices
    targets: Indices
    rows: Indices

    @classmethod
    def of(cls, kind: str, tasks: Sequence[Task]) -> Self:
        """Lay out tasks whose channels are ``<kind>.offset`` and ``<kind>.weight``."""
        columns = np.array([(t.root, t.target, t.row) for t in tasks], np.intp)
        return cls(kind, *columns.T)

    def places(self, layout: Layout, values: F64, world: F64, into: F64) -> F64:
        """Return (N, 3): the goals in the spaces that (N, 4, 4) matrices lead ``into``."""
        offset = layout.view(values, f"{self.kind}.offset")[self.rows]
        found = offset.copy()
        held = self.targets >= 0
        if held.any():
            matrices = world[self.targets[held]]
            found[held] = moved(matrices, offset[held])
        return moved(into, found)

    def weights(self, layout: Layout, values: F64, solvable: npt.NDArray[np.bool_]) -> F64:
        """Return (N,): how much each task counts; nothing where it cannot be solved."""
        weights = layout.view(values, f"{self.kind}.weight")[self.rows, 0]
        return np.where(solvable, weights, 0.0)

    def spaces(self, world: F64) -> tuple[F64, npt.NDArray[np.bool_]]:
        """Return (N, 4, 4) from the world into each figure's space, and whether there is such."""
        return figure_spaces(world, self.roots)


def figure_spaces(world: F64, roots: Indices) -> tuple[F64, npt.NDArray[np.bool_]]:
    """Return (N, 4, 4) from the world into the spaces of slots, and whether there is such."""
    linear = world[roots, :3, :3]
    result = np.tile(np.eye(4), (len(roots), 1, 1))
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large is no good space
        x, y, z = linear.transpose(1, 0, 2)
        across = cross(y, z)
        volume = np.add.reduce(x * across, axis=1)
        good = np.isfinite(volume) & (np.abs(volume) > _FLAT)
        inverse = result[:, :3, :3]
        for column, rows in enumerate((across, cross(z, x), cross(x, y))):
            inverse[:, :, column] = rows / np.where(good, volume, 1.0)[:, None]
        places = world[roots, :3, 3]
        result[:, :3, 3] = -np.einsum("nij,nj->ni", inverse, places)
    result[~good] = np.eye(4)
    return result, good


def moved(matrices: F64, points: F64) -> F64:
    """Return (N, 3) points, each moved by its (N, 4, 4) matrix."""
    return np.asarray(np.einsum("nij,nj->ni", matrices[:, :3, :3], points) + matrices[:, :3, 3])


def turns_in(spaces: F64, world: F64, slots: Indices) -> F64:
    """Return (N, 4) unit quaternions: how joints are turned in their figures' spaces."""
    linear = spaces[:, :3, :3] @ world[slots, :3, :3]
    length = lengths(linear, axis=1)
    return rotation_quaternions(linear / np.where(length > 0.0, length, 1.0))

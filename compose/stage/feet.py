"""Feet: legs that go where steps stand, and feet of standing figures put on the ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from compose.figures.ground import Ground
from compose.figures.reaching import LIMBS, LimbBatch, LimbJoints, reached
from compose.figures.skeleton import INDEX
from compose.figures.turns import applied, frame_turns, lengths, rotation_quaternions, weighed
from compose.payload import Figure
from compose.stage.goals import figure_spaces, moved, turns_in
from compose.stage.joint_turns import read_turns, write_turns
from compose.stage.layout import Layout
from compose.stage.solve_order import Stride, Task
from compose.transform import multiply_quaternions, slerp

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Orders = npt.NDArray[np.int8]

_LEGS: tuple[LimbJoints, ...] = (LIMBS["left_foot"], LIMBS["right_foot"])
_LIFTED = (0.16, 0.30)
"""Metres of an ankle over the figure's origin: up to the first a foot stands, from the second on
it is in the air and no ground moves it."""


class _Legs:
    """The two legs of N figures: (N, 2, 3) slots of hip, knee and ankle."""

    def __init__(self, tasks: Sequence[Task], layout: Layout, orders: Orders) -> None:
        self._layout, self._orders = layout, orders
        first = np.array([task.inside.first for task in tasks], np.intp)
        self.roots = np.array([task.root for task in tasks], np.intp)
        self.hips = first + INDEX["hips"]
        joints = [(leg.upper, leg.lower, leg.end) for leg in _LEGS]
        self.slots = first[:, None, None] + np.array(joints, np.intp)
        self._hinges = np.tile([leg.hinge for leg in _LEGS], (len(tasks), 1))
        self._poles = np.tile([leg.pole for leg in _LEGS], (len(tasks), 1))

    def solve(
        self, values: F64, world: F64, spaces: F64, drop: F64, ankles: F64, soles: F64, weights: F64
    ) -> None:
        """Bring ankles (N, 2, 3) and soles (N, 2, 4), in the figures' spaces, to their goals.

        ``drop`` is (N, 3): how far the hips are moved before.
        """
        layout, slots = self._layout, self.slots.reshape(-1, 3)
        both = np.repeat(spaces, 2, axis=0)
        offsets = layout.view(values, "slot.translation")
        trunk = turns_in(both, world, np.repeat(self.hips, 2))
        limbs = LimbBatch(
            anchors=moved(both, world[slots[:, 0], :3, 3]) + np.repeat(drop, 2, axis=0),
            parents=trunk,
            upper=offsets[slots[:, 1]],
            lower=offsets[slots[:, 2]],
            hinges=self._hinges,
            twist_share=np.zeros(len(slots)),
        )
        turns = reached(
            limbs,
            ankles.reshape(-1, 3),
            applied(trunk, self._poles),
            read_turns(layout, values, self._orders, slots),
            ends=soles.reshape(-1, 4),
            weights=weights.ravel(),
        )
        write_turns(layout, values, self._orders, slots, turns)


class StrideBatch:
    """N figures whose cycles have said where their feet go."""

    def __init__(self, tasks: Sequence[Task], layout: Layout, orders: Orders) -> None:
        self._layout = layout
        self._legs = _Legs(tasks, layout, orders)
        self.slots = self._legs.slots
        rows = [task.what.rows for task in tasks if isinstance(task.what, Stride)]
        self._rows = [
            np.array([mine[min(rank, len(mine) - 1)] for mine in rows], np.intp)
            for rank in range(max(len(mine) for mine in rows))
        ]
        self._has = [
            np.array([rank < len(mine) for mine in rows]) for rank in range(len(self._rows))
        ]

    def solve(self, values: F64, posed: F64, world: F64) -> None:
        """Turn the legs so that the feet stand where the cycles say."""
        del posed
        spaces, good = figure_spaces(world, self._legs.roots)
        ankles, soles, weight = self._goals(values, spaces)
        weights = np.where(good, weight, 0.0)[:, None].repeat(2, axis=1)
        still = np.zeros((len(spaces), 3))
        self._legs.solve(values, world, spaces, still, ankles, soles, weights)

    def _goals(self, values: F64, spaces: F64) -> tuple[F64, F64, F64]:
        """Return ankles, soles and weights in the figures' spaces, later cycles over earlier."""
        count = len(spaces)
        ankles, soles, weight = np.zeros((count, 2, 3)), np.zeros((count, 2, 4)), np.zeros(count)
        for rows, has in zip(self._rows, self._has, strict=True):
            new_ankles, new_soles, feet = self._said(values, spaces, rows)
            feet = np.where(has, feet, 0.0)
            total = weight + feet - weight * feet
            share = np.divide(feet, total, out=np.zeros(count), where=total > 0.0)
            ankles += (new_ankles - ankles) * share[:, None, None]
            fresh = (weight <= 0.0) | (share >= 1.0)
            if not fresh.all():
                mixed = weighed(soles, new_soles, share)
                new_soles = np.where(fresh[:, None, None], new_soles, mixed)
            soles = np.where((feet > 0.0)[:, None, None], new_soles, soles)
            weight = total
        soles[weight <= 0.0] = (0.0, 0.0, 0.0, 1.0)
        return ankles, soles, weight

    def _said(self, values: F64, spaces: F64, rows: Indices) -> tuple[F64, F64, F64]:
        """Return ankles (N, 2, 3), soles (N, 2, 4) and weights (N,) of one cycle a figure."""
        layout = self._layout
        ankles = layout.view(values, "cycle.ankles")[rows].reshape(-1, 2, 3)
        soles = layout.view(values, "cycle.soles")[rows].reshape(-1, 2, 4)
        outside = (layout.view(values, "cycle.in_world")[rows, 0] > 0.5)[:, None, None]
        both = np.repeat(spaces, 2, axis=0)
        inward = _rotations(both)
        here = moved(both, ankles.reshape(-1, 3)).reshape(ankles.shape)
        turned = multiply_quaternions(inward, soles.reshape(-1, 4)).reshape(soles.shape)
        return (
            np.where(outside, here, ankles),
            np.where(outside, turned, soles),
            layout.view(values, "cycle.feet")[rows, 0],
        )


class StandBatch:
    """N figures whose posed feet stand on the ground under them; the hips sink with the lower."""

    def __init__(
        self, tasks: Sequence[Task], layout: Layout, orders: Orders,
        ground: Callable[[tuple[str, ...]], Ground | None],
    ) -> None:  # fmt: skip
        self._layout = layout
        self._legs = _Legs(tasks, layout, orders)
        figures = [task.inside.payload for task in tasks]
        names = [f.performance.ground if isinstance(f, Figure) else () for f in figures]
        self._grounds = [
            (found, np.flatnonzero([other == mine for other in names]))
            for mine in dict.fromkeys(names)
            if (found := ground(mine)) is not None
        ]
        self.slots = np.concatenate([self._legs.hips, self._legs.slots.ravel()])

    def solve(self, values: F64, posed: F64, world: F64) -> None:
        """Move the hips and turn the legs so that the soles lie on the ground."""
        del posed
        legs = self._legs
        spaces, good = figure_spaces(world, legs.roots)
        ankles = world[legs.slots[:, :, 2]]
        rise, normals = self._under(ankles[:, :, :3, 3], world[legs.roots, 1, 3])
        height = ankles[:, :, 1, 3] - world[legs.roots, 1, 3][:, None]
        low, high = _LIFTED
        stands = np.clip((high - height) / (high - low), 0.0, 1.0)
        rise = rise * stands
        sink = np.where(good, rise.min(axis=1), 0.0)
        drop = np.einsum("nij,nj->ni", spaces[:, :3, :3], np.stack([0 * sink, sink, 0 * sink], 1))
        goals = ankles[:, :, :3, 3] + rise[:, :, None] * np.array([0.0, 1.0, 0.0])
        both = np.repeat(spaces, 2, axis=0)
        here = moved(both, goals.reshape(-1, 3)).reshape(goals.shape)
        soles = self._soles(both, world, normals, stands)
        weights = np.repeat(good[:, None] * 1.0, 2, axis=1)
        legs.solve(values, world, spaces, drop, here, soles, weights)
        self._layout.view(values, "slot.translation")[legs.hips] += drop

    def _under(self, ankles: F64, heights: F64) -> tuple[F64, F64]:
        """Return (N, 2) heights of the ground over the figures' origins and (N, 2, 3) normals."""
        rise = np.zeros(ankles.shape[:2])
        normals = np.tile([0.0, 1.0, 0.0], (*ankles.shape[:2], 1))
        for ground, rows in self._grounds:
            places = ankles[rows][:, :, [0, 2]].reshape(-1, 2)
            found, up = ground.under(places, heights[rows].repeat(2))
            rise[rows] = found.reshape(-1, 2) - heights[rows, None]
            normals[rows] = up.reshape(-1, 2, 3)
        return rise, normals

    def _soles(self, both: F64, world: F64, normals: F64, stands: F64) -> F64:
        """Return (N, 2, 4) turns of the feet: as posed, then tipped onto the ground's slope."""
        slots = self._legs.slots[:, :, 2].ravel()
        flat = turns_in(both, world, slots)
        up = np.einsum("nij,j->ni", both[:, :3, :3], [0.0, 1.0, 0.0])
        slope = np.einsum("nij,nj->ni", both[:, :3, :3], normals.reshape(-1, 3))
        side = np.tile([1.0, 0.0, 0.0], (len(up), 1))
        tipped = frame_turns(up, side, slope, side)
        shares = stands.ravel()
        part = slerp(np.tile([0.0, 0.0, 0.0, 1.0], (len(up), 1)), tipped, shares)
        return multiply_quaternions(part, flat).reshape(*stands.shape, 4)


def _rotations(matrices: F64) -> F64:
    linear = matrices[:, :3, :3]
    length = lengths(linear, axis=1)
    return rotation_quaternions(linear / np.where(length > 0.0, length, 1.0))

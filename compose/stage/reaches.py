"""Reaches: the limbs of figures that go to places, many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compose.figures.performance import Reach
from compose.figures.reaching import LIMBS, LimbBatch, LimbJoints, reached
from compose.figures.skeleton import INDEX, POINTS
from compose.figures.turns import applied
from compose.stage.goals import Goals, moved, turns_in
from compose.stage.joint_turns import read_turns, write_turns
from compose.stage.layout import Layout
from compose.stage.solve_order import Task

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Orders = npt.NDArray[np.int8]

_TRUNK = {"hand": "chest", "foot": "hips"}


class ReachBatch:
    """N reaches. The grip of a hand and the ball of a foot go to the goal.

    The hand keeps its posed turn in the forearm, and the foot its own in the shank, so forearm and
    hand together are one bone that ends in the grip. The solution is found in the figure's space,
    where no scale of a node distorts it.
    """

    def __init__(self, tasks: Sequence[Task], layout: Layout, orders: Orders) -> None:
        self._layout, self._orders = layout, orders
        self._goals = Goals.of("reach", tasks)
        limbs = [LIMBS[_reach(task).limb] for task in tasks]
        self.slots = np.array([task.writes for task in tasks], np.intp)
        self._above = np.array([task.above for task in tasks], np.intp)
        first = np.array([task.inside.first for task in tasks], np.intp)
        self._tips = first[:, None] + [_tip(_reach(task).limb) for task in tasks]
        trunks = [INDEX[_TRUNK[_reach(task).limb.partition("_")[2]]] for task in tasks]
        self._trunks = first + trunks
        self._hinges = np.array([limb.hinge for limb in limbs], np.float64)
        self._twists = np.array([limb.twist_share for limb in limbs])
        self._poles = np.array([_pole(task, limb) for task, limb in zip(tasks, limbs, strict=True)])
        self._own_pole = np.array([_reach(task).pole is not None for task in tasks])

    def solve(self, values: F64, posed: F64, world: F64) -> None:
        """Turn upper, lower and end joints so that the tips are at their goals."""
        del posed
        turns = self._solved(values, world)
        write_turns(self._layout, values, self._orders, self.slots, turns)

    def _solved(self, posed: F64, world: F64) -> F64:
        """Return (N, 3, 4) turns, given those that the limbs have so far."""
        spaces, good = self._goals.spaces(world)
        turns = read_turns(self._layout, posed, self._orders, self.slots)
        offsets = self._layout.view(posed, "slot.translation")
        trunk = turns_in(spaces, world, self._trunks)
        poles = np.where(self._own_pole[:, None], self._poles, applied(trunk, self._poles))
        limbs = LimbBatch(
            anchors=moved(spaces, world[self.slots[:, 0], :3, 3]),
            parents=turns_in(spaces, world, self._above),
            upper=offsets[self.slots[:, 1]],
            lower=offsets[self.slots[:, 2]] + applied(turns[:, 2], self._tip_offsets(posed)),
            hinges=self._hinges,
            twist_share=self._twists,
        )
        goals = self._goals.places(self._layout, posed, world, spaces)
        weights = self._goals.weights(self._layout, posed, good)
        return reached(limbs, goals, poles, turns, weights=weights)

    def _tip_offsets(self, posed: F64) -> F64:
        """Return (N, 3): grips and balls in the frames of wrists and ankles."""
        offsets = self._layout.view(posed, "slot.translation")
        middle, tip = self._tips.T
        turned = read_turns(self._layout, posed, self._orders, middle)
        further = offsets[middle] + applied(turned, offsets[tip])
        return np.asarray(np.where((middle == tip)[:, None], offsets[tip], further))


def _reach(task: Task) -> Reach:
    assert isinstance(task.what, Reach)  # a batch of reaches is made of those
    return task.what


def _tip(limb: str) -> tuple[int, int]:
    """Return the rows of the joint between the limb's end and its tip, and of the tip."""
    side, _, kind = limb.partition("_")
    tip = POINTS.index(f"{side}_grip" if kind == "hand" else f"{side}_ball")
    return (tip, tip) if kind == "hand" else (INDEX[f"{side}_toes"], tip)


def _pole(task: Task, limb: LimbJoints) -> tuple[float, float, float]:
    return _reach(task).pole or limb.pole

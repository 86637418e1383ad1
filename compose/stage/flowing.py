"""Flowing: copies of populators that drive along a path, with wheels that roll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from compose.paths import Path
from compose.populate.populator import Populator
from compose.populate.scatter import placed_beside
from compose.stage.insides import Inside
from compose.stage.layout import Layout
from compose.stage.populating import Flow
from compose.stage.rolling import Wheel, wheels_of
from compose.stage.slots import Slots
from compose.transform import euler_quaternions, multiply_quaternions

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

_WHEELBASE_M = 2.6
"""A copy faces along the chord of this length, so that it rounds corners as a car does."""


class Flowing:
    """Drives the copies of flows: at frame 0 they stand where the populator put them."""

    def __init__(
        self, flows: Sequence[Flow], slots: Slots, layout: Layout, seconds_a_frame: float
    ) -> None:
        self._seconds = seconds_a_frame
        owners = {id(flow.populator): flow.populator for flow in flows}
        self._lanes = [
            _Lane(populator, [f for f in flows if f.populator is populator], slots, layout)
            for populator in owners.values()
        ]

    @property
    def places(self) -> Indices:
        """The places of the value array that are driven."""
        return np.concatenate([np.zeros(0, np.intp), *(lane.places for lane in self._lanes)])

    @property
    def carriers(self) -> Indices:
        """No slot: the ways of the copies are their populators' own."""
        return np.zeros(0, np.intp)

    def apply(self, values: F64, frame: float) -> None:
        """Write where every copy is, where it faces, and how its wheels have turned."""
        for lane in self._lanes:
            lane.apply(values, frame * self._seconds)


class _Lane:
    """The copies of one populator, in all its looks, on its path."""

    def __init__(
        self, populator: Populator, flows: Sequence[Flow], slots: Slots, layout: Layout
    ) -> None:
        self._path = Path.through(populator.path, closed=populator.closed)
        self._closed = populator.closed
        self._distance = np.concatenate([flow.stand.distance for flow in flows])
        self._offset = np.concatenate([flow.stand.offset for flow in flows])
        self._speed = float(np.clip(populator.speed_m_s, -1e4, 1e4))
        copies = np.array([copy for flow in flows for copy in slots.copies[flow.node]], np.intp)
        first = layout.index("slot.translation", 0)
        self._translation = first + 3 * copies[:, None] + np.arange(3)
        self._turn = layout.index("slot.rotation_deg", 0) + 3 * copies + 1
        wheels = [wheel for flow in flows for wheel in _wheels(slots.insides, flow)]
        self._radii = np.array([wheel.radius for wheel in wheels])
        self._rest = np.array([wheel.rest for wheel in wheels]).reshape(-1, 4)
        places = [layout.index("slot.quaternion", wheel.slot) for wheel in wheels]
        self._quaternions = np.array(places, np.intp).reshape(-1, 1) + np.arange(4)
        self._backward = populator.facing == "back"

    @property
    def places(self) -> Indices:
        return np.concatenate([self._translation.ravel(), self._turn, self._quaternions.ravel()])

    def apply(self, values: F64, seconds: float) -> None:
        passed = self._speed * seconds
        distance = np.mod(self._distance + passed, self._path.length_m)
        values[self._translation] = placed_beside(self._path, distance, self._offset)
        half = _WHEELBASE_M / 2.0
        ends = self._points(np.concatenate([distance + half, distance - half]))
        along = ends[: len(distance)] - ends[len(distance) :]
        if self._backward:
            along = -along
        values[self._turn] = np.degrees(np.arctan2(along[:, 0], along[:, 2]))
        if len(self._radii):
            spin = passed / self._radii
            spin = np.mod(-spin if self._backward else spin, 2.0 * np.pi)
            still = np.zeros_like(spin)
            rolled = euler_quaternions(np.stack([spin, still, still], axis=1), "YXZ")
            values[self._quaternions] = multiply_quaternions(self._rest, rolled)

    def _points(self, distance: F64) -> F64:
        """Return (M, 3) points of the path; beyond an open path's ends, straight on."""
        length = self._path.length_m
        if self._closed:
            return self._path.places(np.mod(distance, length))
        points, along = self._path.at(distance)
        return points + along * (distance - np.clip(distance, 0.0, length))[:, None]


def _wheels(insides: Mapping[str, Inside], flow: Flow) -> tuple[Wheel, ...]:
    inside = insides[flow.node]
    return tuple(wheels_of([inside], {inside.node.id: -1}, copies=True))

"""Drags: what the pointer makes of held nodes, from a press to the release. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from studio.session.surfaces import Surfaces
from studio.tools import words
from studio.tools.changing import moved, scaled, turned
from studio.tools.dragging import along_line, snapped, turn_about
from studio.tools.following import RingTurn, reached
from studio.tools.handles import LENGTH_PX, seen_along
from studio.tools.held import Held
from studio.tools.turns import Writing
from studio.viewport.projection import Projection

F64 = npt.NDArray[np.float64]

_FACTOR_STEP = 0.1
_LEAST_PX = 12.0
_MOST_STEPS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapping:
    """The steps that a drag holds to, 0 for none; ``surfaces`` to stand on under the pointer."""

    step_m: float = 0.0
    step_deg: float = 0.0
    step_times: float = 0.0
    surfaces: Surfaces | None = None


class Drag(Protocol):
    """A drag of a handle. Every step gives the whole of what it writes, counted from its start."""

    @property
    def words(self) -> str:
        """What it has come to."""

    def along(self, name: str) -> None:
        """Go on along other axes: ``"x"``, ``"xz"``, or a handle's own name."""

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""

    def by(self, amount: float) -> list[Writing]:
        """Go exactly so far, as typed."""


class MoveDrag:
    """Moves along a line, on a plane, or in the plane of the view."""

    def __init__(
        self, held: Held, projection: Projection, axes: F64, name: str, x: float, y: float
    ) -> None:
        self._held, self._projection, self._axes = held, projection, axes
        self._x, self._y = x, y
        self._amounts = np.zeros(3)
        self._name = name

    @property
    def words(self) -> str:
        """What it has come to."""
        names = self._name if self._name != "free" else "xyz"
        return words.metres((name, float(self._amounts["xyz".index(name)])) for name in names)

    def along(self, name: str) -> None:
        """Go on along other axes."""
        self._name = name

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer; where it points nowhere, stay."""
        if self._name == "free" and snapping.surfaces is not None:
            ray = self._projection.ray(x, y)
            found = snapping.surfaces.seen_along(ray.origin, ray.direction)
            if found is not None:
                offset = found - self._held.pivot
                offset[1] = found[1] - self._held.lowest
                self._amounts = self._axes.T @ offset
                return moved(self._held, offset)
        places = ((self._x, self._y), (x, y))
        pivot, axes = self._held.pivot, self._axes
        start, end = (reached(self._projection, pivot, axes, self._name, at) for at in places)
        if start is not None and end is not None:
            self._amounts = self._held_to(end - start, snapping.step_m)
        return moved(self._held, self._axes @ self._amounts)

    def by(self, amount: float) -> list[Writing]:
        """Go exactly so far along the first of the axes."""
        self._amounts = np.zeros(3)
        self._amounts[0 if self._name == "free" else "xyz".index(self._name[0])] = amount
        return moved(self._held, self._axes @ self._amounts)

    def _held_to(self, amounts: F64, step: float) -> F64:
        """Return amounts on the grid: across the ground its lines, else whole steps.

        A thing that comes near the ground from above or below stands on it.
        """
        if step <= 0.0:
            return amounts
        held = np.array([snapped(value, step) for value in amounts])
        if np.array_equal(self._axes, np.eye(3)):
            pivot = self._held.pivot
            for axis in (0, 2):
                if amounts[axis]:
                    held[axis] = snapped(pivot[axis] + amounts[axis], step) - pivot[axis]
            lowest = self._held.lowest
            if amounts[1] and abs(lowest + amounts[1]) < step / 2.0:
                held[1] = -lowest
        return held


class TurnDrag:
    """Turns about an axis through the pivot, any number of times."""

    def __init__(
        self, held: Held, projection: Projection, axes: F64, name: str, x: float, y: float
    ) -> None:
        self._held, self._projection, self._axes = held, projection, axes
        self._name = name
        self._turn, self._angle = RingTurn(projection, x, y), 0.0
        self._near: dict[str, F64] = {}

    @property
    def words(self) -> str:
        """What it has come to."""
        return words.degrees(self._name, math.degrees(self._angle))

    def along(self, name: str) -> None:
        """Go on about another axis; of two axes, about the one that is not named."""
        if len(name) == 2:
            name = next(axis for axis in "xyz" if axis not in name)
        self._name = "view" if name == "free" else name
        self._near = {}

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        self._turn.follow(self._held.pivot, self._axis(), (x, y), snapping.step_deg)
        self._angle = self._turn.angle
        return self._written()

    def by(self, amount: float) -> list[Writing]:
        """Turn by exactly so many degrees; by more than a whole turn the angles go on rising."""
        self._near = {}
        written: list[Writing] = []
        for share in np.linspace(0.0, 1.0, min(math.ceil(abs(amount) / 90.0), _MOST_STEPS) + 1):
            self._angle = math.radians(amount) * float(share)
            written = self._written()
        return written

    def _written(self) -> list[Writing]:
        return turned(self._held, turn_about(self._axis(), self._angle), self._near)

    def _axis(self) -> F64:
        if self._name == "view":
            return -seen_along(self._projection, self._held.pivot)
        return self._axes[:, "xyz".index(self._name)]


class ScaleDrag:
    """Scales by how much farther from the pivot the pointer is than where it was pressed."""

    def __init__(
        self, held: Held, projection: Projection, axes: F64, name: str, x: float, y: float
    ) -> None:
        self._held, self._projection, self._axes = held, projection, axes
        self._x, self._y = x, y
        self._name = name
        self._factor = 1.0

    @property
    def words(self) -> str:
        """What it has come to."""
        return words.times("" if self._name == "free" else self._name, self._factor)

    def along(self, name: str) -> None:
        """Go on along other axes."""
        self._name = name

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        (middle,), _ = self._projection.to_screen([self._held.pivot])
        factor = self._factor_to(x, y, middle)
        if factor is not None:
            self._factor = snapped(factor, snapping.step_times)
        return self._written()

    def by(self, amount: float) -> list[Writing]:
        """Scale by exactly so many times."""
        self._factor = amount
        return self._written()

    def _written(self) -> list[Writing]:
        keep = [self._name == "free" or name in self._name for name in "xyz"]
        return scaled(self._held, np.where(keep, self._factor, 1.0), self._axes)

    def _factor_to(self, x: float, y: float, middle: F64) -> float | None:
        if len(self._name) == 1:
            axis = self._axes[:, "xyz".index(self._name)]
            first, last = (
                along_line(self._projection.ray(*at), self._held.pivot, axis)
                for at in ((self._x, self._y), (x, y))
            )
            if first is not None and last is not None and abs(first) > 1e-9:
                return last / first
            return None
        if self._name == "free":
            return 1.0 + (x - self._x + self._y - y) / LENGTH_PX
        start = max(float(np.hypot(self._x - middle[0], self._y - middle[1])), _LEAST_PX)
        return float(np.hypot(x - middle[0], y - middle[1])) / start

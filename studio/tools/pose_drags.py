"""Drags of a figure: a limb by its hand or foot, an elbow or knee, a joint by a ring. No Qt."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from compose.figures.reaching import LIMBS
from compose.figures.skeleton import JOINTS
from studio.figures.held_pose import degrees_of
from studio.figures.joint_turning import turn_channels
from studio.tools import words
from studio.tools.body import Body
from studio.tools.dragging import snapped, turn_about
from studio.tools.drags import Snapping
from studio.tools.following import RingTurn, reached
from studio.tools.reach_goal import ReachGoal
from studio.tools.turns import Writing
from studio.viewport.projection import Projection

F64 = npt.NDArray[np.float64]

_WAYS = (("left", "right"), ("up", "down"), ("forward", "back"))
"""How a figure's own axes X, Y and Z are said, there and back."""


class ReachDrag:
    """Brings a hand or a foot to where the pointer is, in the plane of the view."""

    def __init__(self, body: Body, projection: Projection, limb: str, x: float, y: float) -> None:
        self._body, self._projection, self._limb = body, projection, limb
        self._x, self._y = x, y
        self._along = ""
        self._start = body.place(JOINTS[LIMBS[limb].end])
        self._pole = body.pole(limb)
        self._offset = np.zeros(3)

    @property
    def words(self) -> str:
        """What it has come to, in the figure's own left, up and forward."""
        own = self._body.root[:3, :3] / np.linalg.norm(self._body.root[:3, :3], axis=0)
        amounts = own.T @ self._offset
        axis = int(np.abs(amounts).argmax())
        way = _WAYS[axis][0 if amounts[axis] >= 0.0 else 1]
        return f"{said(self._limb)} +{abs(float(amounts[axis])):.2f} m {way}"

    def along(self, name: str) -> None:
        """Go on along axes of the world."""
        self._along = name if set(name) <= set("xyz") else ""

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        offset = self._offset_to(x, y)
        if offset is not None:
            self._offset = np.array([snapped(value, snapping.step_m) for value in offset])
        return self._written()

    def by(self, amount: float) -> list[Writing]:
        """Go exactly so many metres, up where no axis is said."""
        self._offset = amount * np.eye(3)["xyz".index((self._along or "y")[0])]
        return self._written()

    def _written(self) -> list[Writing]:
        solved = self._body.reaching(self._limb, self._start + self._offset, self._pole)
        return joint_writings(self._body.node, solved)

    def _offset_to(self, x: float, y: float) -> F64 | None:
        places = ((self._x, self._y), (x, y))
        axes, name = np.eye(3), self._along or "free"
        start, end = (reached(self._projection, self._start, axes, name, at) for at in places)
        return None if start is None or end is None else end - start


class GoalDrag(ReachDrag):
    """Takes along what a hand or a foot reaches for: the place, or the offset from the thing."""

    def __init__(
        self, body: Body, projection: Projection, limb: str, x: float, y: float, goal: ReachGoal
    ) -> None:
        super().__init__(body, projection, limb, x, y)
        self._goal = goal

    def _written(self) -> list[Writing]:
        return self._goal.moved(self._offset)


class PoleDrag:
    """Turns an elbow or a knee about the line of its limb, towards the pointer."""

    def __init__(self, body: Body, projection: Projection, limb: str, x: float, y: float) -> None:
        self._body, self._limb = body, limb
        rows = LIMBS[limb]
        self._upper, self._end = body.place(JOINTS[rows.upper]), body.place(JOINTS[rows.end])
        self._middle = body.place(JOINTS[rows.lower])
        self._pole = body.pole(limb)
        self._turn, self._angle = RingTurn(projection, x, y), 0.0

    @property
    def words(self) -> str:
        """What it has come to."""
        name = "elbow" if "hand" in self._limb else "knee"
        side = self._limb.partition("_")[0].capitalize()
        return f"{side} {name} {words.signed(math.degrees(self._angle), 1)}°"

    def along(self, name: str) -> None:
        """Stay: an elbow goes only about its limb."""

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        pivot, axis = self._middle - self._pole, self._end - self._upper
        self._turn.follow(pivot, axis, (x, y), snapping.step_deg)
        self._angle = self._turn.angle
        return self._written()

    def by(self, amount: float) -> list[Writing]:
        """Turn by exactly so many degrees."""
        self._angle = math.radians(amount)
        return self._written()

    def _written(self) -> list[Writing]:
        pole = turn_about(self._end - self._upper, self._angle) @ self._pole
        return joint_writings(self._body.node, self._body.reaching(self._limb, self._end, pole))


class JointDrag:
    """Turns a joint about an axis of the space that it turns in, as far as it goes."""

    def __init__(
        self, body: Body, projection: Projection, joint: str, name: str, x: float, y: float
    ) -> None:
        self._body, self._projection = body, projection
        self._joint, self._name = joint, name
        self._turn, self._angle = RingTurn(projection, x, y), 0.0

    @property
    def words(self) -> str:
        """What it has come to."""
        return f"{said(self._joint)} {words.signed(math.degrees(self._angle), 1)}°"

    def along(self, name: str) -> None:
        """Go on about another axis."""
        self._name = name[0] if set(name) <= set("xyz") else "view"

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        place = self._body.place(self._joint)
        self._turn.follow(place, self._axis(), (x, y), snapping.step_deg)
        self._angle = self._turn.angle
        return self._written()

    def by(self, amount: float) -> list[Writing]:
        """Turn by exactly so many degrees."""
        self._angle = math.radians(amount)
        return self._written()

    def _written(self) -> list[Writing]:
        turn = turn_about(self._axis(), self._angle)
        return joint_writings(self._body.node, self._body.turned(self._joint, turn))

    def _axis(self) -> F64:
        if self._name == "view":
            return -self._projection.forward
        return self._body.above(self._joint)[:, "xyz".index(self._name)]


def joint_writings(node: str, turns: dict[str, F64]) -> list[Writing]:
    """Return what turns joints: their channels in degrees, as ``compose.figures`` counts them."""
    return [
        (node, channel, round(float(value), 4))
        for joint, turn in turns.items()
        for channel, value in zip(turn_channels(joint), degrees_of(turn[None])[0], strict=True)
    ]


def said(joint: str) -> str:
    """Return a joint or limb as words: ``"Right hand"``."""
    return joint.replace("_", " ").capitalize()

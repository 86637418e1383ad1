"""The head: a distance in every direction from its middle, sculpted from masses and bumps."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from compose.figures.shape.cage import F64, WIDE_RING, Weights, fan, ladder
from compose.figures.shape.plan import BodyPlan
from compose.figures.shape.subdivide import Surface
from compose.figures.skeleton import INDEX, JOINTS

_BLEND = 14.0  # how sharply the masses meet: the power of their mean


@cache
def head_table() -> dict[str, Any]:
    """Return the sculpture of ``head.toml``."""
    text = files("compose.figures.shape").joinpath("head.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, eq=False)
class HeadShape:
    """The surface of one head, by angles in degrees: across (90 is the left ear) and up."""

    plan: BodyPlan

    @property
    def size(self) -> float:
        """Metres of one head height."""
        return self.plan.proportions.head_height

    def places(self, points: F64) -> F64:
        """Return (n, 3) points in head heights from the chin in model space."""
        chin = np.array([0.0, self.plan.proportions.stature - self.size, 0.0])
        return np.asarray(points * self.size + chin)

    def radius(self, across: F64, up: F64, *, bare: bool = False) -> F64:
        """Return the distance from the middle, in head heights; ``bare`` is the skull alone."""
        table = head_table()
        middle = np.array(table["middle"])
        aim = directions(across, up)
        total = np.zeros(across.shape)
        for mass in table["mass"]:
            radii = np.array(mass["radii"])
            radii = radii * [mass["grow"][self._kind()], 1.0, 1.0]
            total += _reach(aim, (middle - mass["centre"]) / radii, radii) ** _BLEND
        result = total ** (1.0 / _BLEND)
        if bare:
            return np.asarray(result)
        at, spread, push = _bumps()
        apart = [(angle[..., None] - at[i]) / spread[i] for i, angle in enumerate((across, up))]
        result = result + np.exp(-(apart[0] ** 2 + apart[1] ** 2)) @ push[:, self._kind()]
        return np.asarray(self._over_eyes(result + self._nose(across, up), across, up, aim))

    def points(self, across: F64, up: F64, out: F64 | float = 0.0, *, bare: bool = False) -> F64:
        """Return (..., 3) float64: model-space points ``out`` head heights above the surface."""
        reach = self.radius(across, up, bare=bare) + out
        local = np.array(head_table()["middle"]) + directions(across, up) * reach[..., None]
        return self.places(local.reshape(-1, 3)).reshape(local.shape)

    def _kind(self) -> int:
        if self.plan.body.age == "child":
            return 2
        return 1 if self.plan.body.sex == "female" else 0

    def _soft(self, soft: list[float]) -> float:
        return (1.0, *soft)[self._kind()]

    def _nose(self, across: F64, up: F64) -> F64:
        nose = head_table()["nose"]
        push = np.interp(up, nose["up"], nose["push"])
        spread = np.interp(up, nose["up"], nose["spread"])
        return np.asarray(self._soft(nose["soft"]) * push * np.exp(-((across / spread) ** 2)))

    def _over_eyes(self, reach: F64, across: F64, up: F64, aim: F64) -> F64:
        """Let the lids lie on the balls of the eyes."""
        table = head_table()
        measured = self.plan.proportions
        eye = (measured.at("left_eye") - [0.0, measured.stature - self.size, 0.0]) / self.size
        for side in (1.0, -1.0):
            toward = eye * [side, 1.0, 1.0] - table["middle"]
            angle = angles_of(toward)
            along = aim @ toward
            gap = (table["eye_radius"] - 0.004) ** 2 - (toward @ toward - along**2)
            ball = along + np.sqrt(np.maximum(gap, 0.0))
            near = ((across - angle[0]) / 10.5) ** 2 + ((up - angle[1]) / 6.2) ** 2
            share = np.where(gap > 0.0, np.exp(-(near**2)), 0.0)
            reach = reach + share * (ball - reach)
        return reach


def directions(across: F64, up: F64) -> F64:
    """Return (..., 3) unit vectors of angles in degrees."""
    a, u = np.radians(across), np.radians(up)
    return np.stack([np.sin(a) * np.cos(u), np.sin(u), np.cos(a) * np.cos(u)], axis=-1)


def angles_of(vector: F64) -> tuple[float, float]:
    """Return the angles (across, up) in degrees of a direction."""
    x, y, z = vector / np.linalg.norm(vector)
    return float(np.degrees(np.arctan2(x, z))), float(np.degrees(np.arcsin(y)))


def head_surface(shape: HeadShape) -> Surface:
    """Return the closed skin of the head, gathered where the face is."""
    grid = head_table()["grid"]
    nearness = ("close", "near", "crowd")[shape.plan.nearness]
    columns = grid[f"{nearness}_columns"]
    up = np.array(grid[f"{nearness}_rows_up"][1:-1])
    across = gathered_columns(columns, grid["front_gather"])
    points = shape.points(*np.meshgrid(across, up))
    return ring_surface(points, {"head": 1.0})


def gathered_columns(count: int, gather: float) -> F64:
    """Return (count,) degrees round the head from the back, nearer to each other in front."""
    turn = np.arange(count) / count * 2.0 * np.pi - np.pi
    return np.asarray(np.degrees(turn - gather * np.sin(turn)))


def ring_surface(rings: F64, weights: Weights, drawn: tuple[int, ...] = ()) -> Surface:
    """Return (R, n, 3) rings, lowest first and counter-clockwise from above, as a closed surface.

    Parameters
    ----------
    rings
        The rings; n is even.
    weights
        The shares of joints of every vertex.
    drawn
        The rings that are drawn in wire.
    """
    count, n = rings.shape[:2]
    index = np.arange(count * n).reshape(count, n)
    low, high = index[:-1], index[1:]
    sides = np.stack([low, np.roll(low, -1, 1), np.roll(high, -1, 1), high], axis=-1)
    points = rings.reshape(-1, 3)
    if n < WIDE_RING:
        ends = [ladder(index[-1]), ladder(index[0][::-1])]
    else:
        ends = [fan(index[-1], len(points)), fan(index[0][::-1], len(points) + 1)]
        points = np.concatenate([points, rings[[-1, 0]].mean(1)])
    quads = np.concatenate([sides.reshape(-1, 4), *ends])
    edges = [np.stack([index[i], np.roll(index[i], -1)], axis=1) for i in drawn]
    return Surface(
        values=np.concatenate([points, shares(len(points), weights)], axis=1),
        quads=quads,
        edges=np.concatenate([np.zeros((0, 2), np.int64), *edges]),
    )


def shares(count: int, weights: Weights) -> F64:
    """Return (count, J) float64: the same shares of joints for every vertex."""
    result = np.zeros((count, len(JOINTS)))
    for name, value in weights.items():
        result[:, INDEX[name]] = value
    return result


def _reach(aim: F64, start: F64, radii: F64) -> F64:
    """Return the distance along unit vectors to an ellipsoid that encloses their start.

    ``start`` is where they start from, in radii from the ellipsoid's centre.
    """
    scaled = aim / radii
    a = np.sum(scaled * scaled, axis=-1)
    b = scaled @ start
    return np.asarray((-b + np.sqrt(b * b + a * (1.0 - start @ start))) / a)


@cache
def _bumps() -> tuple[F64, F64, F64]:
    """Return all bumps, those of both sides twice: (2, B) places and spreads in degrees.

    The third is (B, 3): how far each stands out on a man, a woman and a child.
    """
    rows = [
        (side * bump["at"][0], bump["at"][1], *bump["spread"],
         *(bump["push"] * soft for soft in (1.0, *bump["soft"])))
        for bump in head_table()["bump"]
        for side in ((1.0,) if bump["at"][0] == 0.0 else (1.0, -1.0))
    ]  # fmt: skip
    table = np.array(rows)
    return table[:, 0:2].T, table[:, 2:4].T, table[:, 4:7]

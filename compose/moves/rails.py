"""Rail: a smooth curve through points, measured along its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.edits.nodes import add_node
from compose.errors import SceneError
from compose.evaluation import world_matrices
from compose.project import Project

F64 = npt.NDArray[np.float64]

MOST_POINTS = 10_000
_FARTHEST = 1e6
_STEPS = 256
"""Samples of each stretch between two points from which its length is summed."""


@dataclass(frozen=True, eq=False)
class Rail:
    """A centripetal Catmull-Rom curve through (K, 3) points, in metres.

    It passes every point, turns smoothly there, and makes no loops or cusps between (Yuksel,
    Schaefer and Keyser, "Parameterization and applications of Catmull-Rom curves", 2011). A
    ``closed`` rail returns to its first point.

    Raises
    ------
    SceneError
        When there are fewer than two points (three if closed), or two in a row are one.
    """

    points: F64
    closed: bool = False

    def __post_init__(self) -> None:
        points, fewest = self.points, 3 if self.closed else 2
        if points.ndim != 2 or points.shape[1] != 3:
            raise SceneError("The points of a rail are places of three metres each.")
        if not fewest <= len(points) <= MOST_POINTS:
            raise SceneError(
                f"A rail has {fewest} to {MOST_POINTS:,} points; this one has {len(points)}."
            )
        if not (np.abs(points) <= _FARTHEST).all():
            raise SceneError(f"The points of a rail lie within {_FARTHEST:g} m of the origin.")
        gaps = np.linalg.norm(np.diff(self._ring, axis=0), axis=1)
        if gaps.min() < 1e-4:
            at = int(gaps.argmin())
            raise SceneError(f"Points {at + 1} and {at + 2} of the rail are in one place.")

    @property
    def _ring(self) -> F64:
        return np.concatenate([self.points, self.points[:1]]) if self.closed else self.points

    @cached_property
    def _cubics(self) -> F64:
        """(K − 1, 4, 3): of each stretch start, slope, end, slope, for a parameter 0 to 1."""
        ring = self._ring
        before = ring[-2] if self.closed else 2.0 * ring[0] - ring[1]
        after = ring[1] if self.closed else 2.0 * ring[-1] - ring[-2]
        p = np.concatenate([[before], ring, [after]])
        knots = np.sqrt(np.linalg.norm(np.diff(p, axis=0), axis=1))[:, None]
        d = np.diff(p, axis=0) / knots
        wide = (p[2:] - p[:-2]) / (knots[1:] + knots[:-1])
        slopes = d[:-1] - wide + d[1:]
        length = knots[1:-1]
        return np.stack([p[1:-2], slopes[:-1] * length, p[2:-1], slopes[1:] * length], axis=1)

    @cached_property
    def _table(self) -> tuple[F64, F64]:
        """The parameter (stretch + share) at fine steps, and metres along the rail there."""
        parameters = np.linspace(0.0, len(self._cubics), len(self._cubics) * _STEPS + 1)
        chords = np.linalg.norm(np.diff(self._curve(parameters, 0), axis=0), axis=1)
        return parameters, np.concatenate([[0.0], np.cumsum(chords)])

    @property
    def length_m(self) -> float:
        """The length of the rail."""
        return float(self._table[1][-1])

    def _curve(self, parameters: F64, order: int) -> F64:
        """Return (N, 3) the curve (order 0) or its derivative (order 1) at parameters."""
        stretch = np.clip(parameters.astype(np.intp), 0, len(self._cubics) - 1)
        t = (parameters - stretch)[:, None]
        a, u, b, v = np.moveaxis(self._cubics[stretch], 1, 0)
        if order == 0:
            return np.asarray(
                (2.0 * t**3 - 3.0 * t**2 + 1.0) * a + (t**3 - 2.0 * t**2 + t) * u
                + (3.0 * t**2 - 2.0 * t**3) * b + (t**3 - t**2) * v
            )  # fmt: skip
        return np.asarray(
            6.0 * (t**2 - t) * (a - b) + (3.0 * t**2 - 4.0 * t + 1.0) * u
            + (3.0 * t**2 - 2.0 * t) * v
        )  # fmt: skip

    def _parameters(self, metres: npt.ArrayLike) -> F64:
        parameters, lengths = self._table
        return np.interp(np.asarray(metres, np.float64), lengths, parameters)

    def places(self, metres: npt.ArrayLike) -> F64:
        """Return (N, 3) places at (N,) metres along the rail; it stops at both ends."""
        return self._curve(self._parameters(metres), 0)

    def directions(self, metres: npt.ArrayLike) -> F64:
        """Return (N, 3) unit vectors along the rail."""
        slopes = self._curve(self._parameters(metres), 1)
        return np.asarray(slopes / np.maximum(np.linalg.norm(slopes, axis=1, keepdims=True), 1e-9))


def points_of(points: Sequence[Sequence[float]]) -> F64:
    """Return (K, 3) places as an array.

    Raises
    ------
    SceneError
        When they are not all three numbers.
    """
    try:
        result = np.asarray(points, np.float64)
    except (TypeError, ValueError) as error:
        raise SceneError("The points of a rail are places of three metres each.") from error
    return result


def add_rail(project: Project, scene: str, name: str, points: Sequence[Sequence[float]]) -> Project:
    """Put a rail into a scene as data: a group, and in it an empty node at each point.

    Points are moved, keyed, added and removed as any node; their order in the outliner is the
    rail's.

    Raises
    ------
    NotFoundError
        When there is no such scene.
    SceneError
        When the points make no rail.
    """
    Rail(points_of(points))
    project = add_node(project, scene, name, description="A rail: its children are its points.")
    rail = project.scene(scene).nodes[-1]
    for number, point in enumerate(points, 1):
        x, y, z = (float(value) for value in point)
        project = add_node(
            project, scene, f"{rail.name} {number}", parent=rail.id, translation=(x, y, z)
        )
    return project


def rail_named(project: Project, scene: str, name: str, *, closed: bool = False) -> Rail:
    """Return the rail through the children of a group, where they stand in the world.

    Raises
    ------
    NotFoundError
        When there is no such node.
    SceneError
        When its children make no rail.
    """
    stage = project.scene(scene)
    group = stage.find(name)
    world = world_matrices(project, stage)
    inside = [n.id for n in stage.nodes if n.parent is not None and n.parent.node == group.id]
    points = np.array([world[node][:3, 3] for node in inside]).reshape(-1, 3)
    return Rail(points, closed)

"""Paths by distance: straight lines through points, and smooth curves through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError

F64 = npt.NDArray[np.float64]

MOST_POINTS = 10_000
_FARTHEST_M = 1e6
_SAME_M = 1e-6
_STEPS = 256
"""Samples of each stretch of a curve between two points, from which its length is summed."""


@dataclass(frozen=True, eq=False)
class Path:
    """Straight legs through (K, 3) points in metres, gone along by distance.

    A ``closed`` path returns to its first point.

    Raises
    ------
    SceneError
        When there are fewer than two points (three if closed) or too many, two in a row are one,
        or one is not finite or too far away.
    """

    points: F64
    closed: bool = False

    @classmethod
    def through(cls, points: Sequence[Sequence[float]], *, closed: bool = False) -> Self:
        """Return the path through points, of which equal neighbours count once.

        Where ``closed``, two different points will do: they are gone along there and back.

        Raises
        ------
        SceneError
            When fewer than two different points are left, or they are no places.
        """
        given = points_of(points)
        if closed and len(given):
            given = np.concatenate([given, given[:1]])
        apart = np.ones(len(given), bool)
        apart[1:] = ~(np.linalg.norm(np.diff(given, axis=0), axis=1) <= _SAME_M)
        if np.count_nonzero(apart) < 2:
            raise SceneError("A path needs at least two different points.")
        return cls(given[apart])

    def __post_init__(self) -> None:
        points, fewest = self.points, 3 if self.closed else 2
        if not fewest <= len(points) <= MOST_POINTS:
            raise SceneError(
                f"A path has {fewest} to {MOST_POINTS:,} points; this one has {len(points)}."
            )
        if not (np.abs(points) <= _FARTHEST_M).all():
            raise SceneError(f"The points of a path lie within {_FARTHEST_M:g} m of the origin.")
        gaps = np.linalg.norm(np.diff(self._ring, axis=0), axis=1)
        if gaps.min() <= _SAME_M:
            at = int(gaps.argmin())
            raise SceneError(f"Points {at + 1} and {at + 2} of the path are in one place.")

    @property
    def _ring(self) -> F64:
        return np.concatenate([self.points, self.points[:1]]) if self.closed else self.points

    @cached_property
    def _table(self) -> tuple[F64, F64]:
        """The parameter (stretch + share of it), rising, and metres along the path there."""
        parameters = np.arange(len(self._ring), dtype=np.float64)
        steps = np.linalg.norm(np.diff(self._ring, axis=0), axis=1)
        return parameters, np.concatenate([[0.0], np.cumsum(steps)])

    @property
    def length_m(self) -> float:
        """The length of the whole path."""
        return float(self._table[1][-1])

    def at(self, metres: npt.ArrayLike) -> tuple[F64, F64]:
        """Return (N, 3) places at (N,) metres along the path, and (N, 3) unit directions there."""
        return self.places(metres), self.directions(metres)

    def places(self, metres: npt.ArrayLike) -> F64:
        """Return (N, 3) places at (N,) metres along the path; it stops at both ends."""
        return self._placed(*self._found(metres))

    def directions(self, metres: npt.ArrayLike) -> F64:
        """Return (N, 3) unit vectors along the path."""
        slopes = self._slopes(*self._found(metres))
        return np.asarray(slopes / np.maximum(np.linalg.norm(slopes, axis=1, keepdims=True), 1e-9))

    def _found(self, metres: npt.ArrayLike) -> tuple[npt.NDArray[np.intp], F64]:
        """Return in which stretches (N,) metres are, and (N, 1) the share of it that is gone."""
        parameters, along = self._table
        found = np.interp(np.asarray(metres, np.float64), along, parameters)
        stretch = np.clip(found.astype(np.intp), 0, len(self._ring) - 2)
        return stretch, (found - stretch)[:, None]

    def _placed(self, stretch: npt.NDArray[np.intp], share: F64) -> F64:
        begin, end = self._ring[stretch], self._ring[stretch + 1]
        return np.asarray(begin + (end - begin) * share)

    def _slopes(self, stretch: npt.NDArray[np.intp], share: F64) -> F64:
        return self._ring[stretch + 1] - self._ring[stretch]


@dataclass(frozen=True, eq=False)
class SmoothPath(Path):
    """A centripetal Catmull-Rom curve through points, gone along by distance.

    It passes every point, turns smoothly there, and makes no loops or cusps between (Yuksel,
    Schaefer and Keyser, "Parameterization and applications of Catmull-Rom curves", 2011). The
    ends go on straight.
    """

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
        count = len(self._cubics)
        parameters = np.linspace(0.0, count, count * _STEPS + 1)
        stretch = np.clip(parameters.astype(np.intp), 0, count - 1)
        walk = self._placed(stretch, (parameters - stretch)[:, None])
        chords = np.linalg.norm(np.diff(walk, axis=0), axis=1)
        return parameters, np.concatenate([[0.0], np.cumsum(chords)])

    def _placed(self, stretch: npt.NDArray[np.intp], share: F64) -> F64:
        a, u, b, v = np.moveaxis(self._cubics[stretch], 1, 0)
        t = share
        return np.asarray(
            (2.0 * t**3 - 3.0 * t**2 + 1.0) * a + (t**3 - 2.0 * t**2 + t) * u
            + (3.0 * t**2 - 2.0 * t**3) * b + (t**3 - t**2) * v
        )  # fmt: skip

    def _slopes(self, stretch: npt.NDArray[np.intp], share: F64) -> F64:
        a, u, b, v = np.moveaxis(self._cubics[stretch], 1, 0)
        t = share
        return np.asarray(
            6.0 * (t**2 - t) * (a - b) + (3.0 * t**2 - 4.0 * t + 1.0) * u
            + (3.0 * t**2 - 2.0 * t) * v
        )  # fmt: skip


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
        raise SceneError("The points of a path are places of three metres each.") from error
    if result.size and (result.ndim != 2 or result.shape[1] != 3):
        raise SceneError("The points of a path are places of three metres each.")
    return result.reshape(-1, 3)


def eased_distance(frames: F64, last: float, ease: float) -> F64:
    """Return (K,) shares of a way, 0 at frame 0 and 1 at ``last``.

    The speed rises as 3 u² − 2 u³ over the first ``ease`` frames, holds, and falls likewise.
    """

    def gathered(time: F64) -> F64:
        """Return the integral of the rising speed, in frames at full speed."""
        if ease <= 0.0:
            return time
        u = np.clip(time / ease, 0.0, 1.0)
        return ease * (u**3 - u**4 / 2.0) + np.maximum(time - ease, 0.0)

    whole = last - ease
    half = last / 2.0
    first = gathered(np.minimum(frames, half))
    second = whole - gathered(last - np.maximum(frames, half))
    return np.asarray(np.where(frames <= half, first, second) / whole)

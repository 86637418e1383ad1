"""Pathing: a smooth path through points, measured along its length, and distance with eases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.values import Vec3

F64 = npt.NDArray[np.float64]

MOST_POINTS = 10_000
_PIECES = 48
"""Straight pieces that each span from point to point is measured by."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Path:
    """A polyline fine enough to be a curve: (P, 3) places and (P,) distances along it."""

    places: F64
    along: F64

    @property
    def length(self) -> float:
        """The path's length in metres."""
        return float(self.along[-1])

    def at(self, distances: F64) -> tuple[F64, F64]:
        """Return (N, 3) places and (N, 3) ways to go on at distances along the path."""
        places = self._placed(distances)
        reach = min(0.15, self.length / 8.0)
        ahead = self._placed(np.minimum(distances + reach, self.length))
        behind = self._placed(np.maximum(distances - reach, 0.0))
        return places, ahead - behind

    def _placed(self, distances: F64) -> F64:
        return np.stack(
            [np.interp(distances, self.along, self.places[:, i]) for i in range(3)], axis=1
        )


def through(points: Sequence[Vec3]) -> Path:
    """Return the path through points: centripetal Catmull–Rom, straight between two.

    Source: Yuksel and others, "Parameterization and applications of Catmull–Rom curves", 2011;
    Barry and Goldman's pyramid. The ends go on straight.

    Raises
    ------
    SceneError
        When there are not two different points, too many, or one is not finite.
    """
    given = np.asarray(points, np.float64)
    if given.ndim != 2 or given.shape[1] != 3 or len(given) > MOST_POINTS:
        raise SceneError(f"A path takes 2 to {MOST_POINTS:,} points (x, y, z).")
    if not np.isfinite(given).all() or np.abs(given).max(initial=0.0) > 1e6:
        raise SceneError("A path's points are finite numbers of metres.")
    apart = np.ones(len(given), bool)
    apart[1:] = np.linalg.norm(np.diff(given, axis=0), axis=1) > 1e-6
    given = given[apart]
    if len(given) < 2:
        raise SceneError("A path takes at least two points that differ.")
    ends = np.vstack([2.0 * given[0] - given[1], given, 2.0 * given[-1] - given[-2]])
    pieces = [_span(ends[i : i + 4]) for i in range(len(given) - 1)]
    places = np.vstack([*pieces, given[-1:]])
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    return Path(places=places, along=np.concatenate([[0.0], np.cumsum(steps)]))


def _span(corners: F64) -> F64:
    """Return points of the curve from the second of four corners up to the third, left out."""
    knots = np.concatenate(
        [[0.0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(corners, axis=0), axis=1)))]
    )
    t = np.linspace(knots[1], knots[2], _PIECES, endpoint=False)[:, None]
    level = [np.broadcast_to(corner, (len(t), 3)) for corner in corners]
    for width in (1, 2):
        level = [_mixed(level, knots, i, width, t) for i in range(4 - width)]
    return _mixed(level[:2], knots[1:3], 0, 1, t)


def _mixed(level: Sequence[F64], knots: F64, i: int, width: int, t: F64) -> F64:
    share = (t - knots[i]) / (knots[i + width] - knots[i])
    return np.asarray(level[i] * (1.0 - share) + level[i + 1] * share)


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

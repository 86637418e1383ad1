"""From a populator's rule to its copies: which thing stands where, in which colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.paths import Path
from compose.populate.populator import Populator, PopulatorItem
from compose.populate.scatter import placed_beside, scattered_in, strewn_along
from compose.values import LinearColor

F64 = npt.NDArray[np.float64]

MOST_VARIANTS = 48
"""Different looks of one populator: each is a mesh of its own, drawn once for all its copies."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Stand:
    """Where M copies stand in the populator's space.

    ``translation`` is (M, 3) in metres, ``turn`` (M,) radians about +Y from +Z, ``scale`` (M,).
    ``distance`` and ``offset``, (M,), are a copy's place along and beside the path at frame 0; both
    are empty for copies in an area.
    """

    translation: F64
    turn: F64
    scale: F64
    distance: F64
    offset: F64

    def rows(self, chosen: npt.NDArray[np.intp]) -> Stand:
        """Return some of the copies."""
        along = chosen if len(self.distance) else chosen[:0]
        return Stand(
            translation=self.translation[chosen],
            turn=self.turn[chosen],
            scale=self.scale[chosen],
            distance=self.distance[along],
            offset=self.offset[along],
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Variant:
    """One look and where its copies stand: an item with one of its colours and poses."""

    item: PopulatorItem
    colors: dict[str, LinearColor]
    pose: str | None
    stand: Stand


def expand(populator: Populator) -> tuple[Variant, ...]:
    """Return the looks of a populator with their copies; those without a copy are left out.

    Raises
    ------
    SceneError
        When its area has no extent, or its path fewer than two points.
    """
    rng = np.random.default_rng(abs(populator.seed))
    stand = _stand(populator, rng)
    looks = _looks(populator.items, rng)
    weights = np.array([item.weight / len_ for item, _, _, len_ in looks])
    chosen = rng.choice(len(looks), size=len(stand.turn), p=weights / weights.sum())
    return tuple(
        Variant(item=item, colors=colors, pose=pose, stand=stand.rows(rows))
        for number, (item, colors, pose, _) in enumerate(looks)
        if len(rows := np.flatnonzero(chosen == number))
    )


def _stand(populator: Populator, rng: np.random.Generator) -> Stand:
    none = np.zeros(0)
    if populator.area:
        x, z = scattered_in(
            populator.area, populator.count, populator.spacing_m, rng, populator.avoid
        ).T
        at = np.stack([x, np.zeros_like(x), z], axis=1)
        distance = offset = none
        along = np.zeros_like(at)
        along[:, 2] = 1.0
    else:
        path = Path.through(populator.path, closed=populator.closed)
        distance, offset = strewn_along(
            path, populator.count, populator.width_m, populator.spacing_m, rng, populator.avoid
        )
        at = placed_beside(path, distance, offset)
        along = path.at(distance)[1]
    count = len(at)
    low, high = sorted(populator.scale)
    return Stand(
        translation=at,
        turn=_turns(populator, at, along, rng),
        scale=rng.uniform(low, high, count),
        distance=distance,
        offset=offset,
    )


def _turns(populator: Populator, at: F64, along: F64, rng: np.random.Generator) -> F64:
    """Return (M,) radians about +Y by which +Z turns to where each copy faces."""
    facing = along
    if populator.facing == "back":
        facing = -along
    elif populator.facing == "toward":
        facing = np.array(populator.toward) - at
    turn = np.arctan2(facing[:, 0], facing[:, 2])
    if populator.facing == "random":
        turn = rng.uniform(-np.pi, np.pi, len(at))
    spread = np.radians(populator.turn_deg)
    return np.asarray(turn + rng.uniform(-spread, spread, len(at)))


def _looks(
    items: Sequence[PopulatorItem], rng: np.random.Generator
) -> list[tuple[PopulatorItem, dict[str, LinearColor], str | None, int]]:
    """Return the looks, each with how many its item has; too many are thinned out by chance."""
    found = []
    share = max(1, MOST_VARIANTS // len(items))
    for item in items:
        pairs = [
            (colors, pose) for colors in item.colors or ({},) for pose in item.poses or (None,)
        ]
        if len(pairs) > share:
            pairs = [pairs[i] for i in sorted(rng.permutation(len(pairs))[:share])]
        found += [(item, colors, pose, len(pairs)) for colors, pose in pairs]
    return found

"""GaitTable: the cycles of all figures, planned once and read at any frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import NotFoundError
from compose.figures.gait.body import walking
from compose.figures.gait.idling import TIMED, idling
from compose.figures.gait.rows import ANGLES, ANKLES, DRIVEN_ROWS, HIPS, SOLES, WIDTH, Motion
from compose.figures.gait.styles import STYLES
from compose.figures.gait.walker import Walker
from compose.figures.skeleton import JOINTS
from compose.figures.turns import rotation_quaternions, undone
from compose.transform import euler_quaternions, multiply_quaternions

F64 = npt.NDArray[np.float64]

CYCLES: dict[str, str] = {
    **{name: style.title for name, style in STYLES.items()},
    **TIMED,
}
"""Every cycle by name, with its title."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GaitFrame:
    """What N cycles say at one frame.

    Parameters
    ----------
    turns
        (N, J, 4): all joint turns. The legs' are right once the feet have reached their goals.
    hips
        (N, 3): the hips' way from where they rest, in the figure's space and leg lengths.
    ankles, soles
        (N, 2, 3) and (N, 2, 4): where left and right ankle joint go and how they are turned there,
        in the world for rows of ``in_world``, else in the figure's space.
    in_world
        (N,) bool.
    moves
        (N, J) bool: the joints that the cycle moves.
    sways
        (N, J) bool: those of them whose ``turns`` are to be done after the pose's.
    weight
        (N,): 0 pose alone … 1 cycle alone. The cycle counts fully from its start to its end and
        mixes with the pose over ``blend`` frames before and after.
    feet
        (N,): the weight of ankles and soles: ``weight``, or 0 where the feet go free.
    """

    turns: F64
    hips: F64
    ankles: F64
    soles: F64
    in_world: npt.NDArray[np.bool_]
    moves: npt.NDArray[np.bool_]
    sways: npt.NDArray[np.bool_]
    weight: F64
    feet: F64

    def placed(self, roots: F64) -> tuple[F64, F64]:
        """Return ankles (N, 2, 3) and soles (N, 2, 4) in the world.

        ``roots`` is (N, 4, 4): the figures' nodes in the world at this frame.
        """
        linear = roots[:, :3, :3]
        lengths = np.linalg.norm(linear, axis=1, keepdims=True)
        rotation = rotation_quaternions(linear / np.where(lengths > 0.0, lengths, 1.0))
        moved = np.einsum("nij,nkj->nki", linear, self.ankles) + roots[:, None, :3, 3]
        turned = multiply_quaternions(np.repeat(rotation, 2, axis=0), self.soles.reshape(-1, 4))
        here = self.in_world[:, None, None]
        return (
            np.where(here, self.ankles, moved),
            np.where(here, self.soles, turned.reshape(self.soles.shape)),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class GaitTable:
    """The sampled motion of N cycles, one after another.

    Parameters
    ----------
    rows
        (R, WIDTH) float32, relative to ``origins``.
    origins
        (N, WIDTH): kept apart, so that places far from the world's middle lose no digits.
    base
        (N, J, 4): turns of the joints that no row says.
    begin, count
        (N,): the first row of each cycle and how many it has.
    first, rate, loops
        (N,): the row at a frame is ``(frame - first) * rate``, repeated or held at its ends.
    start, end, blend
        (N,): when each plays, in scene frames.
    in_world, planted
        (N,) bool.
    moves, sways
        (N, J) bool: the joints that each moves, and those that it moves about a pose.
    """

    rows: npt.NDArray[np.float32]
    origins: F64
    base: F64
    begin: npt.NDArray[np.intp]
    count: npt.NDArray[np.intp]
    first: F64
    rate: F64
    loops: npt.NDArray[np.bool_]
    start: F64
    end: F64
    blend: F64
    in_world: npt.NDArray[np.bool_]
    planted: npt.NDArray[np.bool_]
    moves: npt.NDArray[np.bool_]
    sways: npt.NDArray[np.bool_]

    def at(self, frame: float) -> GaitFrame:
        """Return what the cycles say at a scene frame, in any order of frames."""
        values = self._values(frame)
        shape = (len(values), len(DRIVEN_ROWS), 3)
        turns = self.base.copy()
        driven = euler_quaternions(values[:, ANGLES].reshape(-1, 3), "YXZ")
        turns[:, DRIVEN_ROWS] = driven.reshape(*shape[:2], 4)
        if self.sways.any():
            turns[self.sways] = multiply_quaternions(
                undone(self.base[self.sways]), turns[self.sways]
            )
        soles = values[:, SOLES].reshape(-1, 2, 4)
        soles = soles / np.linalg.norm(soles, axis=2, keepdims=True)
        weight = self._weights(frame)
        return GaitFrame(
            turns=turns,
            hips=values[:, HIPS],
            ankles=values[:, ANKLES].reshape(-1, 2, 3),
            soles=soles,
            in_world=self.in_world,
            moves=self.moves,
            sways=self.sways,
            weight=weight,
            feet=np.where(self.planted, weight, 0.0),
        )

    def _values(self, frame: float) -> F64:
        """Return (N, WIDTH): the rows between their neighbours."""
        place = (frame - self.first) * self.rate
        last = self.count - 1.0
        looped = np.mod(place, self.count)
        place = np.where(self.loops, looped, np.clip(place, 0.0, last))
        low = np.minimum(np.floor(place), last)
        high = np.where(self.loops, np.mod(low + 1.0, self.count), np.minimum(low + 1.0, last))
        share = (place - low)[:, None]
        here = self.rows[self.begin + low.astype(np.intp)]
        there = self.rows[self.begin + high.astype(np.intp)]
        return np.asarray(self.origins + here + share * (there - here))

    def _weights(self, frame: float) -> F64:
        blend = np.maximum(self.blend, 1e-6)
        inside = (frame >= self.start) & (frame < self.end)
        apart = np.where(frame < self.start, self.start - frame, frame - self.end)
        share = np.where(inside, 1.0, np.clip(1.0 - apart / blend, 0.0, 1.0))
        return np.asarray(share * share * (3.0 - 2.0 * share))


def plan_gait(
    walkers: Sequence[Walker], plan: Callable[[Walker], list[Motion]] | None = None
) -> GaitTable:
    """Plan the cycles of figures, in the order of the walkers and of what each plays.

    ``plan`` stands in for ``planned``, for who remembers its results.

    Raises
    ------
    NotFoundError
        When no cycle has a walker's name; the nearest are offered.
    """
    plays = [play for walker in walkers for play in walker.plays]
    motions = [motion for walker in walkers for motion in (plan or planned)(walker)]
    origins = np.zeros((len(motions), WIDTH))
    for origin, motion in zip(origins, motions, strict=True):
        if motion.in_world:
            origin[ANKLES] = motion.rows[0, ANKLES]
    counts = np.array([len(motion.rows) for motion in motions], np.intp)
    parts = [m.rows - origin for m, origin in zip(motions, origins, strict=True)]
    return GaitTable(
        rows=np.concatenate([np.zeros((0, WIDTH)), *parts]).astype(np.float32),
        origins=origins,
        base=np.array([m.base for m in motions], np.float64).reshape(-1, len(JOINTS), 4),
        begin=np.cumsum(counts) - counts,
        count=counts,
        first=np.array([m.first for m in motions], np.float64),
        rate=np.array([m.rate for m in motions], np.float64),
        loops=np.array([m.loops for m in motions], bool),
        start=np.array([p.start for p in plays], np.float64),
        end=np.array([np.inf if p.end is None else p.end for p in plays], np.float64),
        blend=np.array([p.blend for p in plays], np.float64),
        in_world=np.array([m.in_world for m in motions], bool),
        planted=np.array([m.planted for m in motions], bool),
        moves=np.array([m.moves for m in motions], bool).reshape(-1, len(JOINTS)),
        sways=np.array([m.sways for m in motions], bool).reshape(-1, len(JOINTS)),
    )


def planned(walker: Walker) -> list[Motion]:
    """Return what each cycle of a walker does.

    Raises
    ------
    NotFoundError
        When no cycle has a walker's name; the nearest are offered.
    """
    for play in walker.plays:
        if play.cycle not in CYCLES:
            raise NotFoundError("cycle called", play.cycle, CYCLES)
    return [idling(walker)] if walker.play.cycle in TIMED else walking(walker)

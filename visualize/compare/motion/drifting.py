"""Drifting: how far objects of a take have gone astray from where they were authored.

An object is known by its authored pixels in the ``id`` pass. It is looked for where the recovered
camera sees them, and what drifts from there is added up step by step: the median of how the take
moves at that place, less how it should, and less what the estimator gets wrong of it on the shot's
own render.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.meter import F32, Step
from visualize.compare.motion.cast import Actor
from visualize.compare.motion.judged import STRIDE, Sight, strided
from visualize.compare.motion.landmarks import centre_of, lifted
from visualize.compare.motion.pose import Pose, project
from visualize.compare.motion.sampling import Flags, inside, length, read_at

F64 = npt.NDArray[np.float64]

_Kind = TypeVar("_Kind", bound=np.generic)
Cameras = tuple[tuple[Pose, Pose], tuple[Pose, Pose]]
"""The authored and the recovered camera before a step, and both after it."""

MOST_ACTORS = 8
"""Objects followed at a time."""

_MOST_STILL = 3
"""Of these, such as do not move by themselves."""
_LEAST_SHARE, _MOST_SHARE = 0.004, 0.35
_LOOK_EVERY = 12
_POINTS = 400
_LEAST_POINTS = 8
_LEAST_KEPT = 0.25
_TOGETHER = 0.004
"""Of the picture's width: how far apart the points of one object may go in a step."""
_RETURN_PX, _RETURN_SHARE = 1.0, 0.1
_OWN_PX, _OWN_SHARE = 0.5, 0.2


@dataclass(frozen=True, eq=False)
class Drift:
    """One object's way through N moments, in pixels of the working size.

    Attributes
    ----------
    off
        (N, 2) how far the take has it from where it was authored; NaN while it is out of the
        picture, or lost.
    by_itself
        (N, 2) the part of ``off`` that the recovered camera does not explain.
    moved
        (N,) how far it was authored to have gone in the picture, all steps added up.
    pace
        Its share of the way that it was authored to go by itself; NaN when it stands.
    share
        Mean share of the picture that it fills.
    lost
        (N,) bool: whether it was in the picture and could not be followed.
    """

    actor: Actor
    off: F64
    by_itself: F64
    moved: F64
    pace: float
    share: float
    lost: npt.NDArray[np.bool_]


class _Followed:
    """One object as it is followed."""

    def __init__(self, actor: Actor, moments: int) -> None:
        self.actor = actor
        self.ids = np.array(actor.ids, np.uint32)
        self.by_itself = np.zeros(2)
        self.moved = 0.0
        self.along = self.square = 0.0
        self.shares: list[float] = []
        gone = (np.nan, np.nan, np.nan, np.nan, 0.0, 0.0)
        self.rows: list[tuple[float, ...]] = [gone] * moments

    def walk(self, points: _Points, change: F64) -> None:
        """Add up how far it goes by itself, of what it was authored to."""
        known = points.alone[np.isfinite(points.alone).all(axis=1)]
        if len(known):
            way = known.mean(axis=0)
            self.along += float((way + change) @ way)
            self.square += float(way @ way)

    def note(self, points: _Points) -> None:
        """Keep where it is at this moment."""
        away = points.there - np.stack([points.x, points.y], axis=1) - points.truth
        known = away[np.isfinite(away).all(axis=1)]
        off = self.by_itself + (np.median(known, axis=0) if len(known) else 0.0)
        self.rows.append((*off, *self.by_itself, self.moved, 0.0))

    def pause(self, *, lost: bool) -> None:
        """Keep that nothing is known of it at this moment."""
        self.rows.append((np.nan, np.nan, np.nan, np.nan, self.moved, float(lost)))

    def drift(self) -> Drift:
        """Return its whole way."""
        rows = np.array(self.rows, np.float64).reshape(-1, 6)
        return Drift(
            actor=self.actor,
            off=rows[:, :2],
            by_itself=rows[:, 2:4],
            moved=rows[:, 4],
            pace=self.along / self.square if self.square > 1.0 else float("nan"),
            share=float(np.mean(self.shares)) if self.shares else 0.0,
            lost=rows[:, 5] > 0.0,
        )


class Drifting:
    """Follows the objects of one take, step by step."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._waiting = [actor for actor in actors if not actor.many]
        self._followed: list[_Followed] = []
        self._steps = 0

    def step(self, step: Step, sight: Sight, cameras: Cameras) -> None:
        """See one step.

        Parameters
        ----------
        sight
            What can be seen of it.
        cameras
            Both cameras at both moments.
        """
        ids = strided(step.before.authored["id"])
        if self._steps % _LOOK_EVERY == 0:
            self._look_around(ids)
        for one in self._followed:
            self._follow(one, step, sight, np.isin(ids, one.ids), cameras)
        self._steps += 1

    def drifts(self) -> tuple[Drift, ...]:
        """Return what was found of every object."""
        return tuple(one.drift() for one in self._followed)

    def _look_around(self, ids: npt.NDArray[np.uint32]) -> None:
        """Take up objects that are in the picture: people, what moves, then the largest."""
        numbers, counts = np.unique(ids, return_counts=True)
        sizes = dict(zip(numbers.tolist(), (counts / ids.size).tolist(), strict=True))
        found = []
        for actor in self._waiting:
            share = sum(sizes.get(number, 0.0) for number in actor.ids)
            if _LEAST_SHARE <= share <= _MOST_SHARE:
                found.append((not actor.person, not actor.moves, -share, actor))
        found.sort(key=lambda entry: entry[:3])
        still = sum(not _alive(one.actor) for one in self._followed)
        for *_, actor in found:
            if len(self._followed) >= MOST_ACTORS:
                return
            if not _alive(actor):
                if still >= _MOST_STILL:
                    continue
                still += 1
            self._waiting.remove(actor)
            self._followed.append(_Followed(actor, self._steps + 1))

    def _follow(
        self, one: _Followed, step: Step, sight: Sight, mask: Flags, cameras: Cameras
    ) -> None:
        where = mask & sight.in_both
        # At its outline, flow is mixed with that of what lies behind.
        inner = cv2.erode(where.astype(np.uint8), np.ones((3, 3), np.uint8))
        rows, columns = np.nonzero(inner)
        one.shares.append(float(where.mean()))
        if len(rows) < _LEAST_POINTS:
            one.pause(lost=False)
            return
        every = max(1, len(rows) // _POINTS)
        x, y = ((axis[::every] * STRIDE).astype(np.float32) for axis in (columns, rows))
        points = _Points.of(step, x, y, cameras)
        one.moved += float(np.linalg.norm(points.truth.mean(axis=0, dtype=np.float64)))
        change, lost = _change(step, sight.textured, points, one.by_itself)
        if change is None:
            one.pause(lost=lost)
            return
        one.by_itself = one.by_itself + change
        one.walk(points, change)
        one.note(points)


@dataclass(frozen=True, eq=False)
class _Points:
    """Pixels of an object in one step.

    Attributes
    ----------
    x, y, truth
        (N,) places in the authored frame and (N, 2) authored motion.
    here, there
        (N, 2) where the recovered camera sees the same points, where they were authored, in both
        frames.
    alone
        (N, 2) the part of ``truth`` that is the object's own, not the authored camera's.
    """

    x: F32
    y: F32
    truth: F32
    here: F64
    there: F64
    alone: F64

    @classmethod
    def of(cls, step: Step, x: F32, y: F32, cameras: Cameras) -> _Points:
        """Return pixels of the authored frame with where they go."""
        before, after = step.before.authored, step.after.authored
        rows, columns = y.astype(np.intp), x.astype(np.intp)
        truth = before["motion"][rows, columns]
        to_x, to_y = x + truth[:, 0], y + truth[:, 1]
        start = lifted(x, y, before["depth"][rows, columns], before)
        end = lifted(to_x, to_y, _nearest(after["depth"], to_x, to_y), after)
        centre = centre_of(after.raster)
        (_, recovered), (authored, onward) = cameras
        carried, _ = project(start, authored, centre)
        return cls(
            x, y, truth,
            here=project(start, recovered, centre_of(before.raster))[0],
            there=project(end, onward, centre)[0],
            alone=np.stack([to_x, to_y], axis=1) - carried,
        )  # fmt: skip

    def only(self, chosen: Flags) -> _Points:
        """Return some of the points."""
        return _Points(
            x=self.x[chosen],
            y=self.y[chosen],
            truth=self.truth[chosen],
            here=self.here[chosen],
            there=self.there[chosen],
            alone=self.alone[chosen],
        )


def _nearest(values: npt.NDArray[_Kind], x: F32, y: F32) -> npt.NDArray[_Kind]:
    """Return the values of the nearest pixels, those of the border beyond it."""
    height, width = values.shape
    rows = np.clip(np.rint(y).astype(np.intp), 0, height - 1)
    return np.asarray(values[rows, np.clip(np.rint(x).astype(np.intp), 0, width - 1)])


def _alive(actor: Actor) -> bool:
    return actor.person or actor.moves


def _change(
    step: Step, textured: Flags, points: _Points, by_itself: F64
) -> tuple[F64 | None, bool]:
    """Return (2,) pixels by which an object has drifted in a step, and whether it is lost.

    Without a drift and not lost, it cannot be followed on the shot's own render either, or the take
    has no texture there.
    """
    own, own_kept = _flowed(step.own, step.own_back, points.x, points.y)
    room = _OWN_PX + _OWN_SHARE * length(points.truth)
    wrong = own - points.truth
    fine = own_kept & (length(wrong) < room)
    fine &= np.isfinite(points.here).all(axis=1) & np.isfinite(points.there).all(axis=1)
    if fine.sum() < max(_LEAST_POINTS, _LEAST_KEPT * len(fine)):
        return None, False
    some = points.only(fine)
    x, y = (some.here + by_itself).astype(np.float32).T
    flow, kept = _flowed(step.flow, step.flow_back, x, y)
    told = inside(x, y, (step.flow.shape[1], step.flow.shape[0]))
    told &= _nearest(textured, x / STRIDE, y / STRIDE)
    if told.sum() < max(_LEAST_POINTS, _LEAST_KEPT * len(told)):
        return None, False
    kept &= told
    if kept.sum() < _LEAST_POINTS // 2:
        return None, True
    gone = (flow - (some.there - some.here))[kept]
    change = np.median(gone, axis=0)
    # What boils goes many ways at once; what moves goes one, or it is not the same object.
    together = length((gone - change).astype(np.float32)) < _TOGETHER * step.flow.shape[1]
    if together.sum() < _LEAST_KEPT * told.sum():
        return None, True
    return np.asarray(change - np.median(wrong[fine][kept], axis=0), np.float64), False


def _flowed(flow: F32, flow_back: F32, x: F32, y: F32) -> tuple[F32, Flags]:
    """Return (N, 2) the flow at places, and which of them come back the same way."""
    there = read_at(flow, x, y)
    home = read_at(flow_back, x + there[:, 0], y + there[:, 1])
    return there, np.asarray(length(there + home) < _RETURN_PX + _RETURN_SHARE * length(there))

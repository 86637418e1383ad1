"""Path: the camera recovered from a take beside the authored one, moment by moment."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.compare.meter import Moment, Step
from visualize.compare.motion.follower import Follower
from visualize.compare.motion.landmarks import Clouds, centre_of
from visualize.compare.motion.own_path import OwnPath
from visualize.compare.motion.pose import Pose, project

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_OFFERED = 4
"""Landmarks of every fourth frame are kept for a camera that goes astray."""
_WITNESSES = 300
_MOVES_SHARE = 0.5


@dataclass(frozen=True, eq=False)
class Paths:
    """Both paths of N moments, and how they differ in the picture.

    Attributes
    ----------
    scene_frames
        (N,) which the moments stand for.
    authored, recovered
        The poses; those that could not be followed go on as authored.
    known
        (N,) bool: whether the moment could be followed from the one before.
    covered
        (N,) share of the picture whose points agree with the recovered pose.
    drift, moved
        (N,) median pixels between where both cameras see the same points; and how far the points
        have gone in the picture until now, all steps added up.
    lately_off, lately_moved
        (N,) the same over the last ``window`` steps alone, the way between its ends.
    pace
        (N,) the recovered share of ``lately_moved``, along it.
    own_off
        (N,) pixels by which the same way is off on the shot's own render; taken off already.
    followable
        Whether the camera of the shot's own render could be found, most of the time.
    window
        Steps that the ``lately_`` numbers and ``pace`` look back.
    aside
        (N, 2) mean pixels by which the recovered camera sees the points off, +x right, +y down.
    """

    scene_frames: F64
    authored: tuple[Pose, ...]
    recovered: tuple[Pose, ...]
    known: Flags
    covered: F64
    drift: F64
    moved: F64
    lately_off: F64
    lately_moved: F64
    pace: F64
    aside: F64
    own_off: F64
    followable: bool
    window: int


class PathFinder:
    """Recovers the camera of a take, less what the same way gets wrong on the shot's own render.

    Parameters
    ----------
    own
        The camera of the shot's own render; takes that are seen side by side share it.
    window
        Steps that ``Paths.lately_off`` looks back.
    zooms
        Whether the shot changes its focal length.
    """

    def __init__(self, own: OwnPath, window: int, *, zooms: bool) -> None:
        self._own, self._window, self._zooms = own, window, zooms
        self._clouds = Clouds()
        self._take: Follower | None = None
        self._rows: list[tuple[float, Pose, Pose, bool, float]] = []
        self._numbers: list[tuple[float, ...]] = []
        self._recent: deque[tuple[Pose, Pose]] = deque(maxlen=window + 1)
        self._moved = 0.0
        self._found_own = 0

    def begin(self, moment: Moment) -> None:
        """See the first frame, whose camera is taken to be where it was authored."""
        pose = Pose.of(moment.authored.camera, moment.authored.raster)
        self._take = Follower(pose, zooms=self._zooms)
        self._note(moment, pose, pose, np.zeros((0, 3)), pose, known=True, covered=1.0)

    def step(self, step: Step) -> None:
        """Follow the camera through one step."""
        assert self._take is not None  # begin came before
        own = self._own.step(step)
        before, after = step.before.authored, step.after.authored
        pose, target = Pose.of(before.camera, before.raster), Pose.of(after.camera, after.raster)
        if (step.before.index % _OFFERED) == 0:
            self._clouds.offer(pose, own.points)
        if self._take.wants_points:
            near = self._clouds.nearest(self._take.pose) if self._astray() else own.points
            self._take.place(near, step.before.picture, before.raster)
        self._take.step(step.flow, step.flow_back, after.raster, (pose, target), step.own)
        mistake = own.pose.within(target)
        recovered = _less(self._take.pose, mistake)
        self._found_own += own.known
        known = self._take.known and own.known
        seen = self._take.covered if known else 0.0
        self._note(step.after, target, recovered, own.points, own.pose, known=known, covered=seen)

    def _astray(self) -> bool:
        """Whether the take's camera sees so much else that other landmarks serve better."""
        return bool(self._numbers and self._numbers[-1][0] > 40.0)

    def _note(
        self, moment: Moment, authored: Pose, recovered: Pose, points: F64, own: Pose, *,
        known: bool, covered: float,
    ) -> None:  # fmt: skip
        """Keep both poses of a moment, and how differently they see some points."""
        self._rows.append((moment.scene_frame, authored, recovered, known, covered))
        points = points[:: max(1, len(points) // _WITNESSES)]
        self._recent.append((authored, recovered))
        if not len(points):
            nothing = 0.0 if len(self._rows) == 1 else np.nan
            self._numbers.append((nothing, self._moved, *[nothing] * 6))
            return
        centre = centre_of(moment.authored.raster)
        first, last = self._recent[0], self._recent[-2][0]
        here, there = _seen(points, centre, authored, recovered)
        past = _seen(points, centre, *first)
        (before,) = _seen(points, centre, last)
        self._moved += _far(here - before)
        aside = _mean(there - here)
        ways = (here - past[0], there - past[1])
        self._numbers.append(
            (_far(there - here), self._moved, _far(ways[1] - ways[0]), _far(ways[0]),
             _pace(*ways), *aside, _far(np.subtract(*_seen(points, centre, authored, own))))
        )  # fmt: skip

    @property
    def last_step(self) -> tuple[tuple[Pose, Pose], tuple[Pose, Pose]]:
        """The authored and the recovered pose before and after the last step."""
        return self._recent[-2], self._recent[-1]

    def paths(self) -> Paths:
        """Return both paths."""
        numbers = np.array(self._numbers, np.float64).reshape(-1, 8)
        frames, authored, recovered, known, covered = zip(*self._rows, strict=True)
        return Paths(
            scene_frames=np.array(frames),
            authored=authored,
            recovered=recovered,
            known=np.array(known),
            covered=np.array(covered),
            drift=numbers[:, 0],
            moved=numbers[:, 1],
            lately_off=numbers[:, 2],
            lately_moved=numbers[:, 3],
            pace=numbers[:, 4],
            aside=numbers[:, 5:7],
            own_off=numbers[:, 7],
            followable=2 * self._found_own >= len(self._rows) - 1,
            window=self._window,
        )


def _less(pose: Pose, mistake: Pose) -> Pose:
    """Return a pose without a mistake that is told as the true camera sees it."""
    undone = Pose(np.eye(3), np.zeros(3), 1.0).within(mistake)
    return undone.after(pose)


def _seen(points: F64, centre: tuple[float, float], *poses: Pose) -> list[F64]:
    """Return the (N, 2) places of points in the pictures of some cameras."""
    return [project(points, pose, centre)[0] for pose in poses]


def _mean(ways: F64) -> tuple[float, float]:
    """Return the mean of ways in the picture; NaN when there is none."""
    known = ways[np.isfinite(ways).all(axis=1)]
    if not len(known):
        return float("nan"), float("nan")
    across, down = known.mean(axis=0).tolist()
    return across, down


def _pace(authored: F64, recovered: F64) -> float:
    """Return the median share that points have gone of their authored ways, along them.

    Points that hardly move, as in the middle of a push in, do not count.
    """
    square = (authored**2).sum(axis=1)
    known = np.isfinite(square) & np.isfinite(recovered).all(axis=1)
    if not known.any():
        return float("nan")
    known &= square >= _MOVES_SHARE**2 * np.median(square[known])
    known &= square > 0.0
    shares = (authored[known] * recovered[known]).sum(axis=1) / square[known]
    return float(np.median(shares)) if len(shares) else float("nan")


def _far(way: F64) -> float:
    """Return the median length of ways in the picture; NaN when there is none."""
    length = np.linalg.norm(way, axis=1)
    known = length[np.isfinite(length)]
    return float(np.median(known)) if len(known) else float("nan")

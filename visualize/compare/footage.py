"""Footage: takes of one shot beside what was authored, frame by frame, in one pass over the shot.

All takes with the same frame mapping and working size are seen together: the shot is drawn once
for them, and its own flow found once. The thread that asks draws, for it owns what draws; others
measure what was drawn while it goes on to the next frames.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.compare.authored import Authored
from visualize.compare.flow import FlowFinder, evened
from visualize.compare.meter import Meter, Moment, Step
from visualize.compare.placing import Placing
from visualize.render.frame import Frame

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_AHEAD = 2
"""Frames that are drawn before the first of them is measured: they bound what memory is held."""


@dataclass(frozen=True, eq=False)
class Watched:
    """One take being seen: its pictures in order, where they lie, and what measures them."""

    pictures: Iterator[U8]
    placing: Placing
    meters: tuple[Meter, ...]


@dataclass(frozen=True, eq=False)
class _Own:
    """The authored frame, its evened grey, and the estimator's own flow from the one before."""

    frame: Frame
    grey: U8
    flow: F32 | None = None
    back: F32 | None = None


@dataclass(frozen=True, eq=False)
class _Seen:
    """A moment of a take, its evened grey, and the step that led to it."""

    moment: Moment
    grey: U8
    step: Step | None = None


class Footage:
    """One pass over a shot.

    Parameters
    ----------
    authored
        What draws the shot.
    frames
        How many frames are seen at most.
    workers
        Threads that measure, at most; as many as the machine has cores by default. What is found
        does not depend on it.
    """

    def __init__(self, authored: Authored, frames: int, *, workers: int | None = None) -> None:
        self._authored, self._frames = authored, frames
        self._workers = workers or os.cpu_count() or 1

    def watch(self, takes: Sequence[Watched]) -> Generator[int]:
        """Show every moment and step to the takes' meters; yield the frames that are done.

        A take that ends sooner is left; the pass ends with the longest.

        Raises
        ------
        TakeError
            When a clip does not decode.
        ShotwrightError
            When the shot cannot be drawn.
        """
        workers = min(self._workers, 2 * len(takes) + 1)  # no more have something to do at a time
        with ThreadPoolExecutor(workers, thread_name_prefix="measuring") as pool:
            shot = _OwnLane(pool)
            lanes = [_Lane(pool, take) for take in takes]
            under_way: deque[list[Future[bool]]] = deque()
            for index in range(self._frames):
                own = shot.next(self._authored.frame(index))
                under_way.append([lane.next(index, own) for lane in lanes])
                if len(under_way) > _AHEAD and not _done(under_way.popleft()):
                    return
                if index >= _AHEAD:
                    yield index - _AHEAD + 1
            done = self._frames - len(under_way)
            while under_way and _done(under_way.popleft()):
                done += 1
                yield done


class _OwnLane:
    """Finds the shot's own flow, one frame after another."""

    def __init__(self, pool: Executor) -> None:
        self._pool, self._finder = pool, FlowFinder()
        self._last: Future[_Own] | None = None

    def next(self, frame: Frame) -> Future[_Own]:
        """Begin a frame."""
        self._last = self._pool.submit(self._find, frame, self._last)
        return self._last

    def _find(self, frame: Frame, last: Future[_Own] | None) -> _Own:
        grey = evened(frame["beauty"])
        if last is None:
            return _Own(frame, grey)
        before, find = last.result(), self._finder.between
        return _Own(frame, grey, find(before.grey, grey), find(grey, before.grey))


class _Lane:
    """Shows one take to its meters, one frame after another.

    What is submitted waits only for what was submitted before it, so that even one thread comes to
    the end.
    """

    def __init__(self, pool: Executor, take: Watched) -> None:
        self._pool, self._take, self._finder = pool, take, FlowFinder()
        self._seen: Future[_Seen | None] | None = None
        self._measured: Future[bool] | None = None

    def next(self, index: int, own: Future[_Own]) -> Future[bool]:
        """Begin a frame; the result tells whether the take has one."""
        self._seen = self._pool.submit(self._look, index, own, self._seen)
        self._measured = self._pool.submit(self._measure, self._seen, self._measured)
        return self._measured

    def _look(
        self, index: int, own: Future[_Own], last: Future[_Seen | None] | None
    ) -> _Seen | None:
        before = None if last is None else last.result()
        if last is not None and before is None:
            return None
        full = next(self._take.pictures, None)
        if full is None:
            return None
        picture = self._take.placing.picture(full)
        grey, shot = evened(picture), own.result()
        moment = Moment(index=index, scene_frame=shot.frame.number, picture=picture, full=full,
                        authored=shot.frame)  # fmt: skip
        if before is None or shot.flow is None or shot.back is None:
            return _Seen(moment, grey)
        find = self._finder.between
        step = Step(before=before.moment, after=moment, flow=find(before.grey, grey),
                    flow_back=find(grey, before.grey), own=shot.flow,
                    own_back=shot.back)  # fmt: skip
        return _Seen(moment, grey, step)

    def _measure(self, now: Future[_Seen | None], last: Future[bool] | None) -> bool:
        if last is not None:
            last.result()
        seen = now.result()
        if seen is None:
            return False
        for meter in self._take.meters:
            meter.moment(seen.moment)
            if seen.step is not None:
                meter.step(seen.step)
        return True


def _done(lanes: Sequence[Future[bool]]) -> bool:
    """Wait for one frame of all takes, and tell whether any still had one."""
    still = [lane.result() for lane in lanes]
    return any(still)

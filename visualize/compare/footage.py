"""Footage: takes of one shot beside what was authored, frame by frame, in one pass over the shot.

All takes with the same frame mapping and working size are seen together: the shot is drawn once
for them, and its own flow found once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, eq=False)
class Watched:
    """One take being seen: its pictures in order, where they lie, and what measures them."""

    pictures: Iterator[U8]
    placing: Placing
    meters: tuple[Meter, ...]


@dataclass(frozen=True, eq=False)
class _Seen:
    """The last moment of a take, and its evened grey."""

    moment: Moment
    grey: U8


@dataclass(frozen=True, eq=False)
class _Own:
    """The authored frame, its evened grey, and the estimator's own flow from the one before."""

    frame: Frame
    grey: U8
    flow: F32 | None = None
    back: F32 | None = None


class Footage:
    """One pass over a shot.

    Parameters
    ----------
    authored
        What draws the shot.
    frames
        How many frames are seen at most.
    """

    def __init__(self, authored: Authored, frames: int) -> None:
        self._authored, self._frames = authored, frames
        self._finder = FlowFinder()

    def watch(self, takes: Sequence[Watched]) -> Iterator[int]:
        """Show every moment and step to the takes' meters; yield the frames that are done.

        A take that ends sooner is left; the pass ends with the longest.

        Raises
        ------
        TakeError
            When a clip does not decode.
        ShotwrightError
            When the shot cannot be drawn.
        """
        seen: dict[int, _Seen] = {}
        running = dict(enumerate(takes))
        own: _Own | None = None
        for index in range(self._frames):
            pictures = {number: next(take.pictures, None) for number, take in running.items()}
            running = {n: take for n, take in running.items() if pictures[n] is not None}
            if not running:
                return
            own = self._own(index, own)
            for number, take in running.items():
                full = pictures[number]
                if full is not None:
                    seen[number] = self._show(take, index, full, own, seen.get(number))
            yield index + 1

    def _own(self, index: int, before: _Own | None) -> _Own:
        frame = self._authored.frame(index)
        grey = evened(frame["beauty"])
        if before is None:
            return _Own(frame, grey)
        find = self._finder.between
        return _Own(frame, grey, find(before.grey, grey), find(grey, before.grey))

    def _show(self, take: Watched, index: int, full: U8, own: _Own, before: _Seen | None) -> _Seen:
        picture = take.placing.picture(full)
        moment = Moment(index=index, scene_frame=own.frame.number, picture=picture, full=full,
                        authored=own.frame)  # fmt: skip
        now = _Seen(moment, evened(picture))
        step = None
        if before is not None and own.flow is not None and own.back is not None:
            find = self._finder.between
            step = Step(before=before.moment, after=moment, flow=find(before.grey, now.grey),
                        flow_back=find(now.grey, before.grey),
                        own=own.flow, own_back=own.back)  # fmt: skip
        for meter in take.meters:
            meter.moment(moment)
            if step is not None:
                meter.step(step)
        return now

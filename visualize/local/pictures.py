"""The makers: what draws the pictures of a job, one for each mode.

A maker's ``begin`` draws what a frame needs, in the thread that owns the renderer, and returns the
rest of the work, which may be done in another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot
from models.local.flow import Flow
from models.local.parallax import Parallax, View
from models.local.style import Drawing, Style
from models.local.tween import Between, End, Tween
from visualize.local.anchors import Anchors
from visualize.local.footage import Footage, pinhole
from visualize.render.frame import Frame

U8 = npt.NDArray[np.uint8]
Finish = Callable[[], U8]
_ANCHORING = ("depth", "normal", "id")


class Maker(Protocol):
    """Makes the pictures of one job."""

    def begin(self, index: int) -> Finish:
        """Draw what frame ``index`` of the clip needs; return what finishes its picture."""
        ...


class Styled:
    """A style over the passes it reads."""

    def __init__(self, footage: Footage, style: Style) -> None:
        self._footage, self._style = footage, style
        self._anchors = Anchors(footage.first)

    def begin(self, index: int) -> Finish:
        """Draw the style's passes."""
        snapshot = self._footage.at(index)
        frame = self._footage.draw(snapshot, (*self._style.passes, *_ANCHORING))

        def finish() -> U8:
            surface = self._anchors.surface(frame, snapshot)
            return self._style.draw(Drawing(index=index, layers=frame, surface=surface))

        return finish


class Moved:
    """The start picture on the still scene, seen by the shot's moving camera."""

    def __init__(self, footage: Footage, start: U8 | None) -> None:
        self._footage = footage
        seen = self._view(footage.draw(footage.first, ("beauty", "depth", "id")))
        self._parallax = Parallax(seen.drawn if start is None else start, seen)

    def begin(self, index: int) -> Finish:
        """Draw the scene of the first frame from where the camera is now."""
        camera = self._footage.at(index).camera
        still = replace(self._footage.first, camera=camera)
        view = self._view(self._footage.draw(still, ("beauty", "depth", "id")))
        return lambda: self._parallax.draw(view)

    @staticmethod
    def _view(frame: Frame) -> View:
        return View(pinhole(frame), frame["depth"], frame["id"], frame["beauty"])


class Tweened:
    """The pictures between the first and the last frame, by the exact motion of the scene.

    ``start`` and ``end`` are pictures of the user's own that show the scene as it is drawn.
    """

    def __init__(self, footage: Footage, start: U8 | None, end: U8 | None) -> None:
        self._footage = footage
        self._last = footage.at(footage.frames - 1)
        self._tween = Tween(self._end(footage.first, start), self._end(self._last, end))

    def begin(self, index: int) -> Finish:
        """Draw the frame's motion to both ends, and theirs to it."""
        draw = self._footage.draw
        now, first, last = self._footage.at(index), self._footage.first, self._last
        frame = draw(now, ("beauty", "id", "motion", "motion_back"), forward=last, backward=first)
        between = Between(
            drawn=frame["beauty"],
            ids=frame["id"],
            to_start=frame["motion_back"],
            to_end=frame["motion"],
            from_start=draw(first, ("motion",), forward=now)["motion"],
            from_end=draw(last, ("motion",), forward=now)["motion"],
        )
        share = index / max(self._footage.frames - 1, 1)
        return lambda: self._tween.draw(between, share)

    def _end(self, snapshot: Snapshot, own: U8 | None) -> End:
        frame = self._footage.draw(snapshot, ("beauty", "id"))
        drawn = frame["beauty"]
        return End(picture=drawn if own is None else own, drawn=drawn, ids=frame["id"])


class Flowed:
    """The pictures between two of which one at least shows something else than the scene."""

    def __init__(self, start: U8, end: U8, frames: int) -> None:
        self._flow, self._frames = Flow(start, end), frames

    def begin(self, index: int) -> Finish:
        """Draw nothing: the two pictures are all there is."""
        share = index / max(self._frames - 1, 1)
        return lambda: self._flow.draw(share)


class Plain:
    """The shot as the renderer draws it."""

    def __init__(self, footage: Footage, look: str) -> None:
        self._footage, self._look = footage, look

    def begin(self, index: int) -> Finish:
        """Draw the frame."""
        drawn = self._footage.draw(self._footage.at(index), (self._look,))[self._look]
        return lambda: drawn

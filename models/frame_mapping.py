"""Which scene frame each frame of a clip stands for, by the way shot and clip meet."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from models.lengths import exact
from models.request import Chosen, FrameMapping


class Window(Protocol):
    """Whole scene frames ``start <= frame < stop``, as a ``range`` has them."""

    @property
    def start(self) -> int:
        """The first frame."""
        ...

    @property
    def stop(self) -> int:
        """The frame after the last."""
        ...


def mapping(chosen: Chosen, window: Window, tail: int, rate: Fraction | str) -> FrameMapping:
    """Return the frame mapping of a clip.

    Every clip begins on the shot's first frame, which is the picture its director framed. ``trim``
    runs at the shot's own speed, on into the tail handle where the clip is longer, and holds where
    that ends. ``pad`` holds the shot's last frame. ``retime`` lays the shot's first and last frame
    on the clip's.

    Parameters
    ----------
    chosen
        Whose ``frames``, ``rate`` and ``fit`` are the clip's.
    window
        The shot's scene frames.
    tail
        Frames that may be shown after the window.
    rate
        The project's frames a second.
    """
    if chosen.fit == "retime":
        step = _retimed(window.stop - window.start, chosen.frames)
    else:
        step = float(exact(rate) / exact(chosen.rate))
    last = window.stop - 1 + (tail if chosen.fit == "trim" else 0)
    return FrameMapping(
        start=float(window.start),
        step=step,
        frames=chosen.frames,
        hold_from=float(window.start),
        hold_to=float(last),
        fit=chosen.fit,
    )


def _retimed(shown: int, frames: int) -> float:
    if shown > 1 and frames > 1:
        return (shown - 1) / (frames - 1)
    return shown / frames

"""Spans: clip frames as scene frames and seconds, and stretches of frames where something holds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_AT_ONCE_S = 0.15


@dataclass(frozen=True, eq=False)
class Times:
    """The frames of a clip.

    Attributes
    ----------
    scene_frames
        (N,) which each stands for.
    rate
        Frames of the clip a second.
    """

    scene_frames: F64
    rate: float

    def frames_of(self, first: float, last: float) -> tuple[int, int] | None:
        """Return the first and last clip frame within two scene frames; None without two."""
        found = np.flatnonzero((self.scene_frames >= first - 1e-6)
                               & (self.scene_frames <= last + 1e-6))  # fmt: skip
        return (int(found[0]), int(found[-1])) if len(found) > 1 else None

    def since(self, frame: int) -> str:
        """Return "" for what begins with the clip, else when it does, such as `` after 2.1 s``."""
        seconds = frame / self.rate
        return f" after {seconds:.1f} s" if seconds > _AT_ONCE_S else ""

    def at(self, frame: int) -> str:
        """Return the seconds of a frame, such as `` at 2.1 s``."""
        return f" at {frame / self.rate:.1f} s"


def runs(flags: Flags) -> list[tuple[int, int]]:
    """Return the half-open stretches where flags are set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in pairwise(edges.tolist())][::2]


def onset(size: F64, least: float) -> int:
    """Return the frame after which something stays above ``least`` until its largest."""
    known = np.where(np.isfinite(size), size, 0.0)
    top = int(np.argmax(known))
    below = np.flatnonzero(known[: top + 1] < least)
    return int(below[-1]) if len(below) else 0


def loss(each: F64, first: int, last: int) -> float:
    """Return 0 to 1: how much of the score is lost in frames ``first`` to ``last``, both counted.

    A short stretch of a clip weighs less than a long one.
    """
    known = each[first : last + 1]
    known = known[np.isfinite(known)]
    if not len(known):
        return 0.5
    part = (last + 1 - first) / max(len(each), 1)
    return float(np.clip((1.0 - known.mean() / 100.0) * (0.6 + 0.4 * part), 0.0, 1.0))

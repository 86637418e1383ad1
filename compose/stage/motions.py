"""Motions: what motion files do with the joints of figures at one frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compose.figures.performance import MotionPlay
from compose.figures.pose import blended
from compose.figures.retarget import FigureMotion
from compose.figures.skeleton import JOINTS

F64 = npt.NDArray[np.float64]

_SOONEST = 1e-6
_LATEST_S = 1e9


class Motions:
    """The motions of M figures, each with its play."""

    def __init__(self, plays: Sequence[tuple[MotionPlay, FigureMotion]], seconds: float) -> None:
        self._plays, self._seconds = tuple(plays), seconds

    def at(self, frame: float) -> tuple[F64, F64, F64]:
        """Return (M,) weights, (M, J, 4) turns and (M, 3) hips at a scene frame."""
        count = len(self._plays)
        weights = np.array([weight(play, frame) for play, _ in self._plays])
        before = np.tile((0.0, 0.0, 0.0, 1.0), (count, len(JOINTS), 1))
        after, share, hips = before.copy(), np.zeros(count), np.zeros((count, 3))
        for i in np.flatnonzero(weights > 0.0).tolist():
            play, motion = self._plays[i]
            time, loops = clip_time(play, motion.duration_s, frame, self._seconds)
            a, b, share[i] = motion.locate(time)
            before[i], after[i] = motion.all_turns[a], motion.all_turns[b]
            hips[i] = motion.all_hips[a] + share[i] * (motion.all_hips[b] - motion.all_hips[a])
            if loops and play.travel:
                hips[i] += motion.way * loops
        return weights, blended(before, after, share), hips


def weight(play: MotionPlay, frame: float) -> float:
    """Return the share of the motion: 1 over its frames, eased to 0 over ``blend`` around them."""
    apart = max(play.start - frame, 0.0)
    if play.end is not None:
        apart = max(apart, frame - max(play.end, play.start))
        if frame == play.end:  # the end itself is no longer in
            apart = _SOONEST
    share = min(max(1.0 - apart / max(play.blend, _SOONEST), 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def clip_time(
    play: MotionPlay, duration: float, frame: float, seconds: float
) -> tuple[float, float]:
    """Return the seconds into the clip at a scene frame, and how many loops are behind."""
    until = frame if play.end is None else min(frame, play.end)
    time = play.offset_s + max(until - play.start, 0.0) * seconds * play.speed
    time = min(max(time, -_LATEST_S), _LATEST_S)
    if not duration > 0.0:
        return 0.0, 0.0
    if play.loop == "once":
        return min(max(time, 0.0), duration), 0.0
    if play.loop == "ping-pong":
        swing = time % (2.0 * duration)
        return min(swing, 2.0 * duration - swing), 0.0
    return time % duration, time // duration - play.offset_s // duration

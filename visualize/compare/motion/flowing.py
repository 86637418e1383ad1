"""Flowing: the optical flow of a take against the authored motion, scored step by step."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.meter import F32, Step
from visualize.compare.motion.judged import Judged, Sight, judge, places, strided
from visualize.compare.motion.sampling import Flags, length, read_at
from visualize.compare.motion.scoring import scores

F64 = npt.NDArray[np.float64]

FLOOR = 0.0005
"""Of the picture's width: the drift a frame that is worth nothing where nothing should move."""

_UNSURE = 0.00006
"""Of the picture's width: an error a frame that no estimator can tell from none."""

_JITTER_UNSURE = 0.00015
"""Of the picture's width: what a codec makes large parts tremble by."""

_JITTER = 0.006
"""Of the picture's width: jitter a frame that costs two thirds of the score."""

_MEMORY = 0.8
"""How much of what was seen before stays in the running average at each step."""

_FINE, _COARSE = 9, 43
"""Sides, in judged pixels, of the squares that errors are averaged over."""
_STANDS = 0.3
"""What moves less than this share of what was authored stands still."""
_ABLE = 0.3
"""Least share of the authored motion that the estimator must see on the own render."""
_LEAST_MOVED = 0.25
"""Pixels a frame below which standing still is no fault."""


@dataclass(frozen=True, eq=False)
class Flowed:
    """What each of N steps showed, at the working size, in pixels a frame.

    Attributes
    ----------
    score
        (N,) 0 to 100, NaN where nothing could be judged.
    covered
        (N,) share of the picture that was judged.
    authored, drift, jitter
        (N,) mean length of the authored motion; of the error that lasts; and of the error that
        all parts of the picture share for a moment.
    speed
        (N,) running ratio of the take's motion along the authored one; NaN where nothing should
        move.
    """

    score: F64
    covered: F64
    authored: F64
    drift: F64
    jitter: F64
    speed: F64


class FlowJudge:
    """Judges the steps of one take, one after another.

    Two errors are told apart. What lasts is averaged along the authored motion over about five
    frames and over small squares, where the noise of a codec cancels. What shakes is the mean over
    large squares of a single step, where it cancels too.
    """

    def __init__(self) -> None:
        self._lasting: F32 | None = None
        self._pace = np.zeros(4)
        self._rows: list[tuple[float, ...]] = []

    def step(self, step: Step, sight: Sight) -> None:
        """See one step, and what can be seen of it."""
        judged = judge(step, sight)
        width = float(step.flow.shape[1])
        lasting = self._carried(judged, step, sight.in_both)
        where = judged.where
        if not where.any():
            self._rows.append((np.nan, 0.0, np.nan, np.nan, np.nan, np.nan))
            return
        size = length(judged.authored)[where]
        moved = float(size.mean())
        drift = _lasting_error(lasting, where, size)
        jitter = _shaken(judged, lasting)
        shakes = max(0.0, jitter - _JITTER_UNSURE * width)
        speed, activity = self._paced(judged, step)
        lasts = max(0.0, drift - _UNSURE * width)
        score = float(scores(lasts, moved, FLOOR * width))
        score /= 1.0 + 2.0 * shakes / (_JITTER * width + moved)
        self._rows.append((score * activity, judged.covered, moved, drift, jitter, speed))

    def flowed(self) -> Flowed:
        """Return what was seen of all steps."""
        rows = np.array(self._rows, np.float64).reshape(-1, 6)
        return Flowed(*rows.T)

    def _carried(self, judged: Judged, step: Step, in_both: Flags) -> F32:
        """Return the running sums of error and weight, (h, w, 3), after this step."""
        weight = judged.where.astype(np.float32)
        now = np.dstack([judged.off, weight])
        if self._lasting is not None:
            now += np.float32(_MEMORY) * self._lasting
        self._lasting = _onward(now, step, in_both)
        return now

    def _paced(self, judged: Judged, step: Step) -> tuple[float, float]:
        """Return the take's pace against the authored one, and 0 to 1 for whether it moves."""
        truth, count = judged.authored, float(judged.where.sum())
        flow, own = (strided(one) for one in (step.flow, step.own))
        # What the estimator falls short by on the own render is no slowness of the take.
        along, able = (float(np.vdot(one, truth)) / count for one in (flow, own))
        square = float(np.vdot(truth, truth)) / count
        self._pace = _MEMORY * self._pace + (along, able, square, 1.0)
        along, able, square, weight = self._pace
        if square / weight < _LEAST_MOVED**2 or able <= _ABLE * square:
            return float("nan"), 1.0
        pace = along / able
        return pace, float(np.clip(pace / _STANDS, 0.0, 1.0))


def _onward(sums: F32, step: Step, in_both: Flags) -> F32:
    """Return sums carried to where their points are in the next frame; 0 for what is new there."""
    back = strided(step.after.authored["motion_back"])
    x, y = places(step.flow.shape)
    from_x, from_y = x + back[..., 0], y + back[..., 1]
    stride = np.float32(step.flow.shape[1] / sums.shape[1])
    carried = read_at(sums, from_x / stride, from_y / stride)
    seen = in_both.astype(np.float32)
    kept = read_at(seen, from_x / stride, from_y / stride) > 0.5
    return np.where(kept[..., None], carried, np.float32(0.0))


def _lasting_error(sums: F32, where: Flags, size: F32) -> float:
    """Return the mean length in pixels of the error that lasts, each pixel's bounded."""
    blurred = cv2.blur(sums, (_FINE, _FINE))
    mean = blurred[..., :2] / np.maximum(blurred[..., 2:], np.float32(1e-6))
    error = length(mean)[where]
    return float(np.minimum(error, 2.0 * size + 4.0).mean())


def _shaken(judged: Judged, lasting: F32) -> float:
    """Return the mean length in pixels of the error that large parts share and that will not last.

    Parameters
    ----------
    lasting
        (h, w, 3) running sums of error and weight, this step's among them.
    """
    now = np.dstack([judged.off, judged.where.astype(np.float32)])
    both = [cv2.blur(sums, (_COARSE, _COARSE)) for sums in (now, lasting)]
    one, mean = (sums[..., :2] / np.maximum(sums[..., 2:], np.float32(1e-6)) for sums in both)
    return float(length(one - mean)[judged.where].mean())

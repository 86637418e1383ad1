"""Temporal: whether a take holds together from frame to frame.

``warping`` carries each frame along the authored motion onto the one before (after M. Lai and
others, "Learning blind video temporal consistency", 2018, with exact motion in place of estimated
flow); ``flicker`` is what brightness does along the take's own flow.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.grading import clipped, graded, rounded, spans_of
from visualize.compare.greys import half_grey
from visualize.compare.meter import Findings, Moment, Step
from visualize.compare.remembered import Remembered
from visualize.takes.measures import Metric, Remark

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_ASIDE = 12.0
"""Pixels of the halved picture that chance lies aside."""
_RETURNS = 0.75
_LEAST_SEEN = 0.1
_WARPED_WELL, _WARPED_NOT = 0.85, 0.3
_STEADY, _FLICKERS = 1.5, 7.0
"""Per cent by which brightness may jump, and by which it may not."""
_DARK = 16.0
"""Grey levels below which a jump is no longer seen in proportion (Weber's law ends in the dark)."""
_GRID = 8
_TREND = 5
_WRONG = 60.0


@dataclass(frozen=True, eq=False)
class Course:
    """Where the shot's points go in one step, at half the working size.

    ``x`` and ``y`` are (h, w) float32 places in the next frame; ``seen`` is where the point is seen
    in both; ``own`` is the error of our own picture along it, 0 to 1, 1 being chance. ``jumps`` is
    what the brightness of its parts does.
    """

    x: F32
    y: F32
    seen: npt.NDArray[np.bool_]
    own: float
    jumps: F64


def courses() -> Remembered[Step, Course]:
    """Return the course of each step, worked out once for all takes that are in it."""
    return Remembered(_course, of=lambda step: step.own)


class TemporalMeter:
    """Measures ``warping`` and ``flicker``."""

    def __init__(self, courses: Remembered[Step, Course]) -> None:
        self._courses = courses
        self._kept: list[float | None] = []
        self._covered: list[float] = []
        self._jumps: list[F64] = []

    def moment(self, moment: Moment) -> None:
        """Do nothing: time is between moments."""

    def step(self, step: Step) -> None:
        """Carry the later frame back, along the authored motion and along the take's own."""
        course = self._courses(step)
        one, other = step.before.half, step.after.half
        covered = float(course.seen.mean())
        self._covered.append(covered)
        kept = None
        if covered >= _LEAST_SEEN:
            error = _error(one, other, course.x, course.y, course.seen)
            kept = float(np.clip((1.0 - error) / max(1.0 - course.own, 1e-3), 0.0, 1.0))
        self._kept.append(kept)
        self._jumps.append(_jumps(one, other, step.flow, step.flow_back) - course.jumps)

    def finish(self) -> Findings:
        """Return both; a single picture has neither."""
        if not self._kept:
            return Findings()
        warping, flicker = self._warping(), self._flicker()
        remarks = []
        if flicker.score is not None and flicker.score < _WRONG:
            remarks.append(_remark(flicker, "brightness flickers", 0.5))
        return Findings((warping, flicker), tuple(remarks))

    def _warping(self) -> Metric:
        kept = [value for value in self._kept if value is not None]
        if not kept:
            why = "too little of the picture stays in sight from frame to frame"
            return Metric(name="warping", group="temporal", score=None, note=why)
        mean = float(np.mean(kept))
        curve = [
            None if value is None else graded(value, _WARPED_NOT, _WARPED_WELL)
            for value in self._kept
        ]
        return Metric(
            name="warping", group="temporal", score=graded(mean, _WARPED_NOT, _WARPED_WELL),
            value=rounded(mean), unit="of our own", curve=(*curve, curve[-1]),
            covered=clipped(float(np.mean(self._covered)), 1.0),
        )  # fmt: skip

    def _flicker(self) -> Metric:
        jumps = np.array(self._jumps)
        off = jumps - _trend(jumps)
        by_step = np.sqrt((off * off).mean(1))
        by_step *= 100.0
        value = float(np.sqrt((by_step * by_step).mean()))
        curve = [graded(float(one), _FLICKERS, _STEADY) for one in by_step]
        return Metric(
            name="flicker", group="temporal", score=graded(value, _FLICKERS, _STEADY),
            value=rounded(value), unit="%", curve=(*curve, curve[-1]),
        )  # fmt: skip


def _course(step: Step) -> Course:
    motion = _halved(step.before.authored["motion"])
    back = _halved(step.after.authored["motion_back"])
    x, y = _places(motion)
    height, width = x.shape
    known = np.isfinite(x) & np.isfinite(y)
    x, y = np.where(known, x, np.float32(-1.0)), np.where(known, y, np.float32(-1.0))
    inside = known & (x >= 0.0) & (y >= 0.0) & (x <= width - 1.0) & (y <= height - 1.0)
    there = cv2.remap(back, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    with np.errstate(invalid="ignore"):
        returns = np.hypot(*np.moveaxis(motion + there, -1, 0)) < _RETURNS
    seen = inside & returns
    one = half_grey(step.before.authored["beauty"])
    other = half_grey(step.after.authored["beauty"])
    own = _error(one, other, x, y, seen) if seen.any() else 1.0
    return Course(x, y, seen, own, _jumps(one, other, step.own, step.own_back))


def _halved(motion: F32) -> F32:
    """Return a motion at half the size; never averaged, for edges would move as nothing does."""
    height, width = motion.shape[0] // 2 * 2, motion.shape[1] // 2 * 2
    return np.ascontiguousarray(motion[0:height:2, 0:width:2]) * np.float32(0.5)


def _places(motion: F32) -> tuple[F32, F32]:
    height, width = motion.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] + motion[..., 0]
    y = np.arange(height, dtype=np.float32)[:, None] + motion[..., 1]
    return x, y


def _error(one: F32, other: F32, x: F32, y: F32, seen: npt.NDArray[np.bool_]) -> float:
    """Return the mean difference along a course, 1 being that to places a little aside."""
    here = _difference(one, other, x, y, seen)
    aside = [
        _difference(one, other, x + right, y + down, seen)
        for right, down in ((_ASIDE, 0.0), (-_ASIDE, 0.0), (0.0, _ASIDE), (0.0, -_ASIDE))
    ]
    return min(1.0, here / max(float(np.mean(aside)), 1e-3))


def _difference(one: F32, other: F32, x: F32, y: F32, seen: npt.NDArray[np.bool_]) -> float:
    there = cv2.remap(other, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR,
                      borderMode=cv2.BORDER_REFLECT)  # fmt: skip
    return float(np.abs(there - one)[seen].mean())


def _jumps(one: F32, other: F32, flow: F32, back: F32) -> F64:
    """Return by how much each part's brightness changes along a flow, as a share of it.

    Only where the flow there and back returns: elsewhere it follows nothing.
    """
    there, again = _halved(flow), _halved(back)
    x, y = _places(there)
    returned = cv2.remap(again, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    good = (np.hypot(*np.moveaxis(there + returned, -1, 0)) < _RETURNS).astype(np.float32)
    change = (cv2.remap(other, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT) - one) * good
    change, level, covered = (
        cv2.resize(values, (_GRID, _GRID), interpolation=cv2.INTER_AREA).ravel().astype(np.float64)
        for values in (change, one * good, good)
    )
    enough = covered > _LEAST_SEEN
    share = change / np.maximum(level + _DARK * covered, 1e-6)
    return np.where(enough, share, 0.0)


def _trend(jumps: F64) -> F64:
    """Return what goes on for several frames, as light that changes on purpose does."""
    half = _TREND // 2
    padded = np.pad(jumps, ((half, half), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _TREND, axis=0)
    trend: F64 = windows.mean(axis=-1)
    return trend


def _remark(metric: Metric, text: str, most: float) -> Remark:
    spans = spans_of([value is not None and value < _WRONG for value in metric.curve])
    start = spans[0][0] if spans else 0
    end = spans[-1][1] if spans else len(metric.curve)
    weight = clipped(most * (1.0 - (metric.score or 0.0) / 100.0), 1.0)
    return Remark(metric=metric.name, text=text, start=start, end=end, weight=weight)

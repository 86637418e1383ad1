"""The metric of optical flow against authored motion, and its words where the camera has none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from visualize.compare.motion.flowing import FLOOR, Flowed
from visualize.compare.motion.scoring import curve_of, mean_score
from visualize.compare.motion.spans import Times, loss, runs
from visualize.takes.measures import Metric, Remark

F64 = npt.NDArray[np.float64]

LEAST_COVERED = 0.10

_STANDS = 0.2
_TRIFLE = 0.2
_LEAST_FRAMES = 4


def judge_flow(flowed: Flowed, width: int) -> tuple[Metric, F64]:
    """Return the metric ``motion`` and its (N + 1,) scores a frame; a frame has its step's end.

    Parameters
    ----------
    width
        Of the working picture, in pixels.
    """
    each = np.concatenate([flowed.score[:1], flowed.score])
    covered = float(flowed.covered.mean()) if len(flowed.covered) else 0.0
    note = _why_not(flowed, covered)
    score = None if note else mean_score(flowed.score, flowed.authored, FLOOR * width)
    details = {
        "authored_px": _mean(flowed.authored),
        "drift_px": _mean(flowed.drift),
        "jitter_px": _mean(flowed.jitter),
        "speed_ratio": _speed(flowed),
    }
    metric = Metric(
        name="motion",
        group="motion",
        score=score,
        value=None if note else _mean(flowed.drift),
        unit=f"px a frame at {width} px width",
        covered=round(covered, 4),
        curve=() if note else curve_of(each),
        details={} if note else details,
        note=note,
    )
    return metric, each


def _why_not(flowed: Flowed, covered: float) -> str:
    if not len(flowed.score):
        return "one frame has no motion"
    if covered < LEAST_COVERED:
        return (
            f"only {100.0 * covered:.0f} % of the picture has texture and is seen in two frames"
            f" running; {100.0 * LEAST_COVERED:.0f} % are needed"
        )
    return ""


def _mean(values: F64) -> float | None:
    known = values[np.isfinite(values)]
    return round(float(known.mean()), 4) if len(known) else None


def _speed(flowed: Flowed) -> float | None:
    """Return the whole clip's speed against the authored one, where that moves."""
    known = np.isfinite(flowed.speed)
    if not known.any():
        return None
    weights = flowed.authored[known] ** 2
    return round(float(np.average(flowed.speed[known], weights=weights)), 4)


def flow_remarks(flowed: Flowed, each: F64, times: Times, *, by_camera: bool) -> tuple[Remark, ...]:
    """Return what is wrong with the motion, for where the camera says nothing of it.

    Parameters
    ----------
    by_camera
        Whether the camera was found: its speed is then the surer one.
    """
    speed = np.concatenate([flowed.speed[:1], flowed.speed])
    stands = np.nan_to_num(speed, nan=1.0) < _STANDS
    still = [run for run in runs(stands) if run[1] - run[0] >= _LEAST_FRAMES]
    if still:
        first, stop = max(still, key=lambda run: run[1] - run[0])
        text = f"picture stands still where it should move{times.since(first)}"
        return (_remark(text, each, first, stop),)
    whole = None if by_camera else _speed(flowed)
    if whole is None or abs(1.0 - whole) < _TRIFLE:
        return ()
    percent = 5 * round(20.0 * abs(1.0 - whole))
    text = f"motion {percent} % {'slow' if whole < 1.0 else 'fast'}"
    return (_remark(text, each, 0, len(each)),)


def _remark(text: str, each: F64, first: int, stop: int) -> Remark:
    weight = loss(each, first, stop - 1)
    return Remark(metric="motion", text=text, start=first, end=stop, weight=weight)

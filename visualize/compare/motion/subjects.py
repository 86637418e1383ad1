"""Subjects: the metric of what the named objects do, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.compare.motion.drifting import Drift
from visualize.compare.motion.scoring import curve_of, scores
from visualize.compare.motion.spans import Times, loss, onset, runs
from visualize.takes.measures import Metric, Remark

F64 = npt.NDArray[np.float64]

_FLOOR = 0.03
"""Of the picture's width: a drift that is worth nothing for what stands in the picture."""

_ALIVE, _STILL = 1.0, 0.5
_SAID, _BEGINS = 0.02, 0.008
_SAID_STILL = 0.04
_STANDS, _SLOW, _ALIKE = 0.25, 0.75, 0.15
_LOST_FRAMES = 6
_MOST_SAID = 3
_LEAST_WEIGHT = 0.05
_LOST_CAMERA, _GOOD_CAMERA = 25.0, 60.0


@dataclass(frozen=True)
class Whole:
    """What is known of the whole picture.

    Attributes
    ----------
    camera
        The score of the camera. Where it is lost, nothing can be told of the subjects; where it is
        poor, nothing of those that stand.
    speed
        Its speed against the authored one.
    is_late
        Whether the whole move comes late or early.
    """

    camera: float | None
    speed: float | None
    is_late: bool


def judge_subjects(drifts: Sequence[Drift], width: int, moments: int) -> tuple[Metric, F64]:
    """Return the metric of all subjects, and (K, N) the scores of each; NaN where out of sight.

    The whole is half the mean over the subjects, by their size and whether they are alive, and
    half the worst: one lost subject spoils a take.

    Parameters
    ----------
    width
        Of the working picture, in pixels.
    moments
        Frames of the clip.
    """
    each = np.array([_each(drift, width) for drift in drifts]).reshape(len(drifts), moments)
    seen = np.array([_is_seen(drift) for drift in drifts], bool)
    if not seen.any():
        why = "no named object could be followed" if len(drifts) else "no named object is in sight"
        return Metric(name="subjects", group="motion", score=None, note=why), each
    weights = np.array([_weight(drift) for drift in drifts])[:, None] * np.isfinite(each)
    total = weights.sum(axis=0)
    known = np.where(np.isfinite(each), each, 0.0)
    mean = np.divide((known * weights).sum(axis=0), total, where=total > 0.0,
                     out=np.full(moments, np.nan))  # fmt: skip
    worst = np.where(np.isfinite(each), each, np.inf).min(axis=0)
    curve = np.where(total > 0.0, 0.5 * (mean + np.minimum(worst, 100.0)), np.nan)
    if not np.isfinite(curve).any():
        why = "none of the named objects could be followed"
        return Metric(name="subjects", group="motion", score=None, note=why), each
    farthest = max(_farthest(drift) for drift in drifts)
    metric = Metric(
        name="subjects",
        group="motion",
        score=min(100.0, float(np.nanmean(curve))),
        value=round(100.0 * farthest / width, 3),
        unit="% of the width",
        covered=round(min(1.0, sum(drift.share for drift in drifts)), 4),
        curve=curve_of(curve),
        details=_details(drifts, width),
    )
    return metric, each


def _each(drift: Drift, width: int) -> F64:
    """Return (N,) the scores of one subject."""
    found = scores(np.linalg.norm(drift.off, axis=1), drift.moved, _FLOOR * width)
    return np.where(drift.lost, 0.0 if _alive(drift) else np.nan, found)


def _alive(drift: Drift) -> bool:
    """Whether it is a person or moves: what stands cannot get lost but to the estimator."""
    return drift.actor.person or drift.actor.moves


def _is_seen(drift: Drift) -> bool:
    return bool(np.isfinite(drift.off[:, 0]).any() or drift.lost.any())


def _weight(drift: Drift) -> float:
    return float(np.sqrt(drift.share)) * (_ALIVE if _alive(drift) else _STILL)


def _farthest(drift: Drift) -> float:
    size = np.linalg.norm(drift.off, axis=1)
    return float(np.nanmax(size)) if np.isfinite(size).any() else 0.0


def _details(drifts: Sequence[Drift], width: int) -> dict[str, float | None]:
    """Return each subject's farthest drift in percent of the width, and its lost frames."""
    found: dict[str, float | None] = {}
    for drift in drifts:
        if _is_seen(drift):
            found[f"{drift.actor.name} drift_percent"] = round(100.0 * _farthest(drift) / width, 3)
            in_sight = np.isfinite(drift.off[:, 0]) | drift.lost
            found[f"{drift.actor.name} lost"] = round(float(drift.lost[in_sight].mean()), 4)
    return found


def subject_remarks(
    drifts: Sequence[Drift], each: F64, times: Times, width: int, whole: Whole
) -> tuple[Remark, ...]:
    """Return what the subjects do wrong by themselves: what the camera explains is not theirs.

    Parameters
    ----------
    each
        (K, N) scores of the subjects, as ``judge_subjects`` gives them.
    whole
        What is wrong with everything alike is not said of each.
    """
    if whole.is_late or (whole.camera is not None and whole.camera < _LOST_CAMERA):
        return ()
    sure = whole.camera is not None and whole.camera >= _GOOD_CAMERA
    said = [
        remark
        for drift, score in zip(drifts, each, strict=True)
        if (sure or _alive(drift))
        and (remark := _of_subject(drift, score, times, width, whole)) is not None
    ]
    said = [remark for remark in said if remark.weight >= _LEAST_WEIGHT]
    return tuple(sorted(said, key=lambda remark: -remark.weight)[:_MOST_SAID])


def _of_subject(drift: Drift, each: F64, times: Times, width: int, whole: Whole) -> Remark | None:
    lost = max(runs(drift.lost), key=lambda run: run[1] - run[0], default=(0, 0))
    if _alive(drift) and lost[1] - lost[0] >= _LOST_FRAMES:
        return _remark(f"{drift.actor.name} cannot be found{times.since(lost[0])}", each, *lost)
    size = np.linalg.norm(drift.by_itself, axis=1)
    if not np.isfinite(size).any():
        return None
    if np.nanmax(size) < (_SAID if _alive(drift) else _SAID_STILL) * width:
        return None
    if whole.speed is not None and abs(drift.pace - whole.speed) < _ALIKE < abs(1 - whole.speed):
        return None
    start = onset(size, _BEGINS * width)
    last = int(np.flatnonzero(np.isfinite(size))[-1]) + 1
    words = _as_many(drift, _way(drift, size))
    return _remark(f"{drift.actor.name} {words}{times.since(start)}", each, start, last)


def _as_many(drift: Drift, words: str) -> str:
    """Return the words with a verb for many where a thing's name is plural: ``houses drift``."""
    name = drift.actor.name
    if drift.actor.person or not name.endswith("s") or name.endswith("ss"):
        return words
    verb, space, rest = words.partition(" ")
    return verb.removesuffix("s") + space + rest


def _way(drift: Drift, size: F64) -> str:
    """Return what a subject that is off does, such as ``drifts left`` or ``moves 40 % slow``."""
    if np.isfinite(drift.pace):
        if abs(drift.pace) < _STANDS:
            return "stands still"
        if _STANDS <= drift.pace < _SLOW:
            return f"moves {5 * round(20.0 * (1.0 - drift.pace))} % slow"
    x, y = drift.by_itself[int(np.nanargmax(size))]
    if abs(x) >= abs(y):
        return "drifts right" if x > 0.0 else "drifts left"
    return "drifts down" if y > 0.0 else "drifts up"


def _remark(text: str, each: F64, start: int, end: int) -> Remark:
    weight = loss(each, start, end - 1)
    return Remark(metric="subjects", text=text, start=start, end=end, weight=weight)

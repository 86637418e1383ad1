"""Camera: the metric of a recovered camera path, with its numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.compare.motion.path import Paths
from visualize.compare.motion.scoring import curve_of, mean_score, scores
from visualize.compare.motion.timing import lateness
from visualize.compare.motion.twists import Twists, angle_deg, ratio
from visualize.takes.measures import Metric

F64 = npt.NDArray[np.float64]

LEAST_COVERED = 0.10
"""Share of the picture below which a number is "not measurable"."""

_DRIFT_FLOOR, _LATELY_FLOOR = 0.010, 0.005
"""Of the picture's width: what is worth nothing where the camera should hold."""
_DRIFT_UNSURE, _LATELY_UNSURE = 0.002, 0.0015
"""Of the picture's width: what the finding of a camera can be off by where there is noise."""

_STANDS = 0.3
"""What goes less than this share of its way stands, and is worth next to nothing."""
_LEAST_MOVED = 0.002
_LEAST_TURN_DEG, _LEAST_TRAVEL_M, _LEAST_LENS = 1.0, 0.02, 0.01
_OWN_ASTRAY = 0.3
"""Share of the way by which the path found on the own render may be off."""
_TREMOR = 1.5
"""A second difference of noise has this many times its variance."""


@dataclass(frozen=True, eq=False)
class CameraFindings:
    """The metric, and what the words are made of.

    Attributes
    ----------
    each
        (N,) scores of the moments, NaN where the camera is not known.
    authored, recovered
        What both cameras do along their own axes.
    """

    metric: Metric
    each: F64
    authored: Twists
    recovered: Twists


def judge_camera(paths: Paths, width: int) -> CameraFindings:
    """Return the camera's score and numbers; ``width`` is the working picture's, in pixels."""
    authored, recovered = Twists.of(paths.authored), Twists.of(paths.recovered)
    each = _each(paths, width)
    covered = float(np.mean(paths.covered[1:])) if len(each) > 1 else 0.0
    note = _why_not(paths, covered, width)
    score = None if note else mean_score(each, paths.lately_moved, _LATELY_FLOOR * width)
    drift = paths.drift[np.isfinite(paths.drift)]
    metric = Metric(
        name="camera",
        group="motion",
        score=score,
        value=None if note or not len(drift) else round(100.0 * float(drift.max()) / width, 3),
        unit="% of the width",
        covered=round(min(covered, 1.0), 4),
        curve=() if note else curve_of(each),
        details={} if note else _details(paths, authored, recovered, width),
        note=note,
    )
    return CameraFindings(metric, each, authored, recovered)


def _each(paths: Paths, width: int) -> F64:
    """Return the score of each moment: the worse of what adds up and of the last half second."""
    # Where the own render leads astray, what is taken off for it is itself not sure.
    unsure = _DRIFT_UNSURE * width + 0.5 * paths.own_off
    drift = np.maximum(paths.drift - unsure, 0.0)
    gone = scores(drift, paths.moved, _DRIFT_FLOOR * width)
    off = np.maximum(paths.lately_off - _LATELY_UNSURE * width, 0.0)
    lately = scores(off, paths.lately_moved, _LATELY_FLOOR * width)
    moves = paths.lately_moved > _LEAST_MOVED * width
    alive = np.where(moves, np.clip(paths.pace / _STANDS, 0.0, 1.0), 1.0)
    return np.where(paths.known, np.minimum(gone, lately) * alive, np.nan)


def _why_not(paths: Paths, covered: float, width: int) -> str:
    """Return why the camera cannot be measured, or ""."""
    if len(paths.known) < 2:
        return "one frame has no camera path"
    if np.isnan(paths.drift).mean() > 0.5:
        return "hardly anything in the picture stands still, so no camera can be told from it"
    if not paths.followable or _goes_astray(paths, width):
        return "too little of the shot has texture and stands still to find a camera by"
    if paths.known.mean() < 0.5:
        return "the take could not be followed as a view of this scene"
    if covered < LEAST_COVERED:
        return f"only {100.0 * covered:.0f} % of the picture could be followed"
    return ""


def _goes_astray(paths: Paths, width: int) -> bool:
    """Whether the path found on the shot's own render is too far off to judge others by."""
    share = paths.own_off / (paths.moved + _DRIFT_FLOOR * width)
    known = share[np.isfinite(share)]
    return bool(len(known) and np.median(known) > _OWN_ASTRAY)


def _details(
    paths: Paths, authored: Twists, recovered: Twists, width: int
) -> dict[str, float | None]:
    """Return the plain numbers of both paths; None where the authored one does not do it."""
    between = [one.within(two) for one, two in zip(paths.recovered, paths.authored, strict=True)]
    turns = [np.clip(0.5 * (np.trace(pose.turn) - 1.0), -1.0, 1.0) for pose in between]
    off = np.degrees(np.arccos(turns))
    travels = np.abs(authored.travelled).max(initial=0.0) > _LEAST_TRAVEL_M
    turning = np.degrees(np.abs(authored.turned).max(initial=0.0)) > _LEAST_TURN_DEG
    zooms = np.abs(authored.lens - authored.lens[0]).max(initial=0.0) > _LEAST_LENS
    last = int(np.argmax(np.linalg.norm(authored.travelled, axis=1)))
    way = (authored.travelled[last], recovered.travelled[last])
    reach = authored.reach if travels else np.inf
    found = {
        "rotation_deg": float(np.sqrt(np.mean(off[paths.known] ** 2))),
        "rotation_ratio": ratio(authored.turned, recovered.turned) if turning else None,
        "direction_deg": angle_deg(*way) if travels else None,
        "travel_ratio": ratio(authored.travelled, recovered.travelled) if travels else None,
        "zoom_ratio": (
            ratio(authored.lens - authored.lens[0], recovered.lens - recovered.lens[0])
            if zooms
            else None
        ),
        "late_frames": lateness(authored.body(reach), recovered.body(reach)),
        "drift_percent": 100.0 * float(paths.drift[paths.known][-1]) / width,
        "shake_percent": 100.0 * tremor(paths.aside) / width,
    }
    return {name: _rounded(value) for name, value in found.items()}


def tremor(track: F64) -> float:
    """Return the deviation of a (N, D) track about its own smooth way, frame by frame.

    The robust length of its second differences: what jumps from frame to frame.
    """
    if len(track) < 5:
        return 0.0
    bend = np.linalg.norm(track[1:-1] - 0.5 * (track[:-2] + track[2:]), axis=1)
    known = bend[np.isfinite(bend)]
    return float(np.sqrt(np.mean(known**2) / _TREMOR)) if len(known) else 0.0


def _rounded(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(value, 4)

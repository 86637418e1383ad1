"""What a take's camera did wrong, as a director says it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.moves import MoveAnalysis, Phase
from visualize.compare.motion.camera import CameraFindings, tremor
from visualize.compare.motion.move_words import SHAKES, Seen, of_move
from visualize.compare.motion.path import Paths
from visualize.compare.motion.spans import Times, loss, onset, runs
from visualize.takes.measures import Remark

F64 = npt.NDArray[np.float64]

_AWAY = 0.015
"""Of the picture's width: what a camera that should hold may drift."""
_MORE = 1.3
_LOST = 6
_LEAST_WEIGHT = 0.03


def camera_remarks(
    paths: Paths,
    found: CameraFindings,
    analysis: MoveAnalysis,
    times: Times,
    *,
    width: int,
    full_width: int,
) -> tuple[Remark, ...]:
    """Return what went wrong with the camera: a remark for each authored move, hold and shake.

    Parameters
    ----------
    analysis
        The authored move in film words.
    width, full_width
        Of the working picture and of the clip, in pixels.
    """
    seen = Seen(paths, found, times, width, full_width)
    said = []
    if found.metric.score is not None:
        said += [remark for phase in analysis.phases if (remark := _of_phase(seen, phase))]
        said += _shake(seen)
    return (*said, *_lost(seen))


def _of_phase(seen: Seen, phase: Phase) -> Remark | None:
    """Return what went wrong in one move or hold."""
    span = seen.times.frames_of(phase.first, phase.last)
    if span is None or not seen.paths.known[span[0] : span[1] + 1].mean() > 0.5:
        return None
    words = of_move(seen, phase.parts, *span) if phase.parts else _of_hold(seen, *span)
    if words is None:
        return None
    weight = loss(seen.found.each, *span)
    if weight < _LEAST_WEIGHT:
        return None
    return Remark(metric="camera", text=words, start=span[0], end=span[1] + 1, weight=weight)


def _of_hold(seen: Seen, first: int, last: int) -> str | None:
    """Return how a camera moves where it should hold."""
    aside = seen.paths.aside[first : last + 1] - seen.paths.aside[first]
    size = np.linalg.norm(np.nan_to_num(aside), axis=1)
    if size.max() < _AWAY * seen.width:
        return None
    way = np.nan_to_num(aside)[int(np.argmax(size))]
    when = seen.times.since(first + onset(size, 0.3 * _AWAY * seen.width))
    return f"camera drifts {_against(way)} where it should hold{when}"


def _against(way: F64) -> str:
    """Return where a camera goes when the picture goes a way, +x right and +y down."""
    if abs(way[0]) >= abs(way[1]):
        return "left" if way[0] > 0.0 else "right"
    return "up" if way[1] > 0.0 else "down"


def _shake(seen: Seen) -> list[Remark]:
    """Return a remark when the camera trembles other than it should."""
    size = tremor(seen.paths.aside)
    if size < SHAKES * seen.width:
        return []
    focal = seen.paths.authored[0].focal
    mine, its = (tremor(focal * twists.turned[:, :2]) for twists in
                 (seen.found.authored, seen.found.recovered))  # fmt: skip
    pixels = size * seen.full_width / seen.width
    if its < mine + 0.5 * size and mine < its * _MORE:
        return []  # what is far off seems to tremble though it does not
    if its * _MORE < mine:
        words = "handheld sway is missing"
    else:
        words = f"camera shakes: {pixels:.0f} px of jitter" if pixels >= 0.95 else ""
    count = len(seen.found.each)
    weight = float(np.clip(size / (size + 0.01 * seen.width), 0.0, 1.0))
    made = Remark(metric="camera", text=words, start=0, end=count, weight=weight) if words else None
    return [made] if made else []


def _lost(seen: Seen) -> list[Remark]:
    """Return remarks where the camera of the take cannot be followed though the shot's can."""
    if not seen.paths.followable:
        return []
    found = []
    for first, stop in runs(~seen.paths.known):
        if stop - first >= min(_LOST, len(seen.paths.known) - 1):
            words = f"camera cannot be followed{seen.times.since(first)}"
            weight = (stop - first) / len(seen.paths.known)
            found.append(Remark(metric="camera", text=words, start=first, end=stop, weight=weight))
    return sorted(found, key=lambda remark: -remark.weight)[:1]

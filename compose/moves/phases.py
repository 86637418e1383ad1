"""Cut a camera's path into holds and moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from compose.moves.motion import CameraMotion
from compose.moves.naming import Part, name_parts, related
from compose.moves.rotations import elevations, headings, level_axes, roll_of
from compose.moves.subjects import Subject

F64 = npt.NDArray[np.float64]

_HOLD_S = 0.25
_STILL = 1e-3
"""Least activity of a calm camera that counts as moving; about a millimetre a second."""
_SWAYING = 0.12
_VALLEY = 0.12
_CLEAR = 0.85
_TRACK_S = 0.5
_SETTLE = 0.35


@dataclass(frozen=True, slots=True)
class Phase:
    """Scene frames ``first`` to ``last`` (both counted) and what the camera does between.

    Without parts it holds.
    """

    first: float
    last: float
    parts: tuple[Part, ...]


def phases(
    motion: CameraMotion, subjects: Sequence[Subject], places: Sequence[F64], *, calm: bool
) -> tuple[Phase, ...]:
    """Return the holds and moves of a camera, end to end.

    ``calm`` says that there is no handheld sway, so that the slowest motion is meant.
    """
    last = len(motion.frames) - 1
    if last < 1:
        return (Phase(motion.frames[0], motion.frames[0], ()),)
    found: list[Phase] = []
    for a, b, moving in _runs(_activity(motion), motion.rate, _STILL if calm else _SWAYING):
        cuts = [a, b]
        if moving and not related(motion, subjects, places, a, b):
            cuts = _cuts(motion, a, b) if calm else [a, *_turning_points(motion, a, b), b]
        for first, stop in pairwise(cuts):
            parts = name_parts(motion, subjects, places, first, stop, calm) if moving else ()
            found.append(Phase(motion.frames[first], motion.frames[stop], parts))
    joined = _joined(found)
    if calm or sum(bool(phase.parts) for phase in joined) < 2:
        return joined
    return _one_if_alike(motion, subjects, places, joined)


def _one_if_alike(
    motion: CameraMotion,
    subjects: Sequence[Subject],
    places: Sequence[F64],
    found: tuple[Phase, ...],
) -> tuple[Phase, ...]:
    """Join moves under handheld sway that differ by nothing but pauses that the sway made."""
    moves = [phase for phase in found if phase.parts]
    leads = {(phase.parts[0].move, phase.parts[0].signed > 0.0) for phase in moves}
    if len(leads) > 1:
        return found
    a, b = np.searchsorted(motion.frames, [moves[0].first, moves[-1].last]).tolist()
    parts = name_parts(motion, subjects, places, a, b, calm=False)
    before = Phase(found[0].first, moves[0].first, ())
    after = Phase(moves[-1].last, found[-1].last, ())
    whole = Phase(moves[0].first, moves[-1].last, parts)
    return tuple(p for p in (before, whole, after) if p.last > p.first)


def _activity(motion: CameraMotion) -> F64:
    """Return (N − 1,) how much moves in each step: metres, tenths of degrees, lens, a second."""
    travel = np.linalg.norm(np.diff(motion.places, axis=0), axis=1)
    angles = [headings(motion.ahead), elevations(motion.ahead), roll_of(motion.turns)]
    turn = np.degrees(sum(np.abs(np.diff(angle)) for angle in angles))
    zoom = np.abs(np.diff(np.log(motion.focal_mm)))
    return np.asarray((travel + 0.1 * turn + zoom) * motion.rate)


def _runs(activity: F64, rate: float, still: float) -> list[tuple[int, int, bool]]:
    """Return stretches of samples that move or hold; a hold shorter than a beat is none."""
    moving = activity > still
    edges = [0, *(np.flatnonzero(np.diff(moving)) + 1).tolist(), len(moving)]
    result: list[tuple[int, int, bool]] = []
    for a, b in pairwise(edges):
        whole = a == 0 and b == len(moving)
        on = bool(moving[a]) or (b - a < _HOLD_S * rate and not whole)
        if result and result[-1][2] == on:
            result[-1] = (result[-1][0], b, on)
        else:
            result.append((a, b, on))
    return result


def _cuts(motion: CameraMotion, a: int, b: int) -> list[int]:
    """Return samples at which one move ends and another begins: a pause, or a new direction."""
    activity = _activity(motion)[a:b]
    cuts = {a, b}
    for i in range(1, len(activity) - 1):
        if activity[i] > activity[i - 1] or activity[i] > activity[i + 1]:
            continue
        if activity[i] < _VALLEY * min(activity[:i].max(), activity[i + 1 :].max()):
            cuts.add(a + i + (activity[i + 1] < activity[i - 1]))
    marked = sorted(cuts)
    for first, stop in pairwise(marked):
        cuts.update(_turning_points(motion, first, stop))
    return _apart(sorted(cuts), motion)


def _turning_points(motion: CameraMotion, a: int, b: int) -> list[int]:
    """Return samples where travel changes between forward, sideways and up for good."""
    here = slice(a, b)
    way = np.diff(motion.places[a : b + 1], axis=0)
    forward, right = level_axes(motion.ahead[here], motion.right[here])
    parts = np.stack([np.einsum("ni,ni->n", way, forward), np.einsum("ni,ni->n", way, right),
                      way[:, 1]], axis=1)  # fmt: skip
    length = np.linalg.norm(parts, axis=1)
    if length.max() < 1e-6:
        return []
    share = np.abs(parts) / np.maximum(length, 1e-12)[:, None]
    axis = share.argmax(axis=1)
    signed = np.where(np.take_along_axis(parts, axis[:, None], 1)[:, 0] < 0.0, -1 - axis, axis)
    clear = np.flatnonzero((share.max(axis=1) > _CLEAR) & (length > 0.1 * length.max()))
    if len(clear) < 2:
        return []
    edges = np.flatnonzero(np.diff(signed[clear])) + 1
    groups = [g for g in np.split(clear, edges) if len(g) >= _TRACK_S * motion.rate]
    return [
        a + round(0.5 * float(one[-1] + two[0] + 1))
        for one, two in pairwise(groups)
        if signed[one[0]] != signed[two[0]]
    ]


def _apart(cuts: list[int], motion: CameraMotion) -> list[int]:
    """Return the cuts without those that would leave a stretch of two samples."""
    kept = [cuts[0]]
    for cut in cuts[1:-1]:
        if cut - kept[-1] > 2 and cuts[-1] - cut > 2:
            kept.append(cut)
    return [*kept, cuts[-1]]


def _joined(found: list[Phase]) -> tuple[Phase, ...]:
    """Join holds, equal neighbours cut in two, and a whip pan with its settling."""
    result: list[Phase] = []
    for phase in found:
        if result and not phase.parts and not result[-1].parts:
            result[-1] = Phase(result[-1].first, phase.last, ())
        elif result and _settles(result[-1], phase):
            whip = result[-1].parts[0]
            way = whip.signed + phase.parts[0].signed
            result[-1] = Phase(result[-1].first, phase.last, (whip.with_amount(way),))
        else:
            result.append(phase)
    return tuple(result)


def _settles(whip: Phase, after: Phase) -> bool:
    """Tell whether a phase is the small pan back that ends a whip pan."""
    if not whip.parts or whip.parts[0].move != "whip-pan" or not after.parts:
        return False
    part = after.parts[0]
    return part.move in ("pan", "whip-pan") and abs(part.signed) < _SETTLE * abs(
        whip.parts[0].signed
    )

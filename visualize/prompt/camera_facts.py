"""Camera facts: size, angle, side, lens, depth of field and focus, and the move with its pace."""

from __future__ import annotations

import math

import numpy as np

from compose.framing.describe import Description
from compose.moves.analysis import MoveAnalysis
from compose.moves.naming import Part
from compose.moves.phases import Phase
from compose.snapshot import CameraState
from visualize.prompt.camera_end import CameraEnd
from visualize.prompt.facts import Camera, CameraPart
from visualize.prompt.phrases import band

_CIRCLE_SHARE = 1.0 / 1500.0
"""The largest blur that reads as sharp, as a share of the gate's diagonal (Zeiss: d/1500)."""

_SHALLOW_SHARE = 0.35
"""A depth of field below this share of the focus distance shows as such."""

_MINOR_TURN_DEG = 4.0
_ORBIT_M = 0.3
_SHORT_S = 0.35
_SEVERAL = ("two-shot", "group")


def camera_facts(
    first: Description, last: CameraEnd, state: CameraState, move: MoveAnalysis | None,
    rate: float, *, names: dict[str, str],
) -> Camera:  # fmt: skip
    """Return the facts of a shot's camera.

    Parameters
    ----------
    first
        What the first frame shows.
    last
        What has changed at the last.
    state
        The camera at the first frame.
    move
        What it does, ``None`` for a still.
    names
        How nodes are called in sentences, by their names in the scene.
    """
    measured = first.measured
    size = measured.size if measured else ""
    distance = measured.distance_m if measured else state.focus_distance_m
    phases: tuple[tuple[CameraPart, ...], ...] = ()
    if move is not None:
        shoulder, several = first.kind == "over-the-shoulder", first.kind in _SEVERAL
        told = [
            _parts(phase, distance, rate, names, shoulder=shoulder, several=several)
            for phase in move.phases
        ]
        phases = tuple(p for p, phase in zip(told, move.phases, strict=True)
                       if p or (phase.last - phase.first) / rate >= _SHORT_S)  # fmt: skip
    return Camera(
        kind=first.kind,
        subjects=tuple(names.get(name, name) for name in first.subjects),
        over=names.get(first.over, first.over),
        size=size,
        size_at_end=last.size if last.size != size else "",
        angle=measured.angle if measured else "",
        side=measured.side if measured else "",
        composition=measured.composition if measured else "",
        dutch=bool(measured and measured.dutch),
        lens_mm=float(round(first.focal_length_mm)),
        feel=first.lens,
        shallow=_is_shallow(state),
        phases=phases,
        handheld=bool(move and move.shake.handheld),
        focus=_pull(first, last, names) if _is_shallow(state) and last.pulled else None,
    )


def _parts(
    phase: Phase,
    distance: float,
    rate: float,
    names: dict[str, str],
    *,
    shoulder: bool,
    several: bool,
) -> tuple[CameraPart, ...]:
    seconds = max((phase.last - phase.first) / rate, 1e-6)
    lead = phase.parts[:1]
    rest = [part for part in phase.parts[1:3] if not _is_trifle(part)]
    told = [
        _part(part, seconds, distance, names, shoulder=shoulder, several=several)
        for part in (*lead, *rest)
    ]
    return tuple(sorted(told, key=lambda part: part.move == "zoom"))


def _is_trifle(part: Part) -> bool:
    return part.unit == "°" and abs(part.signed) < _MINOR_TURN_DEG


def _part(
    part: Part,
    seconds: float,
    distance: float,
    names: dict[str, str],
    *,
    shoulder: bool,
    several: bool,
) -> CameraPart:
    move = part.move
    if move == "over-the-shoulder" and (not shoulder or abs(part.signed) > _ORBIT_M):
        move = "arc"
    if part.lens_mm is not None and move == "zoom":
        pace = band("lens_per_s", abs(math.log(part.lens_mm[1] / part.lens_mm[0])) / seconds)
    elif part.unit == "°":
        pace = band("turning_dps", abs(part.signed) / seconds)
    else:
        share = abs(part.signed) / seconds / max(distance, 0.05)
        pace = band("travel_per_distance", share)
    subject = "" if several else names.get(part.subject, part.subject)
    return CameraPart(move=move, forward=part.signed >= 0.0, subject=subject, pace=pace)


def _is_shallow(state: CameraState) -> bool:
    """Tell whether the depth of field is short against the focus distance.

    Near and far limits are ``s H / (H ± s)`` with the hyperfocal ``H = f² / (N c)``.
    """
    if state.orthographic_height_m > 0.0 or state.f_stop <= 0.0:
        return False
    circle = _CIRCLE_SHARE * float(np.hypot(*state.gate_mm))
    hyperfocal = state.focal_length_mm**2 / (state.f_stop * circle) / 1000.0
    focus = state.focus_distance_m
    if focus >= hyperfocal:
        return False
    depth = 2.0 * focus**2 * hyperfocal / (hyperfocal**2 - focus**2)
    return depth < _SHALLOW_SHARE * focus


def _pull(first: Description, last: CameraEnd, names: dict[str, str]) -> tuple[str, str] | None:
    if first.focus and last.focus and first.focus != last.focus:
        return names.get(first.focus, first.focus), names.get(last.focus, last.focus)
    if last.focus and not first.focus:
        return "", names.get(last.focus, last.focus)
    return None

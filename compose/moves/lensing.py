"""Moves of the lens: zoom, and the dolly zoom that holds the subject's size."""

from __future__ import annotations

import numpy as np

from compose.errors import SceneError
from compose.moves.move import Move, Parameter
from compose.moves.plan import MovePlan, Setup
from compose.moves.shared import EASE, SUBJECT, Planned, amount, speed

_LENSES_MM = (2.0, 3000.0)
_NEAREST_M = 0.5


def _zoom(setup: Setup) -> MovePlan:
    motion, first = setup.motion, float(setup.motion.focal_mm[0])
    target = setup.options.maybe("to_mm")
    factor = setup.options.number("factor") if target is None else target / first
    _check_lens(first * factor)
    course = setup.course(first * factor - first)
    focal = motion.focal_mm * (1.0 + (factor - 1.0) * course.progress)
    return MovePlan(motion=motion.moved(focal_mm=focal), spans=course.spans)


def _dolly_zoom(setup: Setup) -> MovePlan:
    """Travel on the line to the subject; the focal length follows its depth.

    A thing of height h at depth d along the view axis is f h / d tall in the picture, so that f/d
    is held.
    """
    motion, target = setup.motion, setup.needed_subject()
    line = target[0] - motion.places[0]
    distance = float(np.linalg.norm(line))
    metres = setup.options.maybe("distance_m")
    if metres is None:
        metres = setup.options.number("share") * distance
    course = setup.course(metres)
    places = motion.places + metres * course.progress[:, None] * line / max(distance, 1e-9)
    depths = np.einsum("ni,ni->n", target - places, motion.ahead)
    if depths.min() < _NEAREST_M:
        raise SceneError(
            f"The dolly zoom would bring the camera within {_NEAREST_M:g} m of its subject, or "
            "past it; look at the subject and give a smaller distance_m or share."
        )
    focal = motion.focal_mm[0] * depths / depths[0]
    _check_lens(float(focal.min()))
    _check_lens(float(focal.max()))
    return MovePlan(motion=motion.moved(places=places, focal_mm=focal), spans=course.spans)


def _check_lens(focal_mm: float) -> None:
    low, high = _LENSES_MM
    if not low <= focal_mm <= high:
        raise SceneError(
            f"The move would need a lens of {focal_mm:.3g} mm; lenses go from {low:g} to "
            f"{high:g} mm. Move less."
        )


MOVES: tuple[Planned, ...] = (
    (
        Move(
            name="zoom",
            summary="Changes the focal length: longer comes closer, the camera stays.",
            writes=("lens",),
            parameters=(
                Parameter(name="to_mm", unit="mm", summary="the focal length at the end",
                          low=_LENSES_MM[0], high=_LENSES_MM[1]),
                Parameter(name="factor", summary="how many times longer, without to_mm",
                          default=2.0, low=0.01, high=100.0),
                speed("mm/s"),
                *EASE,
            ),
        ),
        _zoom,
    ),
    (
        Move(
            name="dolly-zoom",
            summary="Dollies in (or out) and zooms against it: the subject keeps its size.",
            writes=("place", "lens"),
            subject="needed",
            parameters=(
                *SUBJECT,
                amount("share", "", 0.5, "share of the distance to the subject, inward", 20.0),
                amount("distance_m", "m", None, "the way in instead of a share", 1e4),
                speed("m/s"),
                *EASE,
            ),
        ),
        _dolly_zoom,
    ),
)  # fmt: skip

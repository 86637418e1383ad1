"""Moves that turn the camera where it stands: pan, tilt, roll and whip-pan."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.moves.easing import EVEN, Ease
from compose.moves.keying import Span
from compose.moves.move import Move, Parameter
from compose.moves.plan import MovePlan, Setup
from compose.moves.rotations import x_turns, y_turns, z_turns
from compose.moves.shared import EASE, Planned, amount, one_way

F64 = npt.NDArray[np.float64]

_SETTLE_S = 0.3


def _pan(setup: Setup) -> MovePlan:
    degrees = setup.options.number("angle_deg")
    course = setup.course(degrees)
    turns = y_turns(-np.radians(degrees) * course.progress) @ setup.motion.turns
    return MovePlan(motion=setup.motion.moved(turns=turns), spans=course.spans)


def _tilt(setup: Setup) -> MovePlan:
    return _about_itself(setup, x_turns)


def _roll(setup: Setup) -> MovePlan:
    return _about_itself(setup, z_turns)


def _about_itself(setup: Setup, about: Callable[[F64], F64]) -> MovePlan:
    """Turn the camera about one of its own axes, on top of what it does already."""
    degrees = setup.options.number("angle_deg")
    course = setup.course(degrees)
    turns = setup.motion.turns @ about(np.radians(degrees) * course.progress)
    return MovePlan(motion=setup.motion.moved(turns=turns), spans=course.spans)


def _whip_pan(setup: Setup) -> MovePlan:
    """Hold, whip a little too far, come back and hold."""
    motion, options = setup.motion, setup.options
    degrees, last = options.number("angle_deg"), len(motion.frames) - 1
    whip = max(2, round(options.number("whip_s") * motion.rate))
    settle = max(2, round(_SETTLE_S * motion.rate))
    if whip + settle > last:
        raise SceneError(
            f"A whip pan of {whip} frames and {settle} to settle needs {whip + settle + 1} "
            f"frames, and there are {last + 1}. Give it more frames or a smaller whip_s."
        )
    start = round(options.number("at") * (last - whip - settle))
    stops = (0, start, start + whip, start + whip + settle, last)
    over = degrees * (1.0 + options.number("overshoot"))
    angles = np.zeros(last + 1)
    eases = (EVEN, setup.ease, Ease(0.4, 0.5), EVEN)
    ways = (0.0, over, degrees - over, 0.0)
    reached, spans = 0.0, []
    for i, (way, ease) in enumerate(zip(ways, eases, strict=True)):
        a, b = stops[i], stops[i + 1]
        if b > a:
            share = np.linspace(0.0, 1.0, b - a + 1)
            angles[a : b + 1] = reached + way * ease.progress(share)
            spans.append(Span(a, b, ease))
        reached += way
    turns = y_turns(-np.radians(angles)) @ motion.turns
    return MovePlan(motion=motion.moved(turns=turns), spans=tuple(spans))


MOVES: tuple[Planned, ...] = (
    one_way(
        "pan", "Turns to the right, or to the left with a minus sign.", "turn",
        amount("angle_deg", "degrees", 30.0, "the turn, to the right", 3600.0), _pan,
    ),
    one_way(
        "tilt", "Turns upward, or downward with a minus sign.", "turn",
        amount("angle_deg", "degrees", 15.0, "the turn, upward", 180.0), _tilt,
    ),
    one_way(
        "roll", "Tips to a Dutch angle: the picture turns clockwise.", "turn",
        amount("angle_deg", "degrees", 15.0, "the turn of the picture, clockwise", 3600.0), _roll,
    ),
    (
        Move(
            name="whip-pan",
            summary="Holds, whips round to the right, settles from a little too far, and holds.",
            writes=("turn",),
            parameters=(
                amount("angle_deg", "degrees", 90.0, "the turn, to the right", 360.0),
                Parameter(name="whip_s", unit="s", summary="how long the whip takes",
                          default=0.3, low=0.05, high=2.0),
                Parameter(name="at", summary="when it begins: 0 at once, 1 as late as can be",
                          default=0.5, low=0.0, high=1.0),
                Parameter(name="overshoot", summary="how much too far, as a share of the turn",
                          default=0.04, low=0.0, high=0.3),
                *EASE,
            ),
        ),
        _whip_pan,
    ),
)  # fmt: skip

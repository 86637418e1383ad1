"""Moves that carry the camera: static, dolly, truck, pedestal, crane, push-in, pull-out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.moves.framing import held_in_picture
from compose.moves.keying import Span
from compose.moves.move import FIGURE_FACE, Move
from compose.moves.plan import MovePlan, Setup
from compose.moves.rotations import level_axes, x_turns
from compose.moves.shared import EASE, SUBJECT, Planned, amount, one_way, speed

F64 = npt.NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])


def _static(setup: Setup) -> MovePlan:
    motion, count = setup.motion, len(setup.motion.frames)
    still = motion.moved(
        places=np.tile(motion.places[0], (count, 1)),
        turns=np.tile(motion.turns[0], (count, 1, 1)),
        focal_mm=np.full(count, motion.focal_mm[0]),
    )
    return MovePlan(motion=still, spans=(Span(0, count - 1),))


def _along(setup: Setup, way: F64, metres: float) -> MovePlan:
    """Carry the camera along a unit vector, on top of what it does already."""
    course = setup.course(metres)
    places = setup.motion.places + metres * course.progress[:, None] * way
    return MovePlan(motion=setup.motion.moved(places=places), spans=course.spans)


def _dolly(setup: Setup) -> MovePlan:
    return _along(setup, setup.motion.ahead[0], setup.options.number("distance_m"))


def _truck(setup: Setup) -> MovePlan:
    _, right = level_axes(setup.motion.ahead[:1], setup.motion.right[:1])
    return _along(setup, right[0], setup.options.number("distance_m"))


def _pedestal(setup: Setup) -> MovePlan:
    return _along(setup, _UP, setup.options.number("distance_m"))


def _push(setup: Setup, way: float) -> MovePlan:
    """Close in on (or leave) the subject on the straight line to it: its place stays.

    Of a figure that is the face: heading for the body would carry a close face out of the picture.
    """
    target = setup.subject()
    metres = setup.options.maybe("distance_m")
    if target is None:
        return _along(setup, setup.motion.ahead[0], way * (1.0 if metres is None else metres))
    line = target[0] - setup.motion.places[0]
    distance = float(np.linalg.norm(line))
    if metres is None:
        metres = setup.options.number("share") * distance
    if way > 0.0 and metres > 0.98 * distance:
        raise SceneError(
            f"The subject is {distance:.2f} m away, so the camera cannot push in {metres:.2f} m."
        )
    return _along(setup, line / max(distance, 1e-9), way * metres)


def _push_in(setup: Setup) -> MovePlan:
    return _push(setup, 1.0)


def _pull_out(setup: Setup) -> MovePlan:
    return _push(setup, -1.0)


def _crane(setup: Setup) -> MovePlan:
    motion, options = setup.motion, setup.options
    height, arm = options.number("height_m"), options.number("arm_m")
    if arm and abs(height) > 1.9 * arm:
        raise SceneError(
            f"An arm of {arm:g} m cannot crane {abs(height):g} m; it reaches {1.9 * arm:g} m."
        )
    course = setup.course(height)
    forward, _ = level_axes(motion.ahead[:1], motion.right[:1])
    reach = options.number("reach_m") * course.progress
    if arm:
        level = (course.progress - 0.5) * height
        reach = reach + np.sqrt(arm**2 - level**2) - np.sqrt(arm**2 - 0.25 * height**2)
    places = motion.places + height * course.progress[:, None] * _UP + reach[:, None] * forward[0]
    target = setup.subject()
    if target is not None:
        turns = held_in_picture(motion, places, target)
    else:
        turns = motion.turns @ x_turns(np.radians(options.number("tilt_deg")) * course.progress)
    return MovePlan(motion=motion.moved(places=places, turns=turns), spans=course.spans)


_CLOSING = (
    *SUBJECT,
    amount("share", "", 0.4, "share of the distance to the subject", 20.0),
    amount("distance_m", "m", None, "the way instead of a share", 1e4),
    speed("m/s"),
    *EASE,
)

MOVES: tuple[Planned, ...] = (
    (
        Move(
            name="static",
            summary="The camera stands still as it is at the first frame.",
            writes=("place", "turn", "lens"),
        ),
        _static,
    ),
    one_way(
        "dolly", "Travels along the view: in, or out with a minus sign.", "place",
        amount("distance_m", "m", 2.0, "the way, forward", 1e4), _dolly,
    ),
    one_way(
        "truck", "Travels level to the right, or to the left with a minus sign.", "place",
        amount("distance_m", "m", 2.0, "the way, to the right", 1e4), _truck,
    ),
    one_way(
        "pedestal", "Rises straight up, or sinks with a minus sign.", "place",
        amount("distance_m", "m", 1.0, "the way, upward", 1e4), _pedestal,
    ),
    (
        Move(
            name="crane",
            summary="Rises or sinks on a crane or jib arm while it tilts or keeps its subject.",
            writes=("place", "turn"),
            subject="optional",
            parameters=(
                amount("height_m", "m", 4.0, "the way, upward", 1e3),
                amount("reach_m", "m", 0.0, "the way forward, level", 1e3),
                amount("arm_m", "m", 0.0, "length of a jib's arm; 0 goes straight", 100.0),
                amount("tilt_deg", "degrees", 0.0, "tilt upward, without a subject", 170.0),
                *SUBJECT,
                speed("m/s"),
                *EASE,
            ),
        ),
        _crane,
    ),
    (
        Move(
            name="push-in",
            summary="Closes in on the subject, which keeps its place in the picture.",
            writes=("place",),
            subject="optional",
            figure_aim=FIGURE_FACE,
            parameters=_CLOSING,
        ),
        _push_in,
    ),
    (
        Move(
            name="pull-out",
            summary="Draws back from the subject, which keeps its place in the picture.",
            writes=("place",),
            subject="optional",
            figure_aim=FIGURE_FACE,
            parameters=_CLOSING,
        ),
        _pull_out,
    ),
)  # fmt: skip

"""Moves about subjects: arc, and the drift over a shoulder."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.moves.framing import held_in_picture
from compose.moves.motion import CameraMotion
from compose.moves.move import Move, Parameter
from compose.moves.plan import MovePlan, Setup
from compose.moves.rotations import y_turns
from compose.moves.shared import EASE, SUBJECT, Planned, amount, speed

F64 = npt.NDArray[np.float64]


def _arc(setup: Setup) -> MovePlan:
    """Turn the camera's places about the vertical through the subject."""
    motion, centre = setup.motion, setup.needed_subject()
    degrees = setup.options.number("angle_deg")
    course = setup.course(degrees)
    about = y_turns(np.radians(degrees) * course.progress)
    places = centre + np.einsum("nij,nj->ni", about, motion.places - centre)
    places[:, 1] += setup.options.number("height_m") * course.progress
    turns = held_in_picture(motion, places, centre)
    return MovePlan(motion=motion.moved(places=places, turns=turns), spans=course.spans)


def _over_the_shoulder(setup: Setup) -> MovePlan:
    """Stand behind a shoulder, drift sideways, and hold the one who faces it."""
    motion, options = setup.motion, setup.options
    far, near = setup.needed_subject(), setup.subjects.get("shoulder")
    course = setup.course(options.number("drift_m"))
    places, seen, begin = motion.places, None, 0.0
    if near is not None:
        places = _behind(near, far, options.number("back_m"), options.number("aside_m"))
        seen, begin = _beside_the_middle(motion, options.number("aside_m")), 0.5
    line = far[0] - places[0]
    across = np.cross(line, (0.0, 1.0, 0.0))
    length = float(np.linalg.norm(across))
    if length < 1e-6:
        raise SceneError("The subject stands straight above or below the camera.")
    drift = options.number("drift_m") * (course.progress - begin)
    places = places + drift[:, None] * across / length
    turns = held_in_picture(motion, places, far, seen)
    return MovePlan(motion=motion.moved(places=places, turns=turns), spans=course.spans)


def _behind(near: F64, far: F64, back_m: float, aside_m: float) -> F64:
    """Return (N, 3) places behind one subject on the line to another, beside and a little above."""
    line = (far - near) * (1.0, 0.0, 1.0)
    length = np.linalg.norm(line, axis=1, keepdims=True)
    if length.min() < 0.1:
        raise SceneError("Both subjects stand in one place; a shoulder needs somebody to face.")
    line = line / length
    right = np.cross(line, (0.0, 1.0, 0.0))
    result: F64 = near - back_m * line + aside_m * right + np.array([0.0, 0.28, 0.0])
    return result


def _beside_the_middle(motion: CameraMotion, aside_m: float) -> F64:
    """Return (3,) the view direction a quarter out, on the camera's side of the shoulder."""
    quarter = 0.25 * 0.5 * motion.gate_mm[0] / float(motion.focal_mm[0])
    direction = np.array([np.copysign(quarter, aside_m), 0.0, -1.0])
    return np.asarray(direction / np.linalg.norm(direction))


_ARC = (
    *SUBJECT,
    amount("angle_deg", "degrees", 45.0, "the way round, camera to the right", 3600.0),
    amount("height_m", "m", 0.0, "how much it rises on the way", 1e3),
    speed("degrees/s"),
    *EASE,
)

MOVES: tuple[Planned, ...] = (
    (
        Move(
            name="arc",
            summary="Circles the subject to the right (or left), looking at it.",
            writes=("place", "turn"),
            subject="needed",
            parameters=_ARC,
        ),
        _arc,
    ),
    (
        Move(
            name="over-the-shoulder",
            summary="Drifts slowly behind a shoulder, holding the one who faces it.",
            writes=("place", "turn"),
            subject="needed",
            parameters=(
                *SUBJECT,
                Parameter(name="shoulder", kind="name",
                          summary="whose shoulder; the camera is placed behind it"),
                amount("drift_m", "m", 0.2, "the way, to the right", 5.0),
                Parameter(name="back_m", unit="m", summary="how far behind the shoulder",
                          default=1.1, low=0.2, high=5.0),
                amount("aside_m", "m", 0.34, "how far to the right of the line", 3.0),
                speed("m/s"),
                *EASE,
            ),
        ),
        _over_the_shoulder,
    ),
)  # fmt: skip

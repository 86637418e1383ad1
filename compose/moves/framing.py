"""Turns that hold a subject where it is in the picture while the camera travels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.moves.motion import CameraMotion
from compose.moves.rotations import roll_of, x_turns, y_turns, z_turns

F64 = npt.NDArray[np.float64]

_INSIDE = 0.9


def held_in_picture(
    motion: CameraMotion, places: F64, subject: F64, seen: F64 | None = None
) -> F64:
    """Return (N, 3, 3) rotations of a camera at ``places`` that hold (N, 3) ``subject`` in place.

    The subject stays where ``motion`` has it in the picture at the first frame; one outside the
    picture, or at its very edge, is brought to the middle, unless ``seen`` (3,) gives a direction
    in camera space. The roll against the horizon stays as the motion has it.

    With the camera's rotation ``Ry(pan) Rx(tilt) Rz(roll)`` and the subject's direction in camera
    space turned by the roll, ``v``, the tilt solves ``v_y cos t − v_z sin t = y`` for the height
    ``y`` of the wanted unit direction, and the pan is the rest of the heading.
    """
    sight = subject - places
    sight = sight / np.maximum(np.linalg.norm(sight, axis=1, keepdims=True), 1e-9)
    if seen is None:
        seen = _first_seen(motion, subject)
    rolls = z_turns(roll_of(motion.turns))
    turned = rolls @ seen
    reach = np.hypot(turned[:, 1], turned[:, 2])
    lifted = np.arcsin(np.clip(sight[:, 1] / np.maximum(reach, 1e-9), -1.0, 1.0))
    tilts = x_turns(lifted - np.arctan2(turned[:, 1], -turned[:, 2]))
    level = np.einsum("nij,nj->ni", tilts, turned)
    pans = _heading(sight) - _heading(level)
    result: F64 = y_turns(pans) @ tilts @ rolls
    return result


def _first_seen(motion: CameraMotion, subject: F64) -> F64:
    """Return (3,) the direction of the subject in camera space at the first frame."""
    if not motion.sees(subject, _INSIDE)[0]:
        return np.array([0.0, 0.0, -1.0])
    first = subject[0] - motion.places[0]
    return np.asarray(motion.turns[0].T @ first / np.linalg.norm(first))


def _heading(directions: F64) -> F64:
    return np.arctan2(-directions[:, 0], -directions[:, 2])

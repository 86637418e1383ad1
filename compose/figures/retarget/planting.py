"""Planting: a take set down so that its lowest foot touches the ground."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compose.figures.body import FigureBody
from compose.figures.proportions import ABOVE, Proportions, proportions
from compose.figures.retarget.motion import FigureMotion
from compose.figures.retarget.sampling import turned
from compose.figures.skeleton import INDEX, JOINTS, POINTS
from compose.geometry.mesh import F64
from compose.transform import multiply_quaternions

_SOLES = tuple(
    f"{side}_{point}" for side in ("left", "right") for point in ("heel", "ball", "toe_tip")
)


def planted(motion: FigureMotion, body: FigureBody) -> FigureMotion:
    """Return the motion raised or lowered as a whole: the lowest sole of the take is at y = 0.

    Every sample moves by the same height, so that steps and jumps stay as they are.
    """
    measured = proportions(body)
    lowest = min(float(_heights(motion, measured, point).min()) for point in _SOLES)
    return replace(motion, all_hips=motion.all_hips - (0.0, lowest, 0.0))


def _heights(motion: FigureMotion, measured: Proportions, point: str) -> F64:
    """Return (T,) metres: how high a landmark is, by the joints from the hips down to it."""
    rows = [POINTS.index(point)]
    while ABOVE[rows[0]] >= 0:
        rows.insert(0, ABOVE[rows[0]])
    place, turn = motion.all_hips, motion.all_turns[:, INDEX["hips"]]
    for row in rows[1:]:
        place = place + turned(turn, np.broadcast_to(measured.offsets[row], place.shape))
        if row < len(JOINTS):
            turn = multiply_quaternions(turn, motion.all_turns[:, row])
    return place[:, 1]

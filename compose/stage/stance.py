"""Stance: the pose that a figure holds where nothing moves it, as numbers of its joints."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import NotFoundError
from compose.figures.performance import Performance
from compose.figures.pose import Pose, posed
from compose.figures.skeleton import INDEX, JOINTS
from compose.geometry.model import Model
from compose.transform import euler_quaternions

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False, kw_only=True)
class Stance:
    """What a figure's joints do without keys, cycles, reaches and looks.

    ``turns`` is (J, 4), ``hips`` (3,) where the hips are in the figure's space. ``fixed`` are the
    rows of the joints that are set one by one and that no pose turns, ``zero_hips`` (3,) is where
    the hips are in the T pose, and ``leg`` the length in metres that poses measure hips in.
    """

    turns: F64
    hips: F64
    fixed: Indices
    zero_hips: F64
    leg: float

    def placed(self, pose: Pose) -> tuple[F64, F64]:
        """Return the turns (J, 4) and the place of the hips (3,) of this figure in another pose."""
        turns = pose.turns.copy()
        turns[self.fixed] = self.turns[self.fixed]
        return turns, self.zero_hips + pose.hips * self.leg


def stance_of(performance: Performance, model: Model, name: str) -> Stance:
    """Return the stance of the figure called ``name``, whose model is ``model``.

    Raises
    ------
    NotFoundError
        When there is no such pose, hand pose or joint; the nearest are offered.
    """
    pose = posed(
        performance.pose,
        mirrored=performance.mirrored,
        left_hand=performance.left_hand,
        right_hand=performance.right_hand,
    )
    turns = pose.turns.copy()
    for joint in performance.joints:
        if joint not in INDEX:
            raise NotFoundError("joint", joint, JOINTS, f"in figure {name!r}")
    fixed = np.array([INDEX[joint] for joint in performance.joints], np.intp)
    if len(fixed):
        degrees = np.array(list(performance.joints.values()), np.float64)
        turns[fixed] = euler_quaternions(np.radians(degrees), "YXZ")
    zero = np.array(model.nodes[0].translation, np.float64)
    shin = (INDEX["left_knee"], INDEX["left_ankle"])
    leg = sum(float(np.linalg.norm(model.nodes[row].translation)) for row in shin)
    return Stance(turns=turns, hips=zero + pose.hips * leg, fixed=fixed, zero_hips=zero, leg=leg)

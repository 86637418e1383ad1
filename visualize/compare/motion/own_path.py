"""OwnPath: the camera as it is found on the shot's own render, which no take can better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.compare.meter import Step
from visualize.compare.motion.follower import Follower
from visualize.compare.motion.landmarks import Ids, landmarks
from visualize.compare.motion.pose import Pose
from visualize.compare.remembered import Remembered

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class OwnStep:
    """What the shot's own render gives of one step.

    Attributes
    ----------
    points
        (N, 3) landmarks, world points in metres, of the frame before.
    pose, known
        Where the camera is found after it, and whether it could be followed.
    """

    points: F64
    pose: Pose
    known: bool


class OwnPath:
    """Follows the camera through the shot's own render, once for all takes that go through it.

    Parameters
    ----------
    moving
        Numbers of the ``id`` pass of what does not stand still.
    zooms
        Whether the shot changes its focal length.
    """

    def __init__(self, moving: Ids, *, zooms: bool) -> None:
        self._moving, self._zooms = moving, zooms
        self._follower: Follower | None = None
        self._steps = 0
        self.step = Remembered(self._next, of=lambda step: step.own)

    def _next(self, step: Step) -> OwnStep:
        assert step.before.index == self._steps  # takes are shown side by side, from the first on
        self._steps += 1
        before, after = step.before.authored, step.after.authored
        pose, target = Pose.of(before.camera, before.raster), Pose.of(after.camera, after.raster)
        follower = self._follower = self._follower or Follower(pose, zooms=self._zooms)
        points = landmarks(before, self._moving, step.own)
        if follower.wants_points:
            follower.place(points, before["beauty"], before.raster)
        follower.step(step.own, step.own_back, after.raster, (pose, target), step.own)
        return OwnStep(points, follower.pose, follower.known)

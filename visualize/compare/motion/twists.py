"""Twists: a camera's path as its own turns and travel, so that moves can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.motion.pose import Pose

F64 = npt.NDArray[np.float64]

_LEAST = 1e-12
_STANDS_M = 1e-6


@dataclass(frozen=True, eq=False)
class Twists:
    """What a camera of N moments has done until each, added up along its own axes.

    Attributes
    ----------
    turned
        (N, 3) radians about its +X (up is positive), +Y (left) and +Z (counter-clockwise).
    travelled
        (N, 3) metres to its right, up and back.
    lens
        (N,) logarithm of its focal length.
    """

    turned: F64
    travelled: F64
    lens: F64

    @classmethod
    def of(cls, poses: Sequence[Pose]) -> Twists:
        """Return the twists of a path."""
        turned, travelled = np.zeros((len(poses), 3)), np.zeros((len(poses), 3))
        for i in range(1, len(poses)):
            step = poses[i].within(poses[i - 1])
            angle, _ = cv2.Rodrigues(step.turn)
            turned[i], travelled[i] = angle[:, 0], step.place
        lens = np.log([pose.focal for pose in poses])
        return cls(np.cumsum(turned, axis=0), np.cumsum(travelled, axis=0), lens)

    @property
    def reach(self) -> float:
        """Metres of the longest way along one axis, next to nothing when it only turns."""
        return max(float(np.abs(self.travelled).max(initial=0.0)), _STANDS_M)

    def body(self, reach: float) -> F64:
        """Return (N, 6) turns and travel in like units: ``reach`` metres are a radian."""
        return np.hstack([self.turned, self.travelled / reach])

    def between(self, first: int, last: int) -> Twists:
        """Return the twists of moments ``first`` to ``last``, both counted, from nought."""
        rows = slice(first, last + 1)
        return Twists(
            self.turned[rows] - self.turned[first],
            self.travelled[rows] - self.travelled[first],
            self.lens[rows] - self.lens[first],
        )


def ratio(authored: F64, recovered: F64) -> float | None:
    """Return how much of an authored way was gone, along it: 1 is all, 0.7 is 30 % slow.

    The least-squares factor of two (N,) or (N, D) arrays; ``None`` where nothing was authored.
    """
    square = float((authored * authored).sum())
    return float((authored * recovered).sum()) / square if square > _LEAST else None


def angle_deg(authored: F64, recovered: F64) -> float | None:
    """Return the angle between two directions in degrees; ``None`` when one has no length."""
    size = float(np.linalg.norm(authored) * np.linalg.norm(recovered))
    if size < _LEAST:
        return None
    return float(np.degrees(np.arccos(np.clip(authored @ recovered / size, -1.0, 1.0))))

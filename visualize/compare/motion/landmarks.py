"""Landmarks: points on things that stand still, by the exact depth of an authored frame."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from visualize.compare.meter import F32
from visualize.compare.motion.judged import STRIDE, texture
from visualize.compare.motion.pose import Pose, project
from visualize.compare.motion.sampling import Flags, inside, length
from visualize.render.frame import Frame

F64 = npt.NDArray[np.float64]
Ids = npt.NDArray[np.uint32]

SPACING = 4
"""Every fourth pixel, both ways, may be a landmark."""

CORNER, _OWN_CORNER = 0.3, 3.0
"""Squared grey levels a pixel, in the direction that changes least: what a point needs in the take,
and on the shot's own render."""

_CELL = 4
_OWN_PX, _OWN_SHARE = 0.35, 0.1
_BEHIND = 1.05


def landmarks(frame: Frame, moving: Ids, own: F32) -> F64:
    """Return (N, 3) world points that a frame shows of what stands still and can be followed.

    Places next to something that moves, or to the sky, are left out: flow is blurred there. So is
    what is plain on the shot's own render: the paper or the grid that a style puts there stays on
    the screen while the camera moves, and would be taken for a camera that holds.

    Parameters
    ----------
    frame
        With ``depth``, ``id``, ``motion`` and ``beauty``.
    moving
        Numbers of the ``id`` pass of what does not stand still.
    own
        (H, W, 2) the flow to the next frame that the estimator sees on the shot's own render: where
        it does not see the authored motion (a highlight that wanders, a plain wall), there is
        nothing to follow.
    """
    depth = frame["depth"][::SPACING, ::SPACING]
    still = np.isfinite(depth) & ~np.isin(frame["id"][::SPACING, ::SPACING], moving)
    still = cv2.erode(still.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    still &= trusted(own[::SPACING, ::SPACING], frame["motion"][::SPACING, ::SPACING])
    levels, _ = texture(frame["beauty"])
    still &= levels[:: SPACING // STRIDE, :: SPACING // STRIDE] > _OWN_CORNER
    rows, columns = np.nonzero(still)
    return lifted(columns * SPACING, rows * SPACING, depth[rows, columns], frame)


def trusted(own: F32, authored: F32) -> Flags:
    """Tell where the estimator's own error on the authored motion is small, (...) of (..., 2)."""
    with np.errstate(invalid="ignore"):
        return np.asarray(length(own - authored) < _OWN_PX + _OWN_SHARE * length(authored))


def lifted(x: npt.ArrayLike, y: npt.ArrayLike, depth: npt.ArrayLike, frame: Frame) -> F64:
    """Return (N, 3) world points of pixels, whole numbers at their centres, and their depth."""
    raster, world = frame.raster, frame.camera.world
    away = np.asarray(depth, np.float64)
    across = (np.asarray(x, np.float64) + 0.5 - raster.cx) / raster.focal
    up = (raster.cy - 0.5 - np.asarray(y, np.float64)) / raster.focal
    local = np.stack([across * away, up * away, -away], axis=-1)
    return np.asarray(local @ world[:3, :3].T + world[:3, 3])


def centre_of(raster: Raster) -> tuple[float, float]:
    """Return the principal point, whole numbers at pixel centres."""
    return (raster.cx - 0.5, raster.cy - 0.5)


def in_sight(points: F64, pose: Pose, raster: Raster, margin: float) -> npt.NDArray[np.intp]:
    """Return which points a camera sees: in the picture, and with none of the others before them.

    Parameters
    ----------
    margin
        Pixels from the border that do not count as in the picture.
    """
    seen, depth = project(points, pose, centre_of(raster))
    x, y = seen.astype(np.float32).T
    kept = np.flatnonzero(inside(x, y, raster.size, margin))
    columns = raster.width // _CELL + 1
    cell = (y[kept] // _CELL).astype(np.intp) * columns + (x[kept] // _CELL).astype(np.intp)
    nearest = np.full(columns * (raster.height // _CELL + 1), np.inf)
    np.minimum.at(nearest, cell, depth[kept])
    return np.asarray(kept[depth[kept] <= _BEHIND * nearest[cell]])


class Clouds:
    """Landmarks of some authored frames, to be found again where the camera has gone astray.

    A take that pans slowly looks, at its end, at what the authored camera saw before its own end.
    At most ``most`` are kept: when there are more, every second one is let go.
    """

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._every = 1
        self._offered = 0
        self._kept: list[tuple[Pose, F64]] = []

    def offer(self, pose: Pose, points: F64) -> None:
        """Keep the landmarks of an authored frame, unless enough are kept for its time."""
        if self._offered % self._every == 0:
            self._kept.append((pose, points))
            if len(self._kept) > self._most:
                del self._kept[1::2]
                self._every *= 2
        self._offered += 1

    def nearest(self, pose: Pose) -> F64:
        """Return the landmarks of the kept frame whose view is nearest to a camera's."""
        away = [_difference(pose, other) for other, _ in self._kept]
        return self._kept[int(np.argmin(away))][1]


def _difference(one: Pose, other: Pose) -> float:
    """Return how much two views differ: radians, and metres of travel as tenths of a radian."""
    turn = float(np.arccos(np.clip(one.turn[:, 2] @ other.turn[:, 2], -1.0, 1.0)))
    return turn + 0.1 * float(np.linalg.norm(one.place - other.place))

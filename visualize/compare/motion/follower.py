"""Follower: a camera's path, recovered from how landmarks move through a clip."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from visualize.compare.meter import F32, U8
from visualize.compare.motion.judged import STRIDE, texture
from visualize.compare.motion.landmarks import CORNER, centre_of, in_sight, trusted
from visualize.compare.motion.pose import Pose, find_pose, project
from visualize.compare.motion.sampling import inside, length, read_at

F64 = npt.NDArray[np.float64]

LEAST_TRACKS = 12
"""Fewer points than this say nothing sure of a camera."""

_RESEED = 8
"""Steps after which new points are placed: longer tracks slip, shorter ones add up errors."""
_CELL_PX = 20
_MARGIN_PX = 6.0
_RETURN_PX, _RETURN_SHARE = 1.0, 0.08
_AGREE = 0.35
"""Share of the points that must agree with one camera."""
_WIDE = (6, 4)
"""Parts of the picture, across and down, in which points are counted."""


class Follower:
    """Goes through a clip step by step and says where its camera is.

    Known points are placed where the camera of the moment sees them, followed by optical flow for
    some frames, and the camera is found from where they have gone; then new points are placed by
    that camera. So the path is found on the shot's own geometry, whatever the clip looks like.

    Attributes
    ----------
    pose
        Where the clip's camera is now.
    known
        Whether the last step could be followed; else ``pose`` was moved as authored.
    covered
        The share of the picture with points that agree with ``pose``.

    Parameters
    ----------
    start
        The pose at the clip's first frame.
    zooms
        Whether the focal length is to be found too.
    """

    def __init__(self, start: Pose, *, zooms: bool) -> None:
        self.pose = start
        self.known = True
        self.covered = 0.0
        self._zooms = zooms
        self._points: F64 = np.zeros((0, 3))
        self._seen: F32 = np.zeros((0, 2), np.float32)
        self._age = 0

    @property
    def wants_points(self) -> bool:
        """Whether new points should be placed before the next step."""
        return self._age % _RESEED == 0 or len(self._points) < 3 * LEAST_TRACKS

    def place(self, points: F64, picture: U8, raster: Raster) -> None:
        """Put landmarks, (N, 3) in the world, where the camera sees them in a picture."""
        chosen = in_sight(points, self.pose, raster, _MARGIN_PX)
        seen, _ = project(points[chosen], self.pose, centre_of(raster))
        cells = (seen // _CELL_PX).astype(np.intp)
        rows, columns = (np.rint(seen[:, axis] / STRIDE).astype(np.intp) for axis in (1, 0))
        levels, _ = texture(picture)
        strength = levels[np.clip(rows, 0, levels.shape[0] - 1),
                          np.clip(columns, 0, levels.shape[1] - 1)]  # fmt: skip
        order = np.argsort(-strength, kind="stable")
        order = order[strength[order] > CORNER]
        flat = cells[order, 1] * (raster.width // _CELL_PX + 1) + cells[order, 0]
        best = order[np.unique(flat, return_index=True)[1]]
        self._points, self._seen = points[chosen[best]], seen[best].astype(np.float32)
        self._age = 0

    def step(
        self, flow: F32, flow_back: F32, raster: Raster, authored: tuple[Pose, Pose], own: F32
    ) -> None:
        """Follow the points into the next frame and find the camera there.

        Parameters
        ----------
        flow, flow_back
            (H, W, 2) pixels, as ``visualize.compare.meter.Step``.
        raster
            Of the next frame.
        authored
            The authored camera in both frames.
        own
            (H, W, 2) the flow on the shot's own render: points whose authored motion it does not
            see are given up.
        """
        self._age += 1
        self._give_up(authored, own, raster)
        self._go_on(flow, flow_back, raster)
        expected = authored[1].within(authored[0]).after(self.pose)
        self.known, self.covered = False, 0.0
        if len(self._points) >= LEAST_TRACKS:
            found = find_pose(
                self._points, self._seen.astype(np.float64), self.pose, centre_of(raster),
                zooms=self._zooms,
            )  # fmt: skip
            agree = int(found.agree.sum())
            if agree >= LEAST_TRACKS and agree >= _AGREE * len(self._points):
                self.known, self.pose = True, found.pose
                self.covered = _spread(self._seen[found.agree], raster)
                return
        self.pose = expected
        self._points, self._seen = self._points[:0], self._seen[:0]

    def _give_up(self, authored: tuple[Pose, Pose], own: F32, raster: Raster) -> None:
        """Let go of points that the estimator cannot follow on the shot's own render."""
        here, there = (project(self._points, pose, centre_of(raster))[0] for pose in authored)
        x, y = here.astype(np.float32).T
        seen = read_at(own, x, y)
        fine = trusted(seen, (there - here).astype(np.float32)) | ~inside(x, y, raster.size)
        self._points, self._seen = self._points[fine], self._seen[fine]

    def _go_on(self, flow: F32, flow_back: F32, raster: Raster) -> None:
        """Move the points with the flow; those that do not come back the same way are lost."""
        x, y = self._seen.T
        there = read_at(flow, x, y)
        to = self._seen + there
        home = read_at(flow_back, to[:, 0], to[:, 1])
        away = length(there + home)
        room = _RETURN_PX + _RETURN_SHARE * length(there)
        kept = (away < room) & inside(to[:, 0], to[:, 1], raster.size, 1.0)
        self._points, self._seen = self._points[kept], to[kept]


def _spread(seen: F32, raster: Raster) -> float:
    """Return the share of a picture's parts, of 6 x 4, that hold a point."""
    across, down = _WIDE
    columns = np.clip(seen[:, 0] * across / raster.width, 0, across - 1).astype(np.intp)
    rows = np.clip(seen[:, 1] * down / raster.height, 0, down - 1).astype(np.intp)
    return len(np.unique(rows * across + columns)) / (across * down)

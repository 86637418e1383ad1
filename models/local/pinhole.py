"""Pinhole: where a point of space lands in a picture, and which point a pixel shows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

FAR_M = 1e6
"""Where the sky is put: far enough that a camera's travel does not move it in the picture."""


@dataclass(frozen=True, eq=False)
class Pinhole:
    """A camera and its raster.

    Attributes
    ----------
    world
        (4, 4) float64, camera to world: a rotation and a translation; it looks down −Z, +Y up.
    size
        Width and height in pixels.
    focal, cx, cy
        Focal length and principal point in pixels, from the corner of the top left pixel.
    orthographic
        ``focal`` is then pixels to a metre.
    """

    world: F64
    size: tuple[int, int]
    focal: float
    cx: float
    cy: float
    orthographic: bool = False

    def seen_from(self, other: Pinhole, depth: F32) -> tuple[F32, F32, F32]:
        """Return where the points of a picture of this camera lie in another camera's picture.

        Parameters
        ----------
        depth
            (H, W) float32 of this camera, metres along its axis, infinite in the sky.

        Returns
        -------
        x, y
            (H, W) float32: places of pixel centres, whole numbers at centres (as ``cv2.remap``).
        depth
            (H, W) float32 along the other camera's axis; negative behind it.
        """
        known = np.where(depth < FAR_M, depth, np.float32(FAR_M))
        turn = np.linalg.inv(other.world) @ self.world
        x, y, z = cv2.split(cv2.transform(self._points(known), turn[:3].astype(np.float32)))
        away = -z
        if other.orthographic:
            return (other.cx - 0.5 + other.focal * x, other.cy - 0.5 - other.focal * y, away)
        scale = np.float32(other.focal) / np.where(np.abs(away) > 1e-6, away, np.float32(1e-6))
        return (x * scale + np.float32(other.cx - 0.5), np.float32(other.cy - 0.5) - y * scale,
                away)  # fmt: skip

    def _points(self, depth: F32) -> F32:
        """Return (H, W, 3) float32 in camera space."""
        width, height = self.size
        x = (np.arange(width, dtype=np.float32) + np.float32(0.5 - self.cx)) / self.focal
        y = (np.float32(self.cy - 0.5) - np.arange(height, dtype=np.float32)) / self.focal
        points = np.empty((height, width, 3), np.float32)
        reach = 1.0 if self.orthographic else depth
        points[..., 0] = x[None, :] * reach
        points[..., 1] = y[:, None] * reach
        points[..., 2] = -depth
        return points

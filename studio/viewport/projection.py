"""Projection: from the world to a place on screen and back, exactly as the picture was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Ray:
    """A half line in the world: ``origin`` and the unit ``direction``, (3,) float64 each."""

    origin: F64
    direction: F64

    def on_plane(self, point: F64, normal: F64) -> F64 | None:
        """Return where the ray meets a plane, ``None`` where it never does."""
        slope = float(normal @ self.direction)
        if abs(slope) < 1e-9:
            return None
        along = float(normal @ (point - self.origin)) / slope
        return None if along <= 0.0 else self.origin + along * self.direction

    def nearest_on_line(self, point: F64, direction: F64) -> F64:
        """Return the point of a line that is nearest to the ray; ``point`` for parallel ones."""
        across = float(direction @ self.direction)
        least = 1.0 - across * across
        if least < 1e-9:
            return point
        offset = self.origin - point
        along = (offset @ direction - across * (offset @ self.direction)) / least
        result: F64 = point + along * direction
        return result


@dataclass(frozen=True, eq=False)
class Projection:
    """A camera and the rectangle of a widget that its picture fills.

    Parameters
    ----------
    camera, raster
        What drew the picture, and its pixels.
    left, top
        The picture's corner in the widget, in logical pixels.
    scale
        Logical pixels of the widget for a pixel of the picture.
    """

    camera: CameraState
    raster: Raster
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0

    @cached_property
    def eye(self) -> F64:
        """Where the camera is, (3,)."""
        result: F64 = self.camera.world[:3, 3]
        return result

    @cached_property
    def forward(self) -> F64:
        """Unit vector the camera looks along, (3,)."""
        result: F64 = -self.camera.world[:3, 2]
        return result

    def to_screen(self, points: npt.ArrayLike) -> tuple[F64, F64]:
        """Return where (N, 3) world points fall, (N, 2) in the widget, and (N,) depths in metres.

        What is not before the camera has a depth of zero or less and lies nowhere: NaN.
        """
        local = self._local(points)
        depth = -local[:, 2]
        if self.raster.orthographic:
            divided = local[:, :2]
        else:
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                divided = local[:, :2] / np.where(depth > 0.0, depth, np.nan)[:, None]
        return self._placed(divided), depth

    def segments(self, starts: npt.ArrayLike, ends: npt.ArrayLike) -> tuple[F64, npt.NDArray]:
        """Return (M, 4) segments x0, y0, x1, y1 in the widget, and the (M,) rows they come from.

        Segments are cut at the camera's near plane; what lies wholly behind it is left out.
        """
        a, b = self._local(starts), self._local(ends)
        near = -self.camera.near_m
        before = np.stack([a[:, 2] <= near, b[:, 2] <= near], axis=1)
        rows = np.flatnonzero(before.any(axis=1))
        a, b, before = a[rows], b[rows], before[rows]
        for inside, outside, which in ((a, b, 1), (b, a, 0)):
            cut = ~before[:, which]
            share = (near - inside[cut, 2]) / (outside[cut, 2] - inside[cut, 2])
            outside[cut] = inside[cut] + share[:, None] * (outside[cut] - inside[cut])
        flat = [p[:, :2] if self.raster.orthographic else p[:, :2] / -p[:, 2:] for p in (a, b)]
        return np.hstack([self._placed(part) for part in flat]), rows

    def polygon(self, corners: npt.ArrayLike) -> F64:
        """Return (M, 2), a flat polygon of (N, 3) corners in the widget, cut at the near plane.

        It is empty where all of the polygon lies behind that plane.
        """
        local = self._local(corners)
        ahead = -local[:, 2] - self.camera.near_m
        kept: list[F64] = []
        for here, there in zip(range(len(local)), np.roll(range(len(local)), -1), strict=True):
            if ahead[here] >= 0.0:
                kept.append(local[here])
            if (ahead[here] >= 0.0) != (ahead[there] >= 0.0):
                share = ahead[here] / (ahead[here] - ahead[there])
                kept.append(local[here] + share * (local[there] - local[here]))
        cut = np.array(kept).reshape(-1, 3)
        return self._placed(cut[:, :2] if self.raster.orthographic else cut[:, :2] / -cut[:, 2:])

    def ray(self, x: float, y: float) -> Ray:
        """Return the ray through a place of the widget; for a parallel view it starts beside."""
        raster = self.raster
        across = ((x - self.left) / self.scale - raster.cx) / raster.focal
        up = -((y - self.top) / self.scale - raster.cy) / raster.focal
        turn = self.camera.world[:3, :3]
        if raster.orthographic:
            return Ray(self.eye + turn @ np.array([across, up, 0.0]), self.forward)
        direction = turn @ np.array([across, up, -1.0])
        return Ray(self.eye, direction / np.linalg.norm(direction))

    def point_at(self, x: float, y: float, depth: float) -> F64:
        """Return the world point that is seen at a place, ``depth`` metres along the view axis."""
        ray = self.ray(x, y)
        along = float(ray.direction @ self.forward)
        return ray.origin + ray.direction * (depth / along)

    def metres_per_pixel(self, point: npt.ArrayLike) -> float:
        """Return the length in metres of a logical pixel at a world point before the camera."""
        shown = self.raster.focal * self.scale
        if self.raster.orthographic:
            return 1.0 / shown
        depth = float((np.asarray(point, np.float64) - self.eye) @ self.forward)
        return max(depth, self.camera.near_m) / shown

    def _local(self, points: npt.ArrayLike) -> F64:
        world = np.asarray(points, np.float64).reshape(-1, 3)
        result: F64 = (world - self.eye) @ self.camera.world[:3, :3]
        return result

    def _placed(self, flat: F64) -> F64:
        raster = self.raster
        x = self.left + self.scale * (raster.cx + raster.focal * flat[:, 0])
        y = self.top + self.scale * (raster.cy - raster.focal * flat[:, 1])
        return np.stack([x, y], axis=1)

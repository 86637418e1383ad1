"""Pose: where a camera stands and looks, and how it is found from known points in a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_ROUNDS = 12
_SETTLED_PX = 1e-3
_SCALE_PX = 0.5
"""Least spread of the points' errors: what is closer than this is right."""
_NEAREST_M = 1e-3
_DAMPING = 1e-6


@dataclass(frozen=True, eq=False)
class Pose:
    """A pinhole camera in the world.

    Attributes
    ----------
    turn
        (3, 3) float64, camera to world: a rotation; the camera looks down −Z, +Y up.
    place
        (3,) metres.
    focal
        Focal length in pixels.
    """

    turn: F64
    place: F64
    focal: float

    @classmethod
    def of(cls, camera: CameraState, raster: Raster) -> Pose:
        """Return the authored pose of a frame."""
        return cls(camera.world[:3, :3], camera.world[:3, 3], raster.focal)

    def within(self, other: Pose) -> Pose:
        """Return this pose as ``other`` sees it; the focal length becomes a ratio."""
        turn = other.turn.T @ self.turn
        return Pose(turn, other.turn.T @ (self.place - other.place), self.focal / other.focal)

    def after(self, other: Pose) -> Pose:
        """Return the pose that ``other`` sees as this one: ``p.within(o).after(o)`` is ``p``."""
        return Pose(
            other.turn @ self.turn,
            other.turn @ self.place + other.place,
            self.focal * other.focal,
        )


@dataclass(frozen=True, eq=False)
class Found:
    """A pose found from points.

    ``agree`` (N,) bool are the points it explains; ``error_px`` is the median error of those.
    """

    pose: Pose
    agree: Flags
    error_px: float


def project(points: F64, pose: Pose, centre: tuple[float, float]) -> tuple[F64, F64]:
    """Return where world points land in a picture, and their depth.

    Parameters
    ----------
    points
        (N, 3) metres.
    centre
        The principal point in pixels, whole numbers at pixel centres.

    Returns
    -------
    (N, 2) pixels, +x right and +y down, NaN behind the camera; (N,) metres along the view axis.
    """
    x, y, z = ((points - pose.place) @ pose.turn).T
    away = np.where(-z > _NEAREST_M, -z, np.nan)
    scale = pose.focal / away
    return np.stack([centre[0] + x * scale, centre[1] - y * scale], axis=1), -z


def find_pose(
    points: F64, seen: F64, start: Pose, centre: tuple[float, float], *, zooms: bool = False
) -> Found:
    """Return the pose from which known points are seen where they are.

    Gauss and Newton's steps on the error in the picture, each point weighted by how well it agrees
    (Geman and McClure's estimator, its width from the median error), so that points that follow
    something else lose their say.

    Parameters
    ----------
    points, seen
        (N, 3) metres in the world and (N, 2) pixels in the picture; at least 6.
    start
        A pose nearby, such as the one a frame before.
    zooms
        Whether the focal length is found as well.
    """
    pose = start
    for _ in range(_ROUNDS):
        shown, depth = project(points, pose, centre)
        error = seen - shown
        usable: Flags = np.asarray(np.isfinite(error).all(axis=1))
        error = np.where(usable[:, None], error, 0.0)
        weight = _weights(error, usable)
        lines = _jacobian(shown, depth, pose, centre, zooms)
        lines[~usable] = 0.0
        weighted = lines * weight[:, None, None]
        normal = np.einsum("nij,nik->jk", weighted, lines)
        ahead = np.einsum("nij,ni->j", weighted, error)
        normal[np.diag_indices_from(normal)] *= 1.0 + _DAMPING
        change = np.linalg.lstsq(normal, ahead, rcond=1e-12)[0]
        pose = _moved(pose, change)
        moved = np.einsum("nij,j->ni", lines, change)
        if np.abs(moved).max(initial=0.0) < _SETTLED_PX:
            break
    shown, _ = project(points, pose, centre)
    away = np.linalg.norm(seen - shown, axis=1)
    agree = np.asarray(away < 3.0 * _spread(away))
    return Found(pose, agree, float(np.median(away[agree])) if agree.any() else float("inf"))


def _spread(away: F64) -> float:
    """Return the robust deviation of distances, in pixels."""
    known = away[np.isfinite(away)]
    return max(_SCALE_PX, 1.4826 * float(np.median(known))) if len(known) else _SCALE_PX


def _weights(error: F64, usable: Flags) -> F64:
    away = np.linalg.norm(error, axis=1)
    width = 1.5 * _spread(away[usable])
    return np.asarray(usable / (1.0 + (away / width) ** 2) ** 2)


def _jacobian(shown: F64, depth: F64, pose: Pose, centre: tuple[float, float], zooms: bool) -> F64:
    """Return (N, 2, 6 or 7): how the places of points in the picture change with the camera.

    The columns are turns about the camera's x, y and z in radians, metres along them, and the
    logarithm of the focal length (Longuet-Higgins and Prazdny, 1980, for the first six).
    """
    a, b = (shown - centre).T / pose.focal
    safe = np.where(depth > _NEAREST_M, depth, np.inf)
    lines = np.zeros((len(shown), 2, 7 if zooms else 6))
    lines[:, 0, :3] = np.stack([a * b, 1.0 + a * a, -b], axis=1)
    lines[:, 1, :3] = np.stack([1.0 + b * b, a * b, a], axis=1)
    lines[:, 0, 3], lines[:, 1, 4] = -1.0 / safe, 1.0 / safe
    lines[:, 0, 5], lines[:, 1, 5] = -a / safe, -b / safe
    lines *= pose.focal
    if zooms:
        lines[:, :, 6] = shown - centre
    return lines


def _moved(pose: Pose, change: F64) -> Pose:
    """Return a pose turned and moved along its own axes."""
    turn, _ = cv2.Rodrigues(change[:3])
    longer = float(np.exp(np.clip(change[6], -0.5, 0.5))) if len(change) > 6 else 1.0
    place = pose.place + pose.turn @ change[3:6]
    return replace(pose, turn=pose.turn @ turn, place=place, focal=pose.focal * longer)

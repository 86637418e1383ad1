"""Anchors: where the points of a frame were when the clip began, for things that move as one.

A wall's points stay where they are, a car's are taken back along the car's way, a person's along
that of the hips. What is looked up there travels with the thing it is on.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot
from models.local.surface import Surface
from visualize.render.frame import Frame

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_SKY_M = 500.0
_FLATTEST = 0.25
"""Slants beyond this cosine do not enlarge a pixel's footprint any further."""
_STILL = 1e-6
_FLAT = 1e-12


@dataclass(frozen=True, eq=False)
class _Moved:
    """Things that have left their first place: sorted pass ids, and the way back for each."""

    ids: npt.NDArray[np.uint32]
    back: F64


class Anchors:
    """The first frame's places of everything; made from that frame's snapshot."""

    def __init__(self, first: Snapshot) -> None:
        self._first = _places(first)
        self._rays: dict[tuple[int, int, float, bool], F32] = {}

    def surface(self, frame: Frame, snapshot: Snapshot) -> Surface:
        """Return the anchored places of a frame that holds depth, normal and id."""
        depth, normal = frame["depth"], frame["normal"]
        covered = np.isfinite(depth)
        known = np.where(covered, depth, np.float32(_SKY_M))
        world = frame.camera.world
        place = self._place(frame, known, world, covered)
        facing = cv2.transform(normal, world[:3, :3].astype(np.float32))
        self._carry_back(place, facing, frame["id"], snapshot)
        size = np.abs(facing)
        axis = (size[..., 1] > size[..., 0]).astype(np.uint8)
        np.copyto(axis, np.uint8(2), where=size[..., 2] > np.maximum(size[..., 0], size[..., 1]))
        slant = np.clip(normal[..., 2], _FLATTEST, 1.0)
        scale = np.float32(1.0 / frame.raster.focal)
        reach = np.float32(1.0) if frame.raster.orthographic else known
        footprint = np.maximum(reach * scale / slant, np.float32(1e-7))
        return Surface(place=place, axis=axis, footprint=footprint.astype(np.float32))

    def _place(self, frame: Frame, depth: F32, world: F64, covered: npt.NDArray[np.bool_]) -> F32:
        rays = self._rays_of(frame)
        if frame.raster.orthographic:
            points = rays.copy()
            points[..., 2] = -depth
        else:
            points = rays * depth[..., None]
        place: F32 = cv2.transform(points, world[:3].astype(np.float32))
        if not covered.all():
            turned = cv2.transform(points, world[:3, :3].astype(np.float32))
            np.copyto(place, turned, where=~covered[..., None])
        return place

    def _rays_of(self, frame: Frame) -> F32:
        """Return (H, W, 3) float32 camera rays of depth 1, kept while the lens stays the same."""
        raster = frame.raster
        key = (raster.width, raster.height, raster.focal, raster.orthographic)
        if key not in self._rays:
            x = (np.arange(raster.width) + 0.5 - raster.cx) / raster.focal
            y = (raster.cy - np.arange(raster.height) - 0.5) / raster.focal
            rays = np.full((raster.height, raster.width, 3), -1.0, np.float32)
            rays[..., 0], rays[..., 1] = x[None, :], y[:, None]
            self._rays = {key: rays}
        return self._rays[key]

    def _carry_back(
        self, place: F32, facing: F32, ids: npt.NDArray[np.uint32], snapshot: Snapshot
    ) -> None:
        """Move the points of things that have moved since the first frame, in place."""
        moved = self._moved(snapshot)
        if not len(moved.ids):
            return
        row = np.minimum(np.searchsorted(moved.ids, ids), len(moved.ids) - 1)
        rows, columns = np.nonzero(moved.ids[row] == ids)
        back = moved.back[row[rows, columns]].astype(np.float32)
        points = place[rows, columns]
        place[rows, columns] = np.einsum("nij,nj->ni", back[:, :3, :3], points) + back[:, :3, 3]
        facing[rows, columns] = np.einsum("nij,nj->ni", back[:, :3, :3], facing[rows, columns])

    def _moved(self, snapshot: Snapshot) -> _Moved:
        now = _places(snapshot)
        back = {
            number: self._first[number] @ np.linalg.inv(matrix)
            for number, matrix in now.items()
            if number in self._first and abs(np.linalg.det(matrix[:3, :3])) > _FLAT
        }
        ids = sorted(n for n, m in back.items() if np.abs(m - np.eye(4)).max() > _STILL)
        stacked = np.stack([back[n] for n in ids]) if ids else np.empty((0, 4, 4))
        return _Moved(ids=np.array(ids, np.uint32), back=stacked)


def _places(snapshot: Snapshot) -> dict[int, F64]:
    """Return the matrix of each pass id: its node's, or the first joint's of a skin."""
    found: dict[int, F64] = {}
    for row, surface in enumerate(snapshot.surfaces):
        if surface.pass_id not in found and snapshot.visible[row]:
            joint = int(snapshot.joint_start[row])
            matrix = snapshot.world[row] if joint < 0 else snapshot.joints[joint]
            if np.isfinite(matrix).all():
                found[surface.pass_id] = np.asarray(matrix, np.float64)
    return found

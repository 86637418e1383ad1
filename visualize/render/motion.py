"""Where surface points go: matrices from local space to a displacement in pixels.

With homogeneous pixel coordinates ``h = (x w, y w, depth)`` relative to the picture's centre, both
this frame and the target frame are linear in the local position. Their difference is taken here in
float64, so a surface and a camera that both stand still give exactly zero, and ten kilometres from
the origin cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState, Snapshot
from visualize.render.drawlist import SurfaceTable
from visualize.render.planes import planes, product

F64 = npt.NDArray[np.float64]

_BEHIND = -1e30
"""A depth that the shader takes for behind the camera, for rows that the target does not have."""


@dataclass(frozen=True, eq=False, slots=True)
class MotionTarget:
    """The snapshot that motion points to, its picture, and the row of each of our rows there.

    ``match`` is (S,) int64 with −1 where the target has no such row, or None when the draw tables
    are one and the same.
    """

    snapshot: Snapshot
    raster: Raster
    match: npt.NDArray[np.int64] | None


def match_rows(ours: SurfaceTable, theirs: SurfaceTable) -> npt.NDArray[np.int64] | None:
    """Return the row of ``theirs`` for each of ``ours`` by node, part and instance, −1 for none.

    A row whose geometry has changed has no counterpart: its points cannot be followed. None when
    the tables are the same.
    """
    if ours.surfaces is theirs.surfaces:
        return None
    match = np.full(len(ours.surfaces), -1, np.int64)
    for row, surface in enumerate(ours.surfaces):
        found = theirs.row_of.get((surface.node, surface.part, surface.instance), -1)
        if found >= 0:
            other = theirs.surfaces[found].mesh
            same = other is surface.mesh or other.content_hash == surface.mesh.content_hash
            match[row] = found if same else -1
    return match


def pixel_rows(raster: Raster, centre: tuple[float, float]) -> F64:
    """Return (3, 4): camera space to ``(x w, y w, depth)`` in pixels from ``centre``, y down.

    ``w`` is the depth, or 1 in a parallel projection.
    """
    shift_x, shift_y = raster.cx - centre[0], raster.cy - centre[1]
    rows = np.zeros((3, 4))
    rows[0, 0], rows[1, 1], rows[2, 2] = raster.focal, -raster.focal, -1.0
    if raster.orthographic:
        rows[0, 3], rows[1, 3] = shift_x, shift_y
    else:
        rows[0, 2], rows[1, 2] = -shift_x, -shift_y
    return rows


def displacement_rows(snapshot: Snapshot, raster: Raster, target: MotionTarget, world: F64) -> F64:
    """Return (3, 4, S): local position to the change of ``(x w, y w, depth)`` until the target.

    ``world`` is ``planes(snapshot.world)``.
    """
    there = target.snapshot.world
    there = there if target.match is None else there[target.match]
    result = _difference(snapshot, world, planes(there), raster, target)
    if target.match is not None:
        _send_behind(result, target.match < 0)
    return result


def joint_displacement_rows(snapshot: Snapshot, raster: Raster, target: MotionTarget) -> F64:
    """Return (3, 4, J): the same for each joint's matrix; a missing joint goes behind."""
    joints = _matched_joints(snapshot, target)
    there = planes(np.nan_to_num(joints))
    result = _difference(snapshot, planes(snapshot.joints), there, raster, target)
    _send_behind(result, np.isnan(joints[:, 0, 0]))
    return result


def _difference(
    snapshot: Snapshot, here: F64, there: F64, raster: Raster, target: MotionTarget
) -> F64:
    """Return (3, 4, N): the target's homogeneous pixels of ``there`` less our own of ``here``.

    Both are planes, (4, 4, N).
    """
    centre = (raster.cx, raster.cy)
    ours = pixel_rows(raster, centre) @ snapshot.camera.view
    theirs = pixel_rows(target.raster, centre) @ target.snapshot.camera.view
    result = product(theirs, there)
    result -= product(ours, here)
    return result


def _send_behind(rows: F64, missing: npt.NDArray[np.bool_]) -> None:
    rows[:, :, missing] = 0.0
    rows[2, 3, missing] = _BEHIND


def _matched_joints(snapshot: Snapshot, target: MotionTarget) -> F64:
    """Return the target's joint matrices in our order, NaN where it has none."""
    theirs = target.snapshot.joints
    if target.match is None and len(theirs) == len(snapshot.joints):
        return theirs
    joints = np.full_like(snapshot.joints, np.nan)
    for row in np.flatnonzero(snapshot.joint_start >= 0):
        other = row if target.match is None else int(target.match[row])
        start = int(target.snapshot.joint_start[other]) if other >= 0 else -1
        used = snapshot.surfaces[row].mesh.joints
        if start < 0 or used is None or not used.size:
            continue
        count = int(used.max()) + 1
        ours = int(snapshot.joint_start[row])
        joints[ours : ours + count] = theirs[start : start + count]
    return joints


def sky_displacement(camera: CameraState, raster: Raster, target: MotionTarget) -> F64:
    """Return (3, 3): pixel ``(x, y, 1)`` from the centre to the change of its homogeneous place.

    The sky is at infinity, so only rotation and lens move it: ``K' R'ᵀ R K⁻¹ − I``, the infinite
    homography (Hartley and Zisserman, 13.4). In a parallel projection every pixel looks the same
    way; it stays put as long as the camera does not turn, and has no place otherwise.
    """
    turn = target.snapshot.camera.world[:3, :3].T @ camera.world[:3, :3]
    if raster.orthographic or target.raster.orthographic:
        still = raster.orthographic == target.raster.orthographic and np.allclose(
            turn, np.eye(3), rtol=0.0, atol=1e-9
        )
        return np.zeros((3, 3)) if still else np.diag([0.0, 0.0, _BEHIND])
    here = pixel_rows(raster, (raster.cx, raster.cy))[:, :3]
    there = pixel_rows(target.raster, (raster.cx, raster.cy))[:, :3]
    return np.asarray(there @ turn @ np.linalg.inv(here) - np.eye(3))

"""Cameras that start a shot inside something solid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from compose.files import layout
from compose.files.checks.report import from_error
from compose.files.problem import Problem
from compose.project import Project
from compose.shot import Shot
from shotwright import ShotwrightError

if TYPE_CHECKING:
    from compose.geometry.mesh import F64, Mesh
    from compose.snapshot import Snapshot


def shot_cameras(project: Project, shot: Shot) -> Iterator[Problem]:
    """Warn where the camera stands inside a closed mesh at the shot's first frame."""
    from compose.evaluation import evaluate

    file = layout.shot_file(shot.id)
    try:
        snapshot = evaluate(project, shot, shot.start)
    except ShotwrightError as error:
        yield from_error("error", file, "", error)
        return
    for name in solids_around_camera(snapshot):
        message = f"at frame {shot.start} the camera stands inside {name[:60]!r}"
        yield Problem("warning", file, "camera", message, "Move the camera or the object.")


def solids_around_camera(snapshot: Snapshot) -> list[str]:
    """Return the names of visible, closed, unskinned surfaces that hold the camera's position."""
    eye = snapshot.camera.world[:3, 3]
    found: dict[str, None] = {}
    for i, surface in enumerate(snapshot.surfaces):
        world = snapshot.world[i]
        solid = surface.mesh.closed and snapshot.visible[i] and snapshot.joint_start[i] < 0
        if solid and abs(np.linalg.det(world[:3, :3])) > 1e-12:
            local = np.linalg.solve(world[:3, :3], eye - world[:3, 3])
            low, high = surface.mesh.bounds
            if np.all(local > low) and np.all(local < high) and is_inside(surface.mesh, local):
                found[surface.name] = None
    return list(found)


def is_inside(mesh: Mesh, point: F64) -> bool:
    """Tell whether ``point``, (3,), lies in a closed mesh.

    The solid angles of all triangles add up to 4 pi inside and to 0 outside, whichever way a ray
    would graze (Van Oosterom and Strackee 1983).
    """
    a, b, c = (mesh.positions[mesh.triangles[:, i]].astype(np.float64) - point for i in range(3))
    la, lb, lc = (np.linalg.norm(v, axis=1) for v in (a, b, c))
    volume = np.einsum("ij,ij->i", a, np.cross(b, c))
    dots = [np.einsum("ij,ij->i", u, v) for u, v in ((a, b), (b, c), (c, a))]
    solid_angle = 2.0 * np.arctan2(
        volume, la * lb * lc + dots[0] * lc + dots[1] * la + dots[2] * lb
    )
    return bool(abs(solid_angle.sum()) > 2.0 * np.pi)

"""Fittings of bodies: bumpers, lamps, mirrors and handles."""

from __future__ import annotations

import numpy as np

from compose.geometry.forms import rounded_box, sweep
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.kit.pieces import mirrored, placed
from compose.kit.vehicles.hull import Hull


def bumper(hull: Hull, end: int, height: float, detail: float, *, size: float = 0.07) -> Mesh:
    """Return a bar around the nose (``end`` 1) or the tail (−1), ``size`` half its height."""
    half = hull.length / 2.0
    z = half - 0.3 * np.linspace(1.0, 0.0, 7 if detail >= 0.5 else 2) ** 1.5
    level = np.full_like(z, height)
    side = np.stack([hull.half_width(z, level) + 0.005, level, z + 0.01], axis=1)
    path = np.concatenate([side, side[::-1] * [-1.0, 1.0, 1.0]])
    section = [(-0.43, -1.0), (0.4, -0.86), (0.57, 0.0), (0.4, 0.86), (-0.43, 1.0)]
    if detail < 0.5:
        section = [(-0.4, -1.0), (0.5, -0.9), (0.5, 0.9), (-0.4, 1.0)]
    bar = sweep(path, section, scale=size, crease_deg=40.0, edge_deg=50.0)
    return bar if end > 0 else placed(bar, turn_deg=(0.0, 180.0, 0.0))


def lamp_pair(
    hull: Hull,
    end: int,
    x: tuple[float, float],
    y: tuple[float, float],
    detail: float,
    *,
    depth: float = 0.2,
) -> Mesh:
    """Return two lamps let into the nose (``end`` 1) or the tail (−1), between x and y."""
    face = hull.length / 2.0 + 0.004
    near, far = sorted((end * face, end * (face - depth)))
    soft = 0.03 if detail >= 0.5 else 0.0
    return mirrored(rounded_box((x[0], y[0], near), (x[1], y[1], far), soft))


def door_mirrors(
    x: float, y: float, z: float, detail: float, *, height: float = 0.13, width: float = 0.17
) -> Mesh:
    """Return a mirror on a stalk for both doors; ``x`` is the door's outer face."""
    soft = min(0.04, width / 3.0) if detail >= 0.5 else 0.0
    shell = rounded_box((x + 0.05, y, z - 0.06), (x + 0.05 + width, y + height, z + 0.05), soft)
    if detail < 0.5:
        return mirrored(shell)
    stalk = rounded_box((x - 0.12, y - 0.02, z - 0.03), (x + 0.1, y + 0.025, z + 0.03))
    return mirrored(merge_meshes([shell, stalk]))


def door_handles(x: float, y: float, seams: tuple[float, ...]) -> Mesh:
    """Return a handle on both sides ahead of each seam; ``x`` is the door's outer face."""
    handles = [
        rounded_box((x - 0.04, y, z + 0.08), (x + 0.016, y + 0.035, z + 0.26), 0.012, steps=1)
        for z in seams
    ]
    return mirrored(merge_meshes(handles))

"""Panels: a bent wall on a grid of points with some cells open, and the panes that fill them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.forms.loft import quads
from compose.geometry.forms.skin import CREASE_DEG, skin
from compose.geometry.mesh import F64, Mesh

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Panelled:
    """A wall of real thickness with openings, and the sheets of glass in them (none: ``None``)."""

    wall: Mesh
    panes: Mesh | None


def panelled(
    points: npt.ArrayLike,
    is_open: npt.ArrayLike,
    thickness: float,
    *,
    around: bool = False,
    recess: float = 0.3,
    crease_deg: float = CREASE_DEG,
) -> Panelled:
    """Return a wall with openings.

    Parameters
    ----------
    points
        (R, N, 3) the outer face; seen from outside, columns run to the right as rows run up.
    is_open
        (R − 1, N − 1) bool, or (R − 1, N) when it closes ``around``: cells to fill with panes.
    thickness
        The inner face lies this far behind, along the normals at the points, in metres.
    recess
        Where in the thickness the panes stand: 0 at the outer face, 1 at the inner.
    """
    outer = np.asarray(points, np.float64)
    rows, count = outer.shape[:2]
    index = np.arange(rows * count).reshape(rows, count)
    normals = _grid_normals(outer, around=around)
    inner = outer - normals * thickness
    cells = np.asarray(is_open, bool)
    halves = quads(index, around=around).reshape(rows - 1, -1, 2, 3)
    solid = halves[~cells].reshape(-1, 3)
    shift = rows * count
    rim = _borders(solid)
    sides = np.concatenate(
        [
            np.stack([rim[:, 1], rim[:, 0], rim[:, 0] + shift], axis=1),
            np.stack([rim[:, 1], rim[:, 0] + shift, rim[:, 1] + shift], axis=1),
        ]
    )
    wall = skin(
        np.concatenate([outer.reshape(-1, 3), inner.reshape(-1, 3)]),
        np.concatenate([solid, solid[:, ::-1] + shift, sides]),
        crease_deg=crease_deg,
    )
    if not cells.any():
        return Panelled(wall=wall, panes=None)
    set_back = (outer - normals * thickness * recess).reshape(-1, 3)
    return Panelled(wall=wall, panes=skin(set_back, halves[cells].reshape(-1, 3)))


def _borders(triangles: I64) -> I64:
    """Return (B, 2) the directed edges that only one triangle has."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    width = int(triangles.max(initial=0)) + 1
    forward = edges[:, 0] * width + edges[:, 1]
    return edges[~np.isin(forward, edges[:, 1] * width + edges[:, 0])]


def _grid_normals(points: F64, *, around: bool) -> F64:
    """Return unit normals (R, N, 3) from the differences between neighbours in the grid."""
    if around:
        wide = np.concatenate([points[:, -1:], points, points[:, :1]], axis=1)
        across = wide[:, 2:] - wide[:, :-2]
    else:
        across = np.gradient(points, axis=1)
    normals = np.cross(across, np.gradient(points, axis=0))
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-12))

"""Sweep: a section carried along a path; pipes; and the paths themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from compose.geometry.forms.loft import loft, quads, tube_faces
from compose.geometry.forms.skin import CREASE_DEG, skin
from compose.geometry.mesh import F64, Mesh

_UP = (0.0, 1.0, 0.0)
_PIPE_DEG, _RIM_DEG = 75.0, 80.0
"""Round pipes are smooth, however few their segments, up to the rims of their ends."""


def sweep(
    path: npt.ArrayLike,
    section: npt.ArrayLike,
    *,
    scale: npt.ArrayLike = 1.0,
    closed: bool = False,
    up: npt.ArrayLike = _UP,
    crease_deg: float = CREASE_DEG,
    edge_deg: float | None = None,
) -> Mesh:
    """Carry a section along a path without twisting it.

    Parameters
    ----------
    path
        (P, 3) points in metres, no two in a row at one place.
    section
        (N, 2) points, counter-clockwise looking back along the path: to the right, and up.
    scale
        One factor, or one for each point of the path.
    closed
        The path returns to its first point (which is not repeated), and the ends are joined.
    up
        The section's up at the first point, as near as it can be.

    Notes
    -----
    Frames are carried from point to point by the shortest turn ("parallel transport").
    """
    rows = _rows(path, section, scale, up, closed=closed)
    if not closed:
        return loft(rows, crease_deg=crease_deg, edge_deg=edge_deg)
    index = np.arange(rows.shape[0] * rows.shape[1]).reshape(rows.shape[:2])
    around = np.concatenate([index, index[:1]])
    return skin(
        rows.reshape(-1, 3), quads(around, around=True), crease_deg=crease_deg, edge_deg=edge_deg
    )


def pipe(
    path: npt.ArrayLike,
    radius: npt.ArrayLike,
    *,
    segments: int = 8,
    closed: bool = False,
) -> Mesh:
    """Return a round pipe along a path, of one radius or one for each point."""
    return sweep(
        path,
        _circle(segments),
        scale=radius,
        closed=closed,
        crease_deg=_PIPE_DEG,
        edge_deg=_RIM_DEG,
    )


def pipes(runs: Iterable[tuple[npt.ArrayLike, npt.ArrayLike, int]]) -> Mesh:
    """Return many open `pipe` runs, each a path, its radii and its segments, as one mesh.

    The same as merging them one by one, in a fraction of the time.
    """
    points, faces, count = [], [], 0
    for path, radius, segments in runs:
        rows = _rows(path, _circle(segments), radius, _UP, closed=False)
        index = count + np.arange(rows.shape[0] * segments).reshape(-1, segments)
        points.append(rows.reshape(-1, 3))
        faces.append(tube_faces(index))
        count += index.size
    return skin(
        np.concatenate(points), np.concatenate(faces), crease_deg=_PIPE_DEG, edge_deg=_RIM_DEG
    )


def rod(
    begin: npt.ArrayLike,
    end: npt.ArrayLike,
    radius: float,
    *,
    end_radius: float | None = None,
    segments: int = 10,
) -> Mesh:
    """Return a round bar between two points, of one radius or tapering, flat at both ends."""
    tip = radius if end_radius is None else end_radius
    ends = np.stack([np.asarray(begin, np.float64), np.asarray(end, np.float64)])
    return pipe(ends, [radius, tip], segments=segments)


def smooth_path(points: npt.ArrayLike, steps: int = 6) -> F64:
    """Return a smooth curve through (P, D) points, ``steps`` to each gap.

    A cardinal spline of tension 0.5 (Catmull and Rom 1974), straight on at its ends.
    """
    known = np.asarray(points, np.float64)
    padded = np.concatenate([2 * known[:1] - known[1:2], known, 2 * known[-1:] - known[-2:-1]])
    t = (np.arange(steps) / steps)[None, :, None]
    a, b, c, d = (padded[i : len(known) - 1 + i][:, None] for i in range(4))
    bent = (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    rows = (b + 0.5 * bent).reshape(-1, known.shape[1])
    return np.concatenate([rows, known[-1:]])


def arc_path(
    centre: npt.ArrayLike,
    radius: float,
    start_deg: float,
    end_deg: float,
    *,
    normal: str = "x",
    steps: int = 12,
) -> F64:
    """Return (steps + 1, 3) points of an arc about an axis through ``centre``.

    0 degrees is +Z for ``x`` and ``y``, +X for ``z``; angles rise toward +Y for ``x`` and ``z``
    and toward +X for ``y``.
    """
    angles = np.radians(np.linspace(start_deg, end_deg, steps + 1))
    first, second = radius * np.cos(angles), radius * np.sin(angles)
    none = np.zeros_like(first)
    columns = {
        "x": (none, second, first),
        "y": (second, none, first),
        "z": (first, second, none),
    }[normal]
    return np.asarray(np.stack(columns, axis=1) + np.asarray(centre, np.float64))


def _circle(segments: int) -> F64:
    angles = np.arange(segments) * (2.0 * np.pi / segments)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _rows(
    path: npt.ArrayLike, section: npt.ArrayLike, scale: npt.ArrayLike, up: npt.ArrayLike,
    *, closed: bool,
) -> F64:  # fmt: skip
    """Return (P, N, 3): the section at each point of the path."""
    points = np.asarray(path, np.float64)
    flat = np.asarray(section, np.float64)
    right, above = _frames(points, np.asarray(up, np.float64), closed=closed)
    factor = np.broadcast_to(np.asarray(scale, np.float64), len(points))[:, None, None]
    turned = flat[None, :, :1] * right[:, None] + flat[None, :, 1:] * above[:, None]
    return np.asarray(points[:, None] + factor * turned)


def _frames(points: F64, up: F64, *, closed: bool) -> tuple[F64, F64]:
    """Return (P, 3) unit vectors to the right and up at each point, looking back along the path."""
    ahead = np.roll(points, -1, axis=0) - points
    behind = np.roll(ahead, 1, axis=0)
    if not closed:
        ahead[-1], behind[0] = ahead[-2], ahead[0]
    tangents = _unit(_unit(ahead) + _unit(behind))
    above = np.empty_like(points)
    start = up if abs(_unit(up) @ tangents[0]) < 0.99 else np.array([0.0, 0.0, -1.0])
    carried = start.tolist()
    for i, (tx, ty, tz) in enumerate(tangents.tolist()):
        x, y, z = carried
        along = x * tx + y * ty + z * tz
        x, y, z = x - along * tx, y - along * ty, z - along * tz
        length = max(math.sqrt(x * x + y * y + z * z), 1e-12)
        above[i] = carried = [x / length, y / length, z / length]
    right = np.empty_like(above)
    for i, (j, k) in enumerate(((1, 2), (2, 0), (0, 1))):
        right[:, i] = above[:, j] * tangents[:, k] - above[:, k] * tangents[:, j]
    return right, above


def _unit(vectors: F64) -> F64:
    lengths = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))[..., None]
    return np.asarray(vectors / np.maximum(lengths, 1e-12))

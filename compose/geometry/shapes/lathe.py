"""Surfaces of revolution about +Y: a smooth band turned from a profile."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F64
from compose.geometry.shapes.patch import Patch, evenly

MERIDIANS = 8
"""How many lines from end to end a round surface shows in ``wire``."""


def turned(
    profile: npt.ArrayLike,
    normals: npt.ArrayLike,
    segments: int,
    *,
    rings: Iterable[int] = (),
    meridians: int = MERIDIANS,
) -> Patch:
    """Turn a profile about +Y.

    Parameters
    ----------
    profile
        (P, 2) radius and height in metres, from the upper end to the lower (outside to the right).
    normals
        (P, 2) unit normals of the profile: outward and upward parts.
    segments
        Steps around.
    rings
        Rows of the profile that show as circles in ``wire``.
    meridians
        Lines along the profile that show in ``wire``.

    Notes
    -----
    u runs around at the largest radius and v along the profile, both in metres.
    """
    profile = np.asarray(profile, np.float64)
    sines, cosines = _circle(segments)
    positions = _around(profile, sines, cosines)
    steps = np.linalg.norm(np.diff(profile, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    around = np.linspace(0.0, 2.0 * np.pi * float(profile[:, 0].max()), segments + 1)
    rows, columns = len(profile), segments + 1
    index = np.arange(rows * columns).reshape(rows, columns)
    edges = [np.stack([index[r, :-1], index[r, 1:]], axis=1) for r in rings]
    edges += (
        [np.stack([index[:-1, c], index[1:, c]], axis=1) for c in evenly(meridians, segments)]
        if meridians
        else []
    )
    return Patch(
        positions=positions.reshape(-1, 3),
        normals=_around(np.asarray(normals, np.float64), sines, cosines).reshape(-1, 3),
        uv=np.stack(np.broadcast_arrays(around[None, :], along[:, None]), axis=-1).reshape(-1, 2),
        triangles=_band(index, profile[:, 0]),
        edges=np.concatenate([*edges, np.zeros((0, 2), np.int64)]),
    )


def _circle(segments: int) -> tuple[F64, F64]:
    """Return sines and cosines once around; the last is the first, to the bit."""
    angles = np.arange(segments) * (2.0 * np.pi / segments)
    turn = np.append(np.arange(segments), 0)
    return np.sin(angles)[turn], np.cos(angles)[turn]


def _around(profile: F64, sines: F64, cosines: F64) -> F64:
    """Return (P, S, 3): rows of (radius, height) turned about +Y, beginning at −Z, going right.

    Seen from outside, u then runs to the right: from −Z over −X … the seam lies at the back.
    """
    radius, height = profile[:, 0, None], profile[:, 1, None]
    x = -radius * sines
    z = -radius * cosines
    return np.stack([x, np.broadcast_to(height, x.shape), z], axis=-1) + 0.0


def _band(index: npt.NDArray[np.int64], radii: F64) -> npt.NDArray[np.int64]:
    """Return the triangles between rows, leaving out those without area at the axis."""
    upper, lower = index[:-1], index[1:]
    a, b = upper[:, :-1], upper[:, 1:]
    c, d = lower[:, :-1], lower[:, 1:]
    first = np.stack([a, c, d], axis=-1)[radii[1:] > 0.0]
    second = np.stack([a, d, b], axis=-1)[radii[:-1] > 0.0]
    return np.concatenate([first.reshape(-1, 3), second.reshape(-1, 3)])


def disc(radius: float, height: float, segments: int, *, up: bool, hole: float = 0.0) -> Patch:
    """Return a flat disc or ring across +Y at ``height``, facing up or down, its rims drawn."""
    sines, cosines = _circle(segments)
    sign = 1.0 if up else -1.0
    outer = np.stack([-radius * sines, np.full(segments + 1, height), -radius * cosines], axis=1)
    if hole > 0.0:
        inner = np.stack([-hole * sines, np.full(segments + 1, height), -hole * cosines], axis=1)
    else:
        inner = np.tile([0.0, height, 0.0], (segments + 1, 1))
    positions = np.concatenate([inner, outer]) + 0.0
    index = np.arange(2 * (segments + 1)).reshape(2, segments + 1)
    triangles = _band(index, np.array([hole, radius]))
    rims = [np.stack([row[:-1], row[1:]], axis=1) for row in (index[1:] if hole <= 0.0 else index)]
    return Patch(
        positions=positions,
        normals=np.tile([0.0, sign, 0.0], (len(positions), 1)),
        uv=positions[:, [0, 2]] * [sign, 1.0] + radius,
        triangles=triangles if up else triangles[:, ::-1],
        edges=np.concatenate(rims),
    )

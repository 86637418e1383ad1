"""Surfaces: where a ray meets what a scene draws, without a picture of it. No Qt."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot

F64 = npt.NDArray[np.float64]


class Surfaces:
    """The triangles of a snapshot, figures left out: nothing stands on a person.

    Parameters
    ----------
    snapshot
        A frame of a scene.
    without
        Ids of nodes to be seen through.
    """

    def __init__(self, snapshot: Snapshot, without: Collection[str] = ()) -> None:
        rows = np.flatnonzero(snapshot.visible & (snapshot.joint_start < 0)).tolist()
        self._meshes = [
            (snapshot.surfaces[row].mesh, np.linalg.inv(snapshot.world[row]))
            for row in rows
            if snapshot.surfaces[row].node not in without
            and abs(np.linalg.det(snapshot.world[row, :3, :3])) > 1e-15
        ]

    def hit(self, origin: F64, direction: F64) -> float | None:
        """Return how far along a ray, in lengths of ``direction``, it first meets a surface."""
        nearest = np.inf
        for mesh, inverse in self._meshes:
            start = inverse[:3, :3] @ origin + inverse[:3, 3]
            way = inverse[:3, :3] @ direction
            if _misses(np.asarray(mesh.bounds, np.float64), start, way, nearest):
                continue
            corners = np.asarray(mesh.positions, np.float64)[mesh.triangles]
            nearest = min(nearest, _first(corners, start, way))
        return None if np.isinf(nearest) else float(nearest)

    def seen_along(self, origin: F64, direction: F64) -> F64 | None:
        """Return the (3,) point that a ray meets first, or the ground's; ``None`` to the sky."""
        at = self.hit(origin, direction)
        if at is None:
            falls = origin[1] * direction[1] < 0.0
            at = -origin[1] / direction[1] if falls else None
        return None if at is None else np.asarray(origin + at * direction)


def _misses(bounds: F64, start: F64, way: F64, within: float) -> bool:
    """Tell whether a ray passes a (2, 3) box by, or meets it farther off (the slab method)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (bounds - start) / way
    still = way == 0.0
    outside = still & ((start < bounds[0]) | (start > bounds[1]))
    near = np.where(still, -np.inf, at.min(axis=0)).max()
    far = np.where(still, np.inf, at.max(axis=0)).min()
    return bool(outside.any() or near > far or far < 0.0 or near > within)


def _first(corners: F64, start: F64, way: F64) -> float:
    """Return how far along a ray the first of (T, 3, 3) triangles is; inf for none.

    Source: Möller and Trumbore, "Fast, Minimum Storage Ray/Triangle Intersection", 1997.
    """
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.cross(way, second)
    slopes = (first * across).sum(axis=1)
    one = 1.0 / np.where(slopes == 0.0, 1.0, slopes)
    to = start - corners[:, 0]
    over = np.cross(to, first)
    u = (to * across).sum(axis=1) * one
    v = (over @ way) * one
    t = (second * over).sum(axis=1) * one
    inside = (slopes != 0.0) & (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (t > 0.0)
    return float(t[inside].min()) if inside.any() else float("inf")

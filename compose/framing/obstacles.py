"""Obstacles: the solid things of a scene, for sight lines and room for a camera."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.framing.solids import surface_points
from compose.snapshot import Snapshot

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_OPAQUE_FROM = 0.5
_BATCH = 200_000
_LOOKS = np.array(
    [
        (x, y, z)
        for x in (-1.0, 0.0, 1.0)
        for y in (-1.0, 0.0, 1.0)
        for z in (-1.0, 0.0, 1.0)
        if (x, y, z) != (0.0, 0.0, 0.0)
    ]
)


class Obstacles:
    """What blocks a camera in one snapshot: visible surfaces that are not see-through.

    Triangles of a surface are only made when a line comes near its bounding sphere.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._triangles: dict[int, F64] = {}
        self.rows = [
            row
            for row, surface in enumerate(snapshot.surfaces)
            if snapshot.visible[row]
            and len(surface.mesh.triangles)
            and snapshot.color[row, 3] >= _OPAQUE_FROM
            and surface.material.alpha_mode != "blend"
        ]

    @cached_property
    def _spheres(self) -> tuple[F64, F64]:
        """Centres (R, 3) and radii (R,) of the surfaces' bounding spheres."""
        centres, radii = np.zeros((len(self.rows), 3)), np.zeros(len(self.rows))
        for i, row in enumerate(self.rows):
            mesh = self._snapshot.surfaces[row].mesh
            if self._snapshot.joint_start[row] >= 0 or self._snapshot.morph_start[row] >= 0:
                points = surface_points(self._snapshot, row)
                low, high = points.min(axis=0), points.max(axis=0)
                centres[i], radii[i] = (low + high) / 2.0, np.linalg.norm(high - low) / 2.0
                continue
            world, (low, high) = self._snapshot.world[row], mesh.bounds
            centres[i] = world[:3, :3] @ ((low + high) / 2.0) + world[:3, 3]
            radii[i] = np.linalg.norm(np.abs(world[:3, :3]) @ ((high - low) / 2.0))
        return centres, radii

    def _corners(self, row: int) -> F64:
        """Return (T, 3, 3): the corners of a surface's triangles in the world."""
        if row not in self._triangles:
            points = surface_points(self._snapshot, row)
            chosen = points[self._snapshot.surfaces[row].mesh.triangles.astype(np.intp)]
            self._triangles[row] = chosen
        return self._triangles[row]

    def sees(self, eye: F64, targets: F64, *, through: Collection[str] = ()) -> Flags:
        """Return (N,) bool: which of (N, 3) points can be seen from ``eye``.

        Surfaces of the nodes ``through`` hide nothing. The last two centimetres before a target
        do not count, so that a point on a surface is not hidden by it.
        """
        ways = targets - eye
        reach = np.linalg.norm(ways, axis=1)
        ways = ways / np.maximum(reach, 1e-9)[:, None]
        first = self._hits(eye, ways, reach, through)[0]
        return np.asarray(first >= reach - 0.02)

    def room(self, eye: F64, *, through: Collection[str] = ()) -> float:
        """Return about how many metres are free around a point; 0 inside something.

        Measured along 26 directions up to one metre. A point is inside when most ways out meet
        the back of a surface first.
        """
        ways = _LOOKS / np.linalg.norm(_LOOKS, axis=1, keepdims=True)
        reach = np.full(len(ways), 50.0)
        first, backs = self._hits(eye, ways, reach, through)
        if np.count_nonzero(backs) > len(ways) * 0.6:
            return 0.0
        return float(min(first.min(), 1.0))

    def _hits(self, eye: F64, ways: F64, reach: F64, through: Collection[str]) -> tuple[F64, Flags]:
        """Return how far each ray goes, (N,), and whether it then meets a back, (N,)."""
        first = reach.copy()
        backs = np.zeros(len(ways), bool)
        near = self._near(eye, ways, reach, through)
        if not near:
            return first, backs
        corners = np.concatenate([self._corners(row) for row in near])
        surfaces = self._snapshot.surfaces
        closed = np.repeat(
            [surfaces[row].mesh.closed for row in near], [len(self._corners(r)) for r in near]
        )
        for part in _batches(len(corners), len(ways)):
            distance, behind = _meet(eye, ways, corners[part], closed[part])
            nearer = distance < first
            first = np.where(nearer, distance, first)
            backs = np.where(nearer, behind, backs)
        return first, backs

    def _near(self, eye: F64, ways: F64, reach: F64, through: Collection[str]) -> list[int]:
        """Return the rows whose bounding sphere some ray touches."""
        if not self.rows:
            return []
        centres, radii = self._spheres
        to = centres - eye
        ahead = to @ ways.T
        along = np.clip(ahead, 0.0, reach)
        away = np.einsum("ri,ri->r", to, to)[:, None]
        off = away - 2.0 * along * ahead + along * along
        touched = (off <= (radii[:, None] + 1e-6) ** 2 + 1e-9 * away).any(axis=1)
        surfaces = self._snapshot.surfaces
        return [
            self.rows[i]
            for i in np.flatnonzero(touched).tolist()
            if surfaces[self.rows[i]].node not in through
        ]


def _batches(count: int, rays: int) -> Iterable[slice]:
    step = max(_BATCH // max(rays, 1), 1)
    return (slice(i, i + step) for i in range(0, count, step))


def _meet(eye: F64, ways: F64, corners: F64, closed: Flags) -> tuple[F64, Flags]:
    """Return each ray's distance to its nearest triangle, and whether that is a closed one's back.

    The distance is infinite where it meets none.

    Möller and Trumbore, "Fast, Minimum Storage Ray/Triangle Intersection", 1997, for all rays and
    triangles at once; both sides of a triangle count.
    """
    a = corners[:, 0]
    ab, ac = corners[:, 1] - a, corners[:, 2] - a
    normal = np.cross(ab, ac)
    s = eye - a
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        slope = ways @ normal.T
        inverse = np.where(np.abs(slope) > 1e-14, -1.0 / slope, np.nan)
        u = -(ways @ np.cross(s, ac).T) * inverse
        v = (ways @ np.cross(s, ab).T) * inverse
        distance = np.einsum("ti,ti->t", s, normal) * inverse
        inside = (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1.0 + 1e-9) & (distance > 1e-6)
    distance = np.where(inside, distance, np.inf)
    nearest = np.argmin(distance, axis=1)
    rows = np.arange(len(ways))
    return distance[rows, nearest], closed[nearest] & (slope[rows, nearest] > 0.0)

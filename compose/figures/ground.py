"""Ground: how high surfaces are under points, and how they slope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]

_MAX_CELLS = 256
_MAX_PAIRS = 4_000_000
_STEEPEST = 0.35


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """Triangles that can be stood on, sorted into square cells of the ground plan.

    Parameters
    ----------
    corners
        (T, 3, 3): the triangles in the world; those steeper than about 70 degrees are left out.
    normals
        (T, 3): unit, pointing up.
    low, cell
        The plan's corner ``(x, z)`` and the edge of a cell in metres.
    shape
        Cells along x and z.
    starts, members
        Compressed rows: triangles ``members[starts[c]:starts[c + 1]]`` touch cell ``c``.
    """

    corners: F64
    normals: F64
    low: F64
    cell: float
    shape: tuple[int, int]
    starts: npt.NDArray[np.intp]
    members: npt.NDArray[np.intp]

    @classmethod
    def of(cls, triangles: npt.ArrayLike) -> Self:
        """Sort (T, 3, 3) triangles in world space; those that are not finite are left out."""
        corners = np.asarray(triangles, np.float64).reshape(-1, 3, 3)
        corners = corners[np.isfinite(corners).all(axis=(1, 2))]
        raw = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        length = np.linalg.norm(raw, axis=1)
        stands = (length > 0.0) & (np.abs(raw[:, 1]) >= _STEEPEST * length)
        corners, raw, length = corners[stands], raw[stands], length[stands]
        normals = raw / np.where(raw[:, 1] < 0.0, -length, length)[:, None]
        plan = corners[:, :, [0, 2]]
        low = plan.min(axis=(0, 1)) if len(plan) else np.zeros(2)
        size = plan.max(axis=(0, 1)) - low if len(plan) else np.zeros(2)
        cells = int(np.clip(np.sqrt(len(plan)), 1, _MAX_CELLS))
        cell = max(float(size.max()) / cells, 1e-6)
        first, last, cell = _spans(plan, low, cell)
        shape = (int(last[:, 0].max(initial=0)) + 1, int(last[:, 1].max(initial=0)) + 1)
        starts, members = _sorted_cells(first, last, shape)
        return cls(
            corners=corners, normals=normals, low=low, cell=cell, shape=shape,
            starts=starts, members=members,
        )  # fmt: skip

    def under(
        self,
        places: npt.ArrayLike,
        heights: npt.ArrayLike,
        step: float = 0.5,
        *,
        missing: npt.ArrayLike | None = None,
    ) -> tuple[F64, F64]:
        """Return the height and normal of the ground under points.

        Of all surfaces under a point the highest counts that is no more than ``step`` above or
        three times that below the height given. Where there is none the height is ``missing`` and
        the normal is straight up.

        Parameters
        ----------
        places
            (N, 2): x and z.
        heights
            (N,): where the foot is now, or where it is expected.
        step
            The highest rise in metres that is still a step and not a wall.
        missing
            (N,): what counts where there is no ground; ``heights`` when ``None``.

        Returns
        -------
        tuple
            (N,) heights and (N, 3) unit normals.
        """
        points = np.asarray(places, np.float64).reshape(-1, 2)
        expected = np.broadcast_to(np.asarray(heights, np.float64), len(points)).copy()
        normals = np.tile([0.0, 1.0, 0.0], (len(points), 1))
        found = expected.copy()
        if missing is not None:
            found = np.broadcast_to(np.asarray(missing, np.float64), len(points)).copy()
        if not len(self.corners):
            return found, normals
        cells = self._cells(points)
        counts = np.where(cells >= 0, self.starts[cells + 1] - self.starts[cells], 0)
        for rows in _bounded(counts):
            self._highest(rows, points, cells, counts, expected, step, found, normals)
        return found, normals

    def _cells(self, points: F64) -> npt.NDArray[np.intp]:
        """Return the cell of each point, −1 outside the plan."""
        with np.errstate(invalid="ignore"):
            place = np.floor((points - self.low) / self.cell)
            inside = np.all((place >= 0) & (place < np.array(self.shape)), axis=1)
        whole = np.where(inside[:, None], place, 0.0).astype(np.intp)
        return np.where(inside, whole[:, 0] * self.shape[1] + whole[:, 1], -1)

    def _highest(
        self,
        rows: npt.NDArray[np.intp],
        points: F64,
        cells: npt.NDArray[np.intp],
        counts: npt.NDArray[np.intp],
        expected: F64,
        step: float,
        found: F64,
        normals: F64,
    ) -> None:
        """Write the highest surface within a step of each of the points ``rows``."""
        owner = np.repeat(rows, counts[rows])
        ends = np.cumsum(counts[rows])
        within = np.arange(len(owner)) - np.repeat(ends - counts[rows], counts[rows])
        triangle = self.members[self.starts[cells[owner]] + within]
        height, inside = _surface(self.corners[triangle], points[owner])
        rise = height - expected[owner]
        fits = inside & (rise <= step) & (rise >= -3.0 * step)
        owner, triangle, height = owner[fits], triangle[fits], height[fits]
        order = np.lexsort((height, owner))
        owner, last = owner[order], np.ones(len(order), bool)
        last[:-1] = owner[1:] != owner[:-1]
        best = order[last]
        found[owner[last]] = height[best]
        normals[owner[last]] = self.normals[triangle[best]]


def _spans(plan: F64, low: F64, cell: float) -> tuple[F64, F64, float]:
    """Return the first and last cell of each triangle; cells grow until the lists are bounded."""
    while True:
        first = np.floor((plan.min(axis=1) - low) / cell)
        last = np.floor((plan.max(axis=1) - low) / cell)
        if (last - first + 1.0).prod(axis=1).sum() <= _MAX_PAIRS:
            return first, last, cell
        cell *= 2.0


def _sorted_cells(
    first: F64, last: F64, shape: tuple[int, int]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the compressed rows of the triangles that touch each cell."""
    size = (last - first).astype(np.intp) + 1
    count = size.prod(axis=1)
    owner = np.repeat(np.arange(len(count)), count)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    x = first[owner, 0].astype(np.intp) + within // size[owner, 1]
    z = first[owner, 1].astype(np.intp) + within % size[owner, 1]
    cell = x * shape[1] + z
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(shape[0] * shape[1] + 1))
    return starts, owner[order]


def _bounded(counts: npt.NDArray[np.intp]) -> list[npt.NDArray[np.intp]]:
    """Return rows of points in groups whose pairs of point and triangle fit in memory."""
    rows = np.flatnonzero(counts)
    group = np.cumsum(counts[rows]) // _MAX_PAIRS
    return np.split(rows, np.flatnonzero(np.diff(group)) + 1) if len(rows) else []


def _surface(corners: F64, points: F64) -> tuple[F64, npt.NDArray[np.bool_]]:
    """Return heights of (K, 3, 3) triangles at (K, 2) points x, z and whether they are inside."""
    origin = corners[:, 0]
    edge, other = corners[:, 1] - origin, corners[:, 2] - origin
    offset = points - origin[:, [0, 2]]
    area = edge[:, 0] * other[:, 2] - edge[:, 2] * other[:, 0]
    u = (offset[:, 0] * other[:, 2] - offset[:, 1] * other[:, 0]) / area
    v = (edge[:, 0] * offset[:, 1] - edge[:, 2] * offset[:, 0]) / area
    slack = -1e-9
    inside = (u >= slack) & (v >= slack) & (u + v <= 1.0 - slack)
    return origin[:, 1] + u * edge[:, 1] + v * other[:, 1], inside

"""Seeded points in polygons and along paths, none nearer to another than a spacing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.paths import Path

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_TRIES = 30
"""Candidates for each point wanted; where they do not suffice, the ground is full."""


def inside_polygon(points: F64, polygon: F64) -> Flags:
    """Tell which (M, 2) points lie in a polygon of (N, 2) corners, by the even-odd rule."""
    inside = np.zeros(len(points), bool)
    x, y = points[:, 0], points[:, 1]
    for (ax, ay), (bx, by) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if ay == by:
            continue
        crosses = (ay > y) != (by > y)
        inside ^= crosses & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    return inside


def scattered_in(
    polygon: Sequence[Sequence[float]],
    count: int,
    spacing: float,
    rng: np.random.Generator,
    avoid: Sequence[Sequence[Sequence[float]]] = (),
) -> F64:
    """Return (M, 2) points in a polygon, at most ``count``, none of them in a polygon of ``avoid``.

    Raises
    ------
    SceneError
        When the polygon has no area.
    """
    corners = np.array(polygon, np.float64).reshape(-1, 2)
    if len(corners) < 3 or _area(corners) < 1e-9:
        raise SceneError("An area to fill needs at least three corners that are not on one line.")
    low, high = corners.min(0), corners.max(0)
    share = _area(corners) / float(np.prod(high - low))
    tries = int(np.ceil(count * (_TRIES if spacing else 4) / max(share, 0.01)))
    candidates = low + rng.random((tries, 2)) * (high - low)
    free = inside_polygon(candidates, corners)
    for zone in avoid:
        free &= ~inside_polygon(candidates, np.array(zone, np.float64).reshape(-1, 2))
    return spaced(candidates[free], count, spacing)


def strewn_along(
    path: Path, count: int, width: float, spacing: float, rng: np.random.Generator,
    avoid: Sequence[Sequence[Sequence[float]]] = (),
) -> tuple[F64, F64]:  # fmt: skip
    """Return (M,) distances along a path and (M,) offsets to its right, at most ``count``.

    Without a width they stand at even distances, shifted by up to a quarter of a step.
    """
    if width <= 0.0:
        step = max(path.length_m / count, spacing)
        places = (np.arange(int(path.length_m / step + 1e-9)) + 0.5) * step
        slack = min(0.25 * step, (step - spacing) / 2.0)
        places = places + rng.uniform(-slack, slack, len(places))
        chosen = np.stack([places, np.zeros(len(places))], axis=1)
    else:
        tries = count * (_TRIES if spacing else 4)
        chosen = rng.random((tries, 2)) * [path.length_m, width] - [0.0, width / 2.0]
    ground = placed_beside(path, chosen[:, 0], chosen[:, 1])[:, [0, 2]]
    free = np.ones(len(ground), bool)
    for zone in avoid:
        free &= ~inside_polygon(ground, np.array(zone, np.float64).reshape(-1, 2))
    kept = _spaced_rows(ground[free], count, spacing if width > 0.0 else 0.0)
    return chosen[free][kept, 0], chosen[free][kept, 1]


def placed_beside(path: Path, distances: F64, offsets: F64) -> F64:
    """Return (M, 3) points at distances along a path and offsets to its right, level with it."""
    points, along = path.at(distances)
    right = np.stack([-along[:, 2], np.zeros(len(along)), along[:, 0]], axis=1)
    length = np.linalg.norm(right, axis=1, keepdims=True)
    return np.asarray(points + right / np.where(length > 0.0, length, 1.0) * offsets[:, None])


def spaced(points: F64, count: int, spacing: float) -> F64:
    """Return the first ``count`` of (M, 2) points that keep their distance from those before."""
    return np.asarray(points[_spaced_rows(points, count, spacing)])


def _spaced_rows(points: F64, count: int, spacing: float) -> npt.NDArray[np.intp]:
    if spacing <= 0.0:
        return np.arange(min(count, len(points)))
    cells = np.floor(points / spacing).astype(np.int64)
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    kept: list[int] = []
    nearest = spacing * spacing
    for row, ((x, y), (i, j)) in enumerate(zip(points.tolist(), cells.tolist(), strict=True)):
        beside = (
            other
            for a in (i - 1, i, i + 1)
            for b in (j - 1, j, j + 1)
            for other in taken.get((a, b), ())
        )
        if all((x - u) ** 2 + (y - v) ** 2 >= nearest for u, v in beside):
            taken.setdefault((i, j), []).append((x, y))
            kept.append(row)
            if len(kept) == count:
                break
    return np.array(kept, np.intp)


def _area(corners: F64) -> float:
    x, y = corners.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2.0

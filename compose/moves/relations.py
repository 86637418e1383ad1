"""Moves about subjects, told from the path: arc, follow, lead, over the shoulder, dolly zoom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.moves.keeping import travel_headings
from compose.moves.motion import CameraMotion
from compose.moves.rotations import headings
from compose.moves.subjects import Subject

F64 = npt.NDArray[np.float64]

_LEAST_ARC_DEG = 4.0
_ROUND = 0.03
_STEADY = 0.15
_LOOKING = np.cos(np.radians(35.0))
_IN_PICTURE = 0.7
_ALIKE = 0.5
_BESIDE = np.cos(np.radians(45.0))


@dataclass(frozen=True, slots=True)
class Relation:
    """A move about a subject: degrees of an arc, metres of a way."""

    move: str
    signed: float
    unit: str
    subject: str


def relation(
    motion: CameraMotion, subjects: Sequence[Subject], places: Sequence[F64], a: int, b: int
) -> Relation | None:
    """Return the move about a subject that samples ``a`` to ``b`` are, if they are one."""
    here = slice(a, b + 1)
    way = motion.places[here]
    length = float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())
    if length < 0.03:
        return None
    paths = [path[here] for path in places]
    part = motion.moved(places=way, turns=motion.turns[here], focal_mm=motion.focal_mm[here])
    for subject, path in zip(subjects, paths, strict=True):
        kept = _keeping(part, path, length)
        if kept is not None:
            return Relation(kept, length, "m", subject.label)
    drift = _over_a_shoulder(part, subjects, paths)
    if drift is not None:
        return drift
    arcs = [
        (spread, Relation("arc", degrees, "°", subject.label))
        for subject, path in zip(subjects, paths, strict=True)
        if (found := _arc(part, path)) is not None
        for degrees, spread in (found,)
    ]
    if arcs:
        return min(arcs, key=lambda arc: arc[0])[1]
    centre = _circle_centre(way)
    found = None if centre is None else _arc(part, np.tile(centre, (len(way), 1)))
    return None if found is None else Relation("arc", found[0], "°", "")


def _looks_at(motion: CameraMotion, path: F64) -> bool:
    sight = path - motion.places
    sight = sight / np.maximum(np.linalg.norm(sight, axis=1, keepdims=True), 1e-9)
    return bool((np.einsum("ni,ni->n", sight, motion.ahead) > _LOOKING).mean() > 0.9)


def _arc(motion: CameraMotion, path: F64) -> tuple[float, float] | None:
    """Return degrees to the right and the spread of the radius, when the camera circles a path."""
    away = (motion.places - path) * (1.0, 0.0, 1.0)
    radius = np.linalg.norm(away, axis=1)
    if radius.min() < 0.05 or not _looks_at(motion, path * (1, 0, 1) + motion.places * (0, 1, 0)):
        return None
    round_it = np.degrees(np.unwrap(np.arctan2(away[:, 0], away[:, 2])))
    degrees = float(round_it[-1] - round_it[0])
    spread = float(np.std(radius) / np.mean(radius))
    if abs(degrees) < _LEAST_ARC_DEG or spread > _ROUND:
        return None
    pans = np.degrees(headings(motion.ahead))
    lag = np.abs((pans - pans[0]) - (round_it - round_it[0])).max()
    return (degrees, spread) if lag < max(3.0, 0.12 * abs(degrees)) else None


def _circle_centre(way: F64) -> F64 | None:
    """Return the centre (3,) of the level circle through a path (Kåsa's least squares, 1976)."""
    x, z = way[:, 0] - way[0, 0], way[:, 2] - way[0, 2]
    size = max(float(np.hypot(x, z).max()), 1e-9)
    if size < 0.1:
        return None
    table = np.stack([x, z, np.ones_like(x)], axis=1) / (size, size, 1.0)
    solved, _, rank, values = np.linalg.lstsq(table, (x * x + z * z) / size**2, rcond=None)
    if rank < 3 or values[-1] < 1e-3 * values[0]:
        return None
    centre = 0.5 * size * solved[:2]
    off = np.hypot(x - centre[0], z - centre[1])
    if off.mean() > 50.0 * size or np.abs(off - off.mean()).max() > 0.01 * off.mean():
        return None
    return np.array([way[0, 0] + centre[0], way[0, 1], way[0, 2] + centre[1]])


def _keeping(motion: CameraMotion, path: F64, length: float) -> str | None:
    """Return ``follow``, ``lead`` or (beside) ``truck`` when the camera keeps a station."""
    walked = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    heading = travel_headings(path, motion.rate)
    if walked < 0.5 or heading is None or not 0.6 < length / walked < 1.7:
        return None
    away = (motion.places - path) * (1.0, 0.0, 1.0)
    distance = np.linalg.norm(away, axis=1)
    if np.std(distance) > _STEADY * max(float(np.mean(distance)), 0.3):
        return None
    if not _looks_at(motion, path) or motion.sees(path).mean() < _IN_PICTURE:
        return None
    apart = np.diff(motion.places, axis=0) - np.diff(path, axis=0)
    pace = np.median(np.linalg.norm(np.diff(path, axis=0), axis=1))
    if np.median(np.linalg.norm(apart, axis=1)) > _ALIKE * pace:
        return None
    along = np.einsum("ni,ni->n", away, heading) / np.maximum(distance, 1e-6)
    where = float(np.median(along))
    if abs(where) < _BESIDE:
        return "truck"
    return "lead" if where > 0.0 else "follow"


def _over_a_shoulder(
    motion: CameraMotion, subjects: Sequence[Subject], paths: Sequence[F64]
) -> Relation | None:
    """Return a slow sideways drift behind somebody near, looking at somebody farther away."""
    way = motion.places[-1] - motion.places[0]
    right = motion.right[0]
    aside = float(way @ right)
    pace = np.linalg.norm(np.diff(motion.places, axis=0), axis=1).max() * motion.rate
    sideways = abs(aside) > 0.8 * np.linalg.norm(way)
    if not sideways or not 0.03 < abs(aside) < 1.5 or pace > 0.8:
        return None
    depths, angles = [], []
    for path in paths:
        seen = motion.turns[0].T @ (path[0] - motion.places[0])
        depths.append(-seen[2])
        angles.append(abs(np.degrees(np.arctan2(seen[0], -seen[2]))))
    for i, subject in enumerate(subjects):
        if not (depths[i] > 0.0 and angles[i] < 25.0 and _looks_at(motion, paths[i])):
            continue
        near = [
            j for j in range(len(paths))
            if j != i and 0.15 < depths[j] < min(2.0, depths[i] - 0.6) and angles[j] < 60.0
        ]  # fmt: skip
        if near:
            drift = float(np.copysign(np.linalg.norm(way), aside))
            return Relation("over-the-shoulder", drift, "m", subject.label)
    return None


def dolly_zoom_depth(motion: CameraMotion, a: int, b: int) -> float | None:
    """Return the depth at ``a`` whose size a dolly zoom holds, or ``None`` when it is none.

    The size f / (D − s) of a thing at depth D is constant on the way s exactly when the focal
    length f falls in a straight line over s; D is then where that line meets zero.
    """
    steps = np.diff(motion.places[a : b + 1], axis=0)
    way = np.concatenate([[0.0], np.cumsum(np.einsum("ni,ni->n", steps, motion.ahead[a:b]))])
    focal = motion.focal_mm[a : b + 1]
    if np.ptp(way) < 0.05:
        return None
    slope, start = np.polyfit(way, focal, 1)
    off = np.abs(start + slope * way - focal).max()
    if slope >= 0.0 or off > 0.02 * np.ptp(focal):
        return None
    depth = float(-start / slope)
    return depth if way.max() < depth < 500.0 else None

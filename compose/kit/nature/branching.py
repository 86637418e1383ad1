"""Branching: trunks and boughs as tapered pipes, and where their tips are."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from compose.geometry.forms import pipes, smooth_path
from compose.geometry.mesh import F64, Mesh
from compose.kit.prop import cuts

Run = tuple[F64, F64, int]
"""A piece of wood: its path, its radii and its segments around."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Boughs:
    """The wood of a tree, and (N, 3) the places where its twigs end."""

    wood: Mesh
    tips: F64


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a tree branches.

    ``first`` is the share of the trunk below the lowest bough; ``spread_deg`` how far boughs lean
    from their parent; ``length`` and ``thick`` a bough's as shares of its parent's; ``lift`` how
    strongly tips turn up; ``levels`` how often boughs branch again.
    """

    first: float = 0.35
    boughs: int = 6
    spread_deg: float = 50.0
    length: float = 0.5
    thick: float = 0.45
    lift: float = 0.35
    levels: int = 1
    wander: float = 0.04


def grown(height: float, radius: float, habit: Habit, seed: int, detail: float) -> Boughs:
    """Return a trunk of a height and a radius at its foot, with boughs that branch again."""
    source = np.random.default_rng(seed)
    steps = 3 if detail >= 0.5 else 1
    path = _trunk(height, habit.wander, source, steps)
    reach = np.linspace(0.0, 1.0, len(path))
    radii = radius * (1.0 - 0.75 * reach) * (1.0 + 0.6 * np.exp(-reach * 16.0))
    segments = cuts(10, detail, 5)
    wood: list[Run] = [(path, radii, segments)]
    tips = [path[-1:]]
    _branch(path, radii, habit, habit.levels, source, segments, steps, wood, tips)
    return Boughs(wood=pipes(wood), tips=np.concatenate(tips))


def _trunk(height: float, wander: float, source: np.random.Generator, steps: int) -> F64:
    """Return a gently bent path that begins upright on the ground."""
    sway = source.normal(0.0, wander * height, (3, 2))
    known = np.array(
        [
            (0.0, 0.0, 0.0),
            (0.0, 0.12 * height, 0.0),
            (0.5 * sway[0, 0], 0.42 * height, 0.5 * sway[0, 1]),
            (sway[1, 0], 0.72 * height, sway[1, 1]),
            (sway[2, 0], height, sway[2, 1]),
        ]
    )
    path = smooth_path(known, steps)
    path[1, [0, 2]] = 0.0
    return path


def _branch(
    path: F64,
    radii: F64,
    habit: Habit,
    level: int,
    source: np.random.Generator,
    segments: int,
    steps: int,
    wood: list[Run],
    tips: list[F64],
) -> None:
    """Add the boughs of one parent, and theirs in turn, to ``wood`` and ``tips``."""
    if level == 0:
        return
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    start = float(source.uniform(0.0, 360.0))
    for i in range(habit.boughs):
        share = habit.first + (0.97 - habit.first) * (i + 0.3) / habit.boughs
        place = share * (len(path) - 1)
        root = np.array([np.interp(place, np.arange(len(path)), path[:, k]) for k in range(3)])
        ahead = path[min(int(place) + 1, len(path) - 1)] - path[int(place)]
        turn = np.radians(start + 137.5 * i + float(source.uniform(-14.0, 14.0)))
        lean = np.radians(habit.spread_deg + float(source.uniform(-9.0, 9.0)))
        way = _leaning(ahead, lean, turn)
        reach = length * habit.length * (1.12 - 0.55 * share) * float(source.uniform(0.85, 1.15))
        middle = root + way * reach * 0.5
        tip = root + way * reach + np.array([0.0, habit.lift * reach * 0.5, 0.0])
        bough = smooth_path(np.array([root, middle, tip]), steps)
        thick = float(np.interp(place, np.arange(len(path)), radii)) * (habit.thick + 0.15 * share)
        own = np.linspace(thick, thick * 0.3, len(bough))
        wood.append((bough, own, max(3, segments - 3 * (1 + habit.levels - level))))
        tips.append(bough[-1:])
        _branch(bough, own, habit, level - 1, source, segments, steps, wood, tips)


def _leaning(ahead: F64, lean: float, turn: float) -> F64:
    """Return a unit vector at an angle from ``ahead``, turned about it."""
    x, y, z = (ahead / np.linalg.norm(ahead)).tolist()
    beside = (y, -x, 0.0) if abs(z) < 0.9 else (0.0, z, -y)
    length = math.hypot(*beside)
    a, b, c = (value / length for value in beside)
    other = (y * c - z * b, z * a - x * c, x * b - y * a)
    across = math.cos(turn) * np.array((a, b, c)) + math.sin(turn) * np.array(other)
    return np.asarray(math.cos(lean) * np.array((x, y, z)) + math.sin(lean) * across)

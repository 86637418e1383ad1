"""Trees: broadleaf, poplar, birch, pine, palm and bare."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from compose.geometry.forms import blob, lathe, pipe, skin, smooth_path, sweep
from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.nature.branching import Habit, grown
from compose.kit.pieces import model_of, piece, placed
from compose.kit.prop import Detail, cuts, prop

Seed = Annotated[int, Range(0, 9999)]
TreeHeight = Annotated[float, Range(2.0, 30.0, "m")]


@prop("nature")
def broadleaf_tree(*, height: TreeHeight = 7.0, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Broadleaf tree: a full crown of leaf clouds on a forked trunk."""
    boughs = 9 if detail >= 0.5 else 4
    habit = Habit(first=0.42, boughs=boughs, spread_deg=52.0, length=0.52, lift=0.3)
    tree = grown(height * 0.72, height * 0.026, habit, seed, detail)
    middle = tree.tips.mean(axis=0)
    out = tree.tips - middle
    places = middle + out * 1.02
    places[:, 1] = np.maximum(places[:, 1], height * 0.42)
    places = np.concatenate([places, [middle + np.array([0.0, 0.06 * height, 0.0])]])
    sizes = np.full(len(places), 0.15 * height)
    sizes[-1] = 0.24 * height
    sizes[0] = 0.2 * height
    return _leafy(tree.wood, places, sizes, height, seed, detail, flat=0.86)


@prop("nature")
def poplar(*, height: TreeHeight = 11.0, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Poplar: a tall narrow tree, as beside an avenue."""
    source = np.random.default_rng(seed)
    wood = pipe(
        [(0.0, 0.0, 0.0), (0.0, 0.1 * height, 0.0), (0.0, 0.85 * height, 0.0)],
        [0.022 * height, 0.016 * height, 0.003 * height],
        segments=cuts(10, detail, 5),
    )
    count = 9 if detail >= 0.5 else 5
    rise = np.linspace(0.2, 0.86, count)
    swell = np.sin(np.pi * np.clip(rise * 0.95 + 0.1, 0.0, 1.0)) ** 0.7
    turn = np.arange(count) * 2.4 + source.uniform(0.0, 6.28)
    drift = 0.028 * height * swell
    places = np.stack([drift * np.cos(turn), rise * height, drift * np.sin(turn)], axis=1)
    return _leafy(wood, places, 0.105 * height * swell, height, seed, detail, flat=1.55)


@prop("nature")
def birch(*, height: TreeHeight = 8.0, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Birch: a slim pale trunk with light hanging leaves."""
    boughs = 15 if detail >= 0.5 else 5
    habit = Habit(
        first=0.3, boughs=boughs, spread_deg=42.0, length=0.3, thick=0.34, lift=-0.1, wander=0.03
    )
    tree = grown(height * 0.9, height * 0.014, habit, seed, detail)
    places = tree.tips - np.array([0.0, 0.03 * height, 0.0])
    share = np.clip(places[:, 1] / height, 0.0, 1.0)
    sizes = height * ((0.115 if detail >= 0.5 else 0.14) - 0.05 * share)
    return _leafy(tree.wood, places, sizes, height, seed, detail, flat=1.25, bark="cream")


@prop("nature")
def pine_tree(*, height: TreeHeight = 9.0, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Pine tree: layers of drooping boughs round a straight trunk."""
    source = np.random.default_rng(seed)
    tiers = max(4, round(8 * min(detail, 1.5) ** 0.4))
    around = cuts(22, detail, 10)
    layers = []
    for tier in range(tiers):
        share = tier / (tiers - 1)
        foot = height * (0.14 + 0.7 * share**0.94)
        radius = height * 0.215 * (1.0 - share) ** 0.85 + 0.05 * height
        tall = height * (0.26 - 0.1 * share)
        layers.append(_tier(foot, radius, tall, around, source, height))
    wood = pipe(
        [(0.0, 0.0, 0.0), (0.0, 0.1 * height, 0.0), (0.0, 0.8 * height, 0.0)],
        [0.026 * height, 0.019 * height, 0.004 * height],
        segments=cuts(10, detail, 5),
    )
    return model_of([piece("trunk", "bark", wood), piece("leaves", "leaf_dark", *layers)])


@prop("nature")
def palm(*, height: TreeHeight = 7.0, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Palm: a leaning ringed trunk under arching fronds."""
    source = np.random.default_rng(seed)
    lean = source.uniform(-0.09, 0.09, 2) * height
    path = smooth_path(
        [
            (0.0, 0.0, 0.0),
            (0.0, 0.1 * height, 0.0),
            (0.45 * lean[0], 0.5 * height, 0.45 * lean[1]),
            (lean[0], 0.88 * height, lean[1]),
        ],
        8 if detail >= 0.5 else 3,
    )
    path[1, [0, 2]] = 0.0
    reach = np.linspace(0.0, 1.0, len(path))
    ringed = 1.0 + (0.06 * (np.arange(len(path)) % 2) if detail >= 0.5 else 0.0)
    radii = height * 0.022 * (1.0 - 0.45 * reach) * (1.0 + 0.5 * np.exp(-reach * 14.0)) * ringed
    wood = pipe(path, radii, segments=cuts(12, detail, 5))
    top = path[-1]
    count = 15 if detail >= 0.5 else 8
    fronds = [
        _frond(top, 360.0 * 0.382 * i, 62.0 - 88.0 * i / count, 0.36 * height, detail, source)
        for i in range(count)
    ]
    nuts = [
        blob(top + height * np.array([0.035 * np.cos(a), -0.02, 0.035 * np.sin(a)]), 0.02 * height,
             level=1 if detail >= 0.5 else 0)
        for a in (0.3, 2.4, 4.5)
    ]  # fmt: skip
    return model_of([piece("trunk", "bark", wood, *nuts), piece("leaves", "leaf", *fronds)])


@prop("nature")
def bare_tree(*, height: TreeHeight = 7.5, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Bare tree: a winter tree of branches alone."""
    levels = 3 if detail >= 0.9 else 2 if detail >= 0.5 else 1
    habit = Habit(
        first=0.3,
        boughs=6 if detail >= 0.5 else 9,
        spread_deg=42.0,
        length=0.52,
        thick=0.5,
        lift=0.3,
        levels=levels,
        wander=0.05,
    )
    tree = grown(height * 0.8, height * 0.026, habit, seed, detail)
    return model_of([piece("trunk", "bark", tree.wood)])


def _leafy(
    wood: Mesh,
    places: F64,
    sizes: F64,
    height: float,
    seed: int,
    detail: float,
    *,
    flat: float,
    bark: str = "bark",
) -> Model:
    """Return a tree with a leaf cloud at each place; ``flat`` is their height over their width."""
    level = 3 if detail >= 0.9 else 2 if detail >= 0.5 else 1
    source = np.random.default_rng(seed + 1)
    clouds = []
    for number, (place, size) in enumerate(zip(places, sizes, strict=True)):
        wide = size * float(source.uniform(0.88, 1.15))
        radii = (wide, min(wide * flat, (height - place[1]) if place[1] < height else wide), wide)
        clouds.append(blob(place, radii, seed=seed * 31 + number, lumps=0.13, level=level))
    return model_of([piece("trunk", bark, wood), piece("leaves", "leaf", *clouds)])


def _tier(
    foot: float, radius: float, tall: float, around: int, source: np.random.Generator, height: float
) -> Mesh:
    """Return a drooping cone whose rim is drawn out and in like boughs."""
    tips = np.where(np.arange(around) % 2 == 0, 1.0, 0.8) * source.uniform(0.92, 1.06, around)
    rows = ((0.0, 0.04), (0.55, 0.0), (1.0, -0.16), (0.96, -0.1), (0.42, 0.36), (0.0, 1.0))
    turn = np.arange(around) * (2.0 * np.pi / around) + source.uniform(0.0, 6.28)
    profile = lathe([(max(r, 1e-9) * radius, y * tall + foot) for r, y in rows], around)
    points = profile.positions.astype(np.float64)
    out = np.hypot(points[:, 0], points[:, 2])
    sector = np.round(np.arctan2(points[:, 0], points[:, 2]) / (2.0 * np.pi / around)).astype(int)
    stretch = 1.0 + (tips[sector % around] - 1.0) * np.clip(out / radius, 0.0, 1.0)
    points[:, [0, 2]] *= stretch[:, None]
    return placed(_reshaded(points, profile), turn_deg=(0.0, float(np.degrees(turn[0])), 0.0))


def _reshaded(points: F64, like: Mesh) -> Mesh:
    return skin(points, like.triangles, crease_deg=50.0, edge_deg=60.0)


def _frond(
    top: F64,
    turn_deg: float,
    rise_deg: float,
    length: float,
    detail: float,
    source: np.random.Generator,
) -> Mesh:
    """Return an arching leaf, folded along its middle, that hangs at its tip."""
    steps = 8 if detail >= 0.5 else 4
    way = np.linspace(0.0, 1.0, steps + 1)
    rise = np.radians(rise_deg + float(source.uniform(-8.0, 8.0)))
    fall = np.radians(95.0)
    bend = rise - fall * way**1.3
    x = np.concatenate([[0.0], np.cumsum(np.cos(bend[:-1]))]) / steps * length
    y = np.concatenate([[0.0], np.cumsum(np.sin(bend[:-1]))]) / steps * length
    width = length * 0.12 * np.sin(np.pi * np.clip(0.12 + 0.86 * way, 0.0, 1.0)) ** 0.6
    path = np.stack([np.zeros_like(x), y, x], axis=1)
    section = [(-1.0, -0.42), (0.0, -0.06), (1.0, -0.42), (0.0, 0.06)]
    leaf = sweep(path, section, scale=width, crease_deg=30.0, edge_deg=70.0)
    return placed(
        leaf, at=(float(top[0]), float(top[1]), float(top[2])), turn_deg=(0.0, turn_deg, 0.0)
    )

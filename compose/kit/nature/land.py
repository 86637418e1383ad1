"""Land and water: rocks, boulders, a log, a hill, a water plane and a cloud."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from compose.geometry.forms import blob, icosphere, pipe, rod, sheet, skin
from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.nature.trees import Seed
from compose.kit.pieces import model_of, piece, placed
from compose.kit.prop import Detail, cuts, prop

RockSize = Annotated[float, Range(0.1, 20.0, "m")]
Extent = Annotated[float, Range(2.0, 500.0, "m")]


@prop("nature")
def rock(*, size: RockSize = 1.0, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Rock: a weathered stone that lies flat."""
    return model_of([piece("stone", "rock", _stone((0.0, 0.0), size, seed, detail))])


@prop("nature")
def boulders(*, size: RockSize = 1.6, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Boulders: a group of stones, one large among small."""
    source = np.random.default_rng(seed)
    stones = [_stone((0.0, 0.0), size, seed, detail)]
    for i in range(6):
        turn = 2.4 * i + float(source.uniform(0.0, 0.7))
        own = size * float(source.uniform(0.16, 0.5))
        out = 0.42 * size + 0.42 * own + 0.06 * size * (i % 3)
        place = (out * float(np.cos(turn)), out * float(np.sin(turn)))
        stones.append(_stone(place, own, seed + 7 * i + 1, detail))
    return model_of([piece("stone", "rock", *stones)])


@prop("nature")
def log(
    *, length: Annotated[float, Range(0.4, 12.0, "m")] = 2.4, seed: Seed = 0, detail: Detail = 1.0
) -> Model:
    """Log: a felled trunk with stumps of boughs, its ends pale."""
    source = np.random.default_rng(seed)
    radius = min(0.22, 0.16 * length)
    steps = max(3, round(8 * detail**0.5))
    x = np.linspace(-length / 2.0, length / 2.0, steps + 1)
    radii = radius * (1.0 - 0.12 * (x / length + 0.5)) * source.uniform(0.95, 1.0, steps + 1)
    path = np.stack([x, np.full_like(x, radius), np.zeros_like(x)], axis=1)
    around = cuts(18, detail, 8)
    stumps = [
        rod((x0 * length, 1.2 * radius, 0.0), (x0 * length + 0.1, 1.9 * radius, s * 1.15 * radius),
            0.3 * radius, end_radius=0.22 * radius, segments=cuts(8, detail, 5))
        for x0, s in ((-0.2, 1.0), (0.22, -0.8))
    ]  # fmt: skip
    faces = [
        rod((end * (length / 2.0 - 0.02), radius, 0.0), (end * (length / 2.0 + 0.004), radius, 0.0),
            0.88 * r, segments=around)
        for end, r in ((-1.0, float(radii[0])), (1.0, float(radii[-1])))
    ]  # fmt: skip
    bark = pipe(path, radii, segments=around)
    return model_of([piece("bark", "bark", bark, *stumps), piece("ends", "pine", *faces)])


@prop("nature")
def hill(
    *,
    width: Extent = 40.0,
    depth: Extent = 40.0,
    height: Annotated[float, Range(0.1, 200.0, "m")] = 6.0,
    seed: Seed = 0,
    detail: Detail = 1.0,
) -> Model:
    """Hill: rolling ground that runs out flat at its rim."""
    steps = max(8, min(160, round(40 * detail**0.7)))
    across, along = _grid(width, depth, steps)
    far = np.hypot(across / (width / 2.0), along / (depth / 2.0))
    fall = np.cos(np.clip(far, 0.0, 1.0) * np.pi) * 0.5 + 0.5
    swell = _waves(across / width, along / depth, seed, 6, (1.0, 3.2))
    y = fall * height * np.clip(0.82 + 0.3 * swell, 0.0, None)
    y *= height / max(float(y.max()), 1e-9)
    ground = sheet(np.stack([across, y, along], axis=-1), crease_deg=60.0)
    return model_of([piece("ground", "grass", ground)])


@prop("nature")
def water(
    *,
    width: Extent = 20.0,
    depth: Extent = 20.0,
    wave_height: Annotated[float, Range(0.0, 3.0, "m")] = 0.06,
    seed: Seed = 0,
    detail: Detail = 1.0,
) -> Model:
    """Water: a plane of gentle waves about y = 0."""
    steps = max(8, min(200, round(64 * detail**0.7)))
    across, along = _grid(width, depth, steps)
    near = min(width, depth, 24.0)
    y = 0.5 * wave_height * _waves(across / near, along / near, seed, 9, (2.0, 6.5))
    surface = sheet(np.stack([across, y, along], axis=-1), crease_deg=80.0)
    return model_of([piece("surface", "water", surface)])


@prop("nature", origin="centre")
def cloud(
    *, width: Annotated[float, Range(1.0, 400.0, "m")] = 24.0, seed: Seed = 0, detail: Detail = 1.0
) -> Model:
    """Cloud: a heap of soft white domes over a level base."""
    source = np.random.default_rng(seed)
    level = 3 if detail >= 0.9 else 2
    domes = []
    for i, x in enumerate(np.linspace(-0.36, 0.36, 6)):
        size = width * (0.2 - 0.3 * x * x) * float(source.uniform(0.85, 1.15))
        place = (x * width, 0.18 * size, float(source.uniform(-0.07, 0.07)) * width)
        domes.append(blob(place, (size, size * 0.8, size * 0.9), seed=seed + i, lumps=0.1,
                          level=level, flat_below=-0.22))  # fmt: skip
    return model_of([piece("cloud", "white", *domes)])


def _stone(at: tuple[float, float], size: float, seed: int, detail: float) -> Mesh:
    """Return a stone about ``size`` across, chipped flat by planes, its foot on the ground."""
    level = 3 if detail >= 0.9 else 2 if detail >= 0.5 else 1
    source = np.random.default_rng(seed + 5)
    wide, tall, deep = size * np.array([0.62, 0.56, 0.52]) * source.uniform(0.85, 1.12, 3)
    directions, triangles = icosphere(level)
    points = (
        directions
        * (1.0 + 0.12 * np.sin(directions @ source.normal(0.0, 2.0, (3, 5))).sum(1))[:, None]
        / 1.2
    )
    for chip in source.normal(size=(11, 3)):
        flat = chip / np.linalg.norm(chip)
        past = np.maximum(points @ flat - float(source.uniform(0.58, 0.78)), 0.0)
        points = points - past[:, None] * flat
    points[:, 1] = np.maximum(points[:, 1], -0.42) + 0.42
    stone = skin(points * (wide, tall, deep), triangles, crease_deg=22.0, edge_deg=38.0)
    turn = float(source.uniform(-180.0, 180.0))
    return placed(stone, at=(at[0], 0.0, at[1]), turn_deg=(0.0, turn, 0.0))


def _grid(width: float, depth: float, steps: int) -> tuple[F64, F64]:
    """Return x to the right and z from front to back of a ground's points."""
    across, along = np.meshgrid(
        np.linspace(-width / 2.0, width / 2.0, steps + 1),
        np.linspace(depth / 2.0, -depth / 2.0, steps + 1),
    )
    return across, along


def _waves(x: F64, z: F64, seed: int, count: int, frequency: tuple[float, float]) -> F64:
    """Return a sum of sines in seeded directions, within −1 … 1."""
    source = np.random.default_rng(seed)
    total = np.zeros_like(x)
    weights = 0.0
    for _ in range(count):
        turn, phase = source.uniform(0.0, 2.0 * np.pi, 2)
        often = float(source.uniform(*frequency))
        weight = frequency[0] / often
        weights += weight
        run = (x * np.cos(turn) + z * np.sin(turn)) * often * 2.0 * np.pi
        total += weight * np.sin(run + phase)
    return total / weights

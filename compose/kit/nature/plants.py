"""Low plants: bush, hedge, grass tuft and flowers."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from compose.geometry.forms import blob, loft, pipe, skin, sweep
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.nature.trees import Seed
from compose.kit.pieces import model_of, piece, placed
from compose.kit.prop import Detail, prop

Size = Annotated[float, Range(0.2, 6.0, "m")]
Run = Annotated[float, Range(0.4, 40.0, "m")]
Many = Annotated[int, Range(1, 200)]


@prop("nature")
def bush(*, width: Size = 1.6, height: Size = 1.1, seed: Seed = 0, detail: Detail = 1.0) -> Model:
    """Bush: a round shrub of leaf clouds down to the ground."""
    source = np.random.default_rng(seed)
    level = 3 if detail >= 0.9 else 2 if detail >= 0.5 else 1
    count = 7 if detail >= 0.5 else 4
    clouds = []
    for i in range(count):
        turn, out = 2.4 * i + source.uniform(0.0, 0.6), 0.29 * width * (i > 0)
        tall = height * float(source.uniform(0.62, 0.85)) if i else height
        place = (out * float(np.cos(turn)), out * float(np.sin(turn)))
        clouds.append(_mound(place, width * (0.22 if i else 0.3), tall, seed + i, level))
    return model_of([piece("leaves", "leaf", *clouds)])


@prop("nature")
def hedge(
    *,
    length: Run = 3.0,
    height: Size = 1.2,
    width: Size = 0.6,
    seed: Seed = 0,
    detail: Detail = 1.0,
) -> Model:
    """Hedge: a clipped row of leaves with soft corners."""
    columns = max(4, round(length * 6.0 * min(detail, 2.0) ** 0.7))
    rows = max(5, round(12 * min(detail, 2.0) ** 0.6))
    source = np.random.default_rng(seed)
    bend = np.linspace(-np.pi * 0.5, np.pi * 1.5, 2 * rows, endpoint=False)
    square = 0.22
    ring_x = np.sign(np.cos(bend)) * np.abs(np.cos(bend)) ** square
    ring_y = np.sign(np.sin(bend)) * np.abs(np.sin(bend)) ** square
    along = np.linspace(-1.0, 1.0, columns)
    ends = (1.0 - np.abs(along) ** 14)[:, None] * 0.12 + 0.88
    rough = 1.0 + source.normal(0.0, 0.022, (columns, 2 * rows))
    x = ring_x * ends * rough * width / 2.0
    y = np.maximum((ring_y * ends * rough * 0.5 + 0.5) * height, 0.0)
    z = np.broadcast_to(along[:, None] * length / 2.0, x.shape)
    y[:, ring_y < -0.98] = 0.0
    body = loft(np.stack([x, y * 1.0, z], axis=-1), crease_deg=70.0, edge_deg=75.0)
    return model_of([piece("leaves", "leaf_dark", placed(body, turn_deg=(0.0, 90.0, 0.0)))])


@prop("nature")
def grass_tuft(
    *, height: Annotated[float, Range(0.03, 2.0, "m")] = 0.35, blades: Many = 26, seed: Seed = 0,
    detail: Detail = 1.0,
) -> Model:  # fmt: skip
    """Grass tuft: a clump of bent blades."""
    source = np.random.default_rng(seed)
    count = max(5, round(blades * min(detail, 1.0) ** 0.6))
    made = [_blade(height, source, 4 if detail >= 0.5 else 2) for _ in range(count)]
    return model_of([piece("leaves", "grass", *made)])


@prop("nature")
def flowers(
    *, height: Annotated[float, Range(0.1, 1.5, "m")] = 0.4, stems: Many = 9, seed: Seed = 0,
    detail: Detail = 1.0,
) -> Model:  # fmt: skip
    """Flowers: a bunch of round blossoms among leaves."""
    source = np.random.default_rng(seed)
    level = 2 if detail >= 0.9 else 1
    stalks: list[Mesh] = []
    blossoms: list[Mesh] = []
    hearts: list[Mesh] = []
    for i in range(stems):
        turn, out = 2.4 * i, 0.05 + 0.3 * height * (i / stems) ** 0.5
        tall = height * float(source.uniform(0.68, 0.92))
        foot = np.array([0.3 * out * np.cos(turn), 0.0, 0.3 * out * np.sin(turn)])
        head = np.array([out * np.cos(turn), tall, out * np.sin(turn)])
        knee = foot + np.array([0.0, 0.4 * tall, 0.0])
        stalks.append(pipe([foot, knee, head], [0.012 * height] * 3, segments=4))
        size = 0.085 * height
        for petal in range(5):
            lean = turn + petal * 2.0 * np.pi / 5.0
            away = (size * 0.75 * np.cos(lean), 0.0, size * 0.75 * np.sin(lean))
            blossoms.append(
                blob(head + np.array(away), (size * 0.6, size * 0.3, size * 0.6), level=1)
            )
        hearts.append(blob(head + np.array([0.0, 0.2 * size, 0.0]), size * 0.45, level=level))
    leaves = [_blade(height * 0.6, source, 3) for _ in range(2 * stems)]
    return model_of(
        [
            piece("leaves", "grass", *stalks, *leaves),
            piece("petals", "red", *blossoms),
            piece("hearts", "yellow", *hearts),
        ]
    )


def _mound(at: tuple[float, float], radius: float, tall: float, seed: int, level: int) -> Mesh:
    """Return a lumpy cloud that stands flat on the ground."""
    half = tall / 1.75
    body = blob((0.0, 0.0, 0.0), (radius * 1.15, half, radius * 1.15), seed=seed, lumps=0.11,
                level=level)  # fmt: skip
    points = body.positions.astype(np.float64)
    points[:, 1] += half * 0.75
    points[:, 1] = np.maximum(points[:, 1] * tall / max(points[:, 1].max(), 1e-9), 0.0)
    return skin(points + np.array([at[0], 0.0, at[1]]), body.triangles, crease_deg=180.0)


def _blade(height: float, source: np.random.Generator, steps: int) -> Mesh:
    """Return one blade of grass: a thin bent strip, pointed at its tip."""
    turn = float(source.uniform(0.0, 360.0))
    lean = float(source.uniform(0.1, 0.75))
    tall = height * float(source.uniform(0.6, 1.0)) * (1.0 - 0.25 * lean)
    way = np.linspace(0.0, 1.0, steps + 1)
    path = np.stack([np.zeros_like(way), tall * way, lean * tall * way**2.2], axis=1)
    width = height * 0.028 * (1.0 - 0.92 * way)
    section = [(-1.0, -0.12), (1.0, -0.12), (0.0, 0.16)]
    strip = sweep(path, section, scale=width, up=(0.0, 0.0, -1.0), crease_deg=80.0, edge_deg=85.0)
    out = float(source.uniform(0.0, 0.14)) * height
    angle = np.radians(turn)
    return placed(
        strip, at=(out * np.sin(angle), 0.0, out * np.cos(angle)), turn_deg=(0.0, turn, 0.0)
    )

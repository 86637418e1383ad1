"""Built things: stairs, bridge, arch, column, garden wall."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model
from compose.geometry.shapes import make_shape
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import around, copies, model_of, piece, placed, spread
from compose.kit.prop import Detail, cuts, prop
from compose.kit.workshop import Workshop


@prop("sets")
def stairs(
    *,
    width: Annotated[float, Range(0.6, 10.0, "m")] = 1.4,
    height: Annotated[float, Range(0.3, 8.0, "m")] = 1.8,
    depth: Annotated[float, Range(0.5, 14.0, "m")] = 2.8,
    steps: Annotated[int, Range(2, 60)] = 10,
    rails: bool = True,
    made_of: Literal["stone", "concrete", "oak", "pale_stone"] = "stone",
    detail: Detail = 1.0,
) -> Model:
    """Build a flight of stairs with treads and handrails; its foot is at +Z, its top at −Z."""
    cut = Workshop(detail)
    solid = make_shape(
        "stairs", {"width": width, "height": height - 0.03, "depth": depth, "steps": steps}
    )
    run, rise = depth / steps, (height - 0.03) / steps
    tread = cut.block(width + 0.04, 0.03, run + 0.025, bevel=0.006)
    places = [
        (0.0, (row + 1) * rise, depth / 2 - run * (row + 0.5) + 0.0125) for row in range(steps)
    ]
    pieces = [piece("flight", made_of, solid), piece("treads", "pale_stone", copies(tread, places))]
    if rails:
        pieces.append(piece("rails", "iron", *_handrails(cut, width, height, depth, steps)))
    return model_of(pieces)


def _handrails(cut: Workshop, width: float, height: float, depth: float, steps: int) -> list[Mesh]:
    """Return a rail on each side, with a post every other step."""
    run = depth / steps
    meshes: list[Mesh] = []
    for s in (-1, 1):
        x = s * (width / 2 - 0.05)
        begin, end = (
            (x, 0.93 + height / steps, depth / 2 - run / 2),
            (x, 0.93 + height, -depth / 2 + run / 2),
        )
        meshes.append(cut.rod(begin, end, 0.022))
        chosen = sorted({0, steps - 1, *range(0, steps, 2)})
        meshes += [
            cut.rod(
                (x, (row + 1) * height / steps - 0.004, depth / 2 - run * (row + 0.5)),
                (x, (row + 1) * height / steps + 0.93, depth / 2 - run * (row + 0.5)),
                0.012,
            )
            for row in chosen
        ]
    return meshes


@prop("sets")
def bridge(
    *,
    length: Annotated[float, Range(5.0, 60.0, "m")] = 16.0,
    width: Annotated[float, Range(2.0, 16.0, "m")] = 5.0,
    height: Annotated[float, Range(1.5, 15.0, "m")] = 3.6,
    detail: Detail = 1.0,
) -> Model:
    """Build a stone arch bridge over X; ``height`` is of its deck in the middle."""
    cut = Workshop(detail)
    count = cuts(28, detail, 10)
    x = np.linspace(-length / 2, length / 2, count + 1)
    camber = 0.16 * height
    deck = height - camber * (2.0 * x / length) ** 2
    span, crown = length * 0.62, height - 0.75
    t = np.linspace(np.pi, 0.0, count + 1)
    under = np.stack([span / 2 * np.cos(t), np.maximum(crown * np.sin(t), 0.0)], axis=1)
    outline = [
        (-length / 2, 0.0), *map(tuple, under), (length / 2, 0.0),
        *((float(a), float(b)) for a, b in zip(x[::-1], deck[::-1], strict=True)),
    ]  # fmt: skip
    body = cut.board(np.array(outline, np.float64), width, bevel=0.0)
    ring = np.concatenate([under, under[::-1] + _out(under)[::-1] * 0.42])
    voussoirs = [cut.board(ring, 0.12, (0, 0, s * (width / 2 + 0.03)), bevel=0.01) for s in (-1, 1)]
    wall = np.concatenate([
        np.stack([x, deck - 0.3], axis=1), np.stack([x, deck + 0.95], axis=1)[::-1]
    ])  # fmt: skip
    cap = np.concatenate([
        np.stack([x, deck + 0.95], axis=1), np.stack([x, deck + 1.08], axis=1)[::-1]
    ])  # fmt: skip
    sides = (-1, 1)
    parapets = [cut.board(wall, 0.34, (0, 0, s * (width / 2 - 0.1)), bevel=0.0) for s in sides]
    caps = [cut.board(cap, 0.46, (0, 0, s * (width / 2 - 0.1)), bevel=0.012) for s in sides]
    surface = np.concatenate([
        np.stack([x, deck - 0.02], axis=1), np.stack([x, deck + 0.02], axis=1)[::-1]
    ])  # fmt: skip
    return model_of(
        [
            piece("body", "stone", body, *parapets),
            piece("trim", "pale_stone", *voussoirs, *caps),
            piece("deck", "paving", cut.board(surface, width - 0.55, bevel=0.0)),
        ]
    )


def _out(points: F64) -> F64:
    """Return unit steps away from the origin's height line, for a ring of stones."""
    away = points + np.array([0.0, 0.02])
    return np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True))


@prop("sets")
def arch(
    *,
    width: Annotated[float, Range(1.4, 12.0, "m")] = 3.4,
    height: Annotated[float, Range(2.2, 14.0, "m")] = 4.2,
    depth: Annotated[float, Range(0.2, 6.0, "m")] = 0.9,
    detail: Detail = 1.0,
) -> Model:
    """Build an archway with imposts, a keystone and a cornice."""
    cut = Workshop(detail)
    pier = width * 0.19
    opening, crown = width - 2 * pier, height * 0.8
    wall = make_shape("arch", {
        "width": width, "height": height - 0.2, "depth": depth,
        "opening_width": opening, "opening_height": crown, "segments": cuts(24, detail, 8),
    })  # fmt: skip
    spring = max(crown - opening / 2, 0.3)
    trim = [
        cut.block(width + 0.24, 0.2, depth + 0.24, (0, height - 0.2, 0), 0.014),
        *(cut.block(pier + 0.1, 0.16, depth + 0.1,
                    (s * (width - pier) / 2, spring - 0.08, 0), 0.014)
          for s in (-1, 1)),
        *(cut.block(pier + 0.1, 0.28, depth + 0.1, (s * (width - pier) / 2, 0, 0), 0.014)
          for s in (-1, 1)),
    ]  # fmt: skip
    tall = min(0.42, height - 0.2 - crown + 0.06)
    key = cut.board(
        [(-0.12, 0.0), (0.12, 0.0), (0.18, tall), (-0.18, tall)], depth + 0.12,
        (0, crown - 0.04, 0), bevel=0.014,
    )  # fmt: skip
    return model_of([piece("wall", "stone", wall), piece("trim", "pale_stone", *trim, key)])


@prop("sets")
def column(
    *,
    height: Annotated[float, Range(1.5, 15.0, "m")] = 4.0,
    radius: Annotated[float, Range(0.08, 1.0, "m")] = 0.25,
    fluted: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a column with its base and capital."""
    cut = Workshop(detail)
    r, h = radius, height
    foot, head = min(0.9 * r, h * 0.15), min(0.9 * r, h * 0.15)
    base = [
        cut.block(2.7 * r, foot * 0.35, 2.7 * r, bevel=0.014),
        cut.turned(
            [(0, foot * 0.35), (1.3 * r, foot * 0.35), (1.36 * r, foot * 0.47),
             (1.3 * r, foot * 0.6),
             (1.12 * r, foot * 0.64), (1.1 * r, foot * 0.76), (1.2 * r, foot * 0.84),
             (1.12 * r, foot * 0.94), (1.02 * r, foot), (0, foot)],
            crease_deg=50,
        ),
    ]  # fmt: skip
    top = h - head
    capital = [
        cut.turned(
            [(0, top), (0.9 * r, top), (0.98 * r, top + head * 0.12), (0.9 * r, top + head * 0.2),
             (0.92 * r, top + head * 0.34), (1.22 * r, top + head * 0.62),
             (1.24 * r, top + head * 0.7),
             (0, top + head * 0.7)],
            crease_deg=50,
        ),
        cut.block(2.6 * r, head * 0.32, 2.6 * r, (0, h - head * 0.32, 0), 0.014),
    ]  # fmt: skip
    bulge = [(r * (1.0 - 0.16 * t**1.8), foot + (top - foot) * t) for t in spread(0, 1, 9)]
    shaft = [cut.turned([(0, foot), *bulge, (0, top)], base=36)]
    if fluted and detail >= 0.5:
        fillet = cut.pipe([(0, y, a - r * 0.02) for a, y in bulge], [r * 0.055] * 9, base=6)
        shaft.append(around(fillet, 20))
    return model_of([piece("shaft", "pale_stone", *shaft), piece("ends", "stone", *base, *capital)])


@prop("sets")
def garden_wall(
    *,
    width: Annotated[float, Range(1.0, 60.0, "m")] = 4.0,
    height: Annotated[float, Range(0.5, 4.0, "m")] = 1.6,
    detail: Detail = 1.0,
) -> Model:
    """Build a brick wall with piers and a coping."""
    cut = Workshop(detail)
    count = max(2, round(width / 2.4) + 1)
    xs = spread(-width / 2 + 0.2, width / 2 - 0.2, count)
    pier = cut.block(0.4, height, 0.4, bevel=0.01)
    cap = [
        cut.block(0.5, 0.08, 0.5, (0, height, 0), 0.012),
        placed(cut.turned([(0, 0), (0.33, 0), (0, 0.14)], base=4), at=(0, height + 0.08, 0)),
    ]
    wall = cut.block(width - 0.3, height - 0.16, 0.22, bevel=0.0)
    coping = cut.block(width - 0.3, 0.08, 0.32, (0, height - 0.17, 0), 0.012)
    courses = [
        cut.block(width - 0.3, 0.012, 0.226, (0, y, 0), 0.0)
        for y in spread(0.15, height - 0.32, max(2, round(height / 0.3)))
    ]
    return model_of(
        [
            piece("brickwork", "brick", wall, copies(pier, [(x, 0.0, 0.0) for x in xs])),
            piece("joints", "render", *courses),
            piece(
                "coping",
                "pale_stone",
                coping,
                *(copies(m, [(x, 0.0, 0.0) for x in xs]) for m in cap),
            ),
        ]
    )

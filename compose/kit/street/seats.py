"""Where people sit and gather: bench, cafe set, picnic table, market stall, kiosk, awning."""

from __future__ import annotations

from typing import Annotated

from compose.geometry.forms import (
    extrude_outline,
    lathe,
    pipe,
    rod,
    rounded_box,
    sheet,
    smooth_path,
)
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, copies, corners, mirrored, model_of, piece, placed, spread
from compose.kit.prop import Detail, cuts, prop

BenchLength = Annotated[float, Range(0.8, 4.0, "m")]
StallWidth = Annotated[float, Range(1.2, 6.0, "m")]


@prop("street")
def park_bench(*, length: BenchLength = 1.8, detail: Detail = 1.0) -> Model:
    """Park bench: wooden slats on cast iron legs."""
    half = length / 2.0
    slats = [
        rounded_box((-half, 0.43, z - 0.045), (half, 0.465, z + 0.045), 0.01, steps=1)
        for z in spread(-0.13, 0.23, 4)
    ]
    for y, z in ((0.56, -0.225), (0.68, -0.255), (0.8, -0.285)):
        slat = rounded_box((-half, -0.045, -0.016), (half, 0.045, 0.016), 0.01, steps=1)
        slats.append(placed(slat, at=(0.0, y, z), turn_deg=(-14.0, 0.0, 0.0)))
    n = cuts(8, detail, 4)
    side = merge_meshes(
        [
            pipe(smooth_path([(0, 0, -0.26), (0, 0.2, -0.2), (0, 0.42, -0.2), (0, 0.86, -0.32)], 4),
                 0.022, segments=n),
            pipe(smooth_path([(0, 0, 0.28), (0, 0.2, 0.23), (0, 0.42, 0.25), (0, 0.62, 0.27)], 4),
                 0.022, segments=n),
            pipe(smooth_path([(0, 0.64, 0.29), (0, 0.66, 0.1), (0, 0.64, -0.24)], 4),
                 0.02, segments=n),
            rod((0, 0.42, -0.2), (0, 0.42, 0.25), 0.022, segments=n),
            rounded_box((-0.04, 0.0, -0.3), (0.04, 0.02, -0.2)),
            rounded_box((-0.04, 0.0, 0.22), (0.04, 0.02, 0.32)),
        ]
    )  # fmt: skip
    sides = copies(side, [(-half + 0.15, 0.0, 0.0), (half - 0.15, 0.0, 0.0)])
    return model_of([piece("frame", "iron", sides), piece("slats", "oak", *slats)])


@prop("street")
def cafe_set(
    *, chairs: Annotated[int, Range(1, 4)] = 2, parasol: bool = True, detail: Detail = 1.0
) -> Model:
    """Cafe set: a round table with bistro chairs, and a parasol."""
    n = cuts(28, detail, 10)
    table = lathe([(0.0, 0.0), (0.2, 0.0), (0.2, 0.015), (0.03, 0.05), (0.025, 0.7), (0.0, 0.7)], n)
    top = lathe(
        [(0.0, 0.7), (0.36, 0.7), (0.37, 0.715), (0.36, 0.73), (0.0, 0.73)], n, edge_deg=60.0
    )
    chair = _bistro_chair(detail)
    angle = 180.0 if chairs <= 2 else 360.0 / chairs
    frames, seats = [], []
    for i in range(chairs):
        turn = (0.0, 90.0 + angle * i, 0.0)
        frames.append(placed(placed(chair[0], at=(0.0, 0.0, -0.62)), turn_deg=turn))
        seats.append(placed(placed(chair[1], at=(0.0, 0.0, -0.62)), turn_deg=turn))
    pieces = [
        piece("table", "iron", table),
        piece("top", "pale_stone", top),
        piece("chairs", "iron", *frames),
        piece("seats", "oak", *seats),
    ]
    return model_of([*pieces, *(_parasol(detail) if parasol else [])])


@prop("street")
def picnic_table(*, detail: Detail = 1.0) -> Model:
    """Picnic table: a plank table with a bench on each side."""
    soft = 0.012 if detail >= 0.5 else 0.0
    planks = [
        rounded_box((-0.9, 0.71, z - 0.068), (0.9, 0.75, z + 0.068), soft, steps=1)
        for z in spread(-0.29, 0.29, 5)
    ]
    planks += [
        rounded_box((-0.9, 0.41, z - 0.068), (0.9, 0.45, z + 0.068), soft, steps=1)
        for z in (-0.76, -0.61, 0.61, 0.76)
    ]
    frames = []
    for x in (-0.6, 0.6):
        for side in (-1.0, 1.0):
            leg = rounded_box((x - 0.02, 0.0, -0.045), (x + 0.02, 0.79, 0.045))
            foot = (0.0, 0.024, side * 0.62)
            frames.append(placed(leg, at=foot, turn_deg=(-side * 31.0, 0.0, 0.0)))
        frames.append(rounded_box((x + 0.02, 0.33, -0.82), (x + 0.06, 0.41, 0.82)))
        frames.append(rounded_box((x + 0.02, 0.63, -0.34), (x + 0.06, 0.71, 0.34)))
    return model_of([piece("planks", "pine", *planks), piece("frame", "oak", *frames)])


@prop("street")
def market_stall(*, width: StallWidth = 2.4, detail: Detail = 1.0) -> Model:
    """Market stall: a counter with crates of fruit under a striped roof."""
    half = width / 2.0
    n = cuts(8, detail, 4)
    posts = [
        rod((x, 0.0, z), (x, 2.47 if z < 0.0 else 2.13, z), 0.025, segments=n)
        for x, _, z in corners(width - 0.1, 1.5)
    ]
    counter = rounded_box((-half, 0.72, -0.3), (half, 0.78, 0.75))
    front = rounded_box((-half, 0.25, 0.7), (half, 0.72, 0.73))
    legs = [rounded_box((x - 0.03, 0.0, z - 0.03), (x + 0.03, 0.72, z + 0.03))
            for x, _, z in corners(width - 0.2, 0.8, 0.0)]  # fmt: skip
    count = max(2, round(width / 0.6))
    crates, fruit = [], []
    for i, x in enumerate(spread(-half + 0.32, half - 0.32, count)):
        crate = _crate(0.5, 0.6)
        crates.append(placed(crate, at=(x, 0.86, 0.4), turn_deg=(16.0, 0.0, 0.0)))
        ball = lathe([(0.0, -0.045), (0.04, -0.02), (0.04, 0.02), (0.0, 0.045)], cuts(8, detail, 4),
                     crease_deg=80.0, edge_deg=89.0)  # fmt: skip
        heap = copies(
            ball, [(a, 0.1, b) for a in spread(-0.19, 0.19, 5) for b in spread(-0.23, 0.23, 6)]
        )
        fruit.append((i % 3, placed(heap, at=(x, 0.88, 0.4), turn_deg=(16.0, 0.0, 0.0))))
    kinds = ("orange", "light_red", "light_green")
    heaps = [
        piece(f"fruit_{kind}", kinds[kind], *(m for k, m in fruit if k == kind))
        for kind in range(min(3, count))
    ]
    return model_of(
        [
            piece("frame", "dark_steel", *posts),
            piece("counter", "oak", counter, front, *legs),
            piece("crates", "pine", *crates),
            *heaps,
            *_striped_roof(width + 0.2, (-0.85, 2.56), (1.0, 2.12), detail, drop=0.16),
        ]
    )


@prop("street")
def kiosk(*, detail: Detail = 1.0) -> Model:
    """Kiosk: an eight-sided newspaper stand with a domed roof."""
    body = lathe([(0.0, 0.0), (1.15, 0.0), (1.15, 0.12), (1.08, 0.16), (1.08, 0.95), (1.12, 1.0),
                  (0.0, 1.0)], 8, edge_deg=20.0)  # fmt: skip
    posts = lathe([(0.055, 0.0), (0.055, 1.2)], cuts(8, detail, 4))
    ring = [
        placed(placed(posts, at=(0.0, 1.0, 1.02)), turn_deg=(0.0, 45.0 * i, 0.0)) for i in range(8)
    ]
    glass = lathe([(0.98, 1.0), (0.98, 2.15)], 8, edge_deg=20.0)
    n = 16 if detail >= 0.5 else 8
    eaves = [(0.0, 2.15), (1.42, 2.15), (1.42, 2.24), (1.2, 2.34), (0.9, 2.62), (0.5, 2.86)]
    finial = [(0.16, 2.96), (0.16, 3.06), (0.08, 3.1), (0.1, 3.2), (0.0, 3.28)]
    roof = lathe([*eaves, *finial], n, crease_deg=40.0)
    shelf = rounded_box((-0.6, 0.98, 0.9), (0.6, 1.03, 1.35), 0.015)
    papers = [
        rounded_box((x - 0.12, 1.03, 1.0), (x + 0.12, 1.03 + h, 1.3))
        for x, h in ((-0.42, 0.09), (-0.14, 0.06), (0.14, 0.1), (0.42, 0.05))
    ]
    turn = (0.0, 22.5, 0.0)
    return model_of(
        [
            piece(
                "body",
                "green",
                placed(body, turn_deg=turn),
                *(placed(p, turn_deg=turn) for p in ring),
            ),
            piece("glass", "window", placed(glass, turn_deg=turn)),
            piece("roof", "copper", roof),
            piece("shelf", "oak", shelf),
            piece("papers", "paper", *papers),
        ]
    )


@prop("street", origin="wall")
def awning(
    *,
    width: Annotated[float, Range(0.8, 12.0, "m")] = 3.0,
    reach: Annotated[float, Range(0.4, 3.0, "m")] = 1.3,
    detail: Detail = 1.0,
) -> Model:
    """Awning: a striped shop blind with a hanging valance, out from a wall."""
    drop = 0.42 * reach
    x = width / 2.0 - 0.06
    arm = rod((x, -drop, reach - 0.02), (x, -drop - 0.12, 0.01), 0.016, segments=cuts(8, detail, 4))
    arms = mirrored(arm)
    box = rounded_box((-width / 2.0, -0.07, 0.0), (width / 2.0, 0.07, 0.12), 0.03)
    return model_of(
        [
            piece("frame", "dark_steel", arms, box),
            *_striped_roof(width, (0.06, 0.05), (reach, -drop), detail, drop=0.2),
        ]
    )


def _striped_roof(
    width: float,
    back: tuple[float, float],
    front: tuple[float, float],
    detail: float,
    *,
    drop: float,
) -> list[Piece]:
    """Return sloping cloth in stripes from ``back`` to ``front`` (z, y), with a valance."""
    count = 2 * max(2, round(width / 0.6)) + 1
    step = width / count
    cloth: tuple[list[Mesh], list[Mesh]] = ([], [])
    (z0, y0), (z1, y1) = back, front
    fall = ((z0, y0), (0.5 * (z0 + z1), 0.5 * (y0 + y1) - 0.02), (z1, y1))
    for i in range(count):
        x0, x1 = -width / 2.0 + i * step, -width / 2.0 + (i + 1) * step
        top = [[(x, y, z) for x in (x0, x1)] for z, y in reversed(fall)]
        under = [[(x, y - 0.012, z) for x in (x1, x0)] for z, y in reversed(fall)]
        cloth[i % 2].extend((sheet(top), sheet(under)))
        flap = [(x0, y1), (x1, y1), (x1, y1 - 0.7 * drop)]
        round_steps = 4 if detail >= 0.5 else 1
        for k in range(1, round_steps + 1):
            share = k / (round_steps + 1)
            sag = 0.3 * drop * 4.0 * share * (1.0 - share)
            flap.append((x1 + (x0 - x1) * share, y1 - 0.7 * drop - sag))
        flap.append((x0, y1 - 0.7 * drop))
        cloth[i % 2].append(placed(extrude_outline(flap, 0.008), at=(0.0, 0.0, z1 - 0.004)))
    return [piece("cloth", "linen", *cloth[0]), piece("stripes", "felt_rust", *cloth[1])]


def _parasol(detail: float) -> list[Piece]:
    n = cuts(8, detail, 8)
    roof = lathe(
        [(1.28, 2.02), (1.3, 2.14), (0.7, 2.42), (0.0, 2.56)], n, crease_deg=15.0, edge_deg=12.0
    )
    under = lathe([(0.0, 2.54), (0.7, 2.4), (1.29, 2.13), (1.28, 2.02)], n, crease_deg=15.0)
    pole = lathe([(0.0, 0.0), (0.26, 0.0), (0.26, 0.05), (0.04, 0.08), (0.022, 0.1), (0.022, 2.55),
                  (0.03, 2.62), (0.0, 2.64)], cuts(16, detail, 6))  # fmt: skip
    return [piece("pole", "light_grey", pole), piece("parasol", "cream", roof, under)]


def _bistro_chair(detail: float) -> tuple[Mesh, Mesh]:
    """Return the bent frame and the slatted seat of a chair that faces +Z."""
    n = cuts(8, detail, 4)
    arch = [(0.19, 0.0, -0.22), (0.19, 0.45, -0.18), (0.17, 0.8, -0.25), (0.0, 0.88, -0.27)]
    bow = smooth_path(arch, 4 if detail >= 0.5 else 2)
    frame = [
        pipe([*bow, *(bow[-2::-1] * [-1.0, 1.0, 1.0])], 0.011, segments=n),
        mirrored(rod((0.19, 0.0, 0.22), (0.18, 0.45, 0.18), 0.011, segments=n)),
        mirrored(rod((0.185, 0.2, -0.2), (0.185, 0.2, 0.2), 0.007, segments=n)),
        rod((0.0, 0.45, -0.18), (0.0, 0.87, -0.268), 0.008, segments=n),
    ]
    slats = [rounded_box((-0.2, 0.445, z - 0.03), (0.2, 0.462, z + 0.03), 0.006, steps=1)
             for z in spread(-0.16, 0.18, 5)]  # fmt: skip
    back = rounded_box((-0.165, 0.68, -0.245), (0.165, 0.76, -0.23), 0.006, steps=1)
    return merge_meshes(frame), merge_meshes([*slats, back])


def _crate(width: float, depth: float) -> Mesh:
    """Return an open box of thin boards, its floor at y = 0."""
    x, z = width / 2.0, depth / 2.0
    return merge_meshes(
        [
            rounded_box((-x, 0.0, -z), (x, 0.015, z)),
            rounded_box((-x, 0.0, z - 0.015), (x, 0.13, z)),
            rounded_box((-x, 0.0, -z), (x, 0.13, -z + 0.015)),
            rounded_box((-x, 0.0, -z), (-x + 0.015, 0.13, z)),
            rounded_box((x - 0.015, 0.0, -z), (x, 0.13, z)),
        ]
    )

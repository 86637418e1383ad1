"""Things of iron, wood and stone: bollard, fence, railing, planter, covers, scaffolding."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.forms import (
    arc_path,
    blob,
    extrude_outline,
    lathe,
    pipe,
    rod,
    rounded_box,
)
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import around, copies, mirrored, model_of, piece, placed, spread
from compose.kit.prop import Detail, cuts, prop

FenceLength = Annotated[float, Range(0.5, 30.0, "m")]


@prop("street")
def bollard(
    *, height: Annotated[float, Range(0.4, 1.4, "m")] = 0.95, detail: Detail = 1.0
) -> Model:
    """Bollard: a cast post with a collar and a round head."""
    n = cuts(24, detail, 8)
    h = height
    rows = [(0.0, 0.0), (0.13, 0.0), (0.13, 0.05), (0.1, 0.1), (0.085, 0.16), (0.075, 0.72 * h),
            (0.1, 0.74 * h), (0.1, 0.79 * h), (0.07, 0.82 * h), (0.07, 0.88 * h), (0.055, 0.95 * h),
            (0.025, 0.99 * h), (0.0, h)]  # fmt: skip
    band = [(0.0805, 0.58 * h), (0.0795, 0.64 * h)]
    return model_of(
        [
            piece("post", "iron", lathe(rows, n)),
            piece("band", "marking", lathe(band, n, edge_deg=80.0)),
        ]
    )


@prop("street")
def fence(
    *,
    length: FenceLength = 3.0,
    height: Annotated[float, Range(0.4, 2.5, "m")] = 1.1,
    detail: Detail = 1.0,
) -> Model:
    """Fence: pointed pickets on two rails."""
    half, sections = length / 2.0, max(2, round(length / 1.8) + 1)
    count = max(3, round(length / 0.16))
    step = length / count
    picket = extrude_outline(
        [
            (-0.045, 0.06),
            (0.045, 0.06),
            (0.045, height - 0.08),
            (0.0, height),
            (-0.045, height - 0.08),
        ],
        0.02,
    )
    pickets = copies(picket, [(-half + step * (i + 0.5), 0.0, 0.02) for i in range(count)])
    rails = [
        rounded_box((-half, y, -0.035), (half, y + 0.08, 0.01))
        for y in (0.24 * height, 0.7 * height)
    ]
    posts = [rounded_box((x - 0.05, 0.0, -0.135), (x + 0.05, height - 0.05, -0.035))
             for x in spread(-half + 0.05, half - 0.05, sections)]  # fmt: skip
    return model_of([piece("pickets", "white", pickets), piece("rails", "white", *rails, *posts)])


@prop("street")
def railing(
    *,
    length: FenceLength = 3.0,
    height: Annotated[float, Range(0.4, 2.5, "m")] = 1.05,
    detail: Detail = 1.0,
) -> Model:
    """Railing: iron bars with ball heads between posts."""
    half = length / 2.0
    n = cuts(8, detail, 4)
    count = max(3, round(length / 0.13))
    step = length / count
    bar = rod((0.0, 0.12, 0.0), (0.0, height - 0.06, 0.0), 0.009, segments=max(4, n // 2))
    bars = copies(bar, [(-half + step * (i + 0.5), 0.0, 0.0) for i in range(count)])
    rails = [rounded_box((-half, y, -0.02), (half, y + 0.025, 0.02)) for y in (0.1, height - 0.08)]
    post = lathe([(0.0, 0.0), (0.06, 0.0), (0.06, 0.03), (0.028, 0.05), (0.028, height - 0.04),
                  (0.045, height), (0.03, height + 0.045), (0.0, height + 0.06)],
                 max(6, n))  # fmt: skip
    places = [(x, 0.0, 0.0) for x in spread(-half, half, max(2, round(length / 1.5) + 1))]
    return model_of(
        [piece("posts", "iron", copies(post, places)), piece("bars", "iron", bars, *rails)]
    )


@prop("street")
def planter(
    *,
    width: Annotated[float, Range(0.3, 4.0, "m")] = 1.2,
    seed: Annotated[int, Range(0, 9999)] = 0,
    detail: Detail = 1.0,
) -> Model:
    """Planter: a stone trough with a bush in it."""
    half = width / 2.0
    walls = [
        rounded_box((-half, 0.0, -0.25), (half, 0.5, 0.25), 0.015, steps=1),
        rounded_box((-half - 0.02, 0.0, -0.27), (half + 0.02, 0.06, 0.27), 0.01, steps=1),
    ]
    soil = rounded_box((-half + 0.06, 0.4, -0.19), (half - 0.06, 0.506, 0.19))
    level = 3 if detail >= 0.9 else 2 if detail >= 0.5 else 1
    count = max(1, round(width / 0.34))
    leaves = [
        blob((x, 0.58, 0.0), (0.24, 0.2, 0.22), seed=seed + i, lumps=0.16, level=level)
        for i, x in enumerate(spread(-half + 0.22, half - 0.22, count))
    ]
    return model_of(
        [
            piece("trough", "concrete", *walls),
            piece("soil", "soil", soil),
            piece("leaves", "leaf", *leaves),
        ]
    )


@prop("street")
def drain_cover(*, shape: Literal["round", "grid"] = "round", detail: Detail = 1.0) -> Model:
    """Drain cover: a round iron lid, or a grid over a gully."""
    if shape == "round":
        n = cuts(40, detail, 12)
        lid = lathe([(0.0, 0.0), (0.34, 0.0), (0.34, 0.012), (0.31, 0.012), (0.305, 0.006),
                     (0.0, 0.006)], n)  # fmt: skip
        stud = rounded_box((-0.03, 0.005, -0.012), (0.03, 0.012, 0.012))
        rings = [
            around(placed(stud, at=(0.0, 0.0, r)), k)
            for r, k in ((0.09, 6), (0.17, 12), (0.25, 18))
        ]
        return model_of([piece("cover", "iron", lid, *rings)])
    frame = [rounded_box((-0.3, 0.0, z - 0.025), (0.3, 0.02, z + 0.025)) for z in (-0.2, 0.2)]
    frame.append(mirrored(rounded_box((0.25, 0.0, -0.2), (0.3, 0.02, 0.2))))
    bars = [
        rounded_box((x - 0.012, 0.0, -0.2), (x + 0.012, 0.016, 0.2)) for x in spread(-0.22, 0.22, 9)
    ]
    floor = rounded_box((-0.26, 0.0, -0.19), (0.26, 0.003, 0.19))
    return model_of([piece("cover", "iron", *frame, *bars), piece("dark", "black_matt", floor)])


@prop("street")
def cable_drum(*, detail: Detail = 1.0) -> Model:
    """Cable drum: a wooden reel lying on its rims, wound with cable."""
    n = cuts(36, detail, 12)
    radius, half = 0.6, 0.4
    flange = [
        lathe([(0.0, x), (radius, x), (radius, x + 0.06), (0.0, x + 0.06)], n, axis="x")
        for x in (-half, half - 0.06)
    ]
    hub = [
        lathe(
            [(0.0, x), (0.09, x), (0.09, x + 0.02), (0.0, x + 0.02)], cuts(16, detail, 8), axis="x"
        )
        for x in (-half - 0.012, half - 0.008)
    ]
    if detail < 0.5:
        cable = [lathe([(0.4, 0.06 - half), (0.4, half - 0.06)], n, axis="x")]
    else:
        ring = arc_path((0.0, 0.0, 0.0), 0.36, 0.0, 360.0, steps=n)[:-1]
        turn = pipe(ring, 0.047, segments=cuts(8, detail, 4), closed=True)
        cable = [placed(turn, at=(x, 0.0, 0.0)) for x in spread(-half + 0.11, half - 0.11, 7)]
    up = (0.0, radius, 0.0)
    return model_of(
        [
            piece("reel", "pine", *(placed(mesh, at=up) for mesh in flange)),
            piece("cable", "black", *(placed(mesh, at=up) for mesh in cable)),
            piece("hub", "steel", *(placed(mesh, at=up) for mesh in hub)),
        ]
    )


@prop("street")
def scaffolding(
    *,
    bays: Annotated[int, Range(1, 12)] = 3,
    lifts: Annotated[int, Range(1, 10)] = 2,
    detail: Detail = 1.0,
) -> Model:
    """Scaffolding: tubes, braces and planks, bay by bay and lift by lift."""
    n = cuts(8, detail, 4)
    bay, lift, depth = 2.0, 2.0, 1.2
    half, height = bays * bay / 2.0, lifts * lift + 1.05
    xs = spread(-half, half, bays + 1)
    tubes = [
        rod((x, 0.0, z), (x, height, z), 0.024, segments=n)
        for x in xs
        for z in (-depth / 2, depth / 2)
    ]
    planks: list[Mesh] = []
    for k in range(1, lifts + 1):
        y = k * lift
        for rise in (0.0, 0.5, 1.0):
            tubes.append(
                rod(
                    (-half - 0.1, y + rise, depth / 2),
                    (half + 0.1, y + rise, depth / 2),
                    0.022,
                    segments=n,
                )
            )
        tubes.append(
            rod((-half - 0.1, y, -depth / 2), (half + 0.1, y, -depth / 2), 0.022, segments=n)
        )
        tubes += [rod((x, y, -depth / 2), (x, y, depth / 2), 0.022, segments=n) for x in xs]
        i = k % bays
        tubes.append(
            rod(
                (xs[i], y - lift, depth / 2 + 0.03),
                (xs[i + 1], y, depth / 2 + 0.03),
                0.02,
                segments=n,
            )
        )
        planks += [
            rounded_box((-half, y + 0.025, z - 0.11), (half, y + 0.065, z + 0.11))
            for z in spread(-0.45, 0.45, 4)
        ]
    feet = copies(
        rounded_box((-0.075, 0.0, -0.075), (0.075, 0.01, 0.075)),
        [(x, 0.0, z) for x in xs for z in (-depth / 2, depth / 2)],
    )
    return model_of([piece("tubes", "steel", *tubes, feet), piece("planks", "pine", *planks)])

"""Bins and boxes of the pavement: hydrant, bins, post box and phone box."""

from __future__ import annotations

import math

from compose.geometry.forms import extrude_outline, lathe, loft, rod, rounded_box
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.kit.pieces import around, mirrored, model_of, piece, placed, spread
from compose.kit.prop import Detail, cuts, prop


@prop("street")
def hydrant(*, detail: Detail = 1.0) -> Model:
    """Hydrant: a fire hydrant with a domed cap and three outlets."""
    n = cuts(24, detail, 8)
    rows = [(0.0, 0.0), (0.17, 0.0), (0.17, 0.04), (0.12, 0.05), (0.11, 0.5), (0.145, 0.52),
            (0.145, 0.57), (0.12, 0.58), (0.115, 0.64), (0.085, 0.7), (0.04, 0.735), (0.04, 0.76),
            (0.025, 0.78), (0.0, 0.78)]  # fmt: skip
    outlet = [(0.0, 0.08), (0.06, 0.08), (0.06, 0.15), (0.075, 0.15), (0.075, 0.19), (0.03, 0.2),
              (0.03, 0.23), (0.0, 0.23)]  # fmt: skip
    side = lathe(outlet, cuts(14, detail, 6), axis="x")
    caps = [
        placed(side, at=(0.0, 0.42, 0.0)),
        placed(side, at=(0.0, 0.42, 0.0), turn_deg=(0.0, 180.0, 0.0)),
        placed(side, at=(0.0, 0.36, 0.0), turn_deg=(0.0, -90.0, 0.0), scale=(1.1, 1.3, 1.3)),
    ]
    bolt = lathe([(0.0, 0.0), (0.016, 0.0), (0.016, 0.025), (0.0, 0.025)], 6)
    bolts = around(placed(bolt, at=(0.0, 0.04, 0.147)), 8)
    return model_of(
        [piece("body", "light_red", lathe(rows, n)), piece("caps", "marking_yellow", *caps, bolts)]
    )


@prop("street")
def litter_bin(*, detail: Detail = 1.0) -> Model:
    """Litter bin: a slatted round bin with a lid."""
    n = cuts(24, detail, 10)
    drum = lathe([(0.0, 0.05), (0.22, 0.05), (0.23, 0.82), (0.0, 0.82)], n)
    slat = rounded_box((-0.022, 0.1, 0.236), (0.022, 0.8, 0.258), 0.006, steps=1)
    slats = around(slat, 18 if detail >= 0.5 else 10)
    rims = [
        lathe([(0.0, y), (0.265, y), (0.265, y + 0.04), (0.0, y + 0.04)], n) for y in (0.03, 0.8)
    ]
    lid = lathe([(0.0, 1.0), (0.26, 1.0), (0.265, 1.02), (0.2, 1.08), (0.0, 1.12)], n)
    stays = around(rounded_box((-0.015, 0.82, 0.21), (0.015, 1.01, 0.24)), 4, 45.0)
    feet = around(rounded_box((-0.03, 0.0, 0.12), (0.03, 0.05, 0.2)), 4)
    return model_of(
        [piece("body", "dark_steel", drum, *rims, lid, stays, feet), piece("slats", "oak", slats)]
    )


@prop("street")
def wheelie_bin(*, detail: Detail = 1.0) -> Model:
    """Wheelie bin: a household bin with a lid on a hinge and two wheels."""
    corner = [(0.8, 1), (1, 0.8), (1, -0.8), (0.8, -1)]
    plan = [*corner, *((-x, z) for x, z in reversed(corner))]
    rings = [
        [(sx * x, y, sz * z) for sx, sz in plan]
        for y, x, z in (
            (0.06, 0.22, 0.24),
            (0.1, 0.235, 0.26),
            (0.9, 0.285, 0.33),
            (0.98, 0.3, 0.35),
        )
    ]
    body = loft(rings)
    lid = rounded_box((-0.31, 0.98, -0.37), (0.31, 1.06, 0.39), 0.035)
    handle = rod((-0.22, 1.0, -0.41), (0.22, 1.0, -0.41), 0.018, segments=cuts(8, detail, 4))
    wheel = lathe([(0.0, -0.03), (0.09, -0.03), (0.1, 0.0), (0.09, 0.03), (0.0, 0.03)],
                  cuts(20, detail, 8), axis="x")  # fmt: skip
    wheels = mirrored(placed(wheel, at=(0.24, 0.1, -0.26)))
    foot = rounded_box((-0.2, 0.0, 0.1), (0.2, 0.07, 0.22))
    return model_of(
        [
            piece("body", "green", body, foot),
            piece("lid", "green", lid, pivot=(0.0, 1.0, -0.37)),
            piece("trim", "rubber", wheels, handle),
        ]
    )


@prop("street")
def post_box(*, detail: Detail = 1.0) -> Model:
    """Post box: a pillar box with a domed cap and a slot."""
    n = cuts(36, detail, 10)
    rows = [(0.0, 0.0), (0.26, 0.0), (0.26, 0.16), (0.235, 0.2), (0.235, 1.3), (0.27, 1.33),
            (0.275, 1.4), (0.25, 1.46), (0.16, 1.54), (0.0, 1.58)]  # fmt: skip
    slot = rounded_box((-0.13, 1.16, 0.19), (0.13, 1.21, 0.243))
    plate = rounded_box((-0.08, 0.86, 0.2), (0.08, 1.04, 0.242), 0.008, steps=1)
    seams = [rounded_box((x - 0.005, 0.3, 0.17), (x + 0.005, 1.1, 0.215)) for x in (-0.15, 0.15)]
    base = lathe([(0.0, 0.0), (0.264, 0.0), (0.264, 0.1), (0.0, 0.1)], n)
    return model_of(
        [
            piece("body", "light_red", lathe(rows, n)),
            piece("trim", "black", slot, base, *seams),
            piece("plate", "marking", plate),
        ]
    )


@prop("street")
def phone_box(*, detail: Detail = 1.0) -> Model:
    """Phone box: a glazed telephone kiosk with a domed top and a telephone inside."""
    half, wall = 0.45, 2.2
    soft = 0.012 if detail >= 0.5 else 0.0
    posts = [rounded_box((x - 0.06, 0.0, z - 0.06), (x + 0.06, wall, z + 0.06), soft, steps=1)
             for x in (-half + 0.06, half - 0.06) for z in (-half + 0.06, half - 0.06)]  # fmt: skip
    frame = [
        rounded_box(
            (-half - 0.02, 0.0, -half - 0.02), (half + 0.02, 0.1, half + 0.02), soft, steps=1
        ),
        rounded_box(
            (-half - 0.01, wall - 0.1, -half - 0.01), (half + 0.01, wall + 0.22, half + 0.01), soft
        ),
    ]
    bars: list[Mesh] = []
    for y in spread(0.1, wall - 0.1, 9):
        bars.append(
            rounded_box((-half + 0.1, y - 0.014, half - 0.05), (half - 0.1, y + 0.014, half - 0.02))
        )
    for x in (-0.22, 0.22):
        bars.append(rounded_box((x - 0.014, 0.1, half - 0.05), (x + 0.014, wall, half - 0.02)))
    pane = rounded_box((-half + 0.1, 0.1, half - 0.04), (half - 0.1, wall - 0.1, half - 0.032))
    turns = [(0.0, 90.0 * i, 0.0) for i in range(4)]
    lattice = [placed(bar, turn_deg=turn) for turn in turns for bar in bars]
    dome = extrude_outline(
        [(half * math.cos(a) * 0.98, wall + 0.22 + 0.2 * math.sin(a)) for a in
         [math.pi * i / 12 for i in range(13)]], 2 * half * 0.96, bevel=0.05
    )  # fmt: skip
    signs = [
        placed(
            rounded_box((-0.34, wall + 0.02, half + 0.008), (0.34, wall + 0.15, half + 0.014)),
            turn_deg=t,
        )
        for t in turns
    ]
    phone = [
        rounded_box((-0.18, 1.0, -half + 0.08), (0.18, 1.75, -half + 0.16)),
        rounded_box((-0.12, 1.1, -half + 0.16), (0.12, 1.5, -half + 0.27), 0.02),
    ]
    return model_of(
        [
            piece("body", "light_red", *posts, *frame, dome, *lattice),
            piece("glass", "window", *(placed(pane, turn_deg=turn) for turn in turns)),
            piece("signs", "soft_glow", *signs),
            piece("telephone", "black", *phone),
        ]
    )

"""Signs and boards: stop sign, street name, bus stop, billboard, parking meter."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from compose.geometry.forms import extrude_outline, lathe, rod, rounded_box
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Vector, corners, mirrored, model_of, piece, placed
from compose.kit.prop import Detail, cuts, prop

SignHeight = Annotated[float, Range(1.5, 5.0, "m")]
SignShape = Literal["stop", "round", "triangle", "diamond"]
_SIDES = {"stop": (8, 22.5), "round": (32, 0.0), "triangle": (3, 90.0), "diamond": (4, 0.0)}
_BAR, _STEM = 0.16, 0.28
_STOP = (
    ((0, 0, 1, _BAR), (0, 0.5 - _BAR / 2, 1, 0.5 + _BAR / 2), (0, 1 - _BAR, 1, 1),
     (0, 0.5, _STEM, 1), (1 - _STEM, 0, 1, 0.5)),
    ((0, 1 - _BAR, 1, 1), (0.5 - _STEM / 2, 0, 0.5 + _STEM / 2, 1)),
    ((0, 0, _STEM, 1), (1 - _STEM, 0, 1, 1), (0, 0, 1, _BAR), (0, 1 - _BAR, 1, 1)),
    ((0, 0, _STEM, 1), (0, 1 - _BAR, 1, 1), (0, 0.42, 1, 0.42 + _BAR), (1 - _STEM, 0.42, 1, 1)),
)  # fmt: skip
"""Strokes of the letters of STOP: left, foot, right and top as shares of a letter."""

_FINISH = {"stop": "light_red", "round": "light_red", "triangle": "light_red", "diamond": "yellow"}


@prop("street")
def road_sign(
    *, shape: SignShape = "stop", height: SignHeight = 2.7, detail: Detail = 1.0
) -> Model:
    """Road sign: stop, no entry (round), give way (triangle) or diamond, on a pole."""
    sides, turn = _SIDES[shape]
    radius = 0.38
    middle = height - radius
    plate = extrude_outline(_polygon(sides, radius, turn), 0.012)
    rim = extrude_outline(_polygon(sides, radius * 1.06, turn), 0.01)
    front = 0.045
    marks = [placed(rim, at=(0.0, middle, front))]
    if shape == "triangle":
        field = extrude_outline(_polygon(sides, radius * 0.7, turn), 0.004)
        marks.append(placed(field, at=(0.0, middle, front + 0.0095)))
    elif shape == "stop":
        marks += [placed(stroke, at=(0.0, middle, front)) for stroke in _lettered(0.012)]
    elif shape == "round":
        bar = rounded_box((-0.24, middle - 0.055, front), (0.24, middle + 0.055, front + 0.0115))
        marks.append(bar)
    return model_of(
        [
            piece("pole", "steel", _pole(height - 0.1, detail)),
            piece("rim", "marking", *marks),
            piece("plate", _FINISH[shape], placed(plate, at=(0.0, middle, front + 0.002))),
        ]
    )


def _lettered(depth: float) -> list[Mesh]:
    """Return the strokes of the word STOP, about the origin, in metres."""
    wide, tall, pitch = 0.085, 0.2, 0.122
    strokes = []
    for number, letter in enumerate(_STOP):
        left = (number - 1.5) * pitch - wide / 2.0
        for x0, y0, x1, y1 in letter:
            low = (left + x0 * wide, (y0 - 0.5) * tall, 0.0)
            strokes.append(rounded_box(low, (left + x1 * wide, (y1 - 0.5) * tall, depth)))
    return strokes


@prop("street")
def street_sign(*, height: SignHeight = 2.9, detail: Detail = 1.0) -> Model:
    """Street sign: the names of two streets at a corner, on a pole."""
    first = rounded_box((-0.45, height - 0.36, -0.012), (0.45, height - 0.2, 0.012), 0.01, steps=1)
    second = rounded_box(
        (-0.012, height - 0.18, -0.45), (0.012, height - 0.02, 0.45), 0.01, steps=1
    )
    words = [
        rounded_box((-0.33, height - 0.305, 0.011), (0.33, height - 0.255, 0.014)),
        rounded_box((0.011, height - 0.125, -0.33), (0.014, height - 0.075, 0.33)),
    ]
    cap = lathe([(0.0, height - 0.02), (0.045, height - 0.02), (0.03, height), (0.0, height)], 12)
    return model_of(
        [
            piece("pole", "dark_steel", _pole(height, detail), cap),
            piece("plates", "navy", first, second),
            piece("words", "marking", *words),
        ]
    )


@prop("street")
def bus_stop(
    *, length: Annotated[float, Range(2.0, 8.0, "m")] = 3.6, detail: Detail = 1.0
) -> Model:
    """Bus stop: a glass shelter with a bench, a lit poster and a flag."""
    half, depth, height = length / 2.0, 1.5, 2.45
    back = -depth / 2.0
    posts = [
        rounded_box((x - 0.035, 0.0, z - 0.035), (x + 0.035, height, z + 0.035), 0.008, steps=1)
        for x in (-half + 0.1, 0.0, half - 0.1)
        for z in (back + 0.08,)
    ]
    posts += [
        rounded_box((-half + 0.065, 0.0, 0.42), (-half + 0.135, height, 0.49), 0.008, steps=1),
        rounded_box((-half + 0.1, 0.24, back + 0.06), (half - 0.1, 0.29, back + 0.1)),
        rounded_box((-half + 0.1, 2.1, back + 0.06), (half - 0.1, 2.16, back + 0.1)),
    ]
    roof = rounded_box((-half, height, back), (half, height + 0.12, depth / 2.0), 0.04)
    panes = [
        rounded_box((x0 + 0.05, 0.3, back + 0.075), (x1 - 0.05, 2.1, back + 0.087))
        for x0, x1 in ((-half + 0.1, 0.0), (0.0, half - 0.1))
    ]
    panes.append(rounded_box((-half + 0.094, 0.3, back + 0.14), (-half + 0.106, 2.1, 0.4)))
    seat = rounded_box((-half + 0.4, 0.42, back + 0.2), (half - 1.1, 0.47, back + 0.55), 0.02)
    legs = [
        rounded_box((x - 0.03, 0.0, back + 0.34), (x + 0.03, 0.43, back + 0.4))
        for x in (-half + 0.7, half - 1.4)
    ]
    board = rounded_box((half - 0.16, 0.25, back + 0.1), (half - 0.02, 2.15, back + 1.2), 0.03)
    poster = [
        rounded_box((half - 0.166, 0.38, back + 0.18), (half - 0.158, 2.02, back + 1.12)),
        rounded_box((half - 0.022, 0.38, back + 0.18), (half - 0.014, 2.02, back + 1.12)),
    ]
    flag = rounded_box(
        (-half - 0.02, height + 0.14, 0.3), (-half + 0.02, height + 0.6, 0.66), 0.012
    )
    stay = rod((-half + 0.1, height, 0.45), (-half + 0.02, height + 0.2, 0.45), 0.02, segments=6)
    return model_of(
        [
            piece("frame", "dark_steel", *posts, *legs, board, stay),
            piece("roof", "grey", roof),
            piece("glass", "window", *panes),
            piece("bench", "oak", seat),
            piece("poster", "soft_glow", *poster),
            piece("flag", "blue", flag),
        ]
    )


@prop("street")
def billboard(
    *,
    width: Annotated[float, Range(2.0, 20.0, "m")] = 6.0,
    height: Annotated[float, Range(3.0, 20.0, "m")] = 6.5,
    detail: Detail = 1.0,
) -> Model:
    """Billboard: a framed hoarding on two masts with a gangway and lamps."""
    board = min(width * 0.5, height * 0.6)
    low, half = height - board, width / 2.0
    n = cuts(16, detail, 6)
    masts = mirrored(
        rod((0.3 * width, 0.0, -0.3), (0.3 * width, height - 0.2, -0.3), 0.14, segments=n)
    )
    ribs = [
        rounded_box((-half + 0.1, y - 0.05, -0.2), (half - 0.1, y + 0.05, -0.08))
        for y in (low + 0.25 * board, low + 0.75 * board)
    ]
    walk = rounded_box((-half, low - 0.16, -0.1), (half, low - 0.1, 0.7))
    rail = [rod((-half, low - 0.1, 0.68), (half, low - 0.1, 0.68), 0.03, segments=6)]
    lamps = []
    for i in range(3):
        x = (i - 1) * width / 3.0
        rail.append(rod((x, low - 0.12, 0.65), (x, low + 0.15, 1.15), 0.02, segments=6))
        lamps.append(rounded_box((x - 0.16, low + 0.12, 1.1), (x + 0.16, low + 0.22, 1.26), 0.03))
    frame = [
        rounded_box((-half, low, -0.08), (half, low + 0.1, 0.07), 0.02, steps=1),
        rounded_box((-half, height - 0.1, -0.08), (half, height, 0.07), 0.02, steps=1),
        mirrored(rounded_box((half - 0.1, low, -0.08), (half, height, 0.07), 0.02, steps=1)),
    ]
    face = rounded_box((-half + 0.08, low + 0.08, -0.06), (half - 0.08, height - 0.08, 0.03))
    return model_of(
        [
            piece("frame", "dark_steel", masts, *ribs, walk, *rail, *frame),
            piece("picture", "paper", face),
            piece("lamps", "light_grey", *lamps),
        ]
    )


@prop("street")
def parking_meter(*, detail: Detail = 1.0) -> Model:
    """Parking meter: a round-headed meter on a post."""
    n = cuts(20, detail, 8)
    post = lathe(
        [(0.0, 0.0), (0.09, 0.0), (0.09, 0.02), (0.035, 0.04), (0.035, 0.95), (0.0, 0.95)], n
    )
    head = extrude_outline(
        [(-0.07, 0.94), (0.07, 0.94), (0.1, 1.06)]
        + [(0.1 * math.cos(a), 1.22 + 0.1 * math.sin(a)) for a in _steps(0.0, math.pi, 8)]
        + [(-0.1, 1.06)],
        0.14,
        bevel=0.02,
    )
    dial = lathe([(0.0, 0.0), (0.075, 0.0), (0.075, 0.012), (0.0, 0.016)], n, axis="z")
    slot = rounded_box((-0.05, 1.0, 0.06), (0.05, 1.05, 0.078))
    return model_of(
        [
            piece("post", "dark_steel", post, slot),
            piece("head", "grey", head),
            piece("dial", "dark_glass", placed(dial, at=(0.0, 1.2, 0.068))),
        ]
    )


@prop("street")
def traffic_cone(*, detail: Detail = 1.0) -> Model:
    """Traffic cone: orange with two pale bands, on a square foot."""
    n = cuts(24, detail, 8)
    rows = [(0.135, 0.03), (0.03, 0.72), (0.0, 0.72)]
    bands = [_band(y0, y1, n) for y0, y1 in ((0.26, 0.38), (0.48, 0.58))]
    foot = rounded_box((-0.2, 0.0, -0.2), (0.2, 0.035, 0.2), 0.012)
    return model_of(
        [piece("cone", "orange", foot, lathe(rows, n)), piece("bands", "marking", *bands)]
    )


def _band(low: float, high: float, around: int) -> Mesh:
    radius = (0.138 - 0.105 * (low - 0.03) / 0.69, 0.138 - 0.105 * (high - 0.03) / 0.69)
    return lathe([(radius[0], low), (radius[1], high)], around, edge_deg=60.0)


@prop("street")
def barrier(*, width: Annotated[float, Range(0.8, 4.0, "m")] = 2.0, detail: Detail = 1.0) -> Model:
    """Barrier: a striped plank on two trestles, as at road works."""
    half = width / 2.0
    plank = rounded_box((-half, 0.72, -0.015), (half, 0.94, 0.015))
    low = rounded_box((-half, 0.4, -0.012), (half, 0.52, 0.012))
    legs: list[Mesh] = []
    for x, _, z in corners(width * 0.8, 0.5):
        legs.append(rod((x, 0.012, z), (x, 1.0, 0.0), 0.024, segments=cuts(8, detail, 4)))
    count = max(3, round(width / 0.34))
    step = width / count
    stripes = [
        extrude_outline(
            [
                (x, 0.722),
                (x + 0.45 * step, 0.722),
                (x + 0.8 * step, 0.938),
                (x + 0.35 * step, 0.938),
            ],
            0.036,
        )
        for x in (-half + 0.1 * step + step * i for i in range(count))
    ]
    return model_of(
        [
            piece("planks", "marking", plank, low),
            piece("stripes", "light_red", *stripes),
            piece("legs", "dark_steel", *legs),
        ]
    )


def _polygon(sides: int, radius: float, turn_deg: float) -> list[tuple[float, float]]:
    angles = [math.radians(turn_deg) + 2.0 * math.pi * i / sides for i in range(sides)]
    return [(radius * math.cos(a), radius * math.sin(a)) for a in angles]


def _steps(first: float, last: float, count: int) -> list[float]:
    return [first + (last - first) * i / count for i in range(count + 1)]


def _pole(height: float, detail: float) -> Mesh:
    foot: Vector = (0.0, 0.0, 0.0)
    return rod(foot, (0.0, height, 0.0), 0.03, segments=cuts(14, detail, 6))

"""Street lamps and signals. The light hangs at the node ``lamp``."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Annotated, Literal

from compose.geometry.forms import lathe, pipe, rod, rounded_box, skin, smooth_path
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, Vector, model_of, piece, placed
from compose.kit.prop import Detail, cuts, prop

LampStyle = Literal["mast", "lantern", "globe", "double"]
LampHeight = Annotated[float, Range(2.5, 14.0, "m")]


@prop("street")
def street_lamp(
    *, style: LampStyle = "mast", height: LampHeight = 6.0, detail: Detail = 1.0
) -> Model:
    """Street lamp: a curved mast, an old lantern, a globe or a double mast."""
    if style in ("mast", "double"):
        return model_of(_masts(height, (1.0,) if style == "mast" else (1.0, -1.0), detail))
    return model_of((_lantern if style == "lantern" else _globe)(height, detail))


@prop("street")
def traffic_light(
    *, height: Annotated[float, Range(2.2, 6.0, "m")] = 3.4, detail: Detail = 1.0
) -> Model:
    """Traffic light: three hooded lights on a pole, and one for those who walk."""
    n = cuts(16, detail)
    pole = [_post(height - 0.1, 0.055, detail)]
    box = rounded_box((-0.16, height - 0.98, 0.05), (0.16, height, 0.27), 0.04)
    board = rounded_box((-0.26, height - 1.06, 0.1), (0.26, height + 0.08, 0.12), 0.01, steps=1)
    small = rounded_box((0.07, 2.0, -0.13), (0.33, 2.5, 0.07), 0.03)
    trim: list[Mesh] = [box, board, small]
    lights: list[Piece] = []
    for i, (name, made_of) in enumerate(
        (("red", "light_red"), ("amber", "light_amber"), ("green", "light_green"))
    ):
        y = height - 0.18 - 0.31 * i
        trim.append(placed(_hood(0.125, n), at=(0.0, y, 0.27)))
        lights.append(piece(name, made_of, placed(_lens(0.11, n), at=(0.0, y, 0.275))))
    walk = [placed(_lens(0.075, n), at=(0.2, y, 0.075)) for y in (2.38, 2.14)]
    return model_of(
        [
            piece("pole", "dark_steel", *pole),
            piece("body", "black_matt", *trim),
            *lights,
            piece("walk", "light_green", *walk),
        ]
    )


def _masts(height: float, sides: tuple[float, ...], detail: float) -> list[Piece]:
    """Return a tapering post with a curved arm and a flat head over +Z, or to both sides."""
    n = cuts(14, detail, 6)
    post = [_post(height - 0.55, 0.07, detail)]
    heads: list[Mesh] = []
    glow: list[Mesh] = []
    reach = 0.24 * height
    for side in sides:
        bend = [(0.0, height - 0.6, 0.0), (0.0, height - 0.2, side * 0.08 * reach),
                (0.0, height, side * 0.5 * reach), (0.0, height - 0.03, side * reach)]  # fmt: skip
        post.append(pipe(smooth_path(bend, 5 if detail >= 0.5 else 2), 0.042, segments=n))
        middle = side * (reach + 0.22)
        shell = rounded_box((-0.14, height - 0.08, -0.34), (0.14, height + 0.06, 0.34), 0.055)
        heads.append(placed(shell, at=(0.0, 0.0, middle)))
        pane = rounded_box((-0.1, height - 0.1, -0.24), (0.1, height - 0.06, 0.24), 0.015)
        glow.append(placed(pane, at=(0.0, 0.0, middle)))
    return [
        piece("post", "dark_steel", *post),
        piece("head", "grey", *heads),
        piece("bulb", "lamp_glow", *glow),
        *_hung([(0.0, height - 0.12, side * (reach + 0.22)) for side in sides]),
    ]


def _lantern(height: float, detail: float) -> list[Piece]:
    """Return a fluted post with a four-sided lantern, as of gas light."""
    n = cuts(18, detail, 8)
    top = height - 0.75
    profile = [
        (0.0, 0.0), (0.2, 0.0), (0.2, 0.12), (0.15, 0.18), (0.13, 0.5), (0.16, 0.55), (0.09, 0.66),
        (0.065, 0.9), (0.05, 0.88 * top), (0.085, 0.9 * top), (0.05, 0.92 * top), (0.045, top),
        (0.1, top + 0.05), (0.0, top + 0.05),
    ]  # fmt: skip
    bar = rod((-0.3, 0.86 * top, 0.0), (0.3, 0.86 * top, 0.0), 0.018, segments=6)
    frame = [
        rod((x * 0.12, top + 0.05, z * 0.12), (x * 0.2, height - 0.25, z * 0.2), 0.014, segments=4)
        for x in (-1, 1)
        for z in (-1, 1)
    ]
    roof = lathe(
        [(0.0, height - 0.25), (0.31, height - 0.26), (0.29, height - 0.22), (0.1, height - 0.08),
         (0.06, height - 0.03), (0.03, height), (0.0, height)], 4, edge_deg=20.0
    )  # fmt: skip
    glass = lathe([(0.0, top + 0.06), (0.155, top + 0.06), (0.265, height - 0.26),
                   (0.0, height - 0.26)], 4)  # fmt: skip
    turn = (0.0, 45.0, 0.0)
    return [
        piece("post", "iron", lathe(profile, n), bar, *frame, placed(roof, turn_deg=turn)),
        piece("bulb", "lamp_glow", placed(glass, turn_deg=turn)),
        *_hung([(0.0, height - 0.5, 0.0)]),
    ]


def _globe(height: float, detail: float) -> list[Piece]:
    """Return a slim post under a glowing ball."""
    n, steps = cuts(20, detail, 8), cuts(12, detail, 6)
    radius = 0.22
    ball = [
        (max(0.0, radius * sin(pi * i / steps)), height - radius - radius * cos(pi * i / steps))
        for i in range(steps + 1)
    ]
    ball[0], ball[-1] = (0.0, height - 2 * radius), (0.0, height)
    collar = lathe(
        [(0.0, height - 0.5), (0.06, height - 0.5), (0.13, height - 0.4), (0.0, height - 0.38)], n
    )
    return [
        piece("post", "iron", _post(height - 0.48, 0.06, detail), collar),
        piece("bulb", "lamp_glow", lathe(ball, n, edge_deg=80.0)),
        *_hung([(0.0, height - radius, 0.0)]),
    ]


def _hung(places: list[Vector]) -> list[Piece]:
    """Return nodes without meshes where lights hang: ``lamp``, then ``lamp_2``."""
    return [
        piece("lamp" if i == 0 else f"lamp_{i + 1}", "lamp_glow", pivot=place)
        for i, place in enumerate(places)
    ]


def _post(height: float, radius: float, detail: float) -> Mesh:
    """Return a tapering round post with a sleeve and a foot plate."""
    rows = [
        (0.0, 0.0), (2.4 * radius, 0.0), (2.4 * radius, 0.03), (1.5 * radius, 0.05),
        (1.5 * radius, 0.16 * height), (radius, 0.18 * height), (0.62 * radius, height),
        (0.0, height),
    ]  # fmt: skip
    return lathe(rows, cuts(16, detail, 6))


def _lens(radius: float, around: int) -> Mesh:
    """Return a domed disc that faces +Z."""
    rows = [(0.0, -0.01), (radius, -0.01), (0.7 * radius, 0.015), (0.0, 0.025)]
    return lathe(rows, around, axis="z", edge_deg=60.0)


def _hood(radius: float, around: int) -> Mesh:
    """Return a short tube about a lens, longer above."""
    rim = [(radius, -0.02), (radius + 0.012, -0.02), (radius + 0.012, 0.13), (radius, 0.13)]
    tube = lathe([*rim, rim[0]], around, axis="z", edge_deg=60.0)
    points = tube.positions.copy()
    low = points[:, 1] < 0.0
    points[low, 2] = points[low, 2].clip(max=0.04)
    return skin(points, tube.triangles)

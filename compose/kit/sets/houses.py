"""Town houses: a street front with rows of windows, sills, string courses and a cornice."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes import Opening, make_shape
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, copies, model_of, piece, placed, spread
from compose.kit.prop import Detail, prop
from compose.kit.sets.joinery import casement, door_pieces
from compose.kit.sets.shops import shop_pieces
from compose.kit.workshop import Workshop

_WALL = 0.32
_GROUND = 3.9
"""Height of the ground floor in metres."""


@prop("sets")
def town_house(
    *,
    width: Annotated[float, Range(5.0, 24.0, "m")] = 9.0,
    depth: Annotated[float, Range(5.0, 20.0, "m")] = 10.0,
    floors: Annotated[int, Range(1, 7)] = 3,
    bays: Annotated[int, Range(2, 9)] = 4,
    ground: Literal["shop", "home"] = "shop",
    awning: bool = True,
    made_of: Literal["render", "brick", "stone", "cream", "pale_stone"] = "render",
    detail: Detail = 1.0,
) -> Model:
    """Build a terraced town house; ``floors`` are those above its shop or front door."""
    cut = Workshop(detail)
    bays = min(bays, int(width / 1.5))
    storey = 3.2
    height = _GROUND + floors * storey + 0.35
    front = depth / 2 - _WALL
    pitch = width / bays
    wide, tall = min(1.15, pitch - 0.55), 1.85
    middles = spread(-width / 2 + pitch / 2, width / 2 - pitch / 2, bays)
    sills = [_GROUND + floor * storey + 0.75 for floor in range(floors)]
    holes = tuple(Opening(x, y - _GROUND, wide, tall) for y in sills for x in middles)
    upper = make_shape(
        "wall",
        {"width": width, "height": height - _GROUND, "depth": _WALL, "openings": holes},
    )
    body = [
        placed(upper, at=(0, _GROUND, front + _WALL / 2)),
        cut.block(width, height - 0.02, depth - _WALL - 0.02, (0, 0, -_WALL / 2 - 0.01), 0.0),
    ]
    places = [(x, y, front) for y in sills for x in middles]
    pieces = [piece("walls", made_of, *body), *_windows(cut, wide, tall, places)]
    pieces.append(piece("trim", "pale_stone", *_trim(cut, width, height, depth / 2, wide, places)))
    if ground == "shop":
        pieces += shop_pieces(cut, width, _GROUND, depth / 2, awning=awning)
    else:
        pieces += _home(cut, width, middles, depth / 2, wide, made_of)
    pieces.append(piece("roof", "slate", *_roof(cut, width, depth, height)))
    return model_of(pieces)


def _windows(
    cut: Workshop, wide: float, tall: float, places: list[tuple[float, float, float]]
) -> list[Piece]:
    """Return frames and panes of every window, deep in the wall."""
    bars, pane = casement(cut, wide, tall, 2, 3 if cut.detail >= 1.0 else 1)
    set_back = [(x, y, z + 0.1) for x, y, z in places]
    return [
        piece("frames", "white", *(copies(bar, set_back) for bar in bars)),
        piece("panes", "dark_glass", copies(pane, set_back)),
    ]


def _trim(
    cut: Workshop,
    width: float,
    height: float,
    face: float,
    wide: float,
    places: list[tuple[float, float, float]],
) -> list[Mesh]:
    """Return sills, lintels, string courses, the cornice on its brackets, and quoins."""
    sill = cut.block(wide + 0.24, 0.09, 0.2, (0, -0.09, 0.06), 0.012)
    lintel = cut.block(wide + 0.2, 0.2, 0.08, (0, 1.85, 0.02), 0.012)
    key = cut.block(0.2, 0.28, 0.12, (0, 1.84, 0.03), 0.014)
    at_face = [(x, y, face) for x, y, _ in places]
    found = [copies(mesh, at_face) for mesh in (sill, lintel, key)]
    top = height
    found += [
        cut.block(width, 0.16, 0.12, (0, _GROUND - 0.02, face + 0.03), 0.014),
        cut.block(width, 0.1, 0.1, (0, top - 0.72, face + 0.02), 0.012),
        cut.block(width + 0.12, 0.14, 0.42, (0, top - 0.3, face + 0.1), 0.014),
        cut.block(width + 0.24, 0.12, 0.58, (0, top - 0.16, face + 0.14), 0.014),
    ]
    bracket = cut.block(0.14, 0.3, 0.26, (0, top - 0.6, face + 0.11), 0.014)
    count = max(3, round(width / 0.75))
    places_x = spread(-width / 2 + 0.2, width / 2 - 0.2, count)
    found.append(copies(bracket, [(x, 0.0, 0.0) for x in places_x]))
    long_stone = cut.block(0.52, 0.3, 0.05, (0, 0, face + 0.012), 0.012)
    rows = spread(_GROUND + 0.2, top - 1.05, max(2, round((top - _GROUND) / 0.66)))
    found.append(
        copies(long_stone, [(s * (width / 2 - 0.26), y, 0.0) for y in rows for s in (-1, 1)])
    )
    return found


def _home(
    cut: Workshop,
    width: float,
    middles: tuple[float, ...],
    face: float,
    wide: float,
    made_of: str,
) -> list[Piece]:
    """Return a ground floor with a front door up two steps and windows beside it."""
    door_x, *rest = middles
    holes = (
        Opening(door_x, 0.3, 1.05, 2.75),
        *(Opening(x, 1.15, wide, 2.0) for x in rest),
    )
    wall = make_shape(
        "wall", {"width": width, "height": _GROUND, "depth": _WALL, "openings": holes}
    )
    steps = [
        cut.block(1.7, 0.15, 0.62, (door_x, 0, face + 0.31), 0.012),
        cut.block(1.5, 0.15, 0.34, (door_x, 0.15, face + 0.17), 0.012),
    ]
    surround = [
        *(cut.block(0.2, 2.85, 0.1, (door_x + s * 0.64, 0.3, face + 0.02), 0.012) for s in (-1, 1)),
        cut.block(1.75, 0.24, 0.26, (door_x, 3.08, face + 0.07), 0.014),
        *(cut.block(wide + 0.24, 0.09, 0.2, (x, 1.06, face + 0.06), 0.012) for x in rest),
        cut.block(width, 0.6, 0.06, (0, 0, face + 0.01), 0.012),
    ]
    bars, panes = [], []
    for x in rest:
        found, pane = casement(cut, wide, 2.0, 2, 2, (x, 1.15, face - _WALL + 0.1))
        bars += found
        panes.append(pane)
    fan = cut.block(1.05, 0.5, 0.01, (door_x, 2.53, face - 0.2), 0.0)
    leaf = door_pieces(
        cut, 1.03, 2.2, at=(door_x, 0.305, face - 0.18), made_of="navy", name="front_door"
    )
    return [
        piece("ground_wall", made_of, placed(wall, at=(0, 0, face - _WALL / 2))),
        piece("surround", "pale_stone", *steps, *surround),
        piece("ground_frames", "white", *bars,
              cut.block(1.05, 0.05, 0.06, (door_x, 2.5, face - 0.18))),
        piece("ground_panes", "dark_glass", *panes, fan),
        *leaf,
    ]  # fmt: skip


def _roof(cut: Workshop, width: float, depth: float, height: float) -> list[Mesh]:
    """Return a low mansard with a chimney on each party wall."""
    low = height - 0.02
    outline = [(-depth / 2 + 0.1, 0), (depth / 2 - 0.4, 0), (depth / 2 - 1.5, 1.9),
               (-depth / 2 + 1.2, 1.9)]  # fmt: skip
    slope = cut.board(outline, width - 0.3, (0, low, 0), (0, -90, 0), bevel=0.05)
    stacks = []
    for s in (-1, 1):
        x = s * (width / 2 - 0.42)
        stacks.append(cut.block(0.6, 3.1, 1.2, (x, low, 0), 0.014))
        stacks.append(cut.block(0.72, 0.14, 1.32, (x, low + 3.1, 0), 0.014))
        stacks += [
            cut.rod((x, low + 3.24, z), (x, low + 3.65, z), 0.12, 0.1) for z in (-0.35, 0.35)
        ]
    return [slope, *stacks]

"""A detached house with a pitched roof."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes import Opening, make_shape
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, model_of, piece, placed
from compose.kit.prop import Detail, prop
from compose.kit.sets.joinery import casement, door_pieces
from compose.kit.workshop import Workshop

_WALL = 0.25
_EAVES = 0.35


@prop("sets")
def house(
    *,
    width: Annotated[float, Range(6.0, 16.0, "m")] = 9.0,
    depth: Annotated[float, Range(5.0, 12.0, "m")] = 7.0,
    floors: Annotated[int, Range(1, 3)] = 2,
    pitch_deg: Annotated[float, Range(20.0, 55.0, "degrees")] = 38.0,
    door_deg: Annotated[float, Range(-110.0, 0.0, "degrees")] = 0.0,
    made_of: Literal["brick", "render", "cream", "white"] = "brick",
    detail: Detail = 1.0,
) -> Model:
    """Build a detached family house: a tiled roof, a chimney, a porch and windows all round."""
    cut = Workshop(detail)
    eaves = 2.75 * floors + 0.15
    holes = _front_holes(width, floors)
    sides = tuple(
        Opening(s * depth * 0.24, 1.0 + 2.75 * floor, 1.0, 1.25)
        for floor in range(floors)
        for s in (-1, 1)
    )
    front, back = depth / 2 - _WALL / 2, -depth / 2 + _WALL / 2
    inner = depth - 2 * _WALL
    side = width / 2 - _WALL / 2
    walls = [
        placed(_wall(width, eaves, holes), at=(0, 0, front)),
        placed(_wall(width, eaves, holes[1:]), at=(0, 0, back), turn_deg=(0, 180, 0)),
        *(placed(_wall(inner, eaves, sides), at=(s * side, 0, 0), turn_deg=(0, s * 90, 0))
          for s in (-1, 1)),
        cut.block(width - 0.02, 0.12, depth - 0.02, (0, 0, 0), 0.0),
    ]  # fmt: skip
    rise = (depth / 2) * math.tan(math.radians(pitch_deg))
    gable = [(-depth / 2, eaves), (depth / 2, eaves), (0.0, eaves + rise)]
    walls += [cut.board(gable, _WALL, (s * side, 0, 0), (0, -90, 0), bevel=0.0) for s in (-1, 1)]
    glazing = _glazing(cut, holes, sides, width, depth)
    pieces = [
        piece("walls", made_of, *walls),
        piece("roof", "roof_tile", *_roof(cut, width, depth, eaves, rise)),
        piece("trim", "white", *_trim(cut, width, depth, eaves, rise), *glazing[0]),
        piece("panes", "dark_glass", *glazing[1]),
        piece("chimney", made_of, *_chimney(cut, width, eaves + rise)),
    ]
    return model_of([*pieces, *_porch(cut, holes[0], depth / 2, door_deg)])


def _wall(width: float, height: float, openings: tuple[Opening, ...]) -> Mesh:
    return make_shape(
        "wall", {"width": width, "height": height, "depth": _WALL, "openings": openings}
    )


def _front_holes(width: float, floors: int) -> tuple[Opening, ...]:
    """Return the door first, then the windows of the front."""
    ground = [Opening(s * width * 0.3, 0.95, 1.5, 1.3) for s in (-1, 1)]
    upper = [
        Opening(x, 0.95 + 2.75 * floor, 1.1, 1.25)
        for floor in range(1, floors)
        for x in (-width * 0.3, 0.0, width * 0.3)
    ]
    return (Opening(0.0, 0.12, 1.0, 2.1), *ground, *upper)


def _glazing(
    cut: Workshop,
    front: tuple[Opening, ...],
    sides: tuple[Opening, ...],
    width: float,
    depth: float,
) -> tuple[list[Mesh], list[Mesh]]:
    """Return bars with sills, and panes, of the windows on all four sides."""
    faces = [
        (front[1:], depth / 2, 0.0),
        (front[1:], depth / 2, 180.0),
        (sides, width / 2, 90.0),
        (sides, width / 2, -90.0),
    ]
    bars: list[Mesh] = []
    panes: list[Mesh] = []
    for holes, face, turn in faces:
        for hole in holes:
            columns = 3 if hole.width > 1.3 else 2
            at = (hole.x, hole.y, face - 0.1)
            found, pane = casement(cut, hole.width, hole.height, columns, 1, at)
            sill = cut.block(
                hole.width + 0.14, 0.06, 0.18, (hole.x, hole.y - 0.06, face + 0.02), 0.01
            )
            bars += [placed(mesh, turn_deg=(0, turn, 0)) for mesh in (*found, sill)]
            panes.append(placed(pane, turn_deg=(0, turn, 0)))
    return bars, panes


def _roof(cut: Workshop, width: float, depth: float, eaves: float, rise: float) -> list[Mesh]:
    """Return both slopes as one bent slab, and the ridge tiles."""
    run = depth / 2
    over = _EAVES
    drop = over * rise / run
    thick = 0.14 * (1.0 + (rise / run) ** 2) ** 0.5
    outline = [
        (-run - over, eaves - drop), (0.0, eaves + rise), (run + over, eaves - drop),
        (run + over, eaves - drop + thick), (0.0, eaves + rise + thick),
        (-run - over, eaves - drop + thick),
    ]  # fmt: skip
    slab = cut.board(outline, width + 0.5, (0, 0, 0), (0, -90, 0), bevel=0.012)
    top = eaves + rise + thick
    half = width / 2 + 0.25
    ridge = cut.rod((-half, top - 0.02, 0), (half, top - 0.02, 0), 0.1, base=10)
    course, rows = cut.block(width + 0.5, 0.012, 0.03, bevel=0.0), 6
    courses = []
    for row in range(1, rows):
        share = row / rows
        y = eaves - drop + thick + (rise + drop) * share - 0.004
        z = (run + over) * (1.0 - share)
        courses += [placed(course, at=(0, y, s * z)) for s in (-1, 1)]
    return [slab, ridge, *courses]


def _trim(cut: Workshop, width: float, depth: float, eaves: float, rise: float) -> list[Mesh]:
    """Return gutters and the boards along the gables."""
    run = depth / 2 + _EAVES
    drop = _EAVES * rise / (depth / 2)
    y = eaves - drop + 0.02
    gutters = [
        cut.rod(
            (-width / 2 - 0.25, y, s * (run + 0.05)), (width / 2 + 0.25, y, s * (run + 0.05)), 0.06
        )
        for s in (-1, 1)
    ]
    x = width / 2 + 0.255
    verge = [
        (-run, eaves - drop - 0.06), (0.0, eaves + rise - 0.06), (run, eaves - drop - 0.06),
        (run, eaves - drop + 0.12), (0.0, eaves + rise + 0.12), (-run, eaves - drop + 0.12),
    ]  # fmt: skip
    boards = [cut.board(verge, 0.03, (s * x, 0, 0), (0, -90, 0), bevel=0.0) for s in (-1, 1)]
    pipe_x = width / 2 - 0.12
    pipes = [cut.rod((pipe_x, 0.0, depth / 2 + 0.06), (pipe_x, y, depth / 2 + 0.06), 0.04)]
    return [*gutters, *boards, *pipes]


def _chimney(cut: Workshop, width: float, ridge: float) -> list[Mesh]:
    x = width * 0.32
    return [
        cut.block(0.7, 1.7, 0.9, (x, ridge - 0.7, -0.4), 0.012),
        cut.block(0.82, 0.14, 1.02, (x, ridge + 1.0, -0.4), 0.012),
        *(cut.rod((x, ridge + 1.14, z), (x, ridge + 1.46, z), 0.12, 0.1) for z in (-0.65, -0.15)),
    ]


def _porch(cut: Workshop, hole: Opening, face: float, door_deg: float) -> list[Piece]:
    """Return the front door with two steps, posts and a small roof."""
    step = cut.block(1.9, 0.12, 1.3, (0, 0, face + 0.65), 0.012)
    low_step = cut.block(1.9, 0.06, 0.3, (0, 0, face + 1.45), 0.01)
    posts = [cut.block(0.11, 2.3, 0.11, (s * 0.82, 0.12, face + 1.15), 0.01) for s in (-1, 1)]
    beam = cut.block(1.9, 0.14, 1.3, (0, 2.42, face + 0.62), 0.01)
    gable = cut.board(
        [(-1.12, 2.56), (1.12, 2.56), (0.0, 3.15)], 1.5, (0, 0, face + 0.7), bevel=0.02
    )
    leaf = door_pieces(
        cut, hole.width - 0.008, hole.height - 0.006, at=(0, hole.y + 0.003, face - 0.14),
        turn_deg=-door_deg, made_of="green", name="front_door",
    )  # fmt: skip
    return [
        piece("porch", "white", *posts, beam),
        piece("steps", "stone", step, low_step),
        piece("porch_roof", "roof_tile", gable),
        *leaf,
    ]

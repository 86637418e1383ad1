"""Interiors: a room and a corridor."""

from __future__ import annotations

from typing import Annotated

from compose.errors import SceneError
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes import Opening, make_shape
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, Vector, model_of, piece, placed, spread
from compose.kit.prop import Detail, prop
from compose.kit.sets.joinery import Swing, casement, door_pieces, frame
from compose.kit.workshop import Workshop

_THICK = 0.12
_DOOR = (0.9, 2.05)
_FLOOR = 0.004
"""A floor lies this far above the ground, so that it hides a ground plane at 0."""


@prop("sets")
def room(
    *,
    width: Annotated[float, Range(2.0, 30.0, "m")] = 5.0,
    depth: Annotated[float, Range(2.0, 30.0, "m")] = 4.0,
    height: Annotated[float, Range(2.3, 8.0, "m")] = 2.7,
    windows: Annotated[int, Range(0, 8)] = 2,
    door: bool = True,
    door_deg: Swing = 25.0,
    front_wall: bool = False,
    ceiling: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a room: windows in the back wall, a door in the left, the front open for the camera.

    ``width`` and ``depth`` are measured between the walls.
    """
    cut = Workshop(detail)
    if windows and width / windows < 0.9:
        raise SceneError(
            f"room: {windows} windows need a width of {windows * 0.9:.1f} m or more, not {width:g}."
        )
    size = min(1.3, width / max(windows, 1) - 0.5)
    holes = tuple(
        Opening(x, 0.9, size, min(1.35, height - 1.2))
        for x in spread(*_ends(width, windows), windows)
    ) if windows else ()  # fmt: skip
    back = (0.0, 0.0, -depth / 2 - _THICK / 2)
    side = width / 2 + _THICK / 2
    z = -depth * 0.12
    walls = {
        "back_wall": placed(_wall(width + 2 * _THICK, height, holes), at=back),
        "right_wall": placed(_wall(depth, height), at=(-side, 0, 0), turn_deg=(0, 90, 0)),
        "left_wall": placed(
            _wall(depth, height, (Opening(z, 0.0, *_DOOR),) if door else ()),
            at=(side, 0, 0),
            turn_deg=(0, -90, 0),
        ),
    }
    if front_wall:
        walls["front_wall"] = placed(_wall(width + 2 * _THICK, height), at=(0, 0, -back[2]))
    pieces = [piece("floor", "floorboard", _floor(cut, width, depth))]
    pieces += [piece(name, "plaster", mesh) for name, mesh in walls.items()]
    pieces.append(piece("skirting", "white", *_skirting(cut, width, depth, z if door else None)))
    if ceiling:
        slab = cut.block(width, 0.1, depth, (0, height, 0), 0.0)
        pieces.append(piece("ceiling", "white", slab))
    pieces += _glazing(cut, holes, back)
    if door:
        pieces += _side_door(cut, side, z, door_deg)
    return model_of(pieces)


def _ends(width: float, count: int) -> tuple[float, float]:
    reach = width / 2 * (1.0 - 1.0 / max(count, 1))
    return -reach, reach


def _wall(width: float, height: float, openings: tuple[Opening, ...] = ()) -> Mesh:
    return make_shape(
        "wall", {"width": width, "height": height, "depth": _THICK, "openings": openings}
    )


def _floor(cut: Workshop, width: float, depth: float) -> Mesh:
    return cut.block(width + 2 * _THICK, _FLOOR, depth + 2 * _THICK, bevel=0.0)


def _skirting(cut: Workshop, width: float, depth: float, door_z: float | None) -> list[Mesh]:
    """Return the boards at the foot of the walls, interrupted at the door."""
    tall, thick = 0.11, 0.016
    boards = [
        cut.block(width, tall, thick, (0, 0, -depth / 2 + thick / 2), 0.004),
        cut.block(thick, tall, depth, (-width / 2 + thick / 2, 0, 0), 0.004),
    ]
    x = width / 2 - thick / 2
    if door_z is None:
        return [*boards, cut.block(thick, tall, depth, (x, 0, 0), 0.004)]
    gap = _DOOR[0] / 2 + 0.08
    for low, high in ((-depth / 2, door_z - gap), (door_z + gap, depth / 2)):
        if high - low > 0.05:
            boards.append(cut.block(thick, tall, high - low, (x, 0, (low + high) / 2), 0.004))
    return boards


def _glazing(cut: Workshop, holes: tuple[Opening, ...], back: Vector) -> list[Piece]:
    """Return the frames, sills and panes of the windows in the back wall."""
    bars: list[Mesh] = []
    panes: list[Mesh] = []
    for hole in holes:
        found, pane = casement(cut, hole.width, hole.height, 2, 2, (hole.x, hole.y, back[2]))
        sill = cut.block(
            hole.width + 0.1, 0.03, 0.2, (hole.x, hole.y - 0.015, back[2] + 0.08), 0.006
        )
        bars += [*found, sill]
        panes.append(pane)
    if not holes:
        return []
    return [piece("windows", "white", *bars), piece("panes", "clear_glass", *panes)]


def _side_door(cut: Workshop, side: float, z: float, door_deg: float) -> list[Piece]:
    """Return the door in the left wall (+X) with its architrave on both sides."""
    wide, tall = _DOOR
    around = [
        placed(bar, at=(side + s * (_THICK / 2 + 0.008), 0, z), turn_deg=(0, -90, 0))
        for s in (-1, 1)
        for bar in frame(cut, wide + 0.16, tall + 0.08, 0.08, 0.018)[1:]
    ]
    leaf = door_pieces(
        cut, wide - 0.006, tall - 0.006, at=(0, 0.003, 0), made_of="white", name="door"
    )
    turned = []
    for part in leaf:
        meshes = [placed(m, at=(side, 0, z), turn_deg=(0, -90, 0)) for m in part.meshes]
        pivot = (side, 0.003, z - (wide - 0.006) / 2)
        turn = (0.0, door_deg, 0.0) if part.name == "door" else (0.0, 0.0, 0.0)
        turned.append(piece(part.name, part.finish, *meshes, pivot=pivot, turn_deg=turn))
    return [piece("architrave", "white", *around), *turned]


@prop("sets")
def corridor(
    *,
    width: Annotated[float, Range(1.2, 6.0, "m")] = 2.0,
    length: Annotated[float, Range(3.0, 60.0, "m")] = 10.0,
    height: Annotated[float, Range(2.3, 5.0, "m")] = 2.5,
    doors: Annotated[int, Range(0, 12)] = 3,
    ceiling: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a corridor along Z with doors on both sides and lamps in its ceiling."""
    cut = Workshop(detail)
    if doors and length / doors < 1.3:
        raise SceneError(
            f"corridor: {doors} doors a side need a length of {doors * 1.3:.1f} m or more,"
            f" not {length:g}."
        )
    side = width / 2 + _THICK / 2
    middles = spread(*_ends(length, doors), doors) if doors else ()
    holes = tuple(Opening(z, 0.0, *_DOOR) for z in middles)
    wall = _wall(length, height, holes)
    pieces = [
        piece("floor", "paving", cut.block(width + 2 * _THICK, _FLOOR, length, bevel=0.0)),
        piece("left_wall", "plaster", placed(wall, at=(side, 0, 0), turn_deg=(0, -90, 0))),
        piece("right_wall", "plaster", placed(wall, at=(-side, 0, 0), turn_deg=(0, -90, 0))),
    ]
    if doors:
        pieces += _corridor_doors(cut, middles, side)
    pieces.append(piece("skirting", "grey", *_gapped(cut, middles, width, length)))
    if ceiling:
        lamps = [
            cut.block(0.55, 0.035, 1.1, (0, height - 0.035, z), 0.004)
            for z in spread(*_ends(length, max(1, round(length / 3))), max(1, round(length / 3)))
        ]
        slab = cut.block(width + 2 * _THICK, 0.1, length, (0, height, 0), 0.0)
        pieces += [piece("ceiling", "white", slab), piece("lamps", "panel_glow", *lamps)]
    return model_of(pieces)


def _corridor_doors(cut: Workshop, middles: tuple[float, ...], side: float) -> list[Piece]:
    wide, tall = _DOOR
    leaves, frames, handles = [], [], []
    for s in (-1, 1):
        for z in middles:
            turn = (0.0, -90.0 * s, 0.0)
            leaf, handle = door_pieces(cut, wide - 0.004, tall - 0.004)
            place = (s * side, 0.0, z)
            leaves += [placed(m, at=place, turn_deg=turn) for m in leaf.meshes]
            handles += [placed(m, at=place, turn_deg=turn) for m in handle.meshes]
            edge = (s * (side - _THICK / 2 - 0.006), 0.0, z)
            frames += [
                placed(bar, at=edge, turn_deg=turn)
                for bar in frame(cut, wide + 0.14, tall + 0.07, 0.07, 0.016)[1:]
            ]
    return [
        piece("doors", "teal", *leaves),
        piece("frames", "light_grey", *frames),
        piece("handles", "steel", *handles),
    ]


def _gapped(cut: Workshop, middles: tuple[float, ...], width: float, length: float) -> list[Mesh]:
    """Return skirting between the doors on both sides."""
    gap = _DOOR[0] / 2 + 0.07
    edges = [-length / 2, *(z + s * gap for z in middles for s in (-1, 1)), length / 2]
    return [
        cut.block(0.02, 0.13, high - low, (s * (width / 2 - 0.01), 0, (low + high) / 2), 0.004)
        for s in (-1, 1)
        for low, high in zip(edges[::2], edges[1::2], strict=True)
    ]

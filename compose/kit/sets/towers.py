"""Tall buildings."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import copies, corners, model_of, piece, placed, spread
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

_LOBBY = 4.2


@prop("sets")
def tower_block(
    *,
    width: Annotated[float, Range(8.0, 60.0, "m")] = 18.0,
    depth: Annotated[float, Range(8.0, 60.0, "m")] = 14.0,
    floors: Annotated[int, Range(3, 60)] = 14,
    style: Literal["flats", "offices"] = "flats",
    made_of: Literal["concrete", "render", "brick", "white"] = "concrete",
    detail: Detail = 1.0,
) -> Model:
    """Build a tower block: floors of windows between slabs, with balconies or as offices."""
    cut = Workshop(detail)
    storey = 3.0 if style == "flats" else 3.6
    levels = [_LOBBY + storey * floor for floor in range(floors)]
    top = _LOBBY + storey * floors
    core = cut.block(width - 0.5, top, depth - 0.5, (0, 0, 0), 0.0)
    slab = cut.block(width, 0.34 if style == "flats" else 0.9, depth, (0, 0, 0), 0.014)
    slabs = copies(slab, [(0, y, 0) for y in levels])
    piers = _piers(cut, width, depth, top, 4.2 if style == "flats" else 1.5)
    parapet = cut.block(width + 0.1, 0.9, depth + 0.1, (0, top, 0), 0.014)
    plant = [
        cut.block(width * 0.4, 2.6, depth * 0.45, (-width * 0.1, top + 0.88, 0), 0.014),
        cut.block(2.2, 1.4, 1.6, (width * 0.28, top + 0.88, depth * 0.1), 0.014),
    ]
    lobby = [
        cut.block(width * 0.3, 0.25, 2.4, (0, 3.1, depth / 2 + 1.0), 0.014),
        *(cut.block(0.3, 3.1, 0.3, (x, 0, depth / 2 + 1.9), 0.014)
          for x in (-width * 0.13, width * 0.13)),
    ]  # fmt: skip
    pieces = [
        piece("glass", "dark_glass", core),
        piece("slabs", made_of, slabs, *piers, parapet),
        piece("roof", "grey", *plant),
        piece("entrance", made_of, *lobby),
    ]
    if style == "flats":
        slab_meshes, rails = _balconies(cut, width, depth, levels)
        pieces += [piece("balconies", "light_grey", slab_meshes), piece("railings", "iron", rails)]
    return model_of(pieces)


def _piers(cut: Workshop, width: float, depth: float, top: float, pitch: float) -> list[Mesh]:
    """Return the uprights between the windows on all four sides."""
    bars = []
    for across, out, turn in ((width, depth, 0.0), (depth, width, 90.0)):
        count = max(2, round(across / pitch))
        bar = cut.block(0.28, top, 0.3, (0, 0, 0), 0.0)
        row = [
            (x, 0.0, s * (out / 2 - 0.16))
            for x in spread(-across / 2 + 0.9, across / 2 - 0.9, count + 1)
            for s in (-1, 1)
        ]
        bars.append(placed(copies(bar, row), turn_deg=(0, turn, 0)))
    corner = cut.block(0.8, top, 0.8, (0, 0, 0), 0.0)
    return [*bars, copies(corner, corners(width - 0.81, depth - 0.81))]


def _balconies(cut: Workshop, width: float, depth: float, levels: list[float]) -> tuple[Mesh, Mesh]:
    """Return the slabs of the balconies on the front and the back, and their railings."""
    wide, out = 3.2, 1.35
    count = max(1, int((width - 2.0) / 4.6))
    floor = cut.block(wide, 0.2, out, (0, 0, out / 2 - 0.1), 0.012)
    rail = [
        cut.block(wide, 0.06, 0.05, (0, 1.1, out - 0.14), 0.0),
        *(cut.block(0.05, 0.06, out - 0.1, (s * (wide / 2 - 0.025), 1.1, out / 2 - 0.1), 0.0)
          for s in (-1, 1)),
    ]  # fmt: skip
    posts = max(3, round(11 * min(cut.detail, 1.0)))
    rail += [
        cut.block(0.03, 1.0, 0.03, (x, 0.15, out - 0.14), 0.0)
        for x in spread(-wide / 2 + 0.02, wide / 2 - 0.02, posts)
    ]
    places = [
        (x, y, depth / 2) for y in levels for x in spread(-width / 2 + 3.2, width / 2 - 3.2, count)
    ]
    fronts = copies(floor, places)
    rails = [copies(bar, places) for bar in rail]
    front_rails = merge_meshes(rails)
    return (
        merge_meshes([fronts, placed(fronts, turn_deg=(0, 180, 0))]),
        merge_meshes([front_rails, placed(front_rails, turn_deg=(0, 180, 0))]),
    )

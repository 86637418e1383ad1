"""Counters: a kitchen worktop with cupboards, a bar, and a fridge."""

from __future__ import annotations

from typing import Annotated

from compose.geometry.forms import smooth_path
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import model_of, piece, spread
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

Opening = Annotated[float, Range(0.0, 120.0, "degrees")]


@prop("furniture")
def kitchen_counter(
    *,
    width: Annotated[float, Range(0.6, 6.0, "m")] = 2.4,
    depth: Annotated[float, Range(0.5, 0.8, "m")] = 0.62,
    height: Annotated[float, Range(0.8, 1.0, "m")] = 0.91,
    sink: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a kitchen counter with cupboards, a drawer row and a sink with a tap."""
    cut = Workshop(detail)
    units = max(1, round(width / 0.6))
    each = width / units
    face = depth / 2 - 0.03
    body = cut.block(width, height - 0.14, depth - 0.07, (0, 0.1, -0.02), 0.002)
    plinth = cut.block(width - 0.02, 0.1, depth - 0.13, (0, 0, -0.04), 0.0)
    tops = _worktop(cut, width, depth, height, sink=sink and width >= 1.2)
    middles = spread(-width / 2 + each / 2, width / 2 - each / 2, units)
    fronts: list[Mesh] = []
    handles: list[Mesh] = []
    for x in middles:
        fronts.append(cut.block(each - 0.006, height - 0.32, 0.02, (x, 0.11, face - 0.016), 0.003))
        fronts.append(cut.block(each - 0.006, 0.15, 0.02, (x, height - 0.2, face - 0.016), 0.003))
        for y in (height - 0.115, height - 0.25):
            handles.append(cut.rod((x - 0.07, y, face + 0.03), (x + 0.07, y, face + 0.03), 0.005))
            handles += [
                cut.rod((x + s, y, face), (x + s, y, face + 0.03), 0.004) for s in (-0.06, 0.06)
            ]
    pieces = [
        piece("body", "light_grey", body, plinth),
        piece("fronts", "cream", *fronts),
        piece("worktop", "stone", *tops),
        piece("handles", "brass", *handles),
    ]
    if sink and width >= 1.2:
        pieces += [
            piece("sink", "steel", *_basin(cut, height)),
            piece("tap", "chrome", _tap(cut, height, -depth / 2 + 0.09)),
        ]
    return model_of(pieces)


def _worktop(cut: Workshop, width: float, depth: float, height: float, *, sink: bool) -> list[Mesh]:
    """Return the slab; around a sink it is four pieces."""
    y = height - 0.04
    if not sink:
        return [cut.block(width, 0.04, depth, (0, y, 0), 0.004)]
    side, half = width / 2 - 0.26, 0.26
    back = depth / 2 - 0.21 + 0.03
    front = depth / 2 - 0.21 - 0.03
    return [
        cut.block(side, 0.04, depth, (-half - side / 2, y, 0), 0.003),
        cut.block(side, 0.04, depth, (half + side / 2, y, 0), 0.003),
        cut.block(2 * half, 0.04, back, (0, y, -depth / 2 + back / 2), 0.003),
        cut.block(2 * half, 0.04, front, (0, y, depth / 2 - front / 2), 0.003),
    ]


def _basin(cut: Workshop, height: float) -> list[Mesh]:
    low = height - 0.2
    return [
        cut.block(0.52, 0.006, 0.42, (0, low, 0.03), 0.0),
        *(cut.block(0.012, 0.2, 0.42, (s * 0.254, low, 0.03), 0.0) for s in (-1, 1)),
        *(cut.block(0.52, 0.2, 0.012, (0, low, 0.03 + s * 0.204), 0.0) for s in (-1, 1)),
        cut.drum(0.035, 0.006, (0, low + 0.005, 0.03), 0.001),
    ]


def _tap(cut: Workshop, y: float, z: float) -> Mesh:
    path = [(0, y, z), (0, y + 0.22, z), (0, y + 0.3, z + 0.06), (0, y + 0.26, z + 0.16),
            (0, y + 0.2, z + 0.17)]  # fmt: skip
    return cut.pipe(smooth_path(path, 5), 0.012)


@prop("furniture")
def bar_counter(
    *,
    width: Annotated[float, Range(1.0, 8.0, "m")] = 2.6,
    depth: Annotated[float, Range(0.45, 0.9, "m")] = 0.62,
    height: Annotated[float, Range(1.0, 1.25, "m")] = 1.1,
    detail: Detail = 1.0,
) -> Model:
    """Build a bar with a panelled front toward the guests, at +Z, and a brass foot rail."""
    cut = Workshop(detail)
    front = depth / 2 - 0.16
    body = [
        cut.block(width - 0.08, height - 0.05, depth - 0.22, (0, 0, -0.05), 0.004),
        cut.block(width - 0.04, 0.12, 0.03, (0, 0, front), 0.006),
        cut.block(width - 0.04, 0.1, 0.03, (0, height - 0.15, front), 0.006),
    ]
    count = max(2, round(width / 0.52))
    pitch = (width - 0.16) / count
    body += [
        cut.block(pitch - 0.09, height - 0.4, 0.024, (x, 0.19, front - 0.004), 0.008)
        for x in spread(-width / 2 + 0.08 + pitch / 2, width / 2 - 0.08 - pitch / 2, count)
    ]
    top = cut.block(width, 0.05, depth, (0, height - 0.05, 0), 0.012)
    y, z = 0.17, depth / 2 - 0.03
    rail = [cut.rod((-width / 2 + 0.06, y, z), (width / 2 - 0.06, y, z), 0.019)]
    rail += [
        cut.rod((x, y, z), (x, y, front), 0.012)
        for x in spread(-width / 2 + 0.2, width / 2 - 0.2, max(2, count // 2))
    ]
    return model_of(
        [
            piece("body", "dark_wood", *body),
            piece("top", "walnut", top),
            piece("rail", "brass", *rail),
        ]
    )


@prop("furniture")
def fridge(
    *,
    width: Annotated[float, Range(0.5, 0.95, "m")] = 0.6,
    depth: Annotated[float, Range(0.55, 0.8, "m")] = 0.66,
    height: Annotated[float, Range(1.2, 2.1, "m")] = 1.85,
    open_deg: Opening = 0.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a fridge with a freezer below; its doors hang at its right, −X."""
    cut = Workshop(detail)
    split, z = height * 0.36, depth / 2 - 0.075
    wall, deep = 0.05, depth - 0.08
    mid = -0.04
    body = [
        cut.block(width, split - 0.05, deep, (0, 0.05, mid), 0.008),
        *(cut.block(wall, height - split, deep, (s * (width - wall) / 2, split, mid), 0.006)
          for s in (-1, 1)),
        cut.block(width - wall, wall, deep, (0, height - wall, mid), 0.004),
        cut.block(width - wall, height - split - 0.02, wall,
                  (0, split, mid - deep / 2 + wall / 2), 0.0),
    ]  # fmt: skip
    shelves = [
        cut.block(width - 2 * wall, 0.008, deep - 0.1, (0, y, mid), 0.0)
        for y in spread(split + 0.2, height - 0.35, 3)
    ]
    pieces = [
        piece("body", "light_grey", *body, cut.block(width - 0.06, 0.05, deep - 0.06, (0, 0, mid))),
        piece("shelves", "white", *shelves),
    ]
    x = -width / 2 + 0.005
    for name, low, tall, turn in (
        ("freezer_door", 0.06, split - 0.065, 0.0),
        ("door", split + 0.002, height - split - 0.004, open_deg),
    ):
        slab = cut.block(width, tall, 0.06, (0, low, z + 0.033), 0.012)
        hold = cut.block(0.024, min(0.42, tall * 0.5), 0.034,
                         (width / 2 - 0.05, low + tall * 0.25, z + 0.078), 0.008)  # fmt: skip
        pivot = (x, low, z)
        pieces += [
            piece(name, "white", slab, pivot=pivot, turn_deg=(0.0, -turn, 0.0)),
            piece(f"{name}/handle", "steel", hold, pivot=pivot),
        ]
    return model_of(pieces)

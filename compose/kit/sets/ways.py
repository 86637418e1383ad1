"""Ways: road with markings, crossing, pavement with its kerb. They run along X."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import copies, model_of, piece, spread
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

_ROAD, _PAINT, _LINE = 0.004, 0.003, 0.15
"""Heights of asphalt and paint, so that a ground plane at 0 is hidden; and the width of a line."""

_BED, _BARS = 0.002, 0.0055
"""Heights of a crossing's asphalt and paint: under the road's asphalt, and over its lines."""


@prop("sets")
def road(
    *,
    length: Annotated[float, Range(2.0, 200.0, "m")] = 20.0,
    width: Annotated[float, Range(3.0, 24.0, "m")] = 7.0,
    pavement: Annotated[float, Range(0.0, 8.0, "m")] = 2.4,
    kerb: Annotated[float, Range(0.06, 0.2, "m")] = 0.12,
    middle: Literal["dashed", "solid", "double", "none"] = "dashed",
    detail: Detail = 1.0,
) -> Model:
    """Build a straight piece of road between its kerbs and pavements; ``width`` is the asphalt."""
    cut = Workshop(detail)
    paint = [
        cut.block(length, _PAINT, _LINE, (0, _ROAD, s * (width / 2 - 0.35)), 0.0) for s in (-1, 1)
    ]
    paint += _middle(cut, length, middle)
    pieces = [
        piece("asphalt", "asphalt", cut.block(length, _ROAD, width, bevel=0.0)),
        piece("markings", "marking", *paint),
    ]
    if pavement > 0.0:
        slabs, stones = [], []
        for s in (-1, 1):
            found = _pavement(cut, length, pavement, kerb, s * (width / 2), s)
            slabs += found[0]
            stones += found[1]
        pieces += [piece("pavement", "paving", *slabs), piece("kerb", "pale_stone", *stones)]
    return model_of(pieces)


def _middle(cut: Workshop, length: float, kind: str) -> list[Mesh]:
    """Return the paint along the middle."""
    if kind == "none":
        return []
    if kind == "dashed":
        dash = min(2.0, length / 3)
        count = max(1, round(length / 5.0))
        reach = length / 2 * (1 - 1 / count)
        line = cut.block(dash, _PAINT, _LINE, bevel=0.0)
        return [copies(line, [(x, _ROAD, 0.0) for x in spread(-reach, reach, count)])]
    places = (-0.15, 0.15) if kind == "double" else (0.0,)
    return [cut.block(length, _PAINT, _LINE, (0, _ROAD, z), 0.0) for z in places]


def _pavement(
    cut: Workshop, length: float, width: float, kerb: float, edge: float, side: float
) -> tuple[list[Mesh], list[Mesh]]:
    """Return paving slabs and kerbstones outward (``side``) of an edge at ``z``."""
    stone = 0.15
    count = max(1, round(length / 0.9))
    pitch = length / count
    block = cut.block(pitch - 0.008, kerb + 0.004, stone, bevel=0.012)
    reach = length / 2 - pitch / 2
    kerbs = copies(block, [(x, 0.0, edge + side * stone / 2) for x in spread(-reach, reach, count)])
    inner = max(width - stone, 0.01)
    rows = max(1, round(inner / 0.9)) if cut.detail >= 0.5 else 1
    columns = max(1, round(length / 1.2)) if cut.detail >= 0.5 else 1
    wide, deep = length / columns, inner / rows
    slab = cut.block(wide - 0.008, 0.01, deep - 0.008, bevel=0.0)
    places = [
        (x, kerb - 0.01, edge + side * (stone + z))
        for x in spread(-length / 2 + wide / 2, length / 2 - wide / 2, columns)
        for z in spread(deep / 2, inner - deep / 2, rows)
    ]
    bed = cut.block(length, kerb - 0.009, inner, (0, 0, edge + side * (stone + inner / 2)), 0.0)
    return [bed, copies(slab, places)], [kerbs]


@prop("sets")
def pavement(
    *,
    length: Annotated[float, Range(1.0, 200.0, "m")] = 6.0,
    width: Annotated[float, Range(0.6, 10.0, "m")] = 2.4,
    kerb: Annotated[float, Range(0.06, 0.2, "m")] = 0.12,
    detail: Detail = 1.0,
) -> Model:
    """Build a pavement of slabs, its kerb toward +Z."""
    cut = Workshop(detail)
    slabs, stones = _pavement(cut, length, width, kerb, width / 2, -1.0)
    return model_of([piece("pavement", "paving", *slabs), piece("kerb", "pale_stone", *stones)])


@prop("sets")
def crossing(
    *,
    length: Annotated[float, Range(2.0, 8.0, "m")] = 3.0,
    width: Annotated[float, Range(3.0, 24.0, "m")] = 7.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a pedestrian crossing of painted bars and stop lines, for a road along X."""
    cut = Workshop(detail)
    count = max(3, round(width / 1.0))
    pitch = width / count
    bar = cut.block(length, _BARS, pitch * 0.52, bevel=0.0)
    places = [(0.0, _ROAD, z) for z in spread(-width / 2 + pitch / 2, width / 2 - pitch / 2, count)]
    stops = [
        cut.block(0.3, _BARS, width / 2 - 0.4, (s * (length / 2 + 1.2), _ROAD, s * width / 4), 0.0)
        for s in (-1, 1)
    ]
    asphalt = cut.block(length + 3.4, _BED, width, bevel=0.0)
    return model_of(
        [
            piece("asphalt", "asphalt", asphalt),
            piece("bars", "marking", copies(bar, places)),
            piece("stop_lines", "marking", *stops),
        ]
    )

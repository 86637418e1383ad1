"""Doors and windows: alone, and as the fronts and rooms of other modules use them."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import HERE, Piece, Vector, model_of, piece, placed, spread
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

Swing = Annotated[float, Range(-120.0, 120.0, "degrees")]


def frame(
    cut: Workshop, width: float, height: float, bar: float, thick: float, at: Vector = HERE
) -> list[Mesh]:
    """Return the four bars around an opening; ``at`` is the middle of its underside."""
    x, y, z = at
    return [
        *(cut.block(width, bar, thick, (x, y + low, z), 0.004) for low in (0.0, height - bar)),
        *(cut.block(bar, height - 2 * bar, thick, (x + s * (width - bar) / 2, y + bar, z), 0.004)
          for s in (-1, 1)),
    ]  # fmt: skip


def casement(
    cut: Workshop, width: float, height: float, columns: int, rows: int, at: Vector = HERE
) -> tuple[list[Mesh], Mesh]:
    """Return the bars of a window and its pane; ``at`` is the middle of the sill."""
    x, y, z = at
    bar = 0.055
    inner_w, inner_h = width - 2 * bar, height - 2 * bar
    bars = frame(cut, width, height, bar, 0.07, at)
    bars += [
        cut.block(0.035, inner_h, 0.045, (x + s, y + bar, z), 0.003)
        for s in spread(-width / 2, width / 2, columns + 1)[1:-1]
    ]
    bars += [
        cut.block(inner_w, 0.035, 0.045, (x, y + s - 0.0175, z), 0.003)
        for s in spread(0, height, rows + 1)[1:-1]
    ]
    pane = cut.block(inner_w, inner_h, 0.008, (x, y + bar, z - 0.008), 0.0)
    return bars, pane


def door_pieces(
    cut: Workshop,
    width: float,
    height: float,
    *,
    at: Vector = HERE,
    turn_deg: float = 0.0,
    made_of: str = "oak",
    name: str = "leaf",
) -> list[Piece]:
    """Return a panelled leaf with its handles, hung at −X of ``at``, the threshold's middle."""
    x, y, z = at
    leaf = cut.block(width, height, 0.04, (x, y, z), 0.003)
    rim, gap = 0.11, 0.1
    half = (width - 2 * rim - gap) / 2
    panels = [
        cut.block(half, share * height - gap, 0.054,
                  (x + s * (half + gap) / 2, y + low * height + 0.09, z), 0.012)
        for s in (-1, 1)
        for low, share in ((0.05, 0.37), (0.44, 0.5))
    ]  # fmt: skip
    reach, up = x + width / 2 - 0.07, y + min(1.02, height * 0.5)
    handles: list[Mesh] = []
    for s in (-1, 1):
        handles += [
            placed(cut.drum(0.026, 0.008), at=(reach, up, z + s * 0.02), turn_deg=(s * 90, 0, 0)),
            cut.rod((reach, up, z + s * 0.02), (reach, up, z + s * 0.06), 0.009),
            cut.rod((reach + 0.008, up, z + s * 0.06), (reach - 0.12, up, z + s * 0.06), 0.009),
        ]
    hinge = (x - width / 2, y, z)
    return [
        piece(name, made_of, leaf, *panels, pivot=hinge, turn_deg=(0.0, turn_deg, 0.0)),
        piece(f"{name}/handle", "brass", *handles, pivot=hinge),
    ]


@prop("sets")
def door(
    *,
    width: Annotated[float, Range(0.6, 1.2, "m")] = 0.88,
    height: Annotated[float, Range(1.8, 2.6, "m")] = 2.05,
    open_deg: Swing = 0.0,
    made_of: Literal["oak", "white", "navy", "green", "red", "black"] = "white",
    detail: Detail = 1.0,
) -> Model:
    """Build a panelled door in its frame; its leaf turns on the hinge at −X."""
    cut = Workshop(detail)
    jamb = 0.07
    case = [
        *(cut.block(jamb, height, 0.14, (s * (width + jamb) / 2, 0, 0), 0.006) for s in (-1, 1)),
        cut.block(width + 2 * jamb, jamb, 0.14, (0, height, 0), 0.006),
    ]
    leaf = door_pieces(
        cut, width - 0.008, height - 0.012, at=(0, 0.008, 0), turn_deg=open_deg, made_of=made_of
    )
    return model_of([piece("frame", "white", *case), *leaf])


@prop("sets")
def window(
    *,
    width: Annotated[float, Range(0.4, 3.0, "m")] = 1.2,
    height: Annotated[float, Range(0.4, 2.6, "m")] = 1.5,
    columns: Annotated[int, Range(1, 6)] = 2,
    rows: Annotated[int, Range(1, 6)] = 2,
    detail: Detail = 1.0,
) -> Model:
    """Build a window with glazing bars and a sill, to stand in an opening."""
    cut = Workshop(detail)
    bars, pane = casement(cut, width, height, columns, rows, (0, 0.04, 0))
    sill = cut.block(width + 0.1, 0.04, 0.2, (0, 0, 0.04), 0.008)
    return model_of(
        [
            piece("frame", "white", *bars),
            piece("sill", "white", sill),
            piece("glass", "clear_glass", pane),
        ]
    )

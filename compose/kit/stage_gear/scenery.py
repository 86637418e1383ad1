"""Scenery: flat, cyclorama, apple box."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import model_of, piece, spread
from compose.kit.prop import Detail, cuts, prop
from compose.kit.workshop import Workshop


@prop("stage_gear")
def flat(
    *,
    width: Annotated[float, Range(0.6, 6.0, "m")] = 2.4,
    height: Annotated[float, Range(1.2, 6.0, "m")] = 3.0,
    color: Literal["cream", "white", "black_matt", "felt_blue", "teal"] = "cream",
    detail: Detail = 1.0,
) -> Model:
    """Build a theatre flat: a painted face at +Z on a timber frame, with its brace behind."""
    cut = Workshop(detail)
    bar, z = 0.07, -0.024
    timber = [
        *(cut.block(bar, height, 0.04, (s * (width - bar) / 2, 0, z), 0.003) for s in (-1, 1)),
        *(cut.block(width - 2 * bar, bar, 0.04, (0, y, z), 0.003)
          for y in (0.0, height / 2 - bar / 2, height - bar)),
    ]  # fmt: skip
    face = cut.block(width, height, 0.008, (0, 0, 0), 0.0)
    brace = [
        cut.rod((0, height * 0.72, -0.04), (0, 0.02, -height * 0.42), 0.02, base=8),
        cut.rod((0, 0.03, -0.04), (0, 0.03, -height * 0.42), 0.016, base=8),
        cut.block(0.3, 0.09, 0.22, (0, 0, -height * 0.36), 0.012),
    ]
    return model_of(
        [
            piece("face", color, face),
            piece("frame", "pine", *timber),
            piece("brace", "dark_steel", *brace),
        ]
    )


@prop("stage_gear")
def cyclorama(
    *,
    width: Annotated[float, Range(1.0, 30.0, "m")] = 6.0,
    depth: Annotated[float, Range(1.0, 20.0, "m")] = 5.0,
    height: Annotated[float, Range(0.8, 12.0, "m")] = 3.5,
    radius: Annotated[float, Range(0.2, 3.0, "m")] = 1.2,
    color: Literal["white", "light_grey", "grey", "black_matt", "green", "cream"] = "white",
    detail: Detail = 1.0,
) -> Model:
    """Build a cyclorama: a floor that bends up into the backdrop without an edge."""
    bend = min(radius, depth * 0.8, height * 0.8)
    turn = np.linspace(0.0, np.pi / 2.0, cuts(24, detail, 8) + 1)
    floor, back = 0.004, -depth / 2
    z = np.concatenate([[depth / 2], back + bend * (1.0 - np.sin(turn)), [back]])
    y = np.concatenate([[0.0], bend * (1.0 - np.cos(turn)), [height - floor]]) + floor
    outline = np.concatenate([
        np.stack([z, y], axis=1), [(back - 0.05, height), (back - 0.05, 0.0), (depth / 2, 0.0)]
    ])  # fmt: skip
    cut = Workshop(detail)
    sweep = cut.board(outline, width, (0, 0, 0), (0, -90, 0), bevel=0.0)
    return model_of([piece("sweep", color, sweep)])


@prop("stage_gear")
def apple_box(
    *,
    kind: Literal["full", "half", "quarter", "pancake"] = "full",
    detail: Detail = 1.0,
) -> Model:
    """Build an apple box of 20 by 12 inches with its hand holes."""
    cut = Workshop(detail)
    inch = 0.0254
    tall = {"full": 8.0, "half": 4.0, "quarter": 2.0, "pancake": 1.0}[kind] * inch
    box = cut.block(20 * inch, tall, 12 * inch, bevel=0.006)
    pieces = [piece("box", "ply", box)]
    if kind in ("full", "half"):
        holes = [
            cut.board(cut.rounded(0.11, 0.034, 0.017), 0.003,
                      (s * (10 * inch - 0.0013), tall / 2, 0), (0, 90, 0), bevel=0.0)
            for s in spread(-1, 1, 2)
        ]  # fmt: skip
        pieces.append(piece("holes", "black_matt", *holes))
    return model_of(pieces)

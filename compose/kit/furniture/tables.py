"""Tables: dining, round and coffee table."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import corners, model_of, piece, placed
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

Wood = Literal["oak", "walnut", "pine", "white", "dark_wood"]


@prop("furniture")
def table(
    *,
    width: Annotated[float, Range(0.8, 4.0, "m")] = 1.8,
    depth: Annotated[float, Range(0.6, 1.4, "m")] = 0.9,
    height: Annotated[float, Range(0.6, 1.1, "m")] = 0.75,
    made_of: Wood = "oak",
    detail: Detail = 1.0,
) -> Model:
    """Build a dining table with four tapered legs."""
    cut = Workshop(detail)
    top = cut.block(width, 0.032, depth, (0, height - 0.032, 0), 0.006)
    apron = [
        *(cut.block(width - 0.22, 0.085, 0.022, (0, height - 0.117, z))
          for z in (-depth / 2 + 0.08, depth / 2 - 0.08)),
        *(cut.block(0.022, 0.085, depth - 0.22, (x, height - 0.117, 0))
          for x in (-width / 2 + 0.08, width / 2 - 0.08)),
    ]  # fmt: skip
    legs = [
        cut.rod((x * 1.02, 0, z * 1.02), (x, height - 0.03, z), 0.021, 0.034)
        for x, _, z in corners(width - 0.17, depth - 0.17)
    ]
    return model_of([piece("top", made_of, top), piece("legs", made_of, *apron, *legs)])


@prop("furniture")
def round_table(
    *,
    width: Annotated[float, Range(0.5, 1.8, "m")] = 0.8,
    height: Annotated[float, Range(0.5, 1.15, "m")] = 0.74,
    cloth: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a round café table on a cast foot, with or without a cloth."""
    cut = Workshop(detail)
    r, foot = width / 2, width * 0.3
    stand = cut.turned(
        [(0, 0.012), (foot, 0.0), (foot, 0.016), (foot * 0.55, 0.034), (0.05, 0.07),
         (0.031, 0.13), (0.027, height - 0.1), (0.05, height - 0.06), (0.12, height - 0.034),
         (0, height - 0.034)],
        crease_deg=60,
    )  # fmt: skip
    top = cut.turned(
        [(0, height - 0.034), (r - 0.012, height - 0.034), (r, height - 0.02), (r, height - 0.006),
         (r - 0.006, height), (0, height)],
        base=44,
    )  # fmt: skip
    pieces = [piece("stand", "iron", stand), piece("top", "walnut", top)]
    if cloth:
        hang = height - 0.26
        sheet = cut.turned(
            [(r + 0.03, hang), (r + 0.034, hang), (r + 0.014, height - 0.02),
             (r + 0.004, height + 0.003), (0, height + 0.003), (0, height + 0.001),
             (r + 0.001, height + 0.001), (r + 0.01, height - 0.02), (r + 0.03, hang)],
            base=44,
        )  # fmt: skip
        pieces.append(piece("cloth", "linen", sheet))
    return model_of(pieces)


@prop("furniture")
def coffee_table(
    *,
    width: Annotated[float, Range(0.6, 1.6, "m")] = 1.1,
    depth: Annotated[float, Range(0.4, 1.0, "m")] = 0.6,
    height: Annotated[float, Range(0.28, 0.55, "m")] = 0.42,
    made_of: Wood = "walnut",
    detail: Detail = 1.0,
) -> Model:
    """Build a low table with round corners and a shelf beneath."""
    cut = Workshop(detail)
    lying = (90.0, 0.0, 0.0)
    top = cut.board(
        cut.rounded(width, depth, 0.09), 0.03, (0, height - 0.015, 0), lying, bevel=0.006
    )
    shelf = cut.board(
        cut.rounded(width - 0.2, depth - 0.16, 0.05), 0.018, (0, height * 0.36, 0), lying
    )
    leg = cut.rod((0, 0, 0), (0, height - 0.02, 0), 0.014, 0.023)
    legs = [placed(leg, at=place) for place in corners(width - 0.19, depth - 0.17)]
    return model_of([piece("top", made_of, top), piece("legs", made_of, *legs, shelf)])

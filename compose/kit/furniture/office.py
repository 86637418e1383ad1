"""The office: a desk with drawers, and the chair on castors before it."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.forms import smooth_path
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import around, model_of, piece, placed
from compose.kit.prop import Angle, Detail, prop
from compose.kit.workshop import Workshop


@prop("furniture")
def desk(
    *,
    width: Annotated[float, Range(1.0, 2.4, "m")] = 1.5,
    depth: Annotated[float, Range(0.55, 1.0, "m")] = 0.72,
    height: Annotated[float, Range(0.65, 1.2, "m")] = 0.74,
    made_of: Literal["oak", "walnut", "white", "dark_wood"] = "oak",
    detail: Detail = 1.0,
) -> Model:
    """Build a writing desk with three drawers; one sits behind it, at −Z."""
    cut = Workshop(detail)
    top = cut.block(width, 0.03, depth, (0, height - 0.03, 0), 0.005)
    side = width / 2 - 0.24
    low, tall = 0.06, height - 0.03 - 0.06
    box = cut.block(0.4, tall, depth - 0.08, (side, low, 0), 0.003)
    modesty = cut.block(width - 0.5, 0.36, 0.018, (-0.19, height - 0.39, depth / 2 - 0.07))
    x = -width / 2 + 0.06
    legs = [
        *(cut.block(0.045, height - 0.03, 0.045, (x, 0, s * (depth / 2 - 0.06))) for s in (-1, 1)),
        cut.block(0.03, 0.05, depth - 0.12, (x, height - 0.085, 0)),
        *(cut.block(0.03, low, 0.03, (side + sx * 0.17, 0, sz * (depth / 2 - 0.09)))
          for sx in (-1, 1) for sz in (-1, 1)),
    ]  # fmt: skip
    pieces = [piece("top", made_of, top), piece("body", made_of, box, modesty)]
    each, back = (tall - 0.04) / 3, -depth / 2 + 0.04
    for row in range(3):
        y = low + 0.012 + row * (each + 0.008)
        front = cut.block(0.376, each, 0.018, (side, y, back - 0.006), 0.003)
        pull = cut.block(0.12, 0.012, 0.018, (side, y + each * 0.6, back - 0.024), 0.003)
        pieces += [
            piece(f"drawer_{3 - row}", made_of, front, pivot=(side, y, back)),
            piece(f"drawer_{3 - row}/pull", "dark_steel", pull, pivot=(side, y, back)),
        ]
    return model_of([*pieces, piece("legs", "dark_steel", *legs)])


@prop("furniture")
def office_chair(
    *,
    seat_height: Annotated[float, Range(0.4, 0.58, "m")] = 0.48,
    turn_deg: Angle = 0.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a swivel chair with arms on five castors."""
    cut = Workshop(detail)
    spoke = cut.rod((0, 0.1, 0.03), (0, 0.066, 0.29), 0.024, 0.014)
    base = [
        around(spoke, 5),
        cut.drum(0.04, 0.07, (0, 0.07, 0)),
        cut.rod((0, 0.12, 0), (0, seat_height - 0.06, 0), 0.024),
    ]
    castor = placed(cut.drum(0.027, 0.04), at=(-0.02, 0.027, 0.29), turn_deg=(0, 0, -90))
    seat = cut.cushion(0.5, 0.09, 0.49, (0, seat_height - 0.05, 0.02))
    back = placed(cut.cushion(0.46, 0.56, 0.075), at=(0, seat_height + 0.14, -0.235),
                  turn_deg=(-8, 0, 0))  # fmt: skip
    y = seat_height
    spine = cut.pipe(
        smooth_path([(0, y - 0.06, -0.05), (0, y - 0.065, -0.24), (0, y + 0.06, -0.29),
                     (0, y + 0.34, -0.29)], 5),
        0.018,
    )  # fmt: skip
    arms = [
        cut.pipe(
            smooth_path([(s * 0.2, y - 0.04, 0.0), (s * 0.29, y - 0.03, 0.0),
                         (s * 0.295, y + 0.1, -0.01), (s * 0.285, y + 0.19, 0.0)], 4),
            0.013,
        )
        for s in (-1, 1)
    ]  # fmt: skip
    pads = [cut.cushion(0.075, 0.032, 0.27, (s * 0.285, y + 0.185, 0.01)) for s in (-1, 1)]
    turn = (0.0, turn_deg, 0.0)
    return model_of(
        [
            piece("base", "black", *base),
            piece("castors", "rubber", around(castor, 5)),
            piece("seat", "canvas", seat, back, turn_deg=turn),
            piece("seat/frame", "dark_steel", spine, *arms,
                  cut.block(0.24, 0.03, 0.28, (0, y - 0.075, 0))),
            piece("seat/pads", "black", *pads),
        ]
    )  # fmt: skip

"""What a product stands on, and a product to stand on it."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import around, model_of, piece
from compose.kit.prop import Angle, Detail, Share, prop
from compose.kit.workshop import Workshop


@prop("stage_gear")
def turntable(
    *,
    width: Annotated[float, Range(0.2, 6.0, "m")] = 0.6,
    height: Annotated[float, Range(0.03, 0.4, "m")] = 0.07,
    turn_deg: Angle = 0.0,
    made_of: Literal["white", "black", "light_grey", "walnut"] = "white",
    detail: Detail = 1.0,
) -> Model:
    """Build a turntable: a disc with degree marks that turns on its base."""
    cut = Workshop(detail)
    r, low = width / 2, height * 0.62
    lip = min(0.008, height * 0.1)
    base = cut.turned(
        [(0, 0), (r * 0.92, 0), (r * 0.92, low * 0.55), (r * 0.86, low - 0.002), (0, low - 0.002)],
        base=64,
    )
    disc = cut.turned(
        [(0, low), (r - lip, low), (r, low + lip), (r, height - lip), (r - lip, height),
         (0, height)],
        base=64,
    )  # fmt: skip
    mark = cut.block(max(0.0015, r * 0.008), (height - low) * 0.42, 0.0014,
                     (0, low + (height - low) * 0.29, r), 0.0)  # fmt: skip
    turn = (0.0, turn_deg, 0.0)
    return model_of(
        [
            piece("base", "dark_steel", base),
            piece("disc", made_of, disc, turn_deg=turn),
            piece("disc/marks", "grey", around(mark, 36)),
        ]
    )


@prop("stage_gear")
def plinth(
    *,
    shape: Literal["block", "drum", "steps"] = "block",
    width: Annotated[float, Range(0.1, 2.0, "m")] = 0.4,
    height: Annotated[float, Range(0.05, 2.0, "m")] = 1.0,
    made_of: Literal["white", "stone", "black", "felt_rust", "cream"] = "white",
    detail: Detail = 1.0,
) -> Model:
    """Build a display plinth: a block, a drum, or three drums as steps."""
    cut = Workshop(detail)
    if shape == "block":
        foot = min(0.04, height * 0.2)
        meshes = [
            cut.block(width, height - foot, width, (0, foot, 0), 0.006),
            cut.block(width * 0.9, foot + 0.001, width * 0.9, bevel=0.0),
        ]
    elif shape == "drum":
        meshes = [cut.drum(width / 2, height, bevel=0.006)]
    else:
        r = width / 2
        meshes = [
            cut.drum(r * 0.56, height, (-r * 0.4, 0, -r * 0.2), 0.006),
            cut.drum(r * 0.46, height * 0.66, (r * 0.48, 0, -r * 0.14), 0.006),
            cut.drum(r * 0.4, height * 0.36, (r * 0.08, 0, r * 0.54), 0.006),
        ]
    return model_of([piece("plinth", made_of, *meshes)])


@prop("stage_gear")
def perfume(
    *,
    height: Annotated[float, Range(0.06, 0.3, "m")] = 0.125,
    fill: Share = 0.8,
    cap_lift: Share = 0.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a perfume bottle, the hero of a product shot: thick glass, a gold collar and cap."""
    cut = Workshop(detail)
    h = height
    w, d, body_h = h * 0.62, h * 0.34, h * 0.66
    fine = Workshop(2.0 * detail)
    shell = fine.block(w, body_h, d, bevel=h * 0.028)
    wall, foot = h * 0.05, h * 0.09
    room = body_h - foot - h * 0.05
    pieces = []
    if fill > 0.02:
        juice = fine.block(w - 2 * wall, room * fill, d - 2 * wall, (0, foot, 0), h * 0.015)
        pieces.append(piece("juice", "amber", juice))
    neck = h * 0.085
    collar = cut.turned(
        [(0, body_h), (neck * 1.25, body_h), (neck * 1.25, body_h + h * 0.02),
         (neck, body_h + h * 0.025), (neck, body_h + h * 0.06), (0, body_h + h * 0.06)],
        base=40,
    )  # fmt: skip
    nozzle = cut.drum(neck * 0.6, h * 0.06, (0, body_h + h * 0.06, 0), h * 0.006)
    low = body_h + h * 0.026 + cap_lift * h * 0.5
    cap_h = h - body_h - h * 0.026
    r = h * 0.125
    cap = cut.turned(
        [(neck * 1.02, low), (r, low), (r, low + cap_h - h * 0.012), (r - h * 0.012, low + cap_h),
         (0, low + cap_h), (0, low + cap_h * 0.8), (neck * 1.02, low + cap_h * 0.78),
         (neck * 1.02, low)],
        base=48,
    )  # fmt: skip
    label = cut.block(w * 0.5, body_h * 0.28, h * 0.004, (0, body_h * 0.3, d / 2), 0.0)
    tube = cut.rod((0, foot, 0), (0, body_h, 0), h * 0.008)
    return model_of(
        [
            *pieces,
            piece("tube", "white", tube),
            piece("glass", "clear_glass", shell),
            piece("label", "cream", label),
            piece("collar", "gold", collar, nozzle),
            piece("cap", "gold", cap, pivot=(0.0, low, 0.0)),
        ]
    )

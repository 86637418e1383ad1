"""Drinks: cup and saucer, mug, tumbler, wine glass, bottle."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from compose.geometry.forms import smooth_path
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.holding import held
from compose.kit.pieces import Piece, piece
from compose.kit.prop import Detail, Share, prop
from compose.kit.workshop import Workshop


@prop("hand", "grip")
def mug(
    *,
    height: Annotated[float, Range(0.07, 0.14, "m")] = 0.095,
    fill: Share = 0.85,
    made_of: Literal["ceramic", "red", "navy", "teal"] = "ceramic",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a mug of coffee, held by its body, its handle toward −Z."""
    cut = Workshop(detail)
    h, r = height, 0.041
    body = cut.turned(
        [(0, 0), (r - 0.006, 0), (r, 0.006), (r, h - 0.002), (r - 0.0015, h),
         (r - 0.0035, h - 0.001),
         (r - 0.004, 0.009), (r - 0.009, 0.006), (0, 0.006)],
        crease_deg=48,
    )  # fmt: skip
    ear = _ear(cut, r - 0.002, h * 0.22, h * 0.8, 0.033)
    return held(
        [piece("body", made_of, body, ear), *_liquid(cut, "coffee", r - 0.0045, 0.007, h, fill)],
        grip=(0.0, h * 0.5, 0.0),
        on_table=on_table,
    )


@prop("hand", "grip")
def cup(
    *,
    fill: Share = 0.8,
    saucer: bool = False,
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a coffee cup, with or without its saucer, held by the handle at −Z."""
    cut = Workshop(detail)
    lift, h, r = (0.011 if saucer else 0.0), 0.062, 0.042
    outside = cut.bent([(0.023, 0.004), (0.032, 0.012), (0.0385, 0.028), (r, h)])
    inside = cut.bent([(r - 0.002, h), (0.0362, 0.028), (0.0295, 0.0135), (0.018, 0.009)])
    body = cut.turned(
        [(0, 0), (0.022, 0), *outside, *inside, (0, 0.008)], (0.0, lift, 0.0), crease_deg=48
    )
    ear = _ear(cut, 0.038, lift + 0.018, lift + 0.05, 0.024)
    pieces = [
        piece("body", "ceramic", body, ear),
        *_liquid(cut, "coffee", 0.036, lift + 0.03, lift + h, fill),
    ]
    if saucer:
        plate = cut.turned(
            [(0, 0), (0.035, 0), (0.038, 0.003), (0.072, 0.014), (0.0725, 0.016), (0.07, 0.016),
             (0.036, 0.006), (0.027, 0.006), (0.026, 0.0105), (0, 0.0105)],
            crease_deg=48,
        )  # fmt: skip
        pieces.append(piece("saucer", "ceramic", plate))
    return held(pieces, grip=(0.0, lift + h * 0.55, -0.045), on_table=on_table)


def _ear(cut: Workshop, radius: float, low: float, high: float, reach: float) -> Mesh:
    """Return a handle at −Z between two heights."""
    middle = (low + high) / 2
    path = [(0, high, -radius), (0, high + 0.002, -radius - reach * 0.7),
            (0, middle, -radius - reach), (0, low, -radius - reach * 0.6),
            (0, low, -radius + 0.002)]  # fmt: skip
    return cut.pipe(smooth_path(path, 8), 0.0048)


def _liquid(
    cut: Workshop, kind: str, radius: float, low: float, high: float, fill: float
) -> list[Piece]:
    """Return what is in it, up to ``fill`` of the way between two heights; nothing when empty."""
    if fill < 0.02:
        return []
    return [piece("drink", kind, cut.drum(radius, (high - low) * fill, (0.0, low, 0.0), 0.0002))]


@prop("hand", "grip")
def glass(
    *,
    height: Annotated[float, Range(0.06, 0.18, "m")] = 0.1,
    fill: Share = 0.5,
    drink: Literal["water", "amber", "leather"] = "amber",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a tumbler."""
    cut = Workshop(detail)
    h, r = height, 0.038
    body = cut.turned(
        [(0, 0), (r - 0.007, 0), (r - 0.005, 0.003), (r, h), (r - 0.002, h), (r - 0.007, 0.014),
         (0, 0.012)],
        crease_deg=48,
    )  # fmt: skip
    return held(
        [*_liquid(cut, drink, r - 0.0045, 0.0135, h, fill), piece("body", "clear_glass", body)],
        grip=(0.0, h * 0.5, 0.0),
        on_table=on_table,
    )


@prop("hand", "grip")
def wine_glass(
    *,
    height: Annotated[float, Range(0.15, 0.26, "m")] = 0.21,
    fill: Share = 0.4,
    drink: Literal["red", "amber", "water"] = "red",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a wine glass, held by its stem."""
    cut = Workshop(detail)
    h = height
    stem, low = 0.0035, h * 0.46
    deep = h - low
    outside = cut.bent(
        [(stem, low - 0.012), (0.011, low), (0.026, low + deep * 0.15), (0.036, low + deep * 0.42),
         (0.0375, low + deep * 0.6), (0.031, h)]
    )  # fmt: skip
    inside = cut.bent(
        [(0.0298, h), (0.0362, low + deep * 0.6), (0.0347, low + deep * 0.42),
         (0.0245, low + deep * 0.16), (0.008, low + 0.005)]
    )  # fmt: skip
    body = cut.turned(
        [(0, 0), (0.034, 0), (0.0345, 0.0012), (0.012, 0.005), (stem, 0.014), *outside, *inside,
         (0, low + 0.003)],
        crease_deg=60,
    )  # fmt: skip
    top = low + (h - low) * (0.16 + 0.8 * fill)
    full = (top - low) / deep
    wide = float(np.interp(full, (0.16, 0.42, 0.6, 1.0), (0.0235, 0.0335, 0.035, 0.0288)))
    side = cut.bent(
        [(0.0075, low + 0.0065), (0.0235, low + deep * 0.165),
         (0.5 * (wide + 0.0235) + 0.004 * min(fill, 0.5), 0.5 * (top + low + deep * 0.165)),
         (wide, top)]
    )  # fmt: skip
    wine = cut.turned([(0, low + 0.0045), *side, (0, top)], crease_deg=60)
    pieces = [piece("wine", drink, wine)] if fill > 0.02 else []
    return held(
        [*pieces, piece("body", "clear_glass", body)],
        grip=(0.0, h * 0.28, 0.0),
        on_table=on_table,
    )


@prop("hand", "grip")
def bottle(
    *,
    height: Annotated[float, Range(0.18, 0.4, "m")] = 0.3,
    kind: Literal["wine", "beer"] = "wine",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a bottle with a label, held by its body."""
    cut = Workshop(detail)
    h, r = height, height * (0.127 if kind == "wine" else 0.132)
    neck = r * 0.38
    shoulder = (0.62, 0.7, 0.75) if kind == "wine" else (0.5, 0.62, 0.78)
    slope = cut.bent(
        [(r, h * shoulder[0]), (r * 0.88, h * (shoulder[0] + shoulder[1]) / 2),
         (r * 0.55, h * shoulder[1]), (neck, h * shoulder[2])]
    )  # fmt: skip
    body = cut.turned(
        [(0, 0.004), (r * 0.7, 0.0), (r * 0.95, 0.002), (r, 0.01), *slope,
         (neck * 0.92, h * 0.93), (neck * 1.15, h * 0.935), (neck * 1.15, h * 0.965),
         (0, h * 0.965)],
        crease_deg=48,
    )  # fmt: skip
    label = cut.turned(
        [(r * 0.99, h * 0.14), (r + 0.0004, h * 0.14), (r + 0.0004, h * 0.45), (r * 0.99, h * 0.45),
         (r * 0.99, h * 0.14)]
    )  # fmt: skip
    cap = cut.turned(
        [(0, h * 0.92), (neck * 1.2, h * 0.92), (neck * 1.2, h - 0.002), (neck * 1.1, h), (0, h)]
    )
    return held(
        [
            piece("body", "green_glass" if kind == "wine" else "amber", body),
            piece("label", "paper", label),
            piece("cap", "red" if kind == "wine" else "gold", cap),
        ],
        grip=(0.0, h * 0.4, 0.0),
        on_table=on_table,
    )

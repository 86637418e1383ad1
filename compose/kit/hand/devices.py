"""Devices: phone, laptop, torch, microphone."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.holding import held
from compose.kit.pieces import model_of, piece, placed
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

_ACROSS_PALM_DEG = 40.0
"""How far a phone leans from the thumb's side toward the fingers, as people hold them."""


@prop("hand", "grip")
def phone(
    *,
    lit: bool = True,
    hand: Literal["right", "left"] = "right",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a mobile phone; it lies across the palm of the hand named, its screen facing out."""
    cut = Workshop(detail)
    shell = cut.board(cut.rounded(0.072, 0.149, 0.011), 0.008, bevel=0.0022)
    glass = cut.board(cut.rounded(0.0675, 0.1445, 0.0095), 0.0006, (0, 0, 0.0042), bevel=0.0)
    lens_plate = cut.board(cut.rounded(0.03, 0.032, 0.008), 0.0016, (0.017, 0.054, -0.0046))
    lenses = [
        cut.turned([(0, -0.0014), (0.0055, -0.0014), (0.006, 0), (0, 0)],
                   (0.017, 0.054 + dy, -0.0052), axis="z", base=20)
        for dy in (-0.0075, 0.0075)
    ]  # fmt: skip
    side = 1.0 if hand == "right" else -1.0
    return held(
        [
            piece("shell", "slate", shell, lens_plate),
            piece("screen", "screen_lit" if lit else "screen", glass),
            piece("lenses", "black", *lenses),
        ],
        grip=(0.0, -0.02, 0.008),
        on_table=on_table,
        rest_deg=(-90.0, 0.0, 0.0),
        carry_deg=(90.0, side * (90.0 - _ACROSS_PALM_DEG), side * 90.0),
    )


@prop("hand")
def laptop(
    *,
    width: Annotated[float, Range(0.24, 0.42, "m")] = 0.325,
    open_deg: Annotated[float, Range(0.0, 180.0, "degrees")] = 108.0,
    lit: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a laptop; its user is at +Z and its lid turns about the hinge at the back."""
    cut = Workshop(detail)
    depth = width * 0.69
    lying = (90.0, 0.0, 0.0)
    plate = cut.rounded(width, depth, 0.011)
    base = cut.board(plate, 0.011, (0, 0.0065, 0), lying, bevel=0.003)
    row, column = depth * 0.075, width * 0.062
    keys = [
        cut.block(column * 0.86, 0.0012, row * 0.84,
                  (x * column, 0.0118, -depth * 0.31 + z * row), 0.0)
        for z in range(5)
        for x in range(-6, 7)
    ]  # fmt: skip
    pad = cut.block(width * 0.34, 0.0006, depth * 0.28, (0, 0.0118, depth * 0.27), 0.0)
    back = -depth / 2
    lid = cut.board(plate, 0.006, (0, 0.0155, 0), lying, bevel=0.002)
    face = cut.block(width - 0.012, 0.0006, depth - 0.016, (0, 0.0121, 0), 0.0)
    hinge = (0.0, 0.0125, back + 0.004)
    feet = cut.block(width * 0.7, 0.002, depth * 0.8, (0, 0, 0), 0.0)
    return model_of(
        [
            piece("base", "aluminium", base),
            piece("keys", "black", *keys),
            piece("pad", "light_grey", pad, feet),
            piece("lid", "aluminium", lid, pivot=hinge, turn_deg=(-open_deg, 0.0, 0.0)),
            piece("lid/screen", "screen_lit" if lit else "screen", face, pivot=hinge),
        ]
    )


@prop("hand", "grip")
def torch(
    *,
    length: Annotated[float, Range(0.1, 0.4, "m")] = 0.2,
    lit: bool = True,
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a torch; it shines along +Z."""
    cut = Workshop(detail)
    r, tip = 0.0145, length * 0.72
    tube = cut.turned(
        [(0, -length * 0.28), (r * 0.85, -length * 0.28), (r, -length * 0.27), (r, tip - 0.055),
         (0.0235, tip - 0.03), (0.025, tip), (0.0215, tip), (0.019, tip - 0.008), (0, tip - 0.008)],
        axis="z",
    )  # fmt: skip
    rings = [
        cut.turned([(r * 0.9, z), (r + 0.0012, z), (r + 0.0012, z + 0.004), (r * 0.9, z + 0.004),
                    (r * 0.9, z)],
                   axis="z")
        for z in (-0.03, -0.02, -0.01, 0.0, 0.01, 0.02, 0.03)
    ]  # fmt: skip
    lens = cut.turned(
        [(0, tip - 0.007), (0.0205, tip - 0.007), (0.0205, tip - 0.003), (0, tip - 0.003)], axis="z"
    )
    switch = cut.block(0.008, 0.004, 0.02, (0, r - 0.001, 0.045), 0.001)
    return held(
        [
            piece("tube", "dark_steel", tube),
            piece("grip", "rubber", *rings, switch),
            piece("lens", "lamp_glow" if lit else "clear_glass", lens),
        ],
        grip=(0.0, 0.0, 0.0),
        on_table=on_table,
    )


@prop("hand", "grip")
def microphone(*, on_table: bool = False, detail: Detail = 1.0) -> Model:
    """Build a stage microphone; its head is up."""
    cut = Workshop(detail)
    body = cut.turned(
        [(0, -0.09), (0.0105, -0.09), (0.012, -0.086), (0.0175, 0.07), (0.021, 0.082), (0, 0.082)]
    )
    band = cut.turned([(0, 0.08), (0.0235, 0.08), (0.0255, 0.086), (0.0255, 0.096), (0, 0.096)])
    head = placed(cut.ball(0.026), at=(0, 0.113, 0), scale=(1, 1.05, 1))
    return held(
        [
            piece("body", "black", body),
            piece("band", "chrome", band),
            piece("head", "dark_steel", head),
        ],
        grip=(0.0, 0.0, 0.0),
        on_table=on_table,
        rest_deg=(90.0, 0.0, 0.0),
    )

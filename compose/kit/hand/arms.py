"""A pistol and a knife."""

from __future__ import annotations

from compose.geometry.model import Model
from compose.kit.holding import held
from compose.kit.pieces import piece, placed
from compose.kit.prop import Detail, Share, prop
from compose.kit.workshop import Workshop

_SIDE = (0.0, -90.0, 0.0)
"""Turns an outline drawn in (z, y) from the XY plane to the side of a thing that points +Z."""


@prop("hand", "grip")
def gun(*, slide_back: Share = 0.0, on_table: bool = False, detail: Detail = 1.0) -> Model:
    """Build a pistol; its barrel points along +Z and its slide moves back."""
    cut = Workshop(detail)
    handle = cut.board(
        [(-0.05, -0.075), (-0.012, -0.082), (0.012, -0.012), (0.024, 0.002), (0.024, 0.03),
         (-0.046, 0.03), (-0.05, 0.012), (-0.034, 0.002)],
        0.028, turn_deg=_SIDE, bevel=0.005,
    )  # fmt: skip
    frame = cut.board(
        [(-0.048, 0.024), (0.125, 0.024), (0.125, 0.036), (-0.048, 0.036)], 0.023,
        turn_deg=_SIDE, bevel=0.002,
    )  # fmt: skip
    guard = cut.pipe(
        [(0, 0.026, 0.068), (0, -0.004, 0.067), (0, -0.012, 0.052), (0, -0.012, 0.03),
         (0, -0.004, 0.018)],
        0.0033,
    )  # fmt: skip
    trigger = cut.pipe([(0, 0.026, 0.044), (0, 0.008, 0.042), (0, -0.004, 0.047)], 0.0028)
    back = -0.04 * slide_back
    slide = placed(
        cut.board(
            [(-0.055, 0.036), (0.13, 0.036), (0.13, 0.058), (0.126, 0.062), (-0.05, 0.062),
             (-0.055, 0.056)],
            0.025, turn_deg=_SIDE, bevel=0.004,
        ),
        at=(0, 0, back),
    )  # fmt: skip
    sights = [
        cut.block(0.003, 0.004, 0.006, (0, 0.061, 0.12 + back), 0.0),
        *(cut.block(0.004, 0.004, 0.007, (s * 0.0045, 0.061, -0.044 + back), 0.0) for s in (-1, 1)),
    ]
    barrel = cut.turned(
        [(0.0042, 0.06), (0.0075, 0.06), (0.0075, 0.134), (0.0042, 0.134), (0.0042, 0.06)],
        (0.0, 0.049, 0.0), axis="z", base=20,
    )  # fmt: skip
    pivot = (0.0, 0.049, back)
    return held(
        [
            piece("frame", "black", handle, frame, guard, trigger),
            piece("slide", "dark_steel", slide, *sights, pivot=pivot),
            piece("barrel", "iron", barrel),
        ],
        grip=(0.0, -0.03, -0.018),
        on_table=on_table,
        rest_deg=(0.0, 0.0, 90.0),
    )


@prop("hand", "grip")
def knife(*, on_table: bool = False, detail: Detail = 1.0) -> Model:
    """Build a kitchen knife; its blade points along +Z, its edge down."""
    cut = Workshop(detail)
    blade = cut.board(
        [(0.055, -0.028), (0.17, -0.026), (0.22, -0.012), (0.245, 0.006), (0.2, 0.011),
         (0.055, 0.013)],
        0.0026, turn_deg=_SIDE, bevel=0.0011,
    )  # fmt: skip
    handle = cut.board(
        [(-0.065, -0.02), (-0.045, -0.015), (-0.01, -0.012), (0.02, -0.016), (0.055, -0.013),
         (0.058, 0.014), (0.0, 0.014), (-0.055, 0.011), (-0.068, 0.002)],
        0.019, turn_deg=_SIDE, bevel=0.005,
    )  # fmt: skip
    rivets = [
        cut.turned([(0, -0.0098), (0.003, -0.0098), (0.003, 0.0098), (0, 0.0098)], (0, 0, z),
                   axis="x", base=14)
        for z in (-0.035, 0.0, 0.032)
    ]  # fmt: skip
    return held(
        [
            piece("blade", "steel", blade),
            piece("handle", "dark_wood", handle),
            piece("rivets", "brass", *rivets),
        ],
        grip=(0.0, 0.0, -0.005),
        on_table=on_table,
        rest_deg=(0.0, 0.0, 90.0),
    )

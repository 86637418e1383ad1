"""What is carried by a handle: suitcase and bag."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from compose.geometry.forms import loft, smooth_path
from compose.geometry.mesh import F64
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.holding import held
from compose.kit.pieces import corners, piece
from compose.kit.prop import Detail, cuts, prop
from compose.kit.workshop import Workshop

_HANGING = (-90.0, 0.0, 0.0)
"""A thing that hangs from a fist at the end of a lowered arm points on from the arm."""


@prop("hand", "grip")
def suitcase(
    *,
    length: Annotated[float, Range(0.35, 0.8, "m")] = 0.56,
    height: Annotated[float, Range(0.25, 0.55, "m")] = 0.4,
    width: Annotated[float, Range(0.1, 0.3, "m")] = 0.17,
    made_of: Literal["leather", "navy", "walnut", "felt_green"] = "leather",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a suitcase with corners of leather; ``on_table`` stands it on the ground."""
    cut = Workshop(detail)
    shell = cut.block(width, height, length, (0, 0.006, 0), 0.024)
    seam = cut.block(width * 0.05, height + 0.006, length + 0.006, (0, 0.003, 0), 0.003)
    caps = [
        cut.block(width + 0.005, 0.075, 0.075, (0, y, z), 0.024)
        for y in (0.0035, height - 0.0665)
        for z in (-length / 2 + 0.035, length / 2 - 0.035)
    ]
    straps = [
        cut.block(width + 0.007, height + 0.007, 0.028, (0, 0.0025, z), 0.01)
        for z in (-length * 0.27, length * 0.27)
    ]
    y = height + 0.006
    handle = cut.pipe(
        smooth_path([(0, y - 0.004, -0.075), (0, y + 0.03, -0.066), (0, y + 0.038, 0),
                     (0, y + 0.03, 0.066), (0, y - 0.004, 0.075)], 4),
        [0.006] * 4 + [0.0095] * 9 + [0.006] * 4,
    )  # fmt: skip
    locks = [
        cut.block(0.026, 0.012, 0.03, (0.01, y - 0.004, z), 0.002)
        for z in (-length * 0.18, length * 0.18)
    ]
    return held(
        [
            piece("shell", made_of, shell),
            piece("trim", "dark_wood", *caps, *straps, seam),
            piece("handle", "dark_wood", handle),
            piece("locks", "brass", *locks),
        ],
        grip=(0.0, y + 0.034, 0.0),
        on_table=on_table,
        carry_deg=_HANGING,
    )


@prop("hand", "grip")
def bag(
    *,
    length: Annotated[float, Range(0.2, 0.5, "m")] = 0.34,
    height: Annotated[float, Range(0.15, 0.4, "m")] = 0.26,
    made_of: Literal["leather", "red", "black_leather", "felt_green"] = "red",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a handbag with two handles; ``on_table`` stands it on the ground."""
    cut = Workshop(detail)
    w = 0.13
    rows = [(w, length, 0.006), (w * 1.06, length * 1.02, 0.03), (w * 0.94, length, height * 0.55),
            (w * 0.4, length * 0.9, height), (w * 0.36, length * 0.88, height * 1.0)]  # fmt: skip
    body = loft(np.array([_ring(a, b, y, detail) for a, b, y in rows[:4]]), crease_deg=55.0)
    rim = [cut.block(w * 0.42, 0.014, length * 0.9, (0, height - 0.008, 0), 0.005)]
    top = height + 0.12
    handles = [
        cut.pipe(
            smooth_path([(s * w * 0.24, height - 0.05, -length * 0.24),
                         (s * w * 0.24, height + 0.03, -length * 0.22), (s * 0.006, top, 0),
                         (s * w * 0.24, height + 0.03, length * 0.22),
                         (s * w * 0.24, height - 0.05, length * 0.24)], 5),
            0.0058,
        )
        for s in (-1, 1)
    ]  # fmt: skip
    feet = [cut.drum(0.008, 0.01, place) for place in corners(w * 0.7, length * 0.75)]
    clasp = cut.block(0.07, 0.022, 0.03, (0, height - 0.014, 0), 0.004)
    return held(
        [
            piece("body", made_of, body, *rim),
            piece("handles", "dark_wood", *handles),
            piece("metal", "gold", *feet, clasp),
        ],
        grip=(0.0, top, 0.0),
        on_table=on_table,
        carry_deg=_HANGING,
    )


def _ring(width: float, length: float, y: float, detail: float) -> F64:
    """Return a superellipse at a height, counter-clockwise from above."""
    count = cuts(32, detail, 16)
    turn = np.arange(count) * (2.0 * np.pi / count)
    x = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.6
    z = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.6
    return np.stack([x * width / 2, np.full(count, y), z * length / 2], axis=1)

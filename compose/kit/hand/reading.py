"""What is read and written with: book, newspaper, pen."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from compose.geometry.forms import loft
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.holding import held
from compose.kit.pieces import HERE, piece
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

_INK_M = 0.0006
"""How far print stands out from newspaper, so that it is seen."""


@prop("hand", "grip")
def book(
    *,
    width: Annotated[float, Range(0.09, 0.25, "m")] = 0.14,
    height: Annotated[float, Range(0.13, 0.35, "m")] = 0.21,
    thickness: Annotated[float, Range(0.008, 0.07, "m")] = 0.028,
    open_deg: Annotated[float, Range(0.0, 170.0, "degrees")] = 0.0,
    cloth: Literal["navy", "red", "green", "walnut"] = "navy",
    hand: Literal["left", "right"] = "left",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a bound book; closed it is carried by its spine, open it lies on the hand named."""
    cut = Workshop(detail)
    spine = cut.block(thickness, height, 0.003, (0, 0, -width / 2), 0.0012)
    pieces = [piece("spine", cloth, spine)]
    for side, name in ((-1, "right"), (1, "left")):
        x = side * (thickness / 2 - 0.0012)
        hinge = (x, 0.0, -width / 2)
        cover = cut.block(0.0024, height, width, (x, 0, 0), 0.0008)
        half = thickness / 2 - 0.003
        pages = cut.block(
            half, height - 0.008, width - 0.007, (side * half / 2, 0.004, -0.002), 0.0
        )
        turn = (0.0, side * open_deg / 2, 0.0)
        pieces += [
            piece(f"{name}_cover", cloth, cover, pivot=hinge, turn_deg=turn),
            piece(f"{name}_cover/pages", "paper", pages, pivot=hinge),
        ]
    if open_deg < 20.0:
        grip, rest, carry = (0.0, height * 0.4, -width * 0.3), (0.0, 0.0, 90.0), HERE
    else:
        grip, rest = (0.0, height * 0.4, -width / 2 - 0.012), (-90.0, 0.0, 0.0)
        carry = (0.0, -90.0 if hand == "left" else 90.0, 0.0)
    return held(pieces, grip=grip, on_table=on_table, rest_deg=rest, carry_deg=carry)


@prop("hand", "grip")
def newspaper(
    *,
    open_deg: Annotated[float, Range(20.0, 170.0, "degrees")] = 120.0,
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build an open newspaper, read from −Z; the grip is at the left edge of the reader."""
    half = float(np.radians(open_deg / 2.0))
    reach = 0.35 * float(np.sin(half))
    back = -0.35 * float(np.cos(half))
    steps = max(4, round(9 * detail**0.5))
    sheets = _sheet(half, np.linspace(-1.0, 1.0, 2 * steps + 1), (0.0, 0.56), 0.0)
    return held(
        [piece("sheets", "paper", sheets), piece("print", "slate", *_print(half, detail))],
        grip=(reach, 0.22, back),
        on_table=on_table,
        rest_deg=(90.0, 0.0, 0.0),
    )


def _print(half: float, detail: float) -> list[Mesh]:
    """Return a headline and columns of lines, which show on both faces of the paper."""
    steps = max(2, round(3 * detail**0.5))
    rows = max(3, round(17 * detail**0.5))
    lines = [
        _sheet(half, np.linspace(begin, begin + 0.82, 2 * steps + 1), (0.485, 0.525), _INK_M)
        for begin in (-0.92, 0.1)
    ]
    for begin, top in ((-0.92, 0.26), (-0.48, 0.46), (0.1, 0.46), (0.54, 0.26)):
        across = np.linspace(begin, begin + 0.38, steps + 1)
        if top < 0.4:
            lines.append(_sheet(half, across, (0.29, 0.46), _INK_M))
        for foot in np.linspace(0.04, top - 0.01, round(rows * top / 0.46)).tolist():
            lines.append(_sheet(half, across, (foot, foot + 0.007), _INK_M))
    return lines


def _sheet(
    half: float, across: npt.NDArray[np.float64], rise: tuple[float, float], proud: float
) -> Mesh:
    """Return a part of the paper, whose halves are bent back from the fold at x = 0.

    ``across`` goes from −1 to 1, ``rise`` is its foot and its top, and it stands ``proud`` of the
    paper on both faces.
    """
    t, side = np.abs(across), np.sign(across)
    bow = 0.035 * np.sin(np.pi * t)
    x = side * (0.36 * t * np.sin(half) + bow * np.cos(half) * 0.5)
    front = np.stack([x, np.zeros_like(t), bow * np.sin(half) - 0.36 * t * np.cos(half)], axis=1)
    near, far = np.array([0.0, rise[0], proud]), np.array([0.0, rise[0], -0.004 - proud])
    ring = np.concatenate([front + near, front[::-1] + far])
    upper = ring + np.array([0.0, rise[1] - rise[0], 0.0])
    return loft(np.stack([ring, upper]), crease_deg=60.0)


@prop("hand", "grip")
def pen(
    *,
    color: Literal["navy", "black", "red", "chrome"] = "navy",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a ball-point pen; it writes along −Y."""
    cut = Workshop(detail)
    body = cut.turned(
        [(0, -0.062), (0.0028, -0.058), (0.0045, -0.045), (0.0048, 0.07), (0.003, 0.072),
         (0, 0.072)],
        base=16,
    )  # fmt: skip
    tip = cut.turned([(0, -0.07), (0.0007, -0.07), (0.0026, -0.057), (0, -0.055)], base=12)
    clip = cut.block(0.003, 0.036, 0.0012, (0, 0.034, 0.0062), 0.0004)
    top = cut.turned([(0, 0.07), (0.0026, 0.07), (0.0024, 0.081), (0, 0.082)], base=12)
    return held(
        [piece("body", color, body), piece("metal", "chrome", tip, clip, top)],
        grip=(0.0, -0.02, 0.0),
        on_table=on_table,
        rest_deg=(90.0, 0.0, 0.0),
    )

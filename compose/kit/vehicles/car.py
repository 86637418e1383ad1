"""Cars: saloon, estate, hatchback, coupe, and the taxi."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from compose.geometry.forms import rounded_box
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, model_of, piece
from compose.kit.prop import Detail, prop
from compose.kit.vehicles.cabin import Cabin, cabin_shell, roof_mesh
from compose.kit.vehicles.fittings import bumper, door_handles, door_mirrors, lamp_pair
from compose.kit.vehicles.hull import Hull, hull_mesh
from compose.kit.vehicles.interior import cabin_fittings, driver_place
from compose.kit.vehicles.wheels import car_wheels

CarStyle = Literal["saloon", "estate", "hatchback", "coupe"]
CarLength = Annotated[float, Range(3.4, 5.4, "m")]

_WIDTH = 1.8
_RADIUS = 0.325


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What tells one car from another; z as shares of half the length."""

    length: float
    tail: tuple[tuple[float, float], ...]
    base_rear: float
    roof: tuple[float, float]
    height: float
    windows: tuple[tuple[float, float], ...]
    seams: tuple[float, ...]


_STYLES: dict[str, _Style] = {
    "saloon": _Style(
        length=4.6,
        tail=((-1.0, 0.84), (-0.95, 0.93), (-0.62, 0.96)),
        base_rear=-0.72,
        roof=(-0.42, 0.14),
        height=1.4,
        windows=((0.13, 0.46), (0.5, 0.82)),
        seams=(0.37, -0.07, -0.43),
    ),
    "estate": _Style(
        length=4.65,
        tail=((-1.0, 0.9), (-0.93, 0.95), (-0.6, 0.95)),
        base_rear=-0.97,
        roof=(-0.86, 0.14),
        height=1.42,
        windows=((0.12, 0.38), (0.41, 0.64), (0.67, 0.92)),
        seams=(0.37, -0.07, -0.44),
    ),
    "hatchback": _Style(
        length=4.0,
        tail=((-1.0, 0.9), (-0.93, 0.95), (-0.6, 0.95)),
        base_rear=-0.96,
        roof=(-0.72, 0.16),
        height=1.44,
        windows=((0.13, 0.46), (0.5, 0.8)),
        seams=(0.38, -0.1, -0.46),
    ),
    "coupe": _Style(
        length=4.45,
        tail=((-1.0, 0.8), (-0.95, 0.89), (-0.7, 0.92)),
        base_rear=-0.84,
        roof=(-0.34, 0.08),
        height=1.3,
        windows=((0.14, 0.56), (0.6, 0.82)),
        seams=(0.34, -0.22),
    ),
}


@prop("vehicles")
def car(*, style: CarStyle = "saloon", length: CarLength = 4.5, detail: Detail = 1.0) -> Model:
    """Car: a family car with glass all round, seats and turning wheels."""
    return model_of(_car(_STYLES[style], length, "paint", detail))


@prop("vehicles")
def taxi(*, length: CarLength = 4.6, detail: Detail = 1.0) -> Model:
    """Taxi: a saloon with a lit sign on its roof."""
    style = _STYLES["saloon"]
    sign = rounded_box((-0.3, style.height + 0.06, -0.42), (0.3, style.height + 0.22, -0.24), 0.04)
    foot = rounded_box((-0.34, style.height + 0.04, -0.46), (0.34, style.height + 0.08, -0.2), 0.01)
    pieces = [*_car(style, length, "taxi_yellow", detail, foot)]
    return model_of([*pieces, piece("sign", "lamp_glow", sign)])


def _car(style: _Style, length: float, paint: str, detail: float, *extra_trim: Mesh) -> list[Piece]:
    hull, cabin = _measures(style, length)
    shell = cabin_shell(cabin, detail)
    body = [hull_mesh(hull, detail), shell.wall, roof_mesh(cabin, detail)]
    hip = (0.37, 0.5, cabin.base[1] - 1.33)
    seats = [(hip, 0.5), ((-hip[0], *hip[1:]), 0.5), ((0.0, 0.46, hip[2] - 0.78), 1.24)]
    dash = ((-0.7, 0.62, cabin.base[1] - 0.42), (0.7, 0.9, cabin.base[1] - 0.06))
    panes = [shell.panes] if shell.panes is not None else []
    return [
        piece("body", paint, *body),
        piece("glass", "window", *panes),
        piece("trim", "black", *_trim(hull, cabin, detail), *extra_trim),
        piece("lamps", "light_white", lamp_pair(hull, 1, (0.45, 0.72), (0.55, 0.68), detail)),
        piece("tail_lamps", "light_red", lamp_pair(hull, -1, (0.42, 0.76), (0.63, 0.76), detail)),
        piece("interior", "canvas", cabin_fittings(seats, dash, detail)),
        *car_wheels(
            (hull.axles[1], hull.axles[0]), hull.width - 0.24, hull.wheel_radius, 0.21, detail
        ),
        driver_place(hip),
    ]


def _measures(style: _Style, length: float) -> tuple[Hull, Cabin]:
    half = length / 2.0
    nose = ((0.36, 0.94), (0.5, 0.91), (0.8, 0.82), (0.95, 0.73), (1.0, 0.66))
    top = tuple((z * half, y) for z, y in (*style.tail, *nose))
    base = (style.base_rear * half, 0.46 * half)
    rear, front, clear = -0.6 * half, 0.62 * half, _RADIUS + 0.11
    hull = Hull(
        length=length - 0.06,
        width=_WIDTH,
        floor=0.2,
        top=top,
        axles=(rear, front),
        wheel_radius=_RADIUS,
        tubs=((max(base[0] + 0.35, -0.62 * half), base[1] - 0.12, 0.23),),
        seams=tuple(min(max(z * half, rear + clear), front - clear) for z in style.seams),
    )
    belt = hull.upper(np.array(base)) - 0.025
    cabin = Cabin(
        base=base,
        roof=(style.roof[0] * half, style.roof[1] * half),
        belt=(float(belt[0]), float(belt[1])),
        height=style.height - 0.07,
        half_width=_WIDTH / 2.0 * 0.93,
        narrow=0.2,
        windows=style.windows,
    )
    return hull, cabin


def _trim(hull: Hull, cabin: Cabin, detail: float) -> list[Mesh]:
    """Return bumpers, grille, mirrors and, near enough to be seen, door handles and plates."""
    half, side = hull.length / 2.0, hull.width / 2.0
    parts = [bumper(hull, end, 0.46, detail) for end in (1, -1)]
    parts.append(rounded_box((-0.42, 0.55, half - 0.1), (0.42, 0.68, half + 0.008)))
    parts.append(door_mirrors(side - 0.06, 0.94, cabin.base[1] - 0.48, detail))
    if detail >= 0.5:
        parts.append(door_handles(side, 0.78, hull.seams[1:3]))
        parts.append(rounded_box((-0.26, 0.62, -half - 0.012), (0.26, 0.73, -half + 0.1), 0.01))
    return parts

"""Working vehicles on a hull and a cabin: van, pickup and bus."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from compose.geometry.forms import rounded_box
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, Vector, model_of, piece
from compose.kit.prop import Detail, prop
from compose.kit.vehicles.cabin import Cabin, cabin_shell, roof_mesh
from compose.kit.vehicles.fittings import bumper, door_handles, door_mirrors, lamp_pair
from compose.kit.vehicles.hull import Hull, hull_mesh
from compose.kit.vehicles.interior import cabin_fittings, driver_place, seat
from compose.kit.vehicles.wheels import car_wheels

VanLength = Annotated[float, Range(4.4, 6.5, "m")]
BusLength = Annotated[float, Range(8.0, 13.0, "m")]


@prop("vehicles")
def van(*, length: VanLength = 5.2, detail: Detail = 1.0) -> Model:
    """Van: a panel van with a closed load space and turning wheels."""
    half = length / 2.0
    hull = Hull(
        length=length - 0.06,
        width=1.96,
        floor=0.22,
        top=((-half, 1.1), (half - 1.1, 1.12), (half - 0.85, 1.08), (half - 0.2, 0.9), (half, 0.8)),
        axles=(-0.55 * half, half - 0.92),
        wheel_radius=0.35,
        corner=9.0,
        end_share=0.8,
        rake=0.05,
        tubs=((half - 2.7, half - 1.1, 0.42),),
        seams=(half - 1.4, half - 2.3),
    )
    cabin = Cabin(
        base=(-half + 0.06, half - 0.85),
        roof=(-half + 0.12, half - 1.62),
        belt=(1.08, 1.06),
        height=1.98,
        half_width=0.92,
        narrow=0.13,
        windows=((0.1, 0.3),),
        screens=(True, False),
        rows=(0.05, 0.86),
        taper=0.08,
        crown=0.06,
    )
    hip = (0.42, 0.86, half - 2.15)
    seats = [(hip, 0.5), ((-0.42, *hip[1:]), 0.5)]
    dash = ((-0.75, 0.8, half - 1.45), (0.75, 1.1, half - 1.0))
    fittings = cabin_fittings(seats, dash, detail)
    wall = rounded_box((-0.78, 0.45, half - 2.66), (0.78, 1.94, half - 2.61))
    trim = [
        *(bumper(hull, end, 0.48, detail, size=0.11) for end in (1, -1)),
        door_mirrors(0.9, 1.14, half - 1.45, detail, height=0.24),
        rounded_box((-0.4, 0.62, half - 0.12), (0.4, 0.76, half - 0.02), 0.02, steps=1),
    ]
    if detail >= 0.5:
        trim.append(door_handles(0.975, 0.95, (half - 2.3,)))
        trim.append(rounded_box((-0.26, 0.66, -half + 0.02), (0.26, 0.78, -half + 0.1), 0.01))
    return _vehicle(hull, cabin, trim, [fittings, wall], hip, 0.24, detail)


@prop("vehicles")
def pickup(*, detail: Detail = 1.0) -> Model:
    """Pickup: a single cab with an open bed and turning wheels."""
    half = 2.6
    hull = Hull(
        length=5.14,
        width=1.88,
        floor=0.32,
        top=((-half, 1.13), (1.0, 1.12), (1.2, 1.11), (2.3, 1.02), (half, 0.88)),
        axles=(-1.5, 1.62),
        wheel_radius=0.38,
        arch_gap=0.08,
        corner=10.0,
        end_share=0.84,
        rake=0.03,
        tubs=((-half + 0.09, -0.55, 0.86), (-0.35, 1.02, 0.5)),
        seams=(0.98, -0.22),
    )
    cabin = Cabin(
        base=(-0.42, 1.14),
        roof=(-0.36, 0.42),
        belt=(1.1, 1.09),
        height=1.7,
        half_width=0.88,
        narrow=0.16,
        windows=((0.2, 0.86),),
        taper=0.05,
        bow=0.06,
    )
    hip = (0.4, 0.72, 0.02)
    dash = ((-0.72, 0.8, 0.66), (0.72, 1.06, 1.02))
    fittings = cabin_fittings([(hip, 0.5), ((-0.4, *hip[1:]), 0.5)], dash, detail)
    trim = [
        *(bumper(hull, end, 0.58, detail, size=0.1) for end in (1, -1)),
        door_mirrors(0.88, 1.08, 0.72, detail, height=0.18),
        rounded_box((-0.5, 0.7, half - 0.12), (0.5, 0.86, half - 0.02), 0.02, steps=1),
    ]
    if detail >= 0.5:
        trim.append(door_handles(0.94, 0.9, (-0.22,)))
    return _vehicle(hull, cabin, trim, [fittings], hip, 0.27, detail)


@prop("vehicles")
def bus(*, length: BusLength = 10.5, detail: Detail = 1.0) -> Model:
    """Bus: a city bus with large windows, rows of seats and turning wheels."""
    half = length / 2.0
    hull = Hull(
        length=length - 0.06,
        width=2.5,
        floor=0.32,
        top=((-half, 1.12), (half, 1.12)),
        axles=(-0.52 * half, 0.5 * half),
        wheel_radius=0.48,
        arch_gap=0.05,
        corner=22.0,
        end_share=0.9,
        rake=0.01,
        tubs=((-half + 0.25, half - 0.25, 0.5),),
        tuck=0.02,
    )
    bays = max(5, round(length / 1.7))
    edges = [0.02 + 0.96 * i / bays for i in range(bays + 1)]
    cabin = Cabin(
        base=(-half + 0.08, half - 0.08),
        roof=(-half + 0.14, half - 0.2),
        belt=(1.08, 1.08),
        height=2.9,
        half_width=1.225,
        narrow=0.07,
        windows=tuple((a + 0.006, b - 0.006) for a, b in pairwise(edges)),
        rows=(0.06, 0.82),
        taper=0.05,
        crown=0.12,
        bow=0.05,
    )
    hip = (0.75, 1.15, half - 1.2)
    rows = [((sign * 0.68, 0.95, half - 3.0 - 0.85 * i), 0.82)
            for i in range(int((length - 4.2) / 0.85)) for sign in (1.0, -1.0)]  # fmt: skip
    places = rows if detail >= 0.5 else rows[::2]
    fittings = [
        cabin_fittings(
            [(hip, 0.5)],
            ((-1.0, 0.9, half - 0.7), (1.0, 1.25, half - 0.3)), detail,
        ),
        *(seat(place, width, detail, back=0.68) for place, width in places),
    ]  # fmt: skip
    sign = rounded_box((-0.85, 2.55, half - 0.25), (0.85, 2.82, half - 0.06), 0.02, steps=1)
    trim = [
        *(bumper(hull, end, 0.5, detail, size=0.12) for end in (1, -1)),
        door_mirrors(1.16, 1.9, half - 0.25, detail, height=0.4),
        sign,
        *_bus_doors(hull),
    ]
    return _vehicle(hull, cabin, trim, fittings, hip, 0.3, detail)


def _bus_doors(hull: Hull) -> list[Mesh]:
    """Return the frames of two doors on the right side."""
    frames = []
    for z in (hull.axles[1] + 1.05, hull.axles[1] - 2.2):
        for edge in (-0.58, 0.0, 0.58):
            frames.append(
                rounded_box((-1.256, 0.42, z + edge - 0.025), (-1.2, 1.1, z + edge + 0.025))
            )
        frames.append(rounded_box((-1.256, 0.4, z - 0.6), (-1.2, 0.45, z + 0.6)))
    return frames


def _vehicle(
    hull: Hull,
    cabin: Cabin,
    trim: list[Mesh],
    fittings: list[Mesh],
    hip: Vector,
    tyre_width: float,
    detail: float,
) -> Model:
    """Return the model of a body with its glass, lamps, inside, wheels and driver's seat."""
    shell = cabin_shell(cabin, detail)
    side, low = hull.width / 2.0, 0.62 if hull.width < 2.2 else 0.7
    lamps = lamp_pair(hull, 1, (side * 0.52, side * 0.8), (low, low + 0.17), detail)
    tails = lamp_pair(
        hull, -1, (side * 0.66, side * 0.8), (low + 0.08, low + 0.32), detail, depth=0.05
    )
    pieces: list[Piece] = [
        piece("body", "paint", hull_mesh(hull, detail), shell.wall, roof_mesh(cabin, detail)),
        piece("glass", "window", *([shell.panes] if shell.panes is not None else [])),
        piece("trim", "black", *trim),
        piece("lamps", "light_white", lamps),
        piece("tail_lamps", "light_red", tails),
        piece("interior", "canvas", *fittings),
        *car_wheels(
            (hull.axles[1], hull.axles[0]),
            hull.width - tyre_width - 0.04,
            hull.wheel_radius,
            tyre_width,
            detail,
        ),
        driver_place(hip),
    ]
    return model_of(pieces)

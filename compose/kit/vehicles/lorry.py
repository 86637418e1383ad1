"""The truck: a cab over its engine, a chassis and a box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from compose.geometry.forms import rounded_box
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, mirrored, model_of, piece, placed
from compose.kit.prop import Detail, prop
from compose.kit.vehicles.cabin import Cabin, cabin_shell, roof_mesh
from compose.kit.vehicles.fittings import bumper, door_mirrors, lamp_pair
from compose.kit.vehicles.hull import Hull, hull_mesh
from compose.kit.vehicles.interior import cabin_fittings, driver_place
from compose.kit.vehicles.wheels import disc_rim, twin_tyre, tyre

TruckLength = Annotated[float, Range(6.5, 11.0, "m")]

_CAB_M, _RADIUS = 2.0, 0.5
_HULL = Hull(
    length=_CAB_M,
    width=2.4,
    floor=0.45,
    top=((-1.0, 1.62), (0.7, 1.62), (1.0, 1.56)),
    axles=(-0.12,),
    wheel_radius=_RADIUS,
    arch_gap=0.09,
    corner=14.0,
    end_share=0.88,
    rake=0.012,
    tubs=((-0.75, 0.7, 1.2),),
    seams=(-0.75, 0.62),
    tuck=0.02,
)
_CABIN = Cabin(
    base=(-0.94, 0.9),
    roof=(-0.92, 0.62),
    belt=(1.58, 1.56),
    height=2.75,
    half_width=1.17,
    narrow=0.12,
    windows=((0.12, 0.66),),
    screens=(True, False),
    rows=(0.04, 0.8),
    crown=0.1,
    taper=0.06,
)


@prop("vehicles")
def truck(*, length: TruckLength = 8.0, detail: Detail = 1.0) -> Model:
    """Truck: a lorry with a box body, twin rear tyres and turning wheels."""
    half = length / 2.0
    shift = (0.0, 0.0, half - _CAB_M / 2.0)
    shell = cabin_shell(_CABIN, detail)
    cab = [hull_mesh(_HULL, detail), shell.wall, roof_mesh(_CABIN, detail)]
    panes = [] if shell.panes is None else [placed(shell.panes, at=shift)]
    hip = (0.62, 1.55, shift[2] - 0.25)
    box = rounded_box((-1.23, 1.1, -half), (1.23, 3.45, half - _CAB_M - 0.25), 0.04)
    fittings = cabin_fittings(
        [((0.62, 1.55, -0.25), 0.55), ((-0.62, 1.55, -0.25), 0.55)],
        ((-1.0, 1.4, 0.42), (1.0, 1.72, 0.78)),
        detail,
    )
    trim = [placed(mesh, at=shift) for mesh in _cab_trim(detail)]
    lamps = lamp_pair(_HULL, 1, (0.72, 1.02), (0.66, 0.84), detail)
    tails = mirrored(rounded_box((0.7, 0.82, -half - 0.02), (1.1, 0.96, -half + 0.06)))
    return model_of(
        [
            piece("body", "paint", *(placed(mesh, at=shift) for mesh in cab)),
            piece("box", "white", box),
            piece("glass", "window", *panes),
            piece("trim", "black", *trim, *_chassis(half, detail)),
            piece("lamps", "light_white", placed(lamps, at=shift)),
            piece("tail_lamps", "light_red", tails),
            piece("interior", "canvas", placed(fittings, at=shift)),
            *_wheels(shift[2] - 0.12, -half + 1.9, detail),
            driver_place(hip),
        ]
    )


def _cab_trim(detail: float) -> list[Mesh]:
    face = _CAB_M / 2.0
    slats = [
        rounded_box(
            (-0.66, 0.98 + 0.13 * i, face - 0.1), (0.66, 1.06 + 0.13 * i, face + 0.012), 0.02
        )
        for i in range(4 if detail >= 0.5 else 1)
    ]
    steps = mirrored(rounded_box((1.0, 0.5, 0.5), (1.2, 0.55, 0.85)))
    return [
        bumper(_HULL, 1, 0.72, detail, size=0.2),
        door_mirrors(1.16, 1.75, 0.72, detail, height=0.55),
        steps,
        *slats,
    ]


def _chassis(half: float, detail: float) -> list[Mesh]:
    """Return rails, the box's floor, tanks, mudguards and the bar behind."""
    front = half - 0.6
    rails = mirrored(rounded_box((0.38, 0.72, -half + 0.1), (0.48, 0.95, front)))
    floor = rounded_box((-1.2, 0.98, -half + 0.02), (1.2, 1.1, half - _CAB_M - 0.3))
    soft = 0.12 if detail >= 0.5 else 0.0
    tanks = mirrored(rounded_box((0.6, 0.5, half - 3.9), (1.15, 0.95, half - 2.7), soft))
    bar = rounded_box((-1.15, 0.45, -half + 0.02), (1.15, 0.6, -half + 0.1), 0.02)
    stays = mirrored(rounded_box((0.38, 0.5, -half + 0.04), (0.46, 0.98, -half + 0.1)))
    guard = mirrored(rounded_box((0.62, 0.25, -half + 1.12), (1.2, 0.9, -half + 1.14)))
    return [rails, floor, tanks, bar, stays, guard]


def _wheels(front: float, rear: float, detail: float) -> Iterator[Piece]:
    """Yield two single wheels in front and two pairs behind."""
    for end, z, x in (("front", front, 1.03), ("rear", rear, 0.88)):
        for side, sign in (("left", 1.0), ("right", -1.0)):
            name, pivot = f"wheel_{end}_{side}", (sign * x, _RADIUS, z)
            tread = (tyre if end == "front" else twin_tyre)(_RADIUS, 0.28, detail)
            out = 0.0 if end == "front" else sign * 0.151
            face = placed(
                disc_rim(_RADIUS, 0.28, detail, spokes=8),
                at=(pivot[0] + out, _RADIUS, z),
                scale=(sign, 1.0, 1.0),
            )
            yield piece(name, "rubber", placed(tread, at=pivot), pivot=pivot)
            yield piece(f"{name}/rim", "steel", face, pivot=pivot)

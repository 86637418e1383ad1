"""What one sits on at home: chair, armchair, sofa, stool."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.forms import sweep
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import around, model_of, piece, placed, spread
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop


@prop("furniture")
def chair(
    *,
    width: Annotated[float, Range(0.38, 0.6, "m")] = 0.45,
    depth: Annotated[float, Range(0.4, 0.65, "m")] = 0.5,
    height: Annotated[float, Range(0.7, 1.2, "m")] = 0.86,
    seat_height: Annotated[float, Range(0.4, 0.5, "m")] = 0.46,
    cushion: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a wooden dining chair with a slatted back."""
    cut = Workshop(detail)
    x, front, back = width / 2 - 0.022, depth / 2 - 0.022, -depth / 2 + 0.05
    lean = depth / 2 - 0.068
    top = height - 0.03
    frame = [
        *(cut.rod((s * x, 0, front), (s * x, seat_height - 0.03, front), 0.014, 0.02)
          for s in (-1, 1)),
        *(cut.pipe([(s * x, 0, back - 0.026), (s * x, seat_height, back),
                    (s * (x - 0.012), height - 0.01, back - lean * 0.18 - 0.02)],
                   [0.014, 0.019, 0.014]) for s in (-1, 1)),
        cut.block(width - 0.06, 0.05, 0.02, (0, seat_height - 0.075, front)),
        cut.block(width - 0.06, 0.05, 0.02, (0, seat_height - 0.075, back)),
        *(cut.block(0.02, 0.05, front - back, (s * x, seat_height - 0.075, (front + back) / 2))
          for s in (-1, 1)),
        *(cut.rod((s * x, 0.16, front), (s * x, 0.16, back - 0.017), 0.009) for s in (-1, 1)),
    ]  # fmt: skip
    backrest = [_rail(cut, width - 0.04, top - 0.05, back - lean * 0.18 - 0.018, 0.075)]
    low_z, high_z = back - 0.006, back - lean * 0.16 - 0.016
    backrest += [
        cut.rod((s, seat_height - 0.01, low_z), (s, top - 0.03, high_z), 0.0085)
        for s in spread(-width * 0.3, width * 0.3, 5)
    ]
    seat = placed(
        cut.board(cut.rounded(width, depth - 0.03, 0.05), 0.026, bevel=0.007),
        at=(0, seat_height - 0.013, 0.015),
        turn_deg=(90, 0, 0),
    )
    pieces = [piece("frame", "oak", *frame, *backrest), piece("seat", "oak", seat)]
    if cushion:
        pad = cut.cushion(width - 0.03, 0.045, depth - 0.07, (0, seat_height - 0.002, 0.01))
        pieces.append(piece("cushion", "felt_blue", pad))
    return model_of(pieces)


def _rail(cut: Workshop, width: float, y: float, z: float, height: float) -> Mesh:
    """Return the top rail of a chair's back, bent a little backward."""
    path = [(x * width / 2, y, z - 0.018 * (1.0 - x**2)) for x in spread(-1, 1, 9)]
    return sweep(path, cut.rounded(0.02, height, 0.008))


@prop("furniture")
def armchair(
    *,
    width: Annotated[float, Range(0.7, 1.1, "m")] = 0.84,
    depth: Annotated[float, Range(0.75, 1.0, "m")] = 0.86,
    height: Annotated[float, Range(0.7, 1.1, "m")] = 0.86,
    detail: Detail = 1.0,
) -> Model:
    """Build an upholstered armchair."""
    return _upholstered(1, width, depth, height, "felt_rust", detail)


@prop("furniture")
def sofa(
    *,
    width: Annotated[float, Range(1.3, 3.2, "m")] = 2.1,
    depth: Annotated[float, Range(0.8, 1.1, "m")] = 0.92,
    height: Annotated[float, Range(0.7, 1.0, "m")] = 0.82,
    seats: Annotated[int, Range(2, 4)] = 3,
    detail: Detail = 1.0,
) -> Model:
    """Build a sofa with loose cushions."""
    return _upholstered(seats, width, depth, height, "wool", detail)


def _upholstered(
    seats: int, width: float, depth: float, height: float, cloth: str, detail: float
) -> Model:
    cut = Workshop(detail)
    arm, base, seat = 0.15, 0.13, 0.42
    inner = width - 2 * arm
    back = 0.2
    body = [
        cut.block(inner, 0.17, depth - 0.06, (0, base, -0.03), 0.02),
        cut.block(inner + 0.02, height - base - 0.06, back - 0.05,
                  (0, base, -depth / 2 + back / 2 - 0.015), 0.045),
        *(cut.block(arm, 0.62 - base, depth - 0.02, (s * (width - arm) / 2, base, -0.01), 0.05)
          for s in (-1, 1)),
    ]  # fmt: skip
    each = inner / seats
    seat_depth = depth - back - 0.02
    cushions = [
        cut.cushion(each - 0.008, seat - base - 0.13, seat_depth, (x, base + 0.15, back / 2))
        for x in _middles(inner, seats)
    ]
    backs = [
        placed(
            cut.cushion(each - 0.012, height - seat + 0.01, 0.17),
            at=(x, seat - 0.02, -depth / 2 + back + 0.035),
            turn_deg=(-9, 0, 0),
        )
        for x in _middles(inner, seats)
    ]
    feet = [
        cut.rod((x, 0, z), (x, base + 0.02, z), 0.016, 0.024)
        for x in (-width / 2 + 0.09, width / 2 - 0.09)
        for z in (-depth / 2 + 0.09, depth / 2 - 0.09)
    ]
    return model_of(
        [
            piece("body", cloth, *body),
            piece("cushions", cloth, *cushions, *backs),
            piece("feet", "dark_wood", *feet),
        ]
    )


def _middles(width: float, count: int) -> tuple[float, ...]:
    return spread(-width / 2 * (1 - 1 / count), width / 2 * (1 - 1 / count), count)


@prop("furniture")
def stool(
    *,
    height: Annotated[float, Range(0.4, 0.85, "m")] = 0.74,
    width: Annotated[float, Range(0.28, 0.45, "m")] = 0.36,
    made_of: Literal["oak", "walnut", "white"] = "walnut",
    detail: Detail = 1.0,
) -> Model:
    """Build a bar stool with four splayed legs."""
    cut = Workshop(detail)
    r = width / 2
    seat = cut.turned(
        [(0, height - 0.04), (r - 0.03, height - 0.04), (r, height - 0.02),
         (r - 0.004, height - 0.006),
         (r - 0.014, height), (r * 0.6, height - 0.006), (0, height - 0.009)],
    )  # fmt: skip
    leg = cut.rod((r * 0.92, 0.003, 0), (r * 0.5, height - 0.03, 0), 0.012, 0.018)
    at = 0.3 * height
    reach = r * (0.92 - 0.42 * 0.3)
    rung = cut.rod((reach, at, 0), (0, at, reach), 0.009)
    return model_of(
        [
            piece("seat", made_of, seat),
            piece("legs", made_of, placed(around(leg, 4), turn_deg=(0, 45, 0))),
            piece("ring", "dark_steel", placed(around(rung, 4), turn_deg=(0, 45, 0))),
        ]
    )

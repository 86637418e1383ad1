"""The bedroom: bed, wardrobe and chest of drawers."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, corners, model_of, piece, placed, spread
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

Opening = Annotated[float, Range(0.0, 110.0, "degrees")]


@prop("furniture")
def bed(
    *,
    width: Annotated[float, Range(0.8, 2.0, "m")] = 1.6,
    length: Annotated[float, Range(1.7, 2.3, "m")] = 2.1,
    height: Annotated[float, Range(0.7, 1.4, "m")] = 0.98,
    detail: Detail = 1.0,
) -> Model:
    """Build a bed with a headboard at −Z, pillows and a turned-down duvet."""
    cut = Workshop(detail)
    head = -length / 2 + 0.03
    frame = [
        cut.block(width, 0.2, length - 0.06, (0, 0.12, 0.03), 0.012),
        cut.block(width + 0.04, height - 0.1, 0.06, (0, 0.1, head), 0.02),
        *(cut.block(0.06, 0.14, 0.06, place)
          for place in corners(width - 0.12, length - 0.2)),
    ]  # fmt: skip
    mattress = cut.cushion(width - 0.05, 0.22, length - 0.1, (0, 0.3, 0.03))
    duvet = [
        cut.cushion(width + 0.05, 0.19, length - 0.72, (0, 0.37, 0.36)),
        cut.cushion(width + 0.055, 0.11, 0.3, (0, 0.485, -length / 2 + 0.81)),
    ]
    count = 1 if width < 1.15 else 2
    each = min(0.7, (width - 0.1) / count - 0.05)
    reach = (width - 0.1) / 4 if count == 2 else 0.0
    pillows = [
        placed(cut.cushion(each, 0.15, 0.42), at=(x, 0.49, head + 0.29), turn_deg=(22, 0, 0))
        for x in spread(-reach, reach, count)
    ]
    return model_of(
        [
            piece("frame", "walnut", *frame),
            piece("mattress", "white", mattress),
            piece("duvet", "linen", *duvet),
            piece("pillows", "white", *pillows),
        ]
    )


@prop("furniture")
def wardrobe(
    *,
    width: Annotated[float, Range(0.8, 2.4, "m")] = 1.2,
    depth: Annotated[float, Range(0.5, 0.7, "m")] = 0.6,
    height: Annotated[float, Range(1.6, 2.4, "m")] = 2.05,
    open_deg: Opening = 0.0,
    made_of: Literal["oak", "white", "walnut", "pine"] = "white",
    detail: Detail = 1.0,
) -> Model:
    """Build a wardrobe with two doors that turn on their hinges."""
    cut = Workshop(detail)
    wall, low = 0.02, 0.07
    body_depth, z = depth - 0.024, -0.012
    body = [
        *(cut.block(wall, height - low - 0.03, body_depth, (s * (width - wall) / 2, low, z), 0.002)
          for s in (-1, 1)),
        cut.block(width - 2 * wall, wall, body_depth, (0, low, z), 0.002),
        cut.block(width - 2 * wall, wall, body_depth - 0.03, (0, height - 0.34, z), 0.002),
        cut.block(width - 2 * wall, height - low - 0.03, 0.012, (0, low, -depth / 2 + 0.006), 0.0),
        cut.block(width - 0.04, low, body_depth - 0.05, (0, 0, z - 0.01), 0.002),
    ]  # fmt: skip
    crown = cut.block(width + 0.03, 0.03, depth, (0, height - 0.03, 0), 0.006)
    rail = cut.rod(
        (-width / 2 + wall, height - 0.42, z), (width / 2 - wall, height - 0.42, z), 0.014
    )
    pieces = [piece("body", made_of, *body, crown), piece("rail", "steel", rail)]
    for side, name in ((-1, "right"), (1, "left")):
        pieces += _door(cut, side, name, (width, height, depth, low), open_deg, made_of)
    return model_of(pieces)


def _door(
    cut: Workshop,
    side: int,
    name: str,
    size: tuple[float, float, float, float],
    open_deg: float,
    made_of: str,
) -> list[Piece]:
    """Return one panelled door with its knob, hung on the outer side."""
    width, height, depth, low = size
    leaf, tall = width / 2 - 0.004, height - low - 0.036
    x, z = side * width / 4, depth / 2 - 0.013
    rim = 0.075
    panels = [
        cut.block(
            leaf - 2 * rim, part * tall - rim * 1.4, 0.03, (x, low + at * tall + rim, z), 0.006
        )
        for at, part in ((0.0, 0.42), (0.42, 0.56))
    ]
    hinge = (side * (width / 2 - 0.002), low, depth / 2 - 0.024)
    door = cut.block(leaf, tall, 0.022, (x, low + 0.003, z - 0.0), 0.003)
    knob = cut.ball(0.016, (side * 0.045, low + tall * 0.48, depth / 2 + 0.012))
    return [
        piece(f"{name}_door", made_of, door, *panels, pivot=hinge,
              turn_deg=(0.0, side * open_deg, 0.0)),
        piece(f"{name}_door/knob", "brass", knob, pivot=hinge),
    ]  # fmt: skip


@prop("furniture")
def drawers(
    *,
    width: Annotated[float, Range(0.35, 1.6, "m")] = 0.9,
    depth: Annotated[float, Range(0.35, 0.6, "m")] = 0.45,
    height: Annotated[float, Range(0.4, 1.3, "m")] = 0.85,
    rows: Annotated[int, Range(1, 6)] = 4,
    pulled: Annotated[float, Range(0.0, 0.3, "m")] = 0.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a chest of drawers; the top one can be pulled out."""
    cut = Workshop(detail)
    low = 0.12
    body = cut.block(width - 0.02, height - low - 0.025, depth - 0.02, (0, low, -0.01), 0.004)
    top = cut.block(width, 0.025, depth, (0, height - 0.025, 0), 0.005)
    legs = [
        cut.rod(place, (place[0], low + 0.01, place[2]), 0.014, 0.021)
        for place in corners(width - 0.1, depth - 0.1)
    ]
    pieces = [piece("body", "pine", body, top), piece("legs", "dark_wood", *legs)]
    each = (height - low - 0.025 - 0.012) / rows
    for row in range(rows):
        out = pulled if row == rows - 1 else 0.0
        y, z = low + 0.01 + row * each, depth / 2 - 0.018
        front = cut.block(width - 0.05, each - 0.012, 0.02, (0, y, z + out), 0.004)
        tray = cut.block(
            width - 0.08, each - 0.04, depth * 0.7, (0, y + 0.01, z + out - depth * 0.36)
        )
        knobs = [
            cut.turned([(0, 0), (0.007, 0), (0.006, 0.014), (0.015, 0.02), (0.012, 0.028),
                        (0, 0.03)],
                       (x, 0, 0), axis="z", base=16, crease_deg=50)
            for x in ((-width * 0.25, width * 0.25) if width > 0.55 else (0.0,))
        ]  # fmt: skip
        pivot = (0.0, y, z + out)
        name = f"drawer_{rows - row}"
        hung = [placed(knob, at=(0, y + each / 2 - 0.006, z + out + 0.008)) for knob in knobs]
        pieces += [
            piece(name, "pine", front, tray, pivot=pivot),
            piece(f"{name}/knobs", "brass", *hung, pivot=pivot),
        ]
    return model_of(pieces)

"""Lamps for a room: standing, on a table, hanging."""

from __future__ import annotations

from typing import Annotated

from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Vector, model_of, piece
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop


@prop("furniture")
def floor_lamp(
    *,
    height: Annotated[float, Range(1.1, 2.1, "m")] = 1.62,
    shade_width: Annotated[float, Range(0.25, 0.6, "m")] = 0.42,
    lit: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a standing lamp with a cloth shade."""
    cut = Workshop(detail)
    foot = cut.turned([(0, 0), (0.15, 0), (0.15, 0.014), (0.06, 0.026), (0.014, 0.04), (0, 0.04)])
    pole = cut.rod((0, 0.03, 0), (0, height - 0.1, 0), 0.011)
    shade = _shade(cut, shade_width / 2, 0.28, (0, height - 0.28, 0))
    return model_of(
        [
            piece("stand", "brass", foot, pole),
            piece("shade", "soft_glow" if lit else "linen", shade),
            piece("bulb", "lamp_glow" if lit else "white", cut.ball(0.035, (0, height - 0.13, 0))),
        ]
    )


@prop("furniture")
def table_lamp(
    *,
    height: Annotated[float, Range(0.3, 0.8, "m")] = 0.52,
    shade_width: Annotated[float, Range(0.15, 0.5, "m")] = 0.32,
    lit: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a table lamp with a turned ceramic foot."""
    cut = Workshop(detail)
    h = height * 0.6
    belly = cut.bent(
        [(0.05, 0.03), (0.078, h * 0.32), (0.086, h * 0.52), (0.07, h * 0.74), (0.026, h * 0.93),
         (0.018, h)]
    )  # fmt: skip
    foot = cut.turned([(0, 0), (0.06, 0), (0.066, 0.012), *belly, (0, h)], crease_deg=50)
    tall = height * 0.42
    return model_of(
        [
            piece("foot", "teal", foot),
            piece("neck", "brass", cut.rod((0, h - 0.01, 0), (0, height - 0.06, 0), 0.007)),
            piece(
                "shade",
                "soft_glow" if lit else "linen",
                _shade(cut, shade_width / 2, tall, (0, height - tall, 0)),
            ),
        ]
    )


@prop("furniture", "ceiling")
def pendant_lamp(
    *,
    drop: Annotated[float, Range(0.3, 3.0, "m")] = 0.9,
    width: Annotated[float, Range(0.15, 0.8, "m")] = 0.38,
    lit: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a metal pendant on its cable, over a table."""
    cut = Workshop(detail)
    r, low = width / 2, -drop
    tall = width * 0.62
    outside = cut.bent(
        [(r, low), (r * 0.94, low + tall * 0.28), (r * 0.66, low + tall * 0.6),
         (r * 0.24, low + tall * 0.84), (0.022, low + tall)]
    )  # fmt: skip
    inside = cut.bent(
        [(0.014, low + tall * 0.98), (r * 0.22, low + tall * 0.82), (r * 0.63, low + tall * 0.58),
         (r * 0.91, low + tall * 0.27), (r * 0.965, low)]
    )  # fmt: skip
    bell = cut.turned([*outside, *inside, (r, low)], crease_deg=60)
    rose = cut.turned([(0, -0.03), (0.03, -0.03), (0.05, -0.012), (0.05, 0), (0, 0)])
    cable = cut.rod((0, low + tall * 0.95, 0), (0, -0.02, 0), 0.004)
    bulb = cut.ball(min(0.045, r * 0.3), (0, low + tall * 0.34, 0))
    return model_of(
        [
            piece("shade", "green", bell),
            piece("cable", "black", cable, rose),
            piece("bulb", "lamp_glow" if lit else "white", bulb),
        ]
    )


def _shade(cut: Workshop, radius: float, height: float, at: Vector) -> Mesh:
    """Return a cloth shade, open above and below, of a wall 3 mm thick."""
    top, wall = radius * 0.72, 0.003
    return cut.turned(
        [(radius, 0), (top, height), (top - wall, height), (radius - wall, 0), (radius, 0)],
        at,
    )

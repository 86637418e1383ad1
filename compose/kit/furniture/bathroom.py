"""The bathroom: tub, washbasin, toilet."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from compose.geometry.forms import loft, smooth_path
from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import model_of, piece, placed
from compose.kit.prop import Detail, cuts, prop
from compose.kit.workshop import Workshop


def _bowl(rows: list[tuple[float, float, float, float]], detail: float, square: float) -> Mesh:
    """Return a skin through superellipses: each (width, depth, height, shift along Z)."""
    count = cuts(40, detail, 16)
    turn = np.arange(count) * (2.0 * np.pi / count)
    x = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** (2.0 / square)
    z = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** (2.0 / square)
    rings: list[F64] = [
        np.stack([x * w / 2, np.full(count, y), z * d / 2 + shift], axis=1)
        for w, d, y, shift in rows
    ]
    return loft(np.array(rings), crease_deg=50.0)


@prop("furniture")
def bathtub(
    *,
    width: Annotated[float, Range(1.4, 2.0, "m")] = 1.7,
    depth: Annotated[float, Range(0.65, 0.95, "m")] = 0.78,
    height: Annotated[float, Range(0.45, 0.7, "m")] = 0.58,
    detail: Detail = 1.0,
) -> Model:
    """Build a free-standing bathtub with a rolled rim and a floor tap."""
    w, d, h = width, depth, height
    tub = _bowl(
        [(w * 0.72, d * 0.62, 0, 0), (w * 0.76, d * 0.68, 0.02, 0),
         (w * 0.88, d * 0.84, h * 0.45, 0),
         (w * 0.97, d * 0.96, h * 0.94, 0), (w, d, h * 0.975, 0), (w * 0.995, d * 0.99, h, 0),
         (w * 0.955, d * 0.91, h, 0), (w * 0.93, d * 0.88, h * 0.96, 0),
         (w * 0.84, d * 0.76, h * 0.45, 0), (w * 0.74, d * 0.62, 0.09, 0),
         (w * 0.6, d * 0.48, 0.06, 0)],
        detail, 2.7,
    )  # fmt: skip
    cut = Workshop(detail)
    z = -d / 2 - 0.1
    riser = cut.pipe(
        smooth_path([(0, 0, z), (0, h + 0.2, z), (0, h + 0.34, z + 0.1), (0, h + 0.26, z + 0.25),
                     (0, h + 0.2, z + 0.26)], 5),
        0.015,
    )  # fmt: skip
    base = cut.drum(0.05, 0.012, (0, 0, z))
    return model_of([piece("tub", "ceramic", tub), piece("tap", "chrome", riser, base)])


@prop("furniture")
def washbasin(
    *,
    width: Annotated[float, Range(0.4, 0.8, "m")] = 0.58,
    height: Annotated[float, Range(0.75, 0.95, "m")] = 0.86,
    detail: Detail = 1.0,
) -> Model:
    """Build a washbasin on its pedestal with a tap; its back is at −Z."""
    w, d, h = width, width * 0.78, height
    bowl = _bowl(
        [(w * 0.34, d * 0.4, h - 0.2, -0.03), (w * 0.8, d * 0.82, h - 0.1, -0.01),
         (w * 0.98, d * 0.98, h - 0.03, 0), (w, d, h - 0.01, 0), (w * 0.985, d * 0.98, h, 0),
         (w * 0.8, d * 0.66, h, 0.045), (w * 0.76, d * 0.6, h - 0.02, 0.045),
         (w * 0.6, d * 0.44, h - 0.11, 0.045), (w * 0.2, d * 0.16, h - 0.135, 0.045)],
        detail, 2.9,
    )  # fmt: skip
    cut = Workshop(detail)
    column = _bowl(
        [(0.24, 0.22, 0, -0.03), (0.22, 0.2, 0.06, -0.03), (0.16, 0.15, h * 0.5, -0.03),
         (0.2, 0.2, h - 0.17, -0.03)],
        detail, 2.4,
    )  # fmt: skip
    z = -d / 2 + 0.055
    tap = cut.pipe(
        smooth_path([(0, h - 0.005, z), (0, h + 0.1, z), (0, h + 0.13, z + 0.05),
                     (0, h + 0.09, z + 0.12)], 5),
        0.011,
    )  # fmt: skip
    levers = [
        cut.rod((s * 0.05, h - 0.005, z), (s * 0.09, h + 0.05, z + 0.02), 0.013, 0.006)
        for s in (-1, 1)
    ]
    drain = cut.drum(0.02, 0.005, (0, h - 0.136, 0.045), 0.001)
    return model_of(
        [piece("basin", "ceramic", bowl, column), piece("tap", "chrome", tap, *levers, drain)]
    )


@prop("furniture")
def toilet(
    *,
    lid_deg: Annotated[float, Range(0.0, 100.0, "degrees")] = 0.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a toilet with a cistern; its back is at −Z, its lid turns up."""
    pan = _bowl(
        [(0.24, 0.44, 0, -0.05), (0.22, 0.42, 0.03, -0.05), (0.22, 0.4, 0.16, -0.03),
         (0.34, 0.48, 0.34, 0.06), (0.37, 0.5, 0.39, 0.07), (0.36, 0.49, 0.4, 0.07),
         (0.24, 0.34, 0.4, 0.09), (0.16, 0.24, 0.3, 0.08), (0.1, 0.12, 0.24, 0.06)],
        detail, 2.2,
    )  # fmt: skip
    cut = Workshop(detail)
    tank = [
        cut.block(0.38, 0.36, 0.17, (0, 0.4, -0.24), 0.02),
        cut.block(0.4, 0.03, 0.19, (0, 0.755, -0.24), 0.01),
        cut.block(0.3, 0.14, 0.2, (0, 0.27, -0.22), 0.02),
    ]
    seat = _bowl(
        [(0.375, 0.44, 0.402, 0.09), (0.38, 0.445, 0.412, 0.09), (0.375, 0.44, 0.432, 0.09)],
        detail, 2.2,
    )  # fmt: skip
    button = placed(cut.drum(0.024, 0.008), at=(0, 0.785, -0.24))
    hinge = (0.0, 0.405, -0.12)
    return model_of(
        [
            piece("pan", "ceramic", pan, *tank),
            piece("lid", "white", seat, pivot=hinge, turn_deg=(-lid_deg, 0.0, 0.0)),
            piece("button", "chrome", button),
        ]
    )

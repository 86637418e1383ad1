"""What hangs on a wall or before a window: picture, mirror, curtain, clock. They face +Z."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from compose.geometry.forms import loft
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import model_of, piece, placed, spread
from compose.kit.prop import Angle, Detail, Share, cuts, prop
from compose.kit.workshop import Workshop


def _frame(cut: Workshop, width: float, height: float, wide: float, thick: float) -> list[Mesh]:
    """Return the four bars of a frame, their backs at z = 0."""
    z = thick / 2
    return [
        *(cut.block(width, wide, thick, (0, y, z), 0.002) for y in (0, height - wide)),
        *(cut.block(wide, height - 2 * wide, thick, (s * (width - wide) / 2, wide, z), 0.002)
          for s in (-1, 1)),
    ]  # fmt: skip


@prop("furniture", "wall")
def picture_frame(
    *,
    width: Annotated[float, Range(0.1, 3.0, "m")] = 0.7,
    height: Annotated[float, Range(0.1, 3.0, "m")] = 0.5,
    made_of: Literal["oak", "black", "gold", "white"] = "oak",
    detail: Detail = 1.0,
) -> Model:
    """Build a framed picture with a mount."""
    cut = Workshop(detail)
    wide = min(0.035, 0.12 * min(width, height))
    inner = width - 2 * wide, height - 2 * wide
    mount = cut.block(inner[0], inner[1], 0.01, (0, wide, 0.006), 0.0)
    rim = 0.16 * min(inner)
    art = cut.block(inner[0] - 2 * rim, inner[1] - 2 * rim, 0.004, (0, wide + rim, 0.01), 0.0)
    return model_of(
        [
            piece("frame", made_of, *_frame(cut, width, height, wide, 0.026)),
            piece("mount", "paper", mount),
            piece("picture", "teal", art),
        ]
    )


@prop("furniture", "wall")
def mirror(
    *,
    width: Annotated[float, Range(0.2, 3.0, "m")] = 0.6,
    height: Annotated[float, Range(0.2, 3.0, "m")] = 1.5,
    made_of: Literal["oak", "black", "gold", "white"] = "black",
    detail: Detail = 1.0,
) -> Model:
    """Build a wall mirror in a slim frame."""
    cut = Workshop(detail)
    wide = 0.022
    glass = cut.block(width - 2 * wide, height - 2 * wide, 0.012, (0, wide, 0.008), 0.0)
    return model_of(
        [
            piece("frame", made_of, *_frame(cut, width, height, wide, 0.03)),
            piece("glass", "mirror", glass),
        ]
    )


@prop("furniture", "wall")
def curtain(
    *,
    width: Annotated[float, Range(0.6, 6.0, "m")] = 2.0,
    height: Annotated[float, Range(0.6, 6.0, "m")] = 2.4,
    drawn: Share = 0.35,
    off_wall: Annotated[float, Range(0.08, 0.4, "m")] = 0.1,
    cloth: Literal["linen", "felt_blue", "felt_rust", "felt_green", "wool"] = "linen",
    detail: Detail = 1.0,
) -> Model:
    """Build a pair of curtains on a rod; ``drawn`` 0 is open, 1 closed."""
    cut = Workshop(detail)
    y = height - 0.03
    rod = [cut.rod((-width / 2, y, off_wall), (width / 2, y, off_wall), 0.014)]
    for s in (-1, 1):
        rod.append(cut.ball(0.027, (s * width / 2, y, off_wall)))
        rod.append(cut.rod((s * width * 0.44, y, 0.0), (s * width * 0.44, y, off_wall), 0.008))
    reach = (0.14 + 0.35 * drawn) * width
    drape = _drape(width / 2, reach, y - 0.02, detail)
    left = placed(drape, at=(width / 2 - 0.03 - reach, 0, off_wall))
    right = placed(left, scale=(-1, 1, 1))
    return model_of(
        [
            piece("rod", "dark_steel", *rod),
            piece("left", cloth, left),
            piece("right", cloth, right),
        ]
    )


def _drape(cloth: float, reach: float, height: float, detail: float) -> Mesh:
    """Return a cloth in folds over ``reach`` metres of rod at z = 0, its foot at y = 0.02."""
    folds = max(3, round(cloth / 0.14))
    count = folds * max(4, cuts(8, detail, 4))
    x = np.linspace(0.0, 1.0, count + 1)
    deep = min(0.075, 0.5 * np.sqrt(max((cloth / folds) ** 2 - (reach / folds) ** 2, 2e-4)))
    rows = []
    for share, y in ((0.45, height), (0.8, height * 0.7), (1.0, height * 0.35), (1.06, 0.02)):
        wave = np.sin(2.0 * np.pi * folds * x) + 0.25 * np.sin(2.0 * np.pi * (folds * 0.5) * x + y)
        z = deep * share * wave * 0.75
        front = np.stack([x * reach, np.full_like(x, y), z + 0.0015], axis=1)
        back = front - [0.0, 0.0, 0.003]
        rows.append(np.concatenate([front, back[::-1]]))
    ring = np.array(rows)[:, ::-1]
    return loft(ring, crease_deg=70.0, edge_deg=80.0)


@prop("furniture", "wall")
def wall_clock(
    *,
    width: Annotated[float, Range(0.15, 1.2, "m")] = 0.32,
    hour_deg: Angle = 60.0,
    minute_deg: Angle = -60.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a wall clock whose hands turn; 0 degrees is twelve."""
    cut = Workshop(detail)
    r = width / 2
    rim = cut.turned(
        [(0, 0), (r, 0), (r, 0.03), (r * 0.97, 0.036), (r * 0.92, 0.034), (r * 0.91, 0.022),
         (0, 0.022)],
        axis="z", base=48,
    )  # fmt: skip
    face = cut.turned(
        [(0, 0.02), (r * 0.905, 0.02), (r * 0.905, 0.0235), (0, 0.0235)], axis="z", base=48
    )
    mark = cut.block(r * 0.035, r * 0.13, 0.002, (0, r * 0.72, 0.0245), 0.0)
    marks = [placed(mark, turn_deg=(0, 0, turn)) for turn in spread(0, 330, 12)]
    hands = {
        "hour_hand": cut.block(r * 0.06, r * 0.52, 0.002, (0, -r * 0.08, 0.0265), 0.0),
        "minute_hand": cut.block(r * 0.04, r * 0.78, 0.002, (0, -r * 0.1, 0.029), 0.0),
    }
    turns = {"hour_hand": -hour_deg, "minute_hand": -minute_deg}
    lift = (0.0, r, 0.0)
    return model_of(
        [
            piece("case", "black", placed(rim, at=lift)),
            piece("face", "paper", placed(face, at=lift)),
            piece("marks", "black", *(placed(m, at=lift) for m in marks)),
            *(
                piece(name, "black", placed(mesh, at=lift), pivot=lift,
                      turn_deg=(0.0, 0.0, turns[name]))
                for name, mesh in hands.items()
            ),
        ]
    )  # fmt: skip

"""Small things between the fingers: a cigarette and a flower."""

from __future__ import annotations

import math
from typing import Literal

from compose.geometry.forms import smooth_path
from compose.geometry.model import Model
from compose.kit.holding import held
from compose.kit.pieces import piece, placed
from compose.kit.prop import Detail, Share, prop
from compose.kit.workshop import Workshop


@prop("hand", "grip")
def cigarette(
    *, burnt: Share = 0.2, lit: bool = True, on_table: bool = False, detail: Detail = 1.0
) -> Model:
    """Build a cigarette; its burning end points along +Z."""
    cut = Workshop(detail)
    end = 0.06 - 0.045 * burnt
    filter_end = [(0, -0.024), (0.0039, -0.024), (0.0039, 0.0), (0, 0.0)]
    paper = [(0, -0.0005), (0.00385, -0.0005), (0.00385, end), (0, end)]
    ash = [(0, end - 0.0003), (0.0037, end - 0.0003), (0.0032, end + 0.005), (0, end + 0.0065)]
    return held(
        [
            piece("filter", "amber", cut.turned(filter_end, axis="z", base=16)),
            piece("paper", "paper", cut.turned(paper, axis="z", base=16)),
            piece("tip", "ember" if lit else "grey", cut.turned(ash, axis="z", base=16)),
        ],
        grip=(0.0, 0.0, -0.008),
        on_table=on_table,
    )


@prop("hand", "grip")
def flower(
    *,
    color: Literal["red", "yellow", "white", "orange"] = "red",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a long-stemmed rose, its bloom up."""
    cut = Workshop(detail)
    stem = cut.pipe(smooth_path([(0, -0.18, 0), (0.006, 0.0, 0), (0, 0.2, 0.004)], 6), 0.0024)
    petal = placed(cut.ball(0.024), scale=(1.0, 1.15, 0.32))
    bloom = [cut.turned([(0, 0.2), (0.014, 0.205), (0.02, 0.222), (0.013, 0.244), (0, 0.246)])]
    for ring, (count, out, lean) in enumerate(((4, 0.012, 8.0), (6, 0.021, 24.0))):
        for number in range(count):
            turn = 360.0 / count * number + ring * 30.0
            x, z = out * math.sin(math.radians(turn)), out * math.cos(math.radians(turn))
            tilted = placed(petal, turn_deg=(lean, turn, 0.0))
            bloom.append(placed(tilted, at=(x, 0.228 - 0.005 * ring, z)))
    leaf = placed(cut.ball(0.022), scale=(0.5, 1.4, 0.09))
    leaves = [
        placed(leaf, at=(s * 0.022, y, 0.006), turn_deg=(0, 0, -s * 48))
        for s, y in ((1, 0.07), (-1, 0.11), (1, 0.0))
    ]
    return held(
        [piece("stem", "leaf_dark", stem, *leaves), piece("bloom", color, *bloom)],
        grip=(0.004, -0.05, 0.0),
        on_table=on_table,
        rest_deg=(90.0, 0.0, 0.0),
    )

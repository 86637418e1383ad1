"""What makes a room lived in: television, potted plant, rug."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from compose.geometry.forms import loft
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import model_of, piece, placed
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop


@prop("furniture")
def television(
    *,
    width: Annotated[float, Range(0.5, 2.2, "m")] = 1.23,
    lit: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build a flat television on two feet."""
    cut = Workshop(detail)
    tall = width * 9 / 16
    low = 0.07
    case = cut.block(width, tall, 0.035, (0, low, 0), 0.006)
    bulge = cut.block(width * 0.6, tall * 0.5, 0.035, (0, low + 0.03, -0.026), 0.012)
    picture = cut.block(width - 0.018, tall - 0.024, 0.004, (0, low + 0.014, 0.0165), 0.0)
    feet = [
        cut.pipe([(s * width * 0.36, low + 0.01, 0), (s * width * 0.36, 0.009, z)], 0.009)
        for s in (-1, 1)
        for z in (-0.12, 0.12)
    ]
    return model_of(
        [
            piece("case", "black", case, bulge),
            piece("screen", "screen_lit" if lit else "screen", picture),
            piece("feet", "dark_steel", *feet),
        ]
    )


@prop("furniture")
def plant_pot(
    *,
    height: Annotated[float, Range(0.3, 2.2, "m")] = 1.1,
    leaves: Annotated[int, Range(5, 60)] = 22,
    seed: Annotated[int, Range(0, 9999)] = 1,
    pot: Literal["white", "roof_tile", "slate"] = "white",
    detail: Detail = 1.0,
) -> Model:
    """Build a potted plant with long bent leaves."""
    cut = Workshop(detail)
    tall = min(0.42, height * 0.32)
    r = tall * 0.5
    vessel = cut.turned(
        [(0, 0), (r * 0.72, 0), (r * 0.76, 0.01), (r, tall), (r * 0.93, tall),
         (r * 0.9, tall - 0.04),
         (0, tall - 0.04)],
    )  # fmt: skip
    earth = cut.turned(
        [(0, tall - 0.045), (r * 0.9, tall - 0.045), (r * 0.905, tall - 0.03), (0, tall - 0.018)]
    )
    random = np.random.default_rng(seed)
    blades = [
        placed(
            _leaf(detail, (height - tall) * random.uniform(0.62, 1.0), random.uniform(0.25, 0.9)),
            at=(0, tall - 0.04, 0),
            turn_deg=(0, number * 137.5 + random.uniform(-12, 12), 0),
        )
        for number in range(leaves)
    ]
    return model_of(
        [piece("pot", pot, vessel), piece("earth", "soil", earth), piece("leaves", "leaf", *blades)]
    )


def _leaf(detail: float, length: float, bend: float) -> Mesh:
    """Return a leaf that rises along +Y and bends out to +Z, folded along its rib, both sides."""
    rows = max(4, round(7 * detail**0.5))
    t = np.linspace(0.0, 1.0, rows + 1)
    lean = bend * (0.15 + 1.35 * t**1.4)
    way = np.stack([np.zeros_like(t), np.cos(lean), np.sin(lean)], axis=1)
    rib = np.concatenate([np.zeros((1, 3)), np.cumsum((way[1:] + way[:-1]) / 2, axis=0)])
    rib *= length / rows
    half = length * 0.1 * (np.sin(np.pi * t**0.75) ** 0.8 + 0.04 * (1 - t))
    normal = np.stack([np.zeros_like(t), -way[:, 2], way[:, 1]], axis=1)
    side = np.stack([half, np.zeros_like(t), np.zeros_like(t)], axis=1)
    thick = 0.0016 * normal
    fold = -0.35 * half[:, None] * normal
    front = np.stack([rib - side + fold, rib, rib + side + fold], axis=1)
    loop = np.concatenate([front + thick[:, None], front[:, ::-1] - thick[:, None]], axis=1)
    return loft(loop, crease_deg=60.0, edge_deg=80.0)


@prop("furniture")
def rug(
    *,
    width: Annotated[float, Range(0.4, 6.0, "m")] = 2.4,
    depth: Annotated[float, Range(0.4, 6.0, "m")] = 1.6,
    round_corners: bool = False,
    cloth: Literal["felt_blue", "felt_rust", "felt_green", "wool"] = "felt_rust",
    detail: Detail = 1.0,
) -> Model:
    """Build a rug with a border."""
    cut = Workshop(detail)
    corner = 0.3 * min(width, depth) if round_corners else 0.02
    lying = (90.0, 0.0, 0.0)
    border = cut.board(cut.rounded(width, depth, corner), 0.01, (0, 0.005, 0), lying, 0.003)
    inset = min(0.14, width * 0.12, depth * 0.12)
    field = cut.board(
        cut.rounded(width - 2 * inset, depth - 2 * inset, max(corner - inset, 0.02)),
        0.0115,
        (0, 0.00575, 0),
        lying,
        0.001,
    )
    return model_of([piece("border", "linen", border), piece("field", cloth, field)])

"""A bookcase and its books."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

import numpy as np

from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import model_of, piece, placed, spread
from compose.kit.prop import Detail, Share, prop
from compose.kit.workshop import Workshop

_CLOTHS = ("felt_rust", "navy", "cream", "green")


@prop("furniture")
def shelf(
    *,
    width: Annotated[float, Range(0.4, 2.4, "m")] = 0.9,
    depth: Annotated[float, Range(0.22, 0.5, "m")] = 0.3,
    height: Annotated[float, Range(0.6, 2.6, "m")] = 1.9,
    rows: Annotated[int, Range(1, 8)] = 5,
    books: Share = 0.75,
    seed: Annotated[int, Range(0, 9999)] = 1,
    made_of: Literal["oak", "white", "walnut"] = "oak",
    detail: Detail = 1.0,
) -> Model:
    """Build a bookcase, so full of books as asked."""
    cut = Workshop(detail)
    wall, low = 0.022, 0.06
    inner = width - 2 * wall
    floors = spread(low, height - wall, rows + 1)
    body = [
        *(cut.block(wall, height, depth, (s * (width - wall) / 2, 0, 0), 0.003) for s in (-1, 1)),
        *(cut.block(inner, wall, depth - 0.012, (0, y, 0.006), 0.002) for y in floors),
        cut.block(inner, height, 0.01, (0, 0, -depth / 2 + 0.006), 0.0),
        cut.block(inner, low, 0.014, (0, 0, depth / 2 - 0.03), 0.0),
    ]
    random = np.random.default_rng(seed)
    filled: dict[str, list[Mesh]] = {cloth: [] for cloth in _CLOTHS}
    for low_y, high_y in pairwise(floors):
        room = (inner, high_y - low_y - wall, depth)
        for cloth, book in _row(cut, random, room, books):
            filled[cloth].append(placed(book, at=(0, low_y + wall, 0)))
    volumes = [piece(f"books_{cloth}", cloth, *found) for cloth, found in filled.items() if found]
    return model_of([piece("body", made_of, *body), *volumes])


def _row(
    cut: Workshop, random: np.random.Generator, room: tuple[float, float, float], books: float
) -> list[tuple[str, Mesh]]:
    """Return upright books from the left, the last one leaning."""
    inner, clear, depth = room
    found: list[tuple[str, Mesh]] = []
    x, end = -inner / 2 + 0.004, -inner / 2 + inner * books * random.uniform(0.75, 1.0)
    while x < end - 0.06:
        thick = random.uniform(0.016, 0.046)
        tall = min(random.uniform(0.19, 0.285), clear - 0.015)
        deep = min(random.uniform(0.14, 0.2), depth - 0.05)
        cloth = _CLOTHS[int(random.integers(len(_CLOTHS)))]
        z = depth / 2 - 0.025 - deep / 2
        last = x + thick > end - 0.06 and books < 0.97
        book = cut.block(thick, tall, deep, (0, 0, 0) if last else (x + thick / 2, 0, z), 0.002)
        if last:
            book = placed(book, at=(x + 0.045 + thick / 2, thick * 0.13, z), turn_deg=(0, 0, 14))
        found.append((cloth, book))
        x += thick + 0.0015
    return found

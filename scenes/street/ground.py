"""What one walks and drives on: the road and its paint, kerbs, pavements, the garden wall."""

from __future__ import annotations

from collections.abc import Iterator

from compose.node import Node
from compose.payload import Placement
from compose.values import Vec3
from scenes.street.parts import FRONT_Z, PAVEMENT_Y, Color, boxes, group, parent, solid

ROAD_HALF_M = 4.6
STREET_FROM_X, STREET_TO_X = -60.0, 50.0

ASPHALT: Color = (0.085, 0.085, 0.09)
PAINT: Color = (0.70, 0.69, 0.64)
FLAGSTONE: Color = (0.34, 0.33, 0.31)
KERB: Color = (0.46, 0.45, 0.43)
HEDGE: Color = (0.09, 0.15, 0.06)
GARDEN_STONE: Color = (0.50, 0.45, 0.37)


def nodes() -> Iterator[Node]:
    """Yield the ground, from the far avenue to the garden."""
    yield group("Ground", description="Dry asphalt, worn paint, pale flagstones")
    on = parent("Ground")
    yield solid("Road", "plane", {"width": 260.0, "depth": 200.0}, color=ASPHALT, parent=on)
    yield boxes("Lane markings", list(_markings()), PAINT, parent=on, casts_shadow=False)
    yield from _pavements()
    yield from _garden()


def _markings() -> Iterator[tuple[Vec3, Vec3]]:
    """Dashes along the middle, a line beside each parking bay, a crossing before the avenue."""
    for i in range(18):
        yield (-50.0 + 5.5 * i, 0.0, 0.0), (2.6, 0.006, 0.13)
    for i in range(8):
        for side in (-1.0, 1.0):
            yield (-12.0 + 6.0 * i, 0.0, side * 3.6), (0.1, 0.006, 1.9)
    for i in range(8):
        yield (47.0, 0.0, -3.9 + 1.1 * i), (3.2, 0.006, 0.55)
        yield (-26.0, 0.0, -3.9 + 1.1 * i), (3.2, 0.006, 0.55)


def _pavements() -> Iterator[Node]:
    """Yield a slab with paving drawn on it and a row of kerb stones, on both sides."""
    length, middle = STREET_TO_X - STREET_FROM_X, (STREET_TO_X + STREET_FROM_X) / 2.0
    depth = FRONT_Z - ROAD_HALF_M
    for name, side in (("North", -1.0), ("South", 1.0)):
        z = side * (ROAD_HALF_M + depth / 2.0)
        yield solid(
            f"{name} pavement",
            "plane",
            {"width": length, "depth": depth, "columns": 92, "rows": 3},
            at=(middle, PAVEMENT_Y, z),
            color=FLAGSTONE,
            parent=parent("Ground"),
        )
        stones = [
            Placement(
                translation=(STREET_FROM_X + 0.75 + 1.5 * i, 0.0, side * (ROAD_HALF_M + 0.02))
            )
            for i in range(round(length / 1.5))
        ]
        yield solid(
            f"{name} kerb",
            "box",
            {"width": 1.49, "height": PAVEMENT_Y + 0.005, "depth": 0.28},
            color=KERB,
            copies=stones,
            parent=parent("Ground"),
        )
    yield solid(
        "Avenue pavement",
        "box",
        {"width": 4.0, "height": PAVEMENT_Y, "depth": 60.0},
        at=(62.0, 0.0, 0.0),
        color=FLAGSTONE,
        parent=parent("Ground"),
    )


def _garden() -> Iterator[Node]:
    """Yield the public garden where the south row is open: wall, gate, steps, hedge, lawn."""
    on = parent("Garden")
    yield group(
        "Garden",
        (-12.0, PAVEMENT_Y, FRONT_Z),
        description="A walled public garden that lets the evening sun into the street",
    )
    wall: list[tuple[Vec3, Vec3]] = [
        ((-15.5, 0.0, 0.2), (27.0, 1.2, 0.4)),
        ((-15.5, 1.2, 0.2), (27.0, 0.14, 0.56)),
        ((14.6, 0.0, 0.2), (25.2, 1.2, 0.4)),
        ((14.6, 1.2, 0.2), (25.2, 0.14, 0.56)),
    ]
    yield boxes("Garden wall", wall, GARDEN_STONE, parent=on)
    yield solid(
        "Garden gate",
        "arch",
        {
            "width": 4.0,
            "height": 3.8,
            "depth": 0.6,
            "opening_width": 2.2,
            "opening_height": 3.0,
            "segments": 20,
        },
        at=(0.0, 0.0, 0.2),
        color=GARDEN_STONE,
        parent=on,
    )
    yield solid(
        "Garden steps",
        "stairs",
        {"width": 2.2, "height": 0.75, "depth": 1.5, "steps": 5},
        at=(0.0, 0.0, 1.25),
        rotation_deg=(0.0, 180.0, 0.0),
        color=KERB,
        parent=on,
    )
    yield solid(
        "Lawn",
        "box",
        {"width": 66.0, "height": 0.7, "depth": 30.0},
        at=(-6.0, 0.0, 17.0),
        color=HEDGE,
        parent=on,
    )

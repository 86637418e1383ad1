"""What stands in the street: lamps, trees, benches, bins, bollards, awnings, signs, a poster."""

from __future__ import annotations

from collections.abc import Iterator

from compose.node import Node
from compose.payload import LightPayload, MaterialSpec, Placement
from compose.values import Vec3
from scenes.street.houses import HOUSES, SHOP_H, SHOP_SILL_M
from scenes.street.parts import IRON, PAVEMENT_Y, Color, boxes, group, node_id, parent, solid

BARK: Color = (0.11, 0.08, 0.06)
LEAF: Color = (0.16, 0.21, 0.07)
WOOD: Color = (0.28, 0.16, 0.08)

LAMP_X = (-19.0, -7.5, 4.0, 15.5, 27.0, 38.5)
TREES: tuple[tuple[float, float, float], ...] = (
    (-14.5, 11.0, 1.2), (-1.2, 5.5, 1.0), (9.5, 5.5, 0.9), (21.0, 5.5, 1.05), (33.0, 5.5, 0.95),
    (10.5, -5.5, 0.95), (24.0, -5.5, 1.0), (36.0, -5.5, 0.9), (-22.0, 12.5, 1.5), (-7.0, 13.5, 1.3),
    (3.0, 12.2, 1.35), (9.5, 13.4, 1.6),
)  # fmt: skip
"""X, Z and size of each tree."""

_CROWN: tuple[tuple[Vec3, float], ...] = (
    ((0.0, 4.6, 0.0), 1.35), ((0.85, 4.1, 0.35), 0.95), ((-0.8, 4.2, 0.4), 1.0),
    ((0.25, 4.0, -0.85), 0.95), ((-0.2, 5.5, -0.1), 0.9),
)  # fmt: skip


def nodes() -> Iterator[Node]:
    """Yield the street's furniture."""
    yield group("Furniture")
    yield from _lamps()
    yield from _trees()
    yield from _seats_and_bins()
    yield from _shop_signs()


def _lamps() -> Iterator[Node]:
    """Lamp posts along both kerbs, and the light of the one in front of the bakery."""
    on = parent("Furniture")
    feet = [(x, PAVEMENT_Y, side * 5.0) for x in LAMP_X for side in (-1.0, 1.0)]
    yield solid(
        "Lamp posts",
        "cone",
        {"radius": 0.085, "top_radius": 0.045, "height": 5.4, "segments": 12},
        color=IRON,
        copies=[Placement(translation=foot) for foot in feet],
        parent=on,
    )
    iron: list[tuple[Vec3, Vec3]] = []
    for x, y, z in feet:
        toward = -1.0 if z > 0.0 else 1.0
        iron += [
            ((x, y, z), (0.3, 0.5, 0.3)),
            ((x, y + 5.3, z + toward * 0.45), (0.06, 0.08, 1.1)),
            ((x, y + 5.2, z + toward * 1.0), (0.34, 0.12, 0.6)),
        ]
    yield boxes("Lamp arms", iron, IRON, parent=on)
    bulbs: list[tuple[Vec3, Vec3]] = [
        ((x, y + 5.14, z - (1.0 if z > 0.0 else -1.0)), (0.26, 0.06, 0.5)) for x, y, z in feet
    ]
    yield boxes(
        "Lamp glasses",
        bulbs,
        (0.9, 0.8, 0.6),
        material=MaterialSpec(emissive=(1.0, 0.72, 0.38)),
        casts_shadow=False,
        parent=on,
        description="Sodium lamps that have just come on",
    )
    yield Node(
        id=node_id("Bakery street lamp"),
        name="Bakery street lamp",
        translation=(-7.5, PAVEMENT_Y + 5.1, -4.0),
        rotation_deg=(-90.0, 0.0, 0.0),
        payload=LightPayload(
            kind="light",
            type="spot",
            color=(1.0, 0.7, 0.38),
            intensity=14.0,
            range_m=14.0,
            inner_cone_deg=25.0,
            outer_cone_deg=55.0,
            shadow=True,
        ),
    )


def _trees() -> Iterator[Node]:
    on = parent("Furniture")
    yield solid(
        "Tree trunks",
        "cone",
        {"radius": 0.14, "top_radius": 0.09, "height": 3.6, "segments": 9},
        color=BARK,
        copies=[
            Placement(translation=(x, PAVEMENT_Y, z), scale=(size,) * 3) for x, z, size in TREES
        ],
        parent=on,
    )
    yield boxes(
        "Tree pits",
        [((x, PAVEMENT_Y, z), (1.1, 0.02, 1.1)) for x, z, _ in TREES if abs(z) < 8.0],
        BARK,
        parent=on,
        casts_shadow=False,
    )
    leaves = [
        Placement(
            translation=(
                round(x + size * offset[0], 3),
                round(PAVEMENT_Y + size * offset[1], 3),
                round(z + size * offset[2], 3),
            ),
            rotation_deg=(0.0, float(i * 53 % 90), 0.0),
            scale=(round(radius * size, 3),) * 3,
        )
        for i, (x, z, size) in enumerate(TREES)
        for offset, radius in _CROWN
    ]
    yield solid(
        "Tree crowns",
        "sphere",
        {"radius": 1.0, "segments": 14},
        color=LEAF,
        copies=leaves,
        parent=on,
        description="Young plane trees, full in leaf",
    )


def _seats_and_bins() -> Iterator[Node]:
    on = parent("Furniture")
    benches = ((2.9, -7.1, 1.0), (13.0, -7.1, 1.0), (-26.0, 7.3, -1.0), (8.0, 7.3, -1.0))
    slats: list[tuple[Vec3, Vec3]] = []
    legs: list[tuple[Vec3, Vec3]] = []
    for x, z, face in benches:
        y = PAVEMENT_Y
        slats += [((x, y + 0.43, z + face * k), (1.8, 0.035, 0.1)) for k in (0.0, 0.13, 0.26)]
        slats += [((x, y + h, z - face * 0.1), (1.8, 0.1, 0.035)) for h in (0.58, 0.75)]
        legs += [((x + k, y, z + face * 0.12), (0.06, 0.43, 0.4)) for k in (-0.7, 0.7)]
        legs += [((x + k, y + 0.43, z - face * 0.13), (0.06, 0.45, 0.04)) for k in (-0.7, 0.7)]
    yield boxes("Bench slats", slats, WOOD, parent=on)
    yield boxes("Bench legs", legs, IRON, parent=on)
    yield solid(
        "Bins",
        "cylinder",
        {"radius": 0.26, "height": 0.95, "segments": 20},
        color=(0.07, 0.12, 0.09),
        copies=[Placement(translation=(x, PAVEMENT_Y, z)) for x, z in ((1.0, -5.3), (12.6, 5.4),
                                                                      (19.5, -5.3), (17.0, 5.4))],
        parent=on,
    )  # fmt: skip
    yield solid(
        "Bollards",
        "capsule",
        {"radius": 0.08, "height": 0.95, "segments": 12},
        color=IRON,
        copies=[
            Placement(translation=(x, PAVEMENT_Y - 0.05, side * 5.0))
            for x in (-28.5, -27.0, -25.0, -23.5, 44.5, 46.0, 48.0, 49.5)
            for side in (-1.0, 1.0)
        ],
        parent=on,
    )


def _shop_signs() -> Iterator[Node]:
    """Awnings, the bakery's own awning and light box, and its sign that swings on a bracket."""
    on = parent("Furniture")
    top = PAVEMENT_Y + SHOP_SILL_M + SHOP_H
    awnings = []
    for house in HOUSES:
        if house.shop is None or house.open_shop:
            continue
        side = 1.0 if house.at[2] < 0.0 else -1.0
        for x, width in house.shop_windows:
            place = (round(house.at[0] + side * x, 3), top, house.at[2] + side * 0.75)
            turn = (0.0, 0.0 if side > 0.0 else 180.0, 0.0)
            awnings.append(
                Placement(
                    translation=place, rotation_deg=turn, scale=(round(width + 0.3, 3), 1.0, 1.0)
                )
            )
    shape = {"width": 1.0, "height": 0.62, "depth": 1.4}
    cloth = MaterialSpec(roughness=0.95)
    yield solid("Awnings", "ramp", shape, color=(0.48, 0.13, 0.10), material=cloth,
                copies=awnings, parent=on)  # fmt: skip

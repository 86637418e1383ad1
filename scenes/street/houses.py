"""The house fronts: walls with real openings, sills, cornices, roofs, shops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compose.node import Node
from compose.payload import MaterialSpec, Placement
from compose.values import Vec3
from scenes.street.parts import FRONT_Z, PAVEMENT_Y, Color, boxes, parent, solid

GROUND_FLOOR_M, STOREY_M, WALL_M, DEPTH_M = 4.0, 3.2, 0.35, 9.0
WINDOW_W, WINDOW_H, SILL_M = 1.15, 1.9, 0.75
SHOP_SILL_M, SHOP_H = 0.55, 2.35
DOOR_W, DOOR_H = 1.2, 2.6

GLASS = MaterialSpec(roughness=0.12)
SHOP_GLASS = MaterialSpec(roughness=0.05, alpha_mode="blend")
STONE: Color = (0.62, 0.57, 0.50)
DARK_GLASS: Color = (0.045, 0.06, 0.075)
PAINTED_WOOD: Color = (0.72, 0.70, 0.66)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house: its local X runs along its front, which faces local +Z at z = 0."""

    name: str
    at: Vec3
    turn_deg: float
    width: float
    storeys: int
    color: Color
    roof: Color = (0.13, 0.11, 0.11)
    shop: Color | None = None
    open_shop: bool = False
    description: str = ""

    @property
    def height(self) -> float:
        """From the pavement to the eaves, in metres."""
        return GROUND_FLOOR_M + STOREY_M * self.storeys + 0.3

    @property
    def bays(self) -> list[float]:
        """Where the windows of a storey have their middles, along local X."""
        count = max(2, round(self.width / 2.5))
        step = self.width / count
        return [(i + 0.5) * step - self.width / 2.0 for i in range(count)]

    @property
    def door_x(self) -> float:
        """Where the street door has its middle."""
        return self.bays[0]

    @property
    def shop_windows(self) -> list[tuple[float, float]]:
        """Middle and width of each shop window: two, right of the street door."""
        left, right = self.door_x + DOOR_W / 2.0 + 0.7, self.width / 2.0 - 0.6
        width = (right - left - 0.5) / 2.0
        return [(left + width / 2.0, width), (right - width / 2.0, width)]


def _north(x: float) -> Vec3:
    return (x, PAVEMENT_Y, -FRONT_Z)


def _south(x: float) -> Vec3:
    return (x, PAVEMENT_Y, FRONT_Z)


BAKERY = House(
    name="Bakery house",
    at=_north(-5.0),
    turn_deg=0.0,
    width=12.0,
    storeys=4,
    color=(0.66, 0.50, 0.33),
    shop=(0.10, 0.22, 0.20),
    open_shop=True,
    description="An ochre corner of the old town; a bakery with a lit window on the ground floor",
)

HOUSES: tuple[House, ...] = (
    House(name="Grey house", at=_north(-28.0), turn_deg=0.0, width=12.0, storeys=4,
          color=(0.50, 0.49, 0.47), shop=(0.20, 0.08, 0.07)),
    House(name="Rose house", at=_north(-16.5), turn_deg=0.0, width=11.0, storeys=3,
          color=(0.62, 0.40, 0.34), roof=(0.30, 0.13, 0.09), shop=(0.09, 0.12, 0.22)),
    BAKERY,
    House(name="White house", at=_north(6.5), turn_deg=0.0, width=11.0, storeys=3,
          color=(0.72, 0.69, 0.63), shop=(0.24, 0.15, 0.06)),
    House(name="Brick house", at=_north(18.5), turn_deg=0.0, width=13.0, storeys=4,
          color=(0.42, 0.21, 0.15), roof=(0.16, 0.15, 0.15), shop=(0.07, 0.18, 0.12)),
    House(name="Sand house", at=_north(31.0), turn_deg=0.0, width=12.0, storeys=3,
          color=(0.68, 0.58, 0.42), roof=(0.28, 0.13, 0.09)),
    House(name="Blue house", at=_north(42.5), turn_deg=0.0, width=11.0, storeys=4,
          color=(0.38, 0.45, 0.50)),
    House(name="Corner house", at=_south(21.5), turn_deg=180.0, width=12.0, storeys=2,
          color=(0.60, 0.52, 0.42), roof=(0.28, 0.13, 0.09), shop=(0.22, 0.07, 0.10)),
    House(name="Garden house", at=_south(33.5), turn_deg=180.0, width=12.0, storeys=3,
          color=(0.55, 0.45, 0.40), shop=(0.08, 0.14, 0.20)),
    House(name="Last house", at=_south(45.5), turn_deg=180.0, width=12.0, storeys=3,
          color=(0.64, 0.60, 0.54)),
    House(name="Vista house", at=(64.0, PAVEMENT_Y, -1.0), turn_deg=-90.0, width=34.0, storeys=4,
          color=(0.60, 0.50, 0.40), roof=(0.16, 0.15, 0.15),
          description="The long front that closes the street where it meets the avenue"),
)  # fmt: skip


def nodes() -> Iterator[Node]:
    """Yield every house: its front first, on which the other parts hang."""
    for house in HOUSES:
        yield _front(house)
        yield from _shell(house)
        yield from _trim(house)
        if house.shop is not None:
            yield from _shop_front(house, house.shop)


def _openings(house: House) -> list[dict[str, float]]:
    holes = [
        {"x": x, "y": y, "width": WINDOW_W, "height": WINDOW_H} for x, y in _window_places(house)
    ]
    holes.append({"x": house.door_x, "y": 0.0, "width": DOOR_W, "height": DOOR_H})
    if house.shop is not None:
        holes += [
            {"x": x, "y": SHOP_SILL_M, "width": width, "height": SHOP_H}
            for x, width in house.shop_windows
        ]
    return holes


def _window_places(house: House) -> list[tuple[float, float]]:
    """Middle and sill of every window; houses without a shop have windows beside the door."""
    first = 1 if house.shop is not None else 0
    places = []
    for floor in range(first, house.storeys + 1):
        base = GROUND_FLOOR_M + STOREY_M * (floor - 1) if floor else 0.5
        bays = house.bays if floor else house.bays[1:]
        places += [(x, base + SILL_M) for x in bays]
    return places


def _front(house: House) -> Node:
    """Return the wall with its openings, its outer face in the node's own XY plane."""
    openings = [{k: round(v, 3) for k, v in hole.items()} for hole in _openings(house)]
    return solid(
        house.name,
        "wall",
        {"width": house.width, "height": house.height, "depth": WALL_M, "openings": openings},
        at=house.at,
        rotation_deg=(0.0, house.turn_deg, 0.0),
        color=house.color,
        copies=[Placement(translation=(0.0, 0.0, -WALL_M / 2.0))],
        description=house.description,
    )


def _shell(house: House) -> Iterator[Node]:
    """Yield the dark glass behind the front, the body and the roof."""
    inside = house.open_shop
    base = GROUND_FLOOR_M if inside else 0.0
    on = parent(house.name)
    yield solid(
        f"{house.name} panes",
        "box",
        {"width": house.width - 0.1, "height": house.height - base - 0.3, "depth": 0.05},
        at=(0.0, base, -0.27),
        color=DARK_GLASS,
        material=GLASS,
        parent=on,
    )
    yield solid(
        f"{house.name} body",
        "box",
        {"width": house.width, "height": house.height - base, "depth": DEPTH_M},
        at=(0.0, base, -WALL_M - DEPTH_M / 2.0),
        color=house.color,
        parent=on,
    )
    depth = (DEPTH_M + WALL_M) / 2.0 + 0.25
    slopes = [
        Placement(translation=(0.0, 0.0, depth / 2.0)),
        Placement(translation=(0.0, 0.0, -depth / 2.0), rotation_deg=(0.0, 180.0, 0.0)),
    ]
    yield solid(
        f"{house.name} roof",
        "ramp",
        {"width": house.width + 0.1, "height": 3.0, "depth": depth},
        at=(0.0, house.height, -(DEPTH_M + WALL_M) / 2.0),
        color=house.roof,
        copies=slopes,
        parent=on,
    )


def _trim(house: House) -> Iterator[Node]:
    """Window frames, sills, bands and cornice."""
    on = parent(house.name)
    places = _window_places(house)
    panes = [
        {"x": x, "y": y, "width": 0.47, "height": height}
        for y, height in ((0.08, 1.1), (1.26, 0.56))
        for x in (-0.27, 0.27)
    ]
    yield solid(
        f"{house.name} windows",
        "wall",
        {
            "width": WINDOW_W,
            "height": WINDOW_H,
            "depth": 0.07,
            "openings": panes,
        },
        color=PAINTED_WOOD,
        copies=[Placement(translation=(round(x, 3), y, -0.2)) for x, y in places],
        parent=on,
    )
    stones: list[tuple[Vec3, Vec3]] = [
        ((round(x, 3), y - 0.1, 0.06), (WINDOW_W + 0.3, 0.1, 0.3)) for x, y in places
    ]
    stones += [
        ((round(x, 3), y + WINDOW_H, 0.02), (WINDOW_W + 0.24, 0.16, 0.16)) for x, y in places
    ]
    full = house.width
    stones += [
        ((0.0, GROUND_FLOOR_M - 0.05, 0.04), (full, 0.22, 0.24)),
        ((0.0, GROUND_FLOOR_M + 0.17, 0.07), (full, 0.07, 0.36)),
        ((0.0, house.height - 0.5, 0.05), (full, 0.2, 0.26)),
        ((0.0, house.height - 0.3, 0.15), (full, 0.14, 0.46)),
        ((0.0, house.height - 0.16, 0.25), (full, 0.16, 0.7)),
    ]
    yield boxes(f"{house.name} stone trim", stones, STONE, parent=on)


def _shop_front(house: House, color: Color) -> Iterator[Node]:
    """Fascia, stall risers, pilasters, glazing bars and the street door."""
    windows = house.shop_windows
    left = windows[0][0] - windows[0][1] / 2.0 - 0.25
    right = windows[-1][0] + windows[-1][1] / 2.0 + 0.25
    middle, width = (left + right) / 2.0, right - left
    wood: list[tuple[Vec3, Vec3]] = [
        ((middle, SHOP_SILL_M + SHOP_H, 0.08), (width, 0.75, 0.16)),
        ((middle, SHOP_SILL_M + SHOP_H + 0.75, 0.12), (width + 0.16, 0.1, 0.3)),
        ((middle, 0.0, 0.05), (width, SHOP_SILL_M, 0.1)),
        ((house.door_x, 0.0, -0.2), (DOOR_W, DOOR_H, 0.08)),
    ]
    for x in (left, middle, right):
        wood.append(((x, 0.0, 0.08), (0.26, SHOP_SILL_M + SHOP_H, 0.16)))
    for x, wide in windows:
        wood += [((x + wide * k / 6.0, SHOP_SILL_M, -0.18), (0.06, SHOP_H, 0.08)) for k in (-1, 1)]
        wood.append(((x, SHOP_SILL_M + SHOP_H - 0.55, -0.18), (wide, 0.06, 0.08)))
    yield boxes(f"{house.name} shop front", wood, color, parent=parent(house.name))

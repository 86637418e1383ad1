"""The bakery: the room behind the glass, its awning and signs, its posters."""

from __future__ import annotations

from collections.abc import Iterator

from compose.node import Node
from compose.payload import ImageCard, LightPayload, MaterialSpec, Placement
from compose.values import Vec3
from scenes.street.houses import BAKERY, GROUND_FLOOR_M, SHOP_H, SHOP_SILL_M
from scenes.street.parts import IRON, boxes, node_id, parent, solid

CLEAR_GLASS = MaterialSpec(roughness=0.05, alpha_mode="blend")
CANVAS = MaterialSpec(roughness=0.95)


def nodes() -> Iterator[Node]:
    """Yield what the bakery has beyond its house."""
    yield from _room()
    yield from _signs()
    yield from _hanging_sign()
    yield from _posters()


def _room() -> Iterator[Node]:
    """Yield a room one can look into: glass that blends, shelves with loaves, a warm light."""
    on = parent(BAKERY.name)
    panes: list[tuple[Vec3, Vec3]] = [
        ((round(x, 3), SHOP_SILL_M, -0.18), (round(width, 3), SHOP_H, 0.02))
        for x, width in BAKERY.shop_windows
    ]
    yield boxes(
        "Bakery shop window",
        panes,
        (0.06, 0.08, 0.08),
        material=CLEAR_GLASS,
        opacity=0.14,
        casts_shadow=False,
        parent=on,
        description="Clear glass with a faint reflection of the street",
    )
    room: list[tuple[Vec3, Vec3]] = [
        ((0.0, 0.0, -4.2), (11.8, 3.9, 0.1)),
        ((0.0, -0.1, -2.3), (11.8, 0.12, 3.9)),
        ((0.0, 3.75, -2.3), (11.8, 0.1, 3.9)),
        ((-5.85, 0.0, -2.3), (0.1, 3.9, 3.9)),
        ((5.85, 0.0, -2.3), (0.1, 3.9, 3.9)),
    ]
    yield boxes("Bakery room", room, (0.62, 0.47, 0.30), parent=on)
    shelves: list[tuple[Vec3, Vec3]] = [
        ((1.2, y, -3.9), (8.0, 0.05, 0.5)) for y in (0.9, 1.45, 2.0)
    ]
    shelves += [((5.5, y, -2.2), (0.5, 0.05, 3.2)) for y in (0.9, 1.45, 2.0)]
    shelves += [((5.5, 0.0, z), (0.5, 2.4, 0.05)) for z in (-3.8, -0.6)]
    shelves += [((1.2, 0.0, -2.2), (6.0, 1.0, 0.6)), ((1.2, 0.5, -0.65), (7.6, 0.05, 0.6))]
    yield boxes("Bakery shelves", shelves, (0.20, 0.11, 0.06), parent=on)
    yield Node(
        id=node_id("Bakery window light"),
        name="Bakery window light",
        translation=(1.2, 3.3, -1.6),
        parent=on,
        payload=LightPayload(
            kind="light",
            type="point",
            color=(1.0, 0.74, 0.42),
            intensity=16.0,
            range_m=9.0,
            shadow=False,
        ),
    )
    yield solid(
        "Pendant lamps",
        "sphere",
        {"radius": 0.17, "segments": 16},
        color=(0.95, 0.82, 0.6),
        material=MaterialSpec(emissive=(1.0, 0.74, 0.42)),
        copies=[Placement(translation=(x, 2.75, -1.5)) for x in (-1.8, 0.4, 2.6, 4.6)],
        casts_shadow=False,
        parent=on,
    )
    yield _loaves()


def _loaves() -> Node:
    """Return the bread: one capsule, eighty-one times."""
    loaves = [
        Placement(
            translation=(round(-2.5 + 0.5 * i + 0.07 * (i * 7 % 3), 3), y, z),
            rotation_deg=(0.0, float(i * 37 % 50 - 25), 90.0),
            scale=(0.9, 0.9 + 0.1 * (i % 3), 1.0),
        )
        for y, z in ((1.03, -3.85), (1.58, -3.85), (2.13, -3.85), (0.63, -0.65))
        for i in range(15)
    ]
    loaves += [
        Placement(
            translation=(5.45, y, round(-3.5 + 0.42 * i, 3)),
            rotation_deg=(90.0, 0.0, float(i * 41 % 40 - 20)),
            scale=(1.0, 0.9, 1.0),
        )
        for y in (1.03, 1.58, 2.13)
        for i in range(7)
    ]
    return solid(
        "Loaves",
        "capsule",
        {"radius": 0.09, "height": 0.38, "segments": 10},
        color=(0.55, 0.30, 0.11),
        copies=loaves,
        parent=parent(BAKERY.name),
    )


def _signs() -> Iterator[Node]:
    """Yield the awning, which unrolls from its hinge at the wall, and the light box above it."""
    on = parent(BAKERY.name)
    (left, _), (right, _) = BAKERY.shop_windows
    middle = (left + right) / 2.0
    top = SHOP_SILL_M + SHOP_H
    yield solid(
        "Bakery awning",
        "ramp",
        {"width": 7.9, "height": 0.6, "depth": 1.0},
        at=(middle, top + 0.05, 0.1),
        color=(0.70, 0.60, 0.42),
        material=CANVAS,
        copies=[Placement(translation=(0.0, 0.0, 0.5))],
        parent=on,
        description="The baker winds the cream awning out as the sun comes round",
    )
    yield boxes(
        "Bakery light box",
        [((middle, top + 0.86, 0.3), (3.2, 0.42, 0.14))],
        (0.95, 0.75, 0.42),
        material=MaterialSpec(emissive=(0.75, 0.45, 0.18)),
        parent=on,
        description="A lit sign over the window, warm white",
    )


def _hanging_sign() -> Iterator[Node]:
    """Yield a bracket, a pivot that swings about it, and the ring that hangs there."""
    on = parent(BAKERY.name)
    yield solid(
        "Sign bracket",
        "box",
        {"width": 0.06, "height": 0.06, "depth": 1.0},
        at=(-5.2, GROUND_FLOOR_M - 0.5, 0.5),
        color=IRON,
        parent=on,
    )
    yield Node(
        id=node_id("Hanging sign"),
        name="Hanging sign",
        translation=(0.0, 0.0, 0.1),
        rotation_mode="quaternion",
        parent=parent("Sign bracket"),
        description="An iron pretzel sign that creaks in the wind",
    )
    yield solid(
        "Sign board",
        "torus",
        {"radius": 0.26, "tube_radius": 0.06, "segments": 28},
        at=(0.0, -0.36, 0.0),
        rotation_deg=(0.0, 0.0, 90.0),
        color=(0.40, 0.24, 0.07),
        material=MaterialSpec(metallic=0.7, roughness=0.4),
        parent=parent("Hanging sign"),
    )


def _posters() -> Iterator[Node]:
    """Yield the poster in its frame by the door, and the same picture painted on a gable."""
    on = parent(BAKERY.name)
    x = round(BAKERY.door_x + 1.15, 3)
    yield boxes("Poster frame", [((x, 0.92, 0.02), (0.98, 1.44, 0.04))], IRON, parent=on)
    yield Node(
        id=node_id("Poster"),
        name="Poster",
        translation=(x, 0.97, 0.045),
        parent=on,
        description="A screen-printed poster: a moon over two rows of hills",
        payload=_picture(1.34, 1.0),
    )
    yield Node(
        id=node_id("Painted gable"),
        name="Painted gable",
        translation=(15.45, 3.0, 12.4),
        rotation_deg=(0.0, -90.0, 0.0),
        description="The same picture as an old painted advertisement, faded by the weather",
        references=("assets/poster.png",),
        payload=_picture(6.6, 0.7),
    )


def _picture(height_m: float, brightness: float) -> ImageCard:
    return ImageCard(
        kind="card",
        image="assets/poster.png",
        height_m=height_m,
        lit=True,
        brightness=brightness,
    )

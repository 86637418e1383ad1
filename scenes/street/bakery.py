"""The bakery: a shop that stands out from its house, its lit window, awning, signs and posters."""

from __future__ import annotations

from compose.curve import Extrapolation, Interpolation
from compose.payload import (
    ImageCard,
    LightPayload,
    MaterialSpec,
    PartOverride,
    Placement,
    Primitive,
    Prop,
)
from compose.project import Project
from compose.values import Vec3
from scenes.street.houses import BAKERY_WIDTH_M, BAKERY_X, DEPTH_M
from scenes.street.parts import (
    FRONT_Z,
    PAVEMENT_Y,
    Color,
    animate,
    boxes,
    carrier,
    copies,
    group,
    keys,
    on,
    prop,
)

SHOP_DEPTH_M = 1.9
"""How far the shop stands out from the house above it."""

SILLS_M = 0.25
"""Room behind the shop for the sills of the house."""

FASCIA_M, SHOP_TOP_M = 3.2, 3.9
WINDOW_FROM_X, WINDOW_TO_X = -4.55, 3.45
"""The shop window between its pillar and the door, from the shop's middle."""

GLASS = MaterialSpec(roughness=0.05, alpha_mode="blend")
GLOWING = MaterialSpec(emissive=(1.0, 0.74, 0.42))
WOOD: Color = (0.13, 0.065, 0.03)
PLASTER: Color = (0.34, 0.22, 0.115)
CRUST: Color = (0.50, 0.26, 0.09)


def build(project: Project) -> Project:
    """Add the house, the shop before it, and all that is in and on the shop."""
    project = group(project, "Bakery", (BAKERY_X, PAVEMENT_Y, -FRONT_Z))
    back = -SHOP_DEPTH_M - SILLS_M - DEPTH_M / 2.0
    project = prop(
        project, "Bakery house", "town_house", at=(0.0, 0.0, back), parent=on("Bakery"),
        colors={"walls": (0.50, 0.42, 0.30)}, width=BAKERY_WIDTH_M, depth=DEPTH_M, floors=3,
        bays=4, ground="home", made_of="pale_stone", detail=0.45,
    )  # fmt: skip
    project = _shop(project)
    project = _window(project)
    project = _bread(project)
    project = _signs(project)
    project = _hanging_sign(project)
    return _posters(project)


def _shop(project: Project) -> Project:
    """Add the kit's shop front, looked through: its backing and dark panes are left out."""
    open_window = {
        "backing": PartOverride(visible=False),
        "shop_glass": PartOverride(visible=False),
    }
    front = Prop(
        kind="prop", prop="shopfront", overrides=open_window,
        colors={"timber": (0.055, 0.10, 0.075), "sign": (0.62, 0.52, 0.34)},
        parameters={"width": BAKERY_WIDTH_M, "height": SHOP_TOP_M, "awning": False, "detail": 0.5},
    )  # fmt: skip
    project = carrier(
        project, "Bakery shop front", front, parent=on("Bakery"),
        description="A dark green shop front with gold lettering, warm light behind the glass",
    )  # fmt: skip
    half, deep = BAKERY_WIDTH_M / 2.0, SHOP_DEPTH_M
    shell: list[tuple[Vec3, Vec3]] = [
        ((0.0, 0.0, -deep + 0.02), (2.0 * half - 0.1, SHOP_TOP_M - 0.1, 0.1)),
        ((0.0, SHOP_TOP_M - 0.35, -deep / 2.0 - 0.17), (2.0 * half, 0.3, deep - 0.34)),
        ((0.0, 0.0, -deep / 2.0 - 0.15), (2.0 * half, 0.5, deep - 0.3)),
        *(
            ((s * (half - 0.1), 0.0, -deep / 2.0 - 0.1), (0.2, SHOP_TOP_M, deep - 0.2))
            for s in (-1, 1)
        ),
    ]  # fmt: skip
    project = boxes(project, "Bakery shop walls", shell, PLASTER, parent=on("Bakery"))
    roof: list[tuple[Vec3, Vec3]] = [
        ((0.0, SHOP_TOP_M - 0.02, -deep / 2.0 - 0.05), (2.0 * half + 0.1, 0.1, deep + 0.5)),
    ]
    project = boxes(project, "Bakery lead roof", roof, (0.19, 0.20, 0.21), parent=on("Bakery"))
    return copies(
        project, "Balcony railing", "railing",
        [((x, SHOP_TOP_M + 0.08, 0.05), 0.0) for x in (-2.5, 2.5)],
        parent=on("Bakery"), length=5.0, height=0.8, detail=0.25,
    )  # fmt: skip


def _window(project: Project) -> Project:
    """Add the glass, the shelves behind it, and the light of the room."""
    middle, width = (WINDOW_FROM_X + WINDOW_TO_X) / 2.0, WINDOW_TO_X - WINDOW_FROM_X
    project = boxes(
        project, "Bakery shop window", [((middle, 0.52, -0.19), (width, 2.6, 0.012))],
        (0.06, 0.08, 0.08), GLASS, opacity=0.14, casts_shadow=False, parent=on("Bakery"),
        description="Clear glass with a faint reflection of the street",
    )  # fmt: skip
    project = animate(project, "Bakery shop window", {"opacity": keys((0, 0.12), (240, 0.2))})
    shelves: list[tuple[Vec3, Vec3]] = [
        ((0.1, y, -SHOP_DEPTH_M + 0.28), (9.4, 0.05, 0.42)) for y in (0.95, 1.5, 2.05)
    ]
    shelves += [((middle, 0.5, -0.62), (width - 0.2, 0.2, 0.62))]
    shelves += [((x, 0.5, -SHOP_DEPTH_M + 0.28), (0.06, 2.1, 0.44)) for x in (-4.5, -2.0, 0.5, 3.0)]
    project = boxes(project, "Bakery shelves", shelves, WOOD, parent=on("Bakery"))
    lamp = LightPayload(
        kind="light", type="point", color=(1.0, 0.70, 0.38), intensity=9.0, range_m=7.0,
        radius_m=0.3, shadow=False,
    )  # fmt: skip
    project = carrier(
        project, "Bakery window light", lamp, at=(middle, 2.75, -0.95), parent=on("Bakery")
    )
    globe = Primitive(
        kind="primitive", shape="sphere", parameters={"radius": 0.13, "segments": 16},
        material=GLOWING,
        instances=tuple(
            Placement(translation=(middle + x, 2.62, -0.95)) for x in (-3.0, -1.0, 1.0, 3.0)
        ),
    )  # fmt: skip
    return carrier(
        project, "Pendant lamps", globe, color=(0.95, 0.82, 0.6), casts_shadow=False,
        parent=on("Bakery"),
    )  # fmt: skip


def _bread(project: Project) -> Project:
    """Add the bread: one loaf, copied along the shelves, leaning differently."""
    rows = [
        (1.05, -SHOP_DEPTH_M + 0.28),
        (1.6, -SHOP_DEPTH_M + 0.28),
        (2.15, -SHOP_DEPTH_M + 0.28),
        (0.78, -0.6),
    ]
    loaves = tuple(
        Placement(
            translation=(round(-4.2 + 0.42 * i + 0.05 * (i * 7 % 3), 3), y, z),
            rotation_deg=(0.0, float(i * 37 % 50 - 25), 90.0),
            scale=(1.0, 0.9 + 0.1 * (i % 3), 1.0),
        )
        for y, z in rows
        for i in range(21)
        if (i * 5 + int(y * 10)) % 7
    )
    loaf = Primitive(
        kind="primitive", shape="capsule", instances=loaves,
        parameters={"radius": 0.085, "height": 0.36, "segments": 18},
    )  # fmt: skip
    return carrier(project, "Loaves", loaf, color=CRUST, parent=on("Bakery"))


def _signs(project: Project) -> Project:
    """Add the awning, which the baker winds out, and the lit sign above it."""
    middle = (WINDOW_FROM_X + WINDOW_TO_X) / 2.0
    project = prop(
        project, "Bakery awning", "awning", at=(middle, FASCIA_M + 0.02, 0.03), parent=on("Bakery"),
        description="A cream and rust awning that is wound out as the sun comes round",
        width=8.3, reach=1.3, detail=0.25,
    )  # fmt: skip
    wound = keys((0, 0.55), (150, 1.0), interpolation=Interpolation.LINEAR)
    project = animate(project, "Bakery awning", {"scale.z": wound})
    project = boxes(
        project, "Bakery light box", [((middle, 3.34, 0.1), (2.8, 0.4, 0.1))], (0.95, 0.75, 0.42),
        MaterialSpec(emissive=(0.75, 0.45, 0.18)), parent=on("Bakery"),
        description="A lit sign over the window, warm white",
    )  # fmt: skip
    dim, bright = (0.80, 0.58, 0.30), (1.0, 0.82, 0.50)
    pulse = {
        f"color.{channel}": keys((0, dim[i]), (36, bright[i]), after=Extrapolation.PING_PONG)
        for i, channel in enumerate("rgb")
    }
    return animate(project, "Bakery light box", pulse)


def _hanging_sign(project: Project) -> Project:
    """Add a bracket, a pivot that swings about it, and the ring that hangs there."""
    project = boxes(
        project, "Sign bracket", [((-4.75, 3.5, 0.5), (0.05, 0.05, 1.0))], (0.03, 0.03, 0.03),
        parent=on("Bakery"),
    )  # fmt: skip
    project = group(
        project, "Hanging sign", (-4.75, 3.5, 0.72), rotation_mode="quaternion",
        parent=on("Bakery"), description="An iron pretzel sign that creaks in the wind",
    )  # fmt: skip
    ring = Primitive(
        kind="primitive", shape="torus", material=MaterialSpec(metallic=0.7, roughness=0.4),
        parameters={"radius": 0.24, "tube_radius": 0.055, "segments": 24},
        instances=(Placement(translation=(0.0, -0.34, 0.0), rotation_deg=(0.0, 0.0, 90.0)),),
    )  # fmt: skip
    project = carrier(
        project, "Sign board", ring, color=(0.40, 0.24, 0.07), parent=on("Hanging sign")
    )
    lean = 0.0697565  # the sine of half of eight degrees
    swing = keys(
        (0, (0.0, 0.0, -lean, 0.9975641)),
        (22, (0.0, 0.0, lean, 0.9975641)),
        before=Extrapolation.PING_PONG,
        after=Extrapolation.PING_PONG,
    )
    return animate(project, "Hanging sign", {"quaternion": swing})


def _posters(project: Project) -> Project:
    """Add the poster beside the shop, and the same picture painted on a gable."""
    frame = [((-4.79, 0.92, 0.02), (0.36, 0.52, 0.03))]
    project = boxes(project, "Poster frame", frame, (0.03, 0.03, 0.03), parent=on("Bakery"))
    project = carrier(
        project, "Poster", _picture(0.46, 1.0), at=(-4.79, 0.95, 0.038), parent=on("Bakery"),
        description="A screen-printed poster: a moon over two rows of hills",
    )  # fmt: skip
    return carrier(
        project, "Painted gable", _picture(6.6, 0.7), at=(16.98, 5.6, 12.6), turn_deg=-90.0,
        description="The same picture as an old painted advertisement, faded by the weather",
        references=("assets/poster.png",),
    )  # fmt: skip


def _picture(height_m: float, brightness: float) -> ImageCard:
    return ImageCard(
        kind="card", image="assets/poster.png", height_m=height_m, lit=True, brightness=brightness
    )

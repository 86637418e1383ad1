"""What moves: the courier's car, the parked cars, two people and the banner, with their tracks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.node import Node
from compose.payload import Asset, ClipPlay, MaterialSpec, PartOverride, Placement
from compose.track import Track
from compose.values import Vec3
from scenes.street.models import figure
from scenes.street.models.car import AXLES_X_M, TRACK_HALF_M, WHEEL_RADIUS_M
from scenes.street.parts import (
    PAVEMENT_Y,
    Color,
    boxes,
    keys,
    node_id,
    parent,
    track,
    vector_tracks,
)

LANE_Z = -1.45
CAR_ROUTE = ((-12.0, 42.5), (48.0, 25.0), (96.0, 7.0), (168.0, -13.0), (260.0, -30.0))
"""Scene frame and X in metres: the courier comes up the street and slows past the garden."""

MARA_AT: Vec3 = (-2.2, PAVEMENT_Y, -6.95)
WALK_KEYS = ((-8.0, 16.0), (260.0, 16.0 - 268.0 / 24.0 * figure.WALK_SPEED_M_S))

PARKED: tuple[tuple[str, Vec3, float, Color], ...] = (
    ("Parked estate", (15.0, 0.0, -3.65), 180.0, (0.20, 0.24, 0.27)),
    ("Parked saloon", (27.0, 0.0, -3.65), 180.0, (0.42, 0.40, 0.36)),
    ("Parked coupe", (9.0, 0.0, 3.65), 0.0, (0.05, 0.10, 0.12)),
    ("Parked taxi", (21.0, 0.0, 3.65), 0.0, (0.50, 0.33, 0.06)),
)
WHEELS: tuple[tuple[str, float, float], ...] = (
    ("front left", AXLES_X_M[1], -TRACK_HALF_M),
    ("front right", AXLES_X_M[1], TRACK_HALF_M),
    ("rear left", AXLES_X_M[0], -TRACK_HALF_M),
    ("rear right", AXLES_X_M[0], TRACK_HALF_M),
)


def nodes(hashes: Mapping[str, str]) -> Iterator[Node]:
    """Yield the cast. ``hashes`` holds the SHA-256 of every asset by file name."""
    yield from _courier(hashes)
    for name, at, turn, color in PARKED:
        yield _asset(
            name,
            "car.glb",
            hashes,
            at=at,
            turn_deg=turn,
            overrides={"body": PartOverride(color=color)},
        )
        yield _asset(f"{name} wheels", "wheel.glb", hashes, on=name, copies=_wheel_places())
    yield from _people(hashes)
    yield _asset(
        "Banner",
        "banner.glb",
        hashes,
        at=(1.6, 9.2, -7.75),
        turn_deg=-90.0,
        plays=(ClipPlay(clip="wind", speed=1.1),),
        description="A red and cream festival banner that moves in the wind",
    )
    yield boxes("Banner pole", [((1.6, 9.2, -7.5), (0.05, 0.05, 1.1))], (0.05, 0.05, 0.05))


def tracks() -> Iterator[Track]:
    """Yield every track of the cast."""
    yield from _driving()
    yield from _indicator()
    yield from _walking()
    yield from _mara()
    yield track(
        "Banner",
        "morphs/billow",
        keys((0, 0.1), (30, 0.9), (52, 0.35), (72, 0.1), after=Extrapolation.LOOP),
    )


def _asset(
    name: str,
    file: str,
    hashes: Mapping[str, str],
    *,
    at: Vec3 = (0.0, 0.0, 0.0),
    turn_deg: float = 0.0,
    on: str | None = None,
    plays: tuple[ClipPlay, ...] = (),
    overrides: dict[str, PartOverride] | None = None,
    copies: tuple[Placement, ...] = (),
    description: str = "",
) -> Node:
    payload = Asset(
        kind="asset",
        path=f"assets/{file}",
        sha256=hashes[file],
        plays=plays,
        overrides=overrides or {},
        instances=copies,
    )
    return Node(
        id=node_id(name),
        name=name,
        parent=parent(on) if on else None,
        translation=at,
        rotation_deg=(0.0, turn_deg, 0.0),
        description=description,
        payload=payload,
    )


def _wheel_places() -> tuple[Placement, ...]:
    return tuple(Placement(translation=(x, WHEEL_RADIUS_M, z)) for _, x, z in WHEELS)


def _courier(hashes: Mapping[str, str]) -> Iterator[Node]:
    """Yield the car: a group on the road, a body that rocks on its springs, wheels that roll."""
    yield Node(
        id=node_id("Courier car"),
        name="Courier car",
        translation=(CAR_ROUTE[0][1], 0.0, LANE_Z),
        rotation_deg=(0.0, 180.0, 0.0),
        description="A red 1970s saloon, dusty, driven a little too fast",
    )
    yield _asset(
        "Car body",
        "car.glb",
        hashes,
        on="Courier car",
        overrides={"body": PartOverride(color=(0.34, 0.026, 0.018))},
    )
    for name, x, z in WHEELS:
        yield _asset(f"Wheel {name}", "wheel.glb", hashes, at=(x, WHEEL_RADIUS_M, z),
                     on="Courier car")  # fmt: skip
    yield from _courier_lamps()
    yield _asset(
        "Driver",
        "figure.glb",
        hashes,
        at=(-0.12, -0.32, -0.38),
        turn_deg=90.0,
        on="Car body",
        overrides=_seated(),
    )


def _courier_lamps() -> Iterator[Node]:
    """Yield what shines: lamps a finger wider than the dark ones of the parked cars."""
    on = parent("Car body")
    for name, x, color, glow in (
        ("Headlamps", 2.165, (0.9, 0.9, 0.85), (1.0, 0.85, 0.55)),
        ("Tail lamps", -2.165, (0.5, 0.02, 0.02), (0.6, 0.02, 0.02)),
    ):
        places: list[tuple[Vec3, Vec3]] = [
            ((x, 0.575, z), (0.115, 0.15, 0.29)) for z in (-0.62, 0.62)
        ]
        yield boxes(name, places, color, parent=on, material=MaterialSpec(emissive=glow))
    blinkers: list[tuple[Vec3, Vec3]] = [
        ((2.16, 0.5, -0.82), (0.1, 0.07, 0.12)),
        ((-2.19, 0.5, -0.82), (0.1, 0.07, 0.12)),
    ]
    yield boxes(
        "Indicator",
        blinkers,
        (0.9, 0.4, 0.05),
        parent=on,
        material=MaterialSpec(emissive=(1.0, 0.42, 0.05)),
    )


def _seated() -> dict[str, PartOverride]:
    """Return legs forward, arms at the wheel, a drab jacket."""
    pose = {"hips": -12.0, "left_leg": -78.0, "right_leg": -78.0, "left_shin": 38.0}
    pose |= {"right_shin": 38.0, "left_arm": -50.0, "right_arm": -50.0}
    pose |= {"left_forearm": -35.0, "right_forearm": -35.0}
    turned = {figure.PATHS[j]: PartOverride(quaternion=_about_x(a)) for j, a in pose.items()}
    return turned | {"coat": PartOverride(color=(0.16, 0.15, 0.12))}


def _about_x(degrees: float) -> tuple[float, float, float, float]:
    half = math.radians(degrees) / 2.0
    return (round(math.sin(half), 6), 0.0, 0.0, round(math.cos(half), 6))


def _people(hashes: Mapping[str, str]) -> Iterator[Node]:
    yield _asset(
        "Mara",
        "figure.glb",
        hashes,
        at=MARA_AT,
        turn_deg=228.0,
        plays=(ClipPlay(clip="idle"),),
        overrides={"coat": PartOverride(color=(0.29, 0.075, 0.03))},
        description="Mara, about thirty, in a rust coat; she waits at the bakery window",
    )
    yield _asset(
        "Joon",
        "figure.glb",
        hashes,
        at=(WALK_KEYS[0][1], PAVEMENT_Y, -6.45),
        turn_deg=-90.0,
        plays=(ClipPlay(clip="walk"),),
        overrides={"coat": PartOverride(color=(0.06, 0.09, 0.15))},
        description="Joon, forty, navy jacket, walking home without hurry",
    )


def _driving() -> Iterator[Track]:
    """Wheels turn by the distance over the radius: the same curve, in degrees."""
    start = CAR_ROUTE[0][1]
    yield track("Courier car", "translation.x", keys(*CAR_ROUTE))
    turns = [(f, -math.degrees((start - x) / WHEEL_RADIUS_M)) for f, x in CAR_ROUTE]
    for name, _, _ in WHEELS:
        yield track(f"Wheel {name}", "rotation_deg.z", keys(*turns))
    rock = [
        Keyframe(frame=frame, value=value, interpolation=Interpolation.BEZIER,
                 left=(-3.0, 0.0), right=(3.0, 0.0))
        for frame, value in ((0, -0.012), (9, 0.012), (18, -0.012))
    ]  # fmt: skip
    curve = Curve(keys=tuple(rock), before=Extrapolation.LOOP, after=Extrapolation.LOOP)
    yield track("Car body", "translation.y", curve)


def _indicator() -> Iterator[Track]:
    """Blink on and off, eight frames each, for as long as the scene runs."""
    blink = keys(
        (0, 1.0), (8, 0.0), (16, 1.0),
        interpolation=Interpolation.CONSTANT,
        before=Extrapolation.LOOP,
        after=Extrapolation.LOOP,
    )  # fmt: skip
    yield track("Indicator", "visible", blink)


def _walking() -> Iterator[Track]:
    yield track("Joon", "translation.x", keys(*WALK_KEYS, interpolation=Interpolation.LINEAR))


def _mara() -> Iterator[Track]:
    """She looks after the passing car, then turns back to the window and points at a loaf."""
    neck = f"joints/{figure.PATHS['neck']}/rotation_deg"
    yield track("Mara", f"{neck}.y", keys((90, 0.0), (124, 42.0), (176, 34.0), (200, -14.0)))
    yield track("Mara", f"{neck}.x", keys((170, 0.0), (200, 9.0)))
    arm = f"joints/{figure.PATHS['left_arm']}/rotation_deg"
    yield track("Mara", f"{arm}.x", keys((186, 4.0), (212, -42.0)))
    forearm = f"joints/{figure.PATHS['left_forearm']}/rotation_deg"
    yield track("Mara", f"{forearm}.x", keys((186, -12.0), (214, -52.0)))
    yield from vector_tracks(
        "Mara", "rotation_deg", [(170, (0.0, 228.0, 0.0)), (214, (0.0, 206.0, 0.0))]
    )

"""The camera as a filmmaker sets it: sensor, lens, gate, focus, aim and roll."""

from __future__ import annotations

from compose.values import NotNegative, Positive, Value, Vec2, Vec3

SENSORS_MM: dict[str, Vec2] = {
    "full-frame": (36.0, 24.0),
    "super-35": (24.89, 18.66),
    "super-35-3perf": (24.89, 14.0),
    "aps-c": (23.6, 15.6),
    "micro-four-thirds": (17.3, 13.0),
    "super-16": (12.52, 7.41),
    "16mm": (10.26, 7.49),
    "super-8": (5.79, 4.01),
    "65mm": (52.48, 23.01),
    "vista-vision": (37.72, 24.92),
    "phone": (9.8, 7.3),
}
"""Width and height of the exposed area in millimetres."""

LENSES_MM: tuple[float, ...] = (14.0, 18.0, 24.0, 28.0, 35.0, 50.0, 65.0, 85.0, 100.0, 135.0, 200.0)

GATES: dict[str, float] = {
    "9:16": 9 / 16,
    "4:5": 4 / 5,
    "1:1": 1.0,
    "4:3": 4 / 3,
    "1.66": 1.66,
    "16:9": 16 / 9,
    "1.85": 1.85,
    "2.39": 2.39,
    "2.76": 2.76,
}
"""Width divided by height of the picture."""


class Aim(Value):
    """Keep looking at a node (or one of its joints), ``offset`` metres from it in world axes."""

    node: str
    joint: str | None = None
    offset: Vec3 = (0.0, 0.0, 0.0)


class CameraLens(Value):
    """The camera payload of a node. The camera looks down its node's −Z, +Y up.

    ``sensor`` is a name of ``SENSORS_MM`` or a size in millimetres; ``gate`` a name of ``GATES``
    or an aspect ratio. The gate is the largest rectangle of its aspect inside the sensor.
    ``orthographic_height_m`` makes the projection parallel, with that height in the picture.
    """

    sensor: str | Vec2 = "super-35"
    gate: str | Positive = "16:9"
    focal_length_mm: Positive = 35.0
    focus_distance_m: Positive = 5.0
    f_stop: Positive = 5.6
    near_m: Positive = 0.1
    far_m: Positive = 1000.0
    aim: Aim | None = None
    roll_deg: float = 0.0
    orthographic_height_m: NotNegative = 0.0

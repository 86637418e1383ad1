"""Lamps: the lights of a scene and of its assets at one frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.light import Light
from compose.snapshot import LightState
from compose.stage.layout import Layout

F64 = npt.NDArray[np.float64]
_RIGHT_ANGLE = math.pi / 2.0


@dataclass(frozen=True, slots=True)
class Lamp:
    """A node's light, the slots that place it (``inner`` −1: only ``outer``), its row of values."""

    light: Light
    outer: int
    inner: int
    row: int
    node: str


def lamp_state(lamp: Lamp, matrix: F64, values: F64, layout: Layout) -> LightState | None:
    """Return the light at one frame, or ``None`` when it gives no light.

    ``matrix`` is its world matrix; scale changes nothing (glTF KHR_lights_punctual). The inner
    cone never exceeds the outer one, nor that a right angle.
    """

    def number(field: str) -> float:
        return float(layout.view(values, f"light.{field}")[lamp.row, 0])

    color = layout.view(values, "light.color")[lamp.row] * number("intensity")
    if not color.any():
        return None
    along = -matrix[:3, 2]
    length = float(np.linalg.norm(along))
    along = along / length if length > 0.0 else np.array([0.0, -1.0, 0.0])
    outer = min(math.radians(number("outer_cone_deg")), _RIGHT_ANGLE)
    return LightState(
        type=lamp.light.type,
        position=_triple(matrix[:3, 3]),
        direction=_triple(along + 0.0),  # no negative zeros
        color=_triple(color),
        range_m=number("range_m"),
        inner_cone=min(math.radians(number("inner_cone_deg")), outer),
        outer_cone=outer,
        radius_m=number("radius_m"),
        angular_radius=math.radians(number("angular_radius_deg")),
        shadow=lamp.light.shadow,
        node=lamp.node,
    )


def _triple(vector: F64) -> tuple[float, float, float]:
    x, y, z = vector.tolist()
    return (x, y, z)

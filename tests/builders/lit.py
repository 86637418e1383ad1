"""Lights, skies and cards for pictures whose light can be worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from compose.environment import Environment
from compose.geometry.material import Material
from compose.snapshot import LightState

BLACK = (0.0, 0.0, 0.0)
NIGHT = Environment(
    zenith_color=BLACK, horizon_color=BLACK, ground_color=BLACK, ambient=0.0, occlusion=0.0
)
WHITE_CARD = Material(base_color=(1.0, 1.0, 1.0, 1.0), metallic=0.0, roughness=1.0)


def white_room(**changes: Any) -> Environment:
    """The same white light from everywhere."""
    white = (1.0, 1.0, 1.0)
    return Environment(
        **{
            "zenith_color": white,
            "horizon_color": white,
            "ground_color": white,
            "ambient": 1.0,
            "occlusion": 0.0,
            **changes,
        }
    )


def sun(direction: tuple[float, float, float] = (0.0, 0.0, -1.0), **changes: Any) -> LightState:
    """A sun of pi lux that casts no shadow."""
    unit = np.array(direction) / np.linalg.norm(direction)
    values: dict[str, Any] = {
        "type": "directional",
        "position": (0.0, 0.0, 0.0),
        "direction": tuple(float(x) for x in unit),
        "color": (np.pi, np.pi, np.pi),
        "range_m": 0.0,
        "inner_cone": 0.0,
        "outer_cone": 0.5,
        "radius_m": 0.0,
        "angular_radius": 0.005,
        "shadow": False,
    }
    return LightState(**{**values, **changes})


def lamp(position: tuple[float, float, float], **changes: Any) -> LightState:
    """A point light of pi candela."""
    return sun(**{"type": "point", "position": position, **changes})


def srgb(linear: np.ndarray) -> np.ndarray:
    """IEC 61966-2-1."""
    x = np.clip(linear, 0.0, 1.0)
    return np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)

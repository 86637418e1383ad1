"""Lights, in glTF's units: lux for a directional light, candela for point and spot lights."""

from __future__ import annotations

from typing import Literal

from compose.values import LinearColor, NotNegative, Value


class Light(Value):
    """The light payload of a node. It shines down its node's −Z (glTF KHR_lights_punctual).

    A white card that faces a directional light of pi lux returns radiance 1, and is white at
    ``exposure_ev`` 0. ``radius_m`` softens the shadow (for a directional light: the sun's angular
    radius in degrees, ``angular_radius_deg``).
    """

    type: Literal["directional", "point", "spot"]
    color: LinearColor = (1.0, 1.0, 1.0)
    intensity: NotNegative = 3.0
    range_m: NotNegative = 0.0
    inner_cone_deg: NotNegative = 20.0
    outer_cone_deg: NotNegative = 35.0
    radius_m: NotNegative = 0.05
    angular_radius_deg: NotNegative = 0.5
    shadow: bool = True

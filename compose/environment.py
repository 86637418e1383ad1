"""What surrounds the scene: sky, ambient light, ground bounce, fog, exposure."""

from __future__ import annotations

from compose.values import LinearColor, NotNegative, Unit, Value


class Environment(Value):
    """Sky, hemisphere light, fog and exposure of a scene. Colours are linear Rec.709.

    The hemisphere light takes the sky's colours from above and ``ground_color`` from below, times
    ``ambient``. Fog is exponential: transmittance ``exp(-fog_density * distance)``, thinning with
    height above ``fog_base_m`` by ``exp(-fog_falloff * height)``.
    """

    zenith_color: LinearColor = (0.18, 0.32, 0.62)
    horizon_color: LinearColor = (0.72, 0.78, 0.84)
    ground_color: LinearColor = (0.22, 0.20, 0.18)
    sky_brightness: NotNegative = 1.0
    ambient: NotNegative = 0.6
    fog_color: LinearColor = (0.66, 0.72, 0.78)
    fog_density: NotNegative = 0.0
    fog_falloff: NotNegative = 0.0
    fog_base_m: float = 0.0
    exposure_ev: float = 0.0
    occlusion: Unit = 0.7

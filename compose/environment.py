"""What surrounds the scene: sky, ambient light, ground bounce, fog, exposure."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from compose.values import LinearColor, NotNegative, Positive, Unit, Value


class Daylight(Value):
    """The day, place and weather that an environment was made from, so that it can be made anew.

    ``when`` is ISO 8601 with its offset from UTC (``2026-06-21T18:40:00+02:00``). ``north_deg``
    turns true north clockwise, seen from above, away from the world's −Z. ``turbidity`` is
    Preetham's: 2 is clear, 10 hazy. ``lux_per_unit`` is how many real lux one unit of light is.
    """

    when: str
    latitude_deg: Annotated[float, Field(ge=-90.0, le=90.0)]
    longitude_deg: Annotated[float, Field(ge=-180.0, le=180.0)]
    place: str = ""
    north_deg: float = 0.0
    turbidity: Annotated[float, Field(ge=1.7, le=10.0)] = 2.2
    clouds: Unit = 0.0
    lux_per_unit: Positive = 1.0


class Environment(Value):
    """Sky, hemisphere light, fog and exposure of a scene. Colours are linear Rec.709.

    The hemisphere light takes the sky's colours from above and ``ground_color`` from below, times
    ``ambient``. ``glow_color`` warms the horizon below the first directional light, also where that
    is dark because its sun has set; ``stars`` is the radiance of the brightest of them. Both are
    times ``sky_brightness``. Fog is exponential: transmittance ``exp(-fog_density * distance)``,
    thinning with height above ``fog_base_m`` by ``exp(-fog_falloff * height)``.
    """

    zenith_color: LinearColor = (0.18, 0.32, 0.62)
    horizon_color: LinearColor = (0.72, 0.78, 0.84)
    ground_color: LinearColor = (0.22, 0.20, 0.18)
    glow_color: LinearColor = (0.0, 0.0, 0.0)
    sky_brightness: NotNegative = 1.0
    stars: NotNegative = 0.0
    ambient: NotNegative = 0.6
    fog_color: LinearColor = (0.66, 0.72, 0.78)
    fog_density: NotNegative = 0.0
    fog_falloff: NotNegative = 0.0
    fog_base_m: float = 0.0
    exposure_ev: float = 0.0
    occlusion: Unit = 0.7
    daylight: Daylight | None = None

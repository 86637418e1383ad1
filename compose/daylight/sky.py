"""The light of a moment: sun, moon, sky and the exposure that shows it, in units of a scene."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from compose.daylight.atmosphere import Color, luminance, moonlight, sunlight
from compose.daylight.horizontal import SkyPosition
from compose.daylight.moon import moon_phase, moon_position
from compose.daylight.sun import sun_position
from compose.environment import Daylight
from compose.errors import SceneError

_LEAST_LUX_PER_UNIT = 2.5
"""Night is exposed as a film shows it, and never as bright as day: lamps stay brighter."""

_OVERCAST: Color = (0.92, 0.97, 1.05)
_SOIL: Color = (0.20, 0.18, 0.16)
_SEEN = 0.9
"""Share of the sky's light that reaches a spot in a built-up place."""

_BOUNCED = 0.28
"""Share of the sunlight on level ground that comes back from all around."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beam:
    """Sun or moon: where it stands, its hue, its light in units, and how large it looks."""

    position: SkyPosition
    color: Color
    intensity: float
    angular_radius_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkyLight:
    """All light of a moment. ``environment`` holds fields of ``compose.environment``.

    ``moon_lit`` is the share of the moon's disc that shines, ``lux_per_unit`` the real lux of one
    unit of light.
    """

    sun: Beam
    moon: Beam
    moon_lit: float
    environment: dict[str, Any]
    lux_per_unit: float


def moment_of(daylight: Daylight) -> datetime:
    """Return the time of a daylight.

    Raises
    ------
    SceneError
        When its text is no time.
    """
    try:
        return datetime.fromisoformat(daylight.when)
    except ValueError:
        raise SceneError(
            f"{daylight.when[:60]!r} is no time. Write one as 2026-06-21T18:40:00+02:00."
        ) from None


def sky_light(daylight: Daylight) -> SkyLight:
    """Return the light of a day, time, place and weather.

    Raises
    ------
    SceneError
        When the time is none, has no offset from UTC, or is outside the years that are known.
    """
    when = moment_of(daylight)
    here = (math.radians(daylight.latitude_deg), math.radians(daylight.longitude_deg))
    sun, moon = sun_position(when, *here), moon_position(when, *here)
    lit, phase = moon_phase(when)
    row = _row(math.degrees(sun.elevation))
    open_sky = (1.0 - 0.97 * daylight.clouds) ** 1.5
    sun_hue, sun_lux = sunlight(sun.elevation, sun.distance, daylight.turbidity)
    moon_hue, moon_lux = moonlight(moon.elevation, moon.distance, phase, daylight.turbidity)
    clear = row["lux"] + 0.15 * moon_lux
    level_sun = sun_lux * max(math.sin(sun.elevation), 0.0)
    diffuse = _mix(clear, 0.35 * (level_sun + clear), daylight.clouds)
    sun_lux, moon_lux = sun_lux * open_sky, moon_lux * open_sky
    unit = max((max(sun_lux, moon_lux) + diffuse) / row["level"], _LEAST_LUX_PER_UNIT)
    softness = 0.267 + 9.0 * daylight.clouds**2
    return SkyLight(
        sun=Beam(
            position=sun, color=sun_hue, intensity=sun_lux / unit, angular_radius_deg=softness
        ),
        moon=Beam(
            position=moon, color=moon_hue, intensity=moon_lux / unit, angular_radius_deg=softness
        ),
        moon_lit=lit,
        environment=_environment(row, daylight, diffuse / unit, level_sun * open_sky / unit),
        lux_per_unit=unit,
    )


def _environment(
    row: dict[str, Any], daylight: Daylight, diffuse: float, direct: float
) -> dict[str, Any]:
    """Return the fields of sky, haze and exposure.

    ``diffuse`` and ``direct`` are the sky's and the sun's light on level ground, in units.
    """
    grey = daylight.clouds
    zenith = _mixed(row["zenith"], _OVERCAST, grey)
    horizon = _mixed(row["horizon"], _OVERCAST, grey)
    middle = (luminance(zenith) + luminance(horizon)) / 2.0
    radiance = diffuse / math.pi / middle
    haze = min((daylight.turbidity - 1.7) / 8.3, 1.0)
    return {
        "zenith_color": zenith,
        "horizon_color": horizon,
        "ground_color": _SOIL,
        "glow_color": _mixed(row["glow"], (0.0, 0.0, 0.0), grey),
        "sky_brightness": radiance,
        "stars": row["stars"] * (1.0 - grey) * 40.0,
        "ambient": radiance * _SEEN + direct * _BOUNCED / math.pi / middle,
        "fog_color": tuple(part * radiance for part in horizon),
        "fog_density": 0.0004 + 0.006 * haze * haze,
        "fog_falloff": 0.02,
        "exposure_ev": row["stops"],
    }


def _row(elevation_deg: float) -> dict[str, Any]:
    """Return the sky's table between its rows; light by its logarithm."""
    spans = pairwise(_table())
    low, high = next(span for span in spans if elevation_deg <= span[1]["elevation_deg"])
    span = high["elevation_deg"] - low["elevation_deg"]
    share = min(max((elevation_deg - low["elevation_deg"]) / span, 0.0), 1.0)
    hues = ("zenith", "horizon", "glow")
    row: dict[str, Any] = {name: _mixed(low[name], high[name], share) for name in hues}
    for name in ("level", "stars", "stops"):
        row[name] = _mix(low[name], high[name], share)
    return row | {"lux": math.exp(_mix(math.log(low["lux"]), math.log(high["lux"]), share))}


def _mix(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _mixed(one: Color, other: Color, share: float) -> Color:
    red, green, blue = (_mix(a, b, share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


@cache
def _table() -> tuple[dict[str, Any], ...]:
    text = files("compose.daylight").joinpath("skies.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["sky"])

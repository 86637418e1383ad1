"""Where the moon stands and how much of it is lit.

Source: J. Meeus, "Astronomical Algorithms" (1998), chapters 47 and 48, with the terms of
``moon.toml``.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from compose.daylight.clock import Instant
from compose.daylight.horizontal import SkyPosition, above_horizon, equatorial
from compose.daylight.sun import sun_longitude

_EARTH_KM = 6378.14
_AU_KM = 149597870.7


@dataclass(frozen=True, slots=True)
class MoonPlace:
    """The moon from the Earth's middle: ecliptic, in radians, and its distance in kilometres."""

    longitude: float
    latitude: float
    distance: float


def moon_position(when: datetime, latitude: float, longitude: float) -> SkyPosition:
    """Return where the moon stands for an observer; arguments and errors as ``sun_position``."""
    at = Instant.of(when)
    place = moon_place(at)
    body = equatorial(place.longitude, place.latitude, at.obliquity)
    parallax = math.asin(_EARTH_KM / place.distance)
    return above_horizon(at, body, latitude, longitude, parallax, place.distance)


def moon_phase(when: datetime) -> tuple[float, float]:
    """Return the share of the disc that is lit, and the phase angle in radians (Meeus 48).

    The angle is 0 at full moon and pi at new moon.
    """
    at = Instant.of(when)
    moon, (sun, distance) = moon_place(at), sun_longitude(at)
    apart = math.acos(math.cos(moon.latitude) * math.cos(moon.longitude - sun))
    far = distance * _AU_KM
    angle = math.atan2(far * math.sin(apart), moon.distance - far * math.cos(apart))
    return (1.0 + math.cos(angle)) / 2.0, angle


def moon_place(at: Instant) -> MoonPlace:
    """Return the moon's apparent place as seen from the Earth's middle."""
    t = at.centuries
    mean, *arguments = (
        math.radians((start + rate * t + bend * t * t) % 360.0)
        for start, rate, bend in (
            (218.3164477, 481267.88123421, -0.0015786),
            (297.8501921, 445267.1114034, -0.0018819),
            (357.5291092, 35999.0502909, -0.0001536),
            (134.9633964, 477198.8675055, 0.0087414),
            (93.2720950, 483202.0175233, -0.0036539),
        )
    )
    wanes = 1.0 - 0.002516 * t - 0.0000074 * t * t
    along, near = _sums(arguments, wanes)
    across = sum(
        term[4] * wanes ** abs(term[1]) * math.sin(_angle(term, arguments))
        for term in _terms()["latitude"]
    )
    venus, jupiter = math.radians(119.75 + 131.849 * t), math.radians(53.09 + 479264.290 * t)
    along += 3958.0 * math.sin(venus) + 1962.0 * math.sin(mean - arguments[3])
    along += 318.0 * math.sin(jupiter)
    across -= 2235.0 * math.sin(mean)
    return MoonPlace(
        longitude=mean + math.radians(along / 1e6) + at.nutation[0],
        latitude=math.radians(across / 1e6),
        distance=385000.56 + near / 1000.0,
    )


def _sums(arguments: list[float], wanes: float) -> tuple[float, float]:
    """Return the sums of longitude and distance; the sun's terms wane with its eccentricity."""
    along = near = 0.0
    for term in _terms()["longitude_distance"]:
        angle, share = _angle(term, arguments), wanes ** abs(term[1])
        along += term[4] * share * math.sin(angle)
        near += term[5] * share * math.cos(angle)
    return along, near


def _angle(term: list[int], arguments: list[float]) -> float:
    return sum(multiple * angle for multiple, angle in zip(term, arguments, strict=False))


@cache
def _terms() -> dict[str, list[list[int]]]:
    text = files("compose.daylight").joinpath("moon.toml").read_text("utf-8")
    return tomllib.loads(text)

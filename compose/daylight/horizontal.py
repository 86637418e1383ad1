"""From a place among the stars to a place in the sky above an observer."""

from __future__ import annotations

import math
from dataclasses import dataclass

from compose.daylight.clock import Instant

Direction = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class SkyPosition:
    """Where a body stands: radians, azimuth clockwise from north, and its distance.

    ``distance`` is in astronomical units for the sun and in kilometres for the moon.
    """

    azimuth: float
    elevation: float
    distance: float

    def toward(self, north: float = 0.0) -> Direction:
        """Return the unit vector to the body in the world: −Z is north, +X east, +Y up.

        ``north`` turns true north clockwise, seen from above, away from −Z; radians.
        """
        level, turn = math.cos(self.elevation), self.azimuth + north
        return (level * math.sin(turn), math.sin(self.elevation), -level * math.cos(turn))


def equatorial(longitude: float, latitude: float, tilt: float) -> tuple[float, float]:
    """Return right ascension and declination of ecliptic coordinates (Meeus 13.3 and 13.4)."""
    ascension = math.atan2(
        math.sin(longitude) * math.cos(tilt) - math.tan(latitude) * math.sin(tilt),
        math.cos(longitude),
    )
    declination = math.asin(
        math.sin(latitude) * math.cos(tilt)
        + math.cos(latitude) * math.sin(tilt) * math.sin(longitude)
    )
    return ascension % (2.0 * math.pi), declination


def above_horizon(
    at: Instant,
    body: tuple[float, float],
    latitude: float,
    longitude: float,
    parallax: float,
    distance: float,
) -> SkyPosition:
    """Return where a body of this right ascension and declination stands (Meeus 13.5 and 13.6).

    ``parallax`` is the equatorial horizontal one, in radians. The elevation is that of the light
    as it arrives, lifted by the air.
    """
    ascension, declination = body
    hour = at.sidereal + longitude - ascension
    elevation = math.asin(
        math.sin(latitude) * math.sin(declination)
        + math.cos(latitude) * math.cos(declination) * math.cos(hour)
    )
    azimuth = math.pi + math.atan2(
        math.sin(hour) * math.cos(declination),
        math.cos(hour) * math.cos(declination) * math.sin(latitude)
        - math.sin(declination) * math.cos(latitude),
    )
    seen = elevation - math.asin(math.sin(parallax) * math.cos(elevation))
    return SkyPosition(azimuth % (2.0 * math.pi), seen + refraction(seen), distance)


def refraction(elevation: float) -> float:
    """Return how far the air lifts a body at this true elevation; radians.

    T. Saemundsson (1986), for 1010 hPa and 10 °C (Meeus 16.4); faded out below the horizon.
    """
    degrees = math.degrees(elevation)
    at = max(degrees, -1.0)
    lifted = 1.02 / math.tan(math.radians(at + 10.3 / (at + 5.11))) / 60.0
    fade = min(max((degrees + 5.0) / 4.0, 0.0), 1.0)
    return math.radians(max(lifted, 0.0) * fade)

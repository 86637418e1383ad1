"""Where the sun stands: Meeus, "Astronomical Algorithms" (1998), chapter 25, to 0.01 degrees."""

from __future__ import annotations

import math
from datetime import datetime

from compose.daylight.clock import Instant
from compose.daylight.horizontal import SkyPosition, above_horizon, equatorial

_PARALLAX = math.radians(8.794 / 3600.0)


def sun_position(when: datetime, latitude: float, longitude: float) -> SkyPosition:
    """Return where the sun stands for an observer.

    Parameters
    ----------
    when
        A time that knows its offset from UTC.
    latitude, longitude
        Radians, north and east positive.

    Raises
    ------
    SceneError
        When the time has no offset or is too far from today.
    """
    at = Instant.of(when)
    seen, distance = sun_longitude(at)
    body = equatorial(seen, 0.0, at.obliquity)
    return above_horizon(at, body, latitude, longitude, _PARALLAX / distance, distance)


def sun_longitude(at: Instant) -> tuple[float, float]:
    """Return the sun's apparent ecliptic longitude (radians) and distance (AU)."""
    t = at.centuries
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    eccentricity = 0.016708634 - 0.000042037 * t - 1.267e-7 * t * t
    center = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2.0 * anomaly)
        + 0.000289 * math.sin(3.0 * anomaly)
    )
    true = anomaly + math.radians(center)
    distance = 1.000001018 * (1.0 - eccentricity**2) / (1.0 + eccentricity * math.cos(true))
    aberration = math.radians(-20.4898 / 3600.0) / distance
    return math.radians((mean + center) % 360.0) + aberration + at.nutation[0], distance

"""Time as astronomers count it: Julian centuries and sidereal time.

Source: J. Meeus, "Astronomical Algorithms", 2nd edition (1998), chapters 7, 10, 12 and 22.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from compose.errors import SceneError

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_DAYS = 36525.0


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment: ``universal`` in days of UT from J2000, ``centuries`` of dynamical time."""

    universal: float
    centuries: float

    @classmethod
    def of(cls, when: datetime) -> Instant:
        """Return the instant of a time that knows its offset from UTC.

        Raises
        ------
        SceneError
            When it has no offset, or lies outside the years the formulas hold for.
        """
        if when.utcoffset() is None:
            raise SceneError(f"The time {when.isoformat()} has no offset from UTC; add one.")
        if not _FIRST_YEAR <= when.year < _LAST_YEAR:
            raise SceneError(
                f"The year {when.year} is outside {_FIRST_YEAR} to {_LAST_YEAR}, where the sun's "
                "place is known. Choose a date inside."
            )
        days = (when - J2000).total_seconds() / 86400.0
        return cls(days, (days + _delta_t(when.year) / 86400.0) / _DAYS)

    @property
    def obliquity(self) -> float:
        """The tilt of the Earth's axis, with nutation, in radians."""
        return math.radians(_mean_obliquity_deg(self.centuries)) + self.nutation[1]

    @property
    def nutation(self) -> tuple[float, float]:
        """Nutation in longitude and in obliquity, in radians (to half an arc second)."""
        t = self.centuries
        node = math.radians(125.04452 - 1934.136261 * t)
        sun = math.radians(280.4665 + 36000.7698 * t)
        moon = math.radians(218.3165 + 481267.8813 * t)
        longitude = (
            -17.20 * math.sin(node)
            - 1.32 * math.sin(2 * sun)
            - 0.23 * math.sin(2 * moon)
            + 0.21 * math.sin(2 * node)
        )
        obliquity = (
            9.20 * math.cos(node)
            + 0.57 * math.cos(2 * sun)
            + 0.10 * math.cos(2 * moon)
            - 0.09 * math.cos(2 * node)
        )
        return math.radians(longitude / 3600.0), math.radians(obliquity / 3600.0)

    @property
    def sidereal(self) -> float:
        """Apparent sidereal time at Greenwich, in radians."""
        t = self.universal / _DAYS
        mean = 280.46061837 + 360.98564736629 * self.universal + 0.000387933 * t * t
        return math.radians(mean % 360.0) + self.nutation[0] * math.cos(self.obliquity)


def _mean_obliquity_deg(t: float) -> float:
    return 23.4392911 - 0.0130042 * t - 1.64e-7 * t * t + 5.04e-7 * t * t * t


def _delta_t(year: int) -> float:
    """Return dynamical minus universal time in seconds, to a minute over these centuries.

    A parabola through the observed 0 s around 1900, 57 s in 1992 and 69 s in 2020: an error of a
    minute moves the moon by 0.01 degrees and the sun by far less.
    """
    t = (year - 1900) / 100.0
    return 62.0 * t if t > 0.0 else 10.0 * t * t

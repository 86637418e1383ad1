"""Places on Earth by name or by coordinates, and the time their clocks show."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from compose.environment import Daylight
from compose.errors import NotFoundError, SceneError

_PAIR = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: latitude and longitude in radians, and its zone of the IANA database or "".

    ``offset`` from UTC is that of its clocks where the zone is not known.
    """

    name: str
    latitude: float
    longitude: float
    zone: str = ""
    offset: timedelta | None = None

    def at(self, day: date, clock: time) -> datetime:
        """Return the moment when clocks there show this time.

        Without zone and offset they show whole hours from UTC by longitude, 15 degrees an hour.

        Raises
        ------
        SceneError
            When this machine does not know the zone.
        """
        if not self.zone:
            hours = timedelta(hours=round(math.degrees(self.longitude) / 15.0))
            offset = hours if self.offset is None else self.offset
            return datetime.combine(day, clock, timezone(offset))
        try:
            local = datetime.combine(day, clock, ZoneInfo(self.zone))
        except ZoneInfoNotFoundError:
            raise SceneError(
                f"This machine does not know the time zone {self.zone}. Install the Python package "
                "tzdata, or give the place as latitude,longitude."
            ) from None
        return local.astimezone(timezone(local.utcoffset() or timedelta()))


def place_named(text: str) -> Place:
    """Return a city of the table, or the place at ``"latitude,longitude"`` in degrees.

    Raises
    ------
    NotFoundError
        When no such city is known; the nearest names are offered.
    SceneError
        When the coordinates are not on Earth.
    """
    pair = _PAIR.fullmatch(text)
    if pair is not None:
        latitude, longitude = float(pair[1]), float(pair[2])
        if abs(latitude) > 90.0 or abs(longitude) > 180.0:
            raise SceneError(
                f"{text!r} is nowhere on Earth: latitude is -90 to 90, longitude -180 to 180."
            )
        return Place(text.replace(" ", ""), math.radians(latitude), math.radians(longitude))
    known = _places()
    name = " ".join(text.casefold().replace("-", " ").split())[:80]
    if name not in known:
        raise NotFoundError("place", text[:80], known, "in the table; latitude,longitude works too")
    latitude, longitude, zone = known[name]
    return Place(name.title(), math.radians(latitude), math.radians(longitude), zone)


def place_of(daylight: Daylight) -> Place:
    """Return where a scene was lit: a city of the table, or its coordinates with its clocks."""
    latitude, longitude, zone = _places().get(daylight.place.casefold(), (math.inf, math.inf, ""))
    if (latitude, longitude) != (daylight.latitude_deg, daylight.longitude_deg):
        zone = ""
    return Place(
        daylight.place or f"{daylight.latitude_deg:g},{daylight.longitude_deg:g}",
        math.radians(daylight.latitude_deg),
        math.radians(daylight.longitude_deg),
        zone,
        datetime.fromisoformat(daylight.when).utcoffset(),
    )


@cache
def _places() -> dict[str, tuple[float, float, str]]:
    text = files("compose.daylight").joinpath("places.toml").read_text("utf-8")
    table = tomllib.loads(text)["places"]
    return {name: (float(row[0]), float(row[1]), str(row[2])) for name, row in table.items()}


def place_names() -> tuple[str, ...]:
    """Return the names of the cities of the table, in the order of the alphabet."""
    return tuple(sorted(name.title() for name in _places()))

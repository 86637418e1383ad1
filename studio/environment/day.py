"""Day: the date, place, clock and weather that a scene is lit by, and the sun's course over it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise

from compose.daylight import sun_position
from compose.daylight.places import Place, place_named, place_of
from compose.edits import set_time_of_day
from compose.environment import Daylight
from compose.project import Project

MINUTES = 24 * 60
_STEP = 5
_LIMB = -0.267  # the sun rises with its upper edge
_PLACE, _DAY, _NOON = "London", date(2026, 6, 21), 12 * 60
_SIDES = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """When and where: ``minute`` of the clock from midnight, weather as ``Daylight`` has it."""

    place: Place
    day: date
    minute: int
    north_deg: float = 0.0
    turbidity: float = 2.2
    clouds: float = 0.0

    @property
    def when(self) -> datetime:
        """The moment, with its offset from UTC."""
        return self.place.at(self.day, _clock(self.minute))

    @property
    def clock(self) -> str:
        """What clocks there show."""
        return f"{_clock(self.minute):%H:%M}"


def day_of(daylight: Daylight | None) -> Day:
    """Return the day of a scene; of one without, noon of a midsummer's day in London."""
    if daylight is None:
        return Day(place=place_named(_PLACE), day=_DAY, minute=_NOON)
    when = datetime.fromisoformat(daylight.when)
    return Day(
        place=place_of(daylight),
        day=when.date(),
        minute=when.hour * 60 + when.minute,
        north_deg=daylight.north_deg,
        turbidity=daylight.turbidity,
        clouds=daylight.clouds,
    )


def lit_by(day: Day, scene: str) -> Callable[[Project], Project]:
    """Return the edit that lights a scene as it is then and there."""
    when = day.when

    def edit(project: Project) -> Project:
        return set_time_of_day(
            project, scene, when, day.place.latitude, day.place.longitude, place=day.place.name,
            north=math.radians(day.north_deg), turbidity=day.turbidity, clouds=day.clouds,
        )  # fmt: skip

    return edit


def course_of(day: Day) -> tuple[tuple[int, float], ...]:
    """Return the sun's elevation in degrees at every five minutes of the clock of the day."""
    return _course(day.place, day.day)


@lru_cache(maxsize=64)
def _course(place: Place, day: date) -> tuple[tuple[int, float], ...]:
    found = []
    for minute in range(0, MINUTES + 1, _STEP):
        when = place.at(day, _clock(min(minute, MINUTES - 1)))
        sun = sun_position(when, place.latitude, place.longitude)
        found.append((minute, math.degrees(sun.elevation)))
    return tuple(found)


def elevation_at(day: Day) -> float:
    """Return the sun's elevation in degrees."""
    return math.degrees(sun_position(day.when, day.place.latitude, day.place.longitude).elevation)


def sun_sentence(day: Day) -> str:
    """Return where the sun stands, as one would say it."""
    sun = sun_position(day.when, day.place.latitude, day.place.longitude)
    height = math.degrees(sun.elevation)
    side = _SIDES[round(math.degrees(sun.azimuth) / 45.0) % 8]
    if height < -18.0:
        return f"Night: the sun is {-height:.0f}° down"
    if height < -6.0:
        return f"Dusk or dawn: the sun is {-height:.0f}° below the {side}"
    if height < 0.0:
        return f"Twilight: the sun is {-height:.1f}° below the {side}"
    return f"Sun {height:.0f}° above the {side}"


def sun_words(day: Day) -> str:
    """Return where the sun stands in few words: "sun 14° west", "twilight, 3.5° down"."""
    sun = sun_position(day.when, day.place.latitude, day.place.longitude)
    height = math.degrees(sun.elevation)
    if height < -18.0:
        return f"night, {-height:.0f}° down"
    if height < 0.0:
        return f"{'twilight' if height >= -6.0 else 'dusk or dawn'}, {-height:.1f}° down"
    return f"sun {height:.0f}° {_SIDES[round(math.degrees(sun.azimuth) / 45.0) % 8]}"


def moments_of(day: Day) -> dict[str, int | None]:
    """Return the minutes of the day that have a name; ``None`` where the day has no such one."""
    course = course_of(day)
    noon, _ = max(course, key=lambda point: point[1])
    midnight, _ = min(course, key=lambda point: point[1])
    before = [point for point in course if point[0] <= noon]
    after = [point for point in course if point[0] >= noon]
    return {
        "Sunrise": _crossing(before, _LIMB),
        "Morning": _crossing(before, 20.0),
        "Noon": noon,
        "Golden hour": _crossing(after, 5.0),
        "Sunset": _crossing(after, _LIMB),
        "Blue hour": _crossing(after, -5.0),
        "Night": min(midnight, MINUTES - 1),
    }


def at_minute(day: Day, minute: int) -> Day:
    """Return the day at another minute of its clock."""
    return replace(day, minute=min(max(minute, 0), MINUTES - 1))


def _crossing(points: list[tuple[int, float]], height: float) -> int | None:
    """Return the last minute at which the sun passes a height, between the points of a course."""
    found = None
    for (start, low), (end, high) in pairwise(points):
        if (low - height) * (high - height) <= 0.0 and low != high:
            found = round(start + (height - low) / (high - low) * (end - start))
    return found


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)

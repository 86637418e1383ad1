"""Sun and moon against published examples and against laws of the sky."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.daylight import SkyPosition, moon_phase, moon_position, sun_position
from compose.daylight.clock import J2000, Instant
from compose.daylight.horizontal import equatorial
from compose.daylight.moon import moon_place
from compose.daylight.sun import sun_longitude
from compose.errors import SceneError

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


def dynamical(julian_day: float) -> Instant:
    """An instant by its day of dynamical time."""
    days = julian_day - 2451545.0
    return Instant(days, days / 36525.0)


def test_sun_is_where_the_example_of_nrel_has_it() -> None:
    """I. Reda, A. Andreas, "Solar Position Algorithm" (NREL/TP-560-34302), table A5.1."""
    when = datetime(2003, 10, 17, 12, 30, 30, tzinfo=timezone(timedelta(hours=-7)))
    seen = sun_position(when, math.radians(39.742476), math.radians(-105.1786))
    assert 90.0 - math.degrees(seen.elevation) == pytest.approx(50.11162, abs=0.01)
    assert math.degrees(seen.azimuth) == pytest.approx(194.34024, abs=0.01)


def test_sun_is_where_meeus_example_25a_has_it() -> None:
    at = dynamical(2448908.5)
    longitude, distance = sun_longitude(at)
    ascension, declination = equatorial(longitude, 0.0, at.obliquity)
    assert math.degrees(ascension) == pytest.approx(198.38083, abs=0.002)
    assert math.degrees(declination) == pytest.approx(-7.78507, abs=0.002)
    assert distance == pytest.approx(0.99766, abs=2e-5)


def test_moon_is_where_meeus_example_47a_has_it() -> None:
    at = dynamical(2448724.5)
    place = moon_place(at)
    ascension, declination = equatorial(place.longitude, place.latitude, at.obliquity)
    assert math.degrees(ascension) == pytest.approx(134.688470, abs=0.02)
    assert math.degrees(declination) == pytest.approx(13.768368, abs=0.02)
    assert place.distance == pytest.approx(368409.7, abs=60.0)


def test_lit_share_is_that_of_meeus_example_48a() -> None:
    lit, angle = moon_phase(datetime(1992, 4, 12, tzinfo=UTC) - timedelta(seconds=59))
    assert lit == pytest.approx(0.6786, abs=0.001)
    assert math.degrees(angle) == pytest.approx(69.0756, abs=0.1)


@pytest.mark.parametrize(
    ("when", "declination"),
    [
        (datetime(2024, 3, 20, 3, 6, tzinfo=UTC), 0.0),
        (datetime(2024, 6, 20, 20, 51, tzinfo=UTC), 23.436),
        (datetime(2024, 9, 22, 12, 44, tzinfo=UTC), 0.0),
        (datetime(2024, 12, 21, 9, 20, tzinfo=UTC), -23.436),
    ],
    ids=["march", "june", "september", "december"],
)
def test_seasons_begin_when_almanacs_say(when: datetime, declination: float) -> None:
    at = Instant.of(when)
    _, found = equatorial(sun_longitude(at)[0], 0.0, at.obliquity)
    assert math.degrees(found) == pytest.approx(declination, abs=0.01)


@pytest.mark.parametrize(
    ("when", "lit"),
    [
        (datetime(2024, 4, 8, 18, 21, tzinfo=UTC), 0.0),  # new moon: an eclipse of the sun
        (datetime(2024, 9, 18, 2, 34, tzinfo=UTC), 1.0),  # full moon: an eclipse of the moon
        (datetime(2024, 2, 16, 15, 1, tzinfo=UTC), 0.5),
    ],
    ids=["new", "full", "first quarter"],
)
def test_moon_has_the_phase_of_the_almanac(when: datetime, lit: float) -> None:
    assert moon_phase(when)[0] == pytest.approx(lit, abs=0.01)


@settings(max_examples=60, deadline=None)
@given(when=MOMENTS, latitude=st.floats(-1.5, 1.5), longitude=st.floats(-3.1, 3.1))
def test_sun_stands_opposite_on_the_other_side_of_the_earth(
    when: datetime, latitude: float, longitude: float
) -> None:
    here = sun_position(when, latitude, longitude)
    there = sun_position(when, -latitude, longitude + math.pi)
    assert here.elevation == pytest.approx(-there.elevation, abs=math.radians(1.3))


@settings(max_examples=60, deadline=None)
@given(when=MOMENTS, latitude=st.floats(-1.5, 1.5), longitude=st.floats(-3.1, 3.1))
def test_sun_and_moon_are_as_far_apart_as_the_phase_says(
    when: datetime, latitude: float, longitude: float
) -> None:
    sun = sun_position(when, latitude, longitude).toward()
    moon = moon_position(when, latitude, longitude).toward()
    apart = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(sun, moon, strict=True)))))
    assert apart == pytest.approx(math.pi - moon_phase(when)[1], abs=math.radians(2.0))


@pytest.mark.parametrize(
    ("azimuth", "toward"),
    [(0.0, (0, 0, -1)), (90.0, (1, 0, 0)), (180.0, (0, 0, 1)), (270.0, (-1, 0, 0))],
    ids=["north", "east", "south", "west"],
)
def test_north_is_minus_z_and_east_plus_x(azimuth: float, toward: tuple[int, ...]) -> None:
    assert SkyPosition(math.radians(azimuth), 0.0, 1.0).toward() == pytest.approx(toward, abs=1e-12)


def test_turned_north_turns_everything() -> None:
    at = SkyPosition(0.0, 0.0, 1.0)
    assert at.toward(math.radians(90.0)) == pytest.approx((1.0, 0.0, 0.0), abs=1e-12)


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(SceneError, match="no offset"):
        sun_position(J2000.replace(tzinfo=None), 0.0, 0.0)
    with pytest.raises(SceneError, match="year 9000"):
        sun_position(J2000.replace(year=9000), 0.0, 0.0)

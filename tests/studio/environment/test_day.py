"""The named moments of a day are those of the almanac."""

from __future__ import annotations

from datetime import date

import pytest

from compose.daylight.places import place_named, place_names
from compose.edits import add_scene, new_project
from studio.environment.day import Day, at_minute, course_of, day_of, lit_by, moments_of


def _day(place: str, day: date, minute: int = 720) -> Day:
    return Day(place=place_named(place), day=day, minute=minute)


@pytest.mark.parametrize(
    ("place", "day", "rise", "noon", "fall"),
    [
        # Published tables: sunrise, transit, sunset by the clocks there.
        ("London", date(2026, 6, 21), (4, 43), (13, 2), (21, 21)),
        ("New York", date(2026, 12, 21), (7, 16), (11, 54), (16, 31)),
        ("Tokyo", date(2026, 3, 20), (5, 45), (11, 49), (17, 52)),
    ],
)
def test_sunrise_noon_and_sunset_are_the_almanacs(
    place: str, day: date, rise: tuple[int, int], noon: tuple[int, int], fall: tuple[int, int]
) -> None:
    found = moments_of(_day(place, day))
    for name, (hour, minute), slack in (
        ("Sunrise", rise, 3),
        ("Noon", noon, 5),
        ("Sunset", fall, 3),
    ):
        assert found[name] == pytest.approx(hour * 60 + minute, abs=slack)


def test_the_moments_come_in_their_order() -> None:
    found = moments_of(_day("Lisbon", date(2026, 9, 1)))
    order = ("Sunrise", "Morning", "Noon", "Golden hour", "Sunset", "Blue hour")
    minutes = [found[name] for name in order]
    assert minutes == sorted(minutes)


def test_a_polar_night_has_no_sunrise() -> None:
    found = moments_of(_day("78.2,15.6", date(2026, 12, 21)))
    assert found["Sunrise"] is None
    assert found["Golden hour"] is None
    assert found["Noon"] is not None


def test_what_lights_a_scene_is_read_back_as_it_was() -> None:
    project = add_scene(new_project("Film"), "Street")
    scene = project.scenes[0].id
    day = Day(
        place=place_named("Lisbon"), day=date(2026, 10, 3), minute=18 * 60 + 5, north_deg=30.0,
        turbidity=4.0, clouds=0.25,
    )  # fmt: skip
    lit = lit_by(day, scene)(project)
    back = day_of(lit.scenes[0].environment.daylight)
    assert back.place.name == "Lisbon"
    assert (back.day, back.minute, back.clock) == (day.day, day.minute, "18:05")
    assert (back.north_deg, back.turbidity, back.clouds) == pytest.approx((30.0, 4.0, 0.25))
    assert {node.name for node in lit.scenes[0].nodes} == {"Sun", "Moon"}


def test_the_course_covers_the_day_and_minutes_stay_in_it() -> None:
    day = day_of(None)
    course = course_of(day)
    assert (course[0][0], course[-1][0]) == (0, 1440)
    assert at_minute(day, -5).minute == 0
    assert at_minute(day, 5000).clock == "23:59"


def test_every_place_of_the_list_can_be_chosen() -> None:
    assert len(place_names()) > 20
    for name in place_names():
        assert place_named(name).name == name

"""`shotwright populate`: what stands there, the same each time; what is refused in words."""

from __future__ import annotations

import pytest

from compose.files import check_project, load_project
from compose.populate.populator import Populator

AREA = ("--area", "-6,-9", "6,-9", "6,-4", "-6,-4")
ROAD = ("--path", "-60,-12", "60,-12")


def last(film):
    return load_project(film).scenes[0].nodes[-1]


def test_a_crowd_fills_its_area_with_people(film, shotwright):
    ending = shotwright("populate", "crowd", film, *AREA, "--count", "30", "--name", "Fans",
                        "--json")  # fmt: skip
    assert ending.status == 0, ending.err
    assert ending.document["copies"] == 30
    assert sum(ending.document["things"].values()) == 30
    node = last(film)
    assert node.name == "Fans"
    assert isinstance(node.payload, Populator)
    assert node.payload.area == ((-6.0, -9.0), (6.0, -9.0), (6.0, -4.0), (-6.0, -4.0))
    assert not check_project(film)


def test_every_word_lands_in_its_field(film, shotwright):
    ending = shotwright("populate", "traffic", film, "--path", "-9,1,0", "9,0", "9,9", "--closed",
                        "--width", "3", "--count", "4", "--seed", "7", "--spacing", "6",
                        "--facing", "back", "--speed", "-5", "--detail", "1")  # fmt: skip
    assert ending.status == 0, ending.err
    traffic = last(film).payload
    assert traffic.path == ((-9.0, 1.0, 0.0), (9.0, 0.0, 0.0), (9.0, 0.0, 9.0))
    assert traffic.closed
    assert (traffic.width_m, traffic.count, traffic.seed) == (3.0, 4, 7)
    assert (traffic.spacing_m, traffic.facing, traffic.speed_m_s) == (6.0, "back", -5.0)
    assert {item.parameters["detail"] for item in traffic.items} == {1}


def test_a_crowd_that_looks_at_a_point_keeps_out_of_what_it_avoids(film, shotwright):
    ending = shotwright("populate", "crowd", film, *AREA, "--toward", "0,1.5,0", "--avoid", "-2,-9",
                        "2,-9", "2,-4", "-2,-4", "--avoid", "3,-9", "4,-9", "4,-4")  # fmt: skip
    assert ending.status == 0, ending.err
    crowd = last(film).payload
    assert (crowd.facing, crowd.toward) == ("toward", (0.0, 1.5, 0.0))
    assert [len(zone) for zone in crowd.avoid] == [4, 3]


def test_where_there_is_no_room_for_all_it_is_said(film, shotwright):
    ending = shotwright("populate", "trees", film, *AREA, "--count", "500")
    assert ending.status == 0, ending.err
    assert "of 500" in ending.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("croud", *AREA), "'crowd'"),
        (("crowd",), "Say where"),
        (("crowd", *AREA, *ROAD), "Say where"),
        (("traffic", *AREA), "--path"),
        (("crowd", *AREA, "--speed", "3"), "--path"),
        (("crowd", *AREA, "--facing", "along"), "--toward"),
        (("traffic", *ROAD, "--facing", "bakc"), "'back'"),
        (("crowd", "--area", "0,0", "1,1", "2,2"), "three corners"),
        (("crowd", "--area", "0,0", "1,nan", "2,2"), "not a number"),
        (("crowd", "--area", "0,0,1", "1,0", "2,2"), "x and z"),
        (("traffic", "--path", "3,3", "3,3"), "two different points"),
        (("crowd", *AREA, "--count", "0"), "count"),
        (("crowd", *AREA, "--count", "1000000"), "count"),
        (("crowd", *AREA, "--count", "2.5"), "whole number"),
        (("crowd", *AREA, "--spacing", "-1"), "spacing_m"),
        (("crowd", *AREA, "--avoid", "-9,-9", "9,-9", "9,0", "-9,0"), "no room"),
        (("traffic", *ROAD, "--detail", "9"), "detail"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_saved(film, shotwright, words, says):
    before = load_project(film).scenes[0]
    ending = shotwright("populate", words[0], film, *words[1:])
    assert ending.status == 2, ending.err
    assert says in ending.err
    assert "fault in shotwright" not in ending.err
    assert load_project(film).scenes[0] == before


def test_two_words_for_where_they_look_are_refused(shotwright, film):
    area = ("--area", "0,0", "4,0", "4,4")
    ending = shotwright("populate", "crowd", film, *area, "--toward", "2,0,2", "--facing", "random")
    assert ending.status == 2
    assert "either --facing or --toward" in ending.err

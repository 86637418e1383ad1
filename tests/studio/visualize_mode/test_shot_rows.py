"""How the takes of a shot are told beside it."""

import pytest

from compose.files.load import load_project
from studio.visualize_mode.shot_rows import TakesStand, shot_rows, total_words
from tests.studio.conftest import SCENES

FILM = load_project(SCENES / "street")
SHOTS = FILM.in_sequence()


@pytest.mark.parametrize(
    ("count", "stale", "seen", "words", "stand"),
    [
        (0, 0, 0, "No take yet", TakesStand.NONE),
        (1, 0, 1, "1 take", TakesStand.FRESH),
        (4, 0, 3, "4 takes, 1 new", TakesStand.FRESH),
        (6, 2, 0, "2 of 6 takes stale", TakesStand.STALE),
        (1, 1, 1, "1 take is stale", TakesStand.STALE),
        (2, 0, 5, "2 takes", TakesStand.FRESH),  # three were binned since
    ],
)
def test_the_takes_of_a_shot_are_counted_by_what_is_new_and_what_is_stale(
    count, stale, seen, words, stand
):
    first = SHOTS[0].id
    row, *others = shot_rows(FILM, {first: count}, {first: stale}, {first: seen})
    assert (row.takes, row.stand) == (words, stand)
    assert {other.takes for other in others} == {"No take yet"}


def test_the_header_adds_up_the_frames_of_the_sequence():
    frames = sum(shot.end - shot.start for shot in SHOTS)
    assert total_words(FILM) == f"{len(SHOTS)} · {frames / 24:.1f} s"


def test_the_order_is_that_of_the_sequence():
    turned = FILM.replace(sequence=tuple(reversed(FILM.sequence)))
    assert [row.shot.id for row in shot_rows(turned, {}, {}, {})] == [
        shot.id for shot in reversed(SHOTS)
    ]

"""There are words for everything that the scene may say."""

import pytest

from compose.figures.pose import POSES
from compose.framing.words import ANGLES, SIDES, SIZES
from compose.moves.words import _NOUNS
from visualize.prompt.phrases import band, listed, table, with_article


@pytest.mark.parametrize(
    ("name", "known"),
    [("poses", POSES), ("sizes", SIZES), ("angles", ANGLES), ("angles_of_things", ANGLES),
     ("sides", SIDES), ("moves", _NOUNS), ("while_moving", _NOUNS)],
)  # fmt: skip
def test_every_word_of_the_scene_has_a_phrase_and_no_phrase_is_of_nothing(name, known):
    assert set(table(name)) == set(known)


def test_every_band_names_words_that_are_told():
    bands = table("bands")
    for name, rows in bands.items():
        limits = [row[0] for row in rows[:-1]]
        assert limits == sorted(limits), name
    moods = {row[-1] for name in ("level", "contrast", "warmth") for row in bands[name]} - {""}
    assert moods == set(table("mood"))
    assert {row[-1] for row in bands["sun_deg"]} == set(table("times"))
    assert {row[-1] for row in bands["clouds"]} == set(table("skies"))
    assert {row[-1] for row in bands["fog"]} - {""} == set(table("air"))


def test_bands_lists_and_articles_read_as_english():
    assert [band("column", x) for x in (-0.9, 0.0, 0.9)] == ["left", "centre", "right"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [with_article(w) for w in ("apple", "car")] == ["an apple", "a car"]

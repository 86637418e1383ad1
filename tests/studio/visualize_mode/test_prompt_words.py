"""Words of a prompt: whose they are, how long, and how old."""

import pytest

from compose.edits import set_node, set_prompt, set_shot
from compose.files.load import load_project
from models.modes import Mode
from studio.visualize_mode.prompt_words import (
    WordsKey,
    edited_places,
    edited_words,
    stale_words,
    typed,
)
from tests.studio.conftest import SCENES
from visualize.prompt import TabText

AUTOMATIC = "A car rolls in. Mara waits. Joon walks toward her."


def tab(edited=None):
    return TabText(tab="scene", automatic=AUTOMATIC, edited=edited, stale=None)


@pytest.mark.parametrize(
    ("edited", "places"),
    [
        (AUTOMATIC, 0),
        ("A bus rolls in. Mara waits. Joon walks toward her.", 1),
        ("A bus rolls in. Mara waits. Joon runs.", 2),
        ("A car rolls in. Joon walks toward her.", 1),
        ("Rain.", 1),
    ],
)
def test_edits_are_counted_by_the_places_where_sentences_differ(edited, places):
    assert edited_places(AUTOMATIC, edited) == places


def test_it_is_said_whose_words_they_are():
    assert edited_words(tab()) == "Follows the scene. Type to make it your own."
    assert edited_words(tab("Rain.")).startswith("Edited by you in 1 place;")
    assert edited_words(tab("A bus. Mara waits. Joon runs.")).startswith(
        "Edited by you in 2 places"
    )


def test_stale_tabs_are_named_together():
    assert stale_words(["lighting"]) == "Lighting is older than the scene"
    assert stale_words(["scene", "style"]) == "Scene and Style are older than the scene"
    assert stale_words([]) == ""


@pytest.fixture(scope="module")
def film():
    return load_project(SCENES / "product")


def test_typing_makes_the_words_the_shots_own_and_the_old_ones_follow_again(film):
    shot = film.in_sequence()[0].id
    own = typed(film, shot, tab(), "Rain.", "abc")
    assert (own.shot(shot).prompt.scene, own.shot(shot).prompt.seen) == ("Rain.", {"scene": "abc"})
    for words in ("", "  \n", AUTOMATIC):
        assert typed(own, shot, tab("Rain."), words, "abc").shot(shot).prompt.scene is None


def test_typing_asks_for_no_new_look_at_the_shot_but_moving_something_does(film):
    shot = film.in_sequence()[0]
    key = WordsKey.of(film, shot, Mode.FROM_ANIMATION, 0)
    written = set_prompt(film, shot.id, "scene", "Rain.")
    assert WordsKey.of(written, written.shot(shot.id), Mode.FROM_ANIMATION, 5).like(key)
    node = film.scene(shot.scene).nodes[0]
    moved = set_node(film, shot.scene, node.id, visible=not node.visible)
    assert not WordsKey.of(moved, moved.shot(shot.id), Mode.FROM_ANIMATION, 0).like(key)
    cut = set_shot(film, shot.id, end=shot.end - 1)
    assert not WordsKey.of(cut, cut.shot(shot.id), Mode.FROM_ANIMATION, 0).like(key)


def test_an_image_is_about_its_own_frame(film):
    shot = film.in_sequence()[0]
    keys = [WordsKey.of(film, shot, Mode.IMAGE, frame) for frame in (3, 3, 4)]
    assert keys[0].like(keys[1])
    assert not keys[0].like(keys[2])

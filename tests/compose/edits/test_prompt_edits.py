"""A tab's own words are an edit like any other: checked, pure, saved and taken back."""

import pytest

from compose.edits import clear_prompt, set_prompt
from compose.edits.prompting import LONGEST_PROMPT
from compose.errors import NotFoundError, SceneError
from compose.files import load_project, save_project
from tests.builders.small_project import small_project


def test_words_and_their_fingerprint_survive_a_save_and_leave_other_tabs_alone(tmp_path):
    project = small_project()
    number = project.shots[0].number
    written = set_prompt(project, number, "style", "  Ink on paper. ", seen="abc")
    save_project(written, tmp_path)
    prompt = load_project(tmp_path).shot(number).prompt
    assert (prompt.style, prompt.seen) == ("Ink on paper.", {"style": "abc"})
    assert prompt.scene == project.shots[0].prompt.scene
    cleared = clear_prompt(written, number, "style").shot(number).prompt
    assert (cleared.style, cleared.seen) == (None, {})


def test_new_words_without_a_fingerprint_forget_the_old_one():
    project = small_project()
    number = project.shots[0].number
    written = set_prompt(project, number, "scene", "One.", seen="abc")
    assert set_prompt(written, number, "scene", "Two.").shot(number).prompt.seen == {}


@pytest.mark.parametrize(
    ("tab", "text", "error"),
    [("sound", "x", NotFoundError), ("scene", "  ", SceneError),
     ("scene", "x" * (LONGEST_PROMPT + 1), SceneError)],
)  # fmt: skip
def test_what_no_tab_can_hold_is_refused(tab, text, error):
    project = small_project()
    with pytest.raises(error):
        set_prompt(project, project.shots[0].number, tab, text)

"""The samples' prompts say what their scripts stage, and read as prose."""

import re
from pathlib import Path

import pytest

import scenes
from compose.files import load_project
from models.card import PromptRule
from visualize.prompt import shot_prompt
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu

ROOT = Path(scenes.__file__).parent

STAGED = {
    ("dialogue", "020"): ("over Ben's shoulder on Anna", "looks at Ben", "his back to the camera"),
    ("dialogue", "040"): ("Close-up of Anna", "looks down, then up again", "shallow depth"),
    ("dialogue", "050"): ("puts a hand on Ben's hand", "leans in", "The camera arcs left"),
    ("product", "010"): ("the bottle", "turns", "pushes in on the bottle slowly", "softbox"),
    ("product", "030"): ("The camera arcs right around the bottle", "from a high angle"),
}


@pytest.fixture(scope="module")
def renderer():
    with Renderer() as made:
        yield made


@pytest.mark.parametrize(("sample", "number"), sorted(STAGED))
def test_a_prompt_tells_what_was_staged_and_reads_as_prose(sample, number, renderer):
    project = load_project(ROOT / sample)
    text = shot_prompt(project, project.shot(number), renderer=renderer).fitted(PromptRule()).text
    for words in STAGED[sample, number]:
        assert words.lower() in text.lower()
    assert project.bible.split(".")[0] in text
    assert not re.search(r"\b(a|an|the) (a|an|the)\b|  | ,|\.\.|\bNone\b|[{}\[\]]", text)
    assert not re.search(r"\d\.\d", text)  # no measured decimals
    assert all(s[:1].isupper() for s in re.split(r"(?<=\.) ", text))

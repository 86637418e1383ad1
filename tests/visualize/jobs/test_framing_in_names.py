"""A take's name tells how its shot is framed, once."""

from pathlib import Path

import pytest

from compose.edits import set_shot
from compose.files import load_project
from visualize.jobs.assemble import framing

SCENES = Path(__file__).resolve().parents[3] / "scenes"


def test_a_shot_whose_name_says_nothing_of_its_size_is_framed_as_measured():
    project = load_project(SCENES / "dialogue")
    assert framing(project, project.shot("020")) == "medium-close-up"


@pytest.mark.parametrize("name", ["wide establishing", "Close on Anna", "extreme close-up"])
def test_a_name_that_speaks_of_a_size_stands_alone(name):
    project = set_shot(load_project(SCENES / "dialogue"), "020", name=name)
    assert framing(project, project.shot("020")) == ""

"""The demo is made of commands that exist, on shots and nodes that the samples have."""

import shlex
from pathlib import Path

import pytest

from cli.demo import SAMPLES, commands
from cli.parser import command_parser
from cli.table import load_command
from compose.files import load_project

SCENES = Path(__file__).resolve().parents[2] / "scenes"
STREET = SCENES / "street"
LINES = [shlex.split(line) for line in commands(Path("out"))]


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_every_line_of_the_demo_is_a_command_that_reads(words):
    given = command_parser(load_command(words[0])).read(words[1:])
    assert Path(given.project) in [Path("out") / sample for sample in SAMPLES]


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_the_sample_has_the_shots_and_nodes_that_the_demo_names(words):
    given = command_parser(load_command(words[0])).read(words[1:])
    project = load_project(SCENES / Path(given.project).name)
    for name in getattr(given, "shot", []):
        assert project.shot(name).id in project.sequence
    for name in getattr(given, "mask", []):
        assert all(scene.find(name) for scene in project.scenes)


def test_the_demo_shows_every_shot_as_a_film_of_its_own():
    filmed = [w[w.index("--shot") + 1] for w in LINES if w[0] == "direct" and "--shot" in w]
    assert filmed == [shot.number for shot in load_project(STREET).in_sequence()]

"""The demo is made of commands that exist, on shots and nodes that the samples have."""

import shlex
from pathlib import Path

import pytest

from cli.demo import SAMPLES, commands, demo
from cli.drawing import asked_passes
from cli.order_flags import asked_models
from cli.parser import command_parser
from cli.table import load_command
from compose.files import load_project
from models.modes import Mode
from models.registry import LISTED, Registry
from visualize.render.passes import PASSES

SCENES = Path(__file__).resolve().parents[2] / "scenes"
STREET = SCENES / "street"
LINES = [shlex.split(line) for line in commands(Path("out"))]


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_every_line_of_the_demo_is_a_command_that_reads(words):
    command_parser(load_command(words[0])).read(words[1:])
    assert Path(words[1]) in [Path("out") / sample for sample in SAMPLES]


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_the_sample_has_the_shots_and_nodes_that_the_demo_names(words):
    given = command_parser(load_command(words[0])).read(words[1:])
    project = load_project(SCENES / Path(words[1]).name)
    named = getattr(given, "shot", None) or []
    for name in [named] if isinstance(named, str) else named:
        assert project.shot(name).id in project.sequence
    for name in getattr(given, "mask", []):
        assert all(scene.find(name) for scene in project.scenes)


def test_the_demo_shows_every_shot_as_a_film_of_its_own_and_the_sequence_as_one():
    (given,) = [command_parser(load_command(w[0])).read(w[1:]) for w in LINES if w[0] == "direct"]
    assert given.each
    assert not given.shot


def test_the_demo_draws_every_pass_of_every_shot_of_the_street_and_of_one_whole():
    drawn = [command_parser(load_command(w[0])).read(w[1:]) for w in LINES if w[0] == "render"]
    numbers = [number for given in drawn for number in given.shot]
    assert numbers == [shot.number for shot in load_project(STREET).in_sequence()]
    assert all(given.mask for given in drawn)
    assert [given.frames is None for given in drawn] == [False, True, False]
    for given in (drawn[0], drawn[2]):
        window = load_project(STREET).shot(given.shot[0]).window
        assert (given.frames.start, given.frames.stop) == (window.start, window.start + 24)
    files = set(PASSES) - {"beauty_linear"}  # which is beauty in EXR
    assert all(set(asked_passes(given)) == files for given in drawn)


def test_the_demo_makes_one_shot_through_each_mode_of_this_machine_and_lists_the_takes():
    asked = [command_parser(load_command(w[0])).read(w[1:]) for w in LINES if w[0] == "generate"]
    assert [Mode(given.mode) for given in asked] == list(LISTED)
    assert len({(given.project, *given.shot) for given in asked}) == 1
    registry = Registry.discover()
    named = [asked_models(given, registry, Mode(given.mode)) for given in asked]
    assert all(registry.card(name).no_ai for names in named for name in names)
    assert any(words[0] == "takes" for words in LINES)


def test_the_demo_compares_the_takes_it_made_and_shows_them_as_pages():
    made = {tuple(words[1:4]) for words in LINES if words[0] == "generate"}
    (compared,) = [words for words in LINES if words[0] == "compare"]
    assert {tuple(compared[1:4])} == made
    assert "--html" in compared
    assert any(words[0] == "gallery" and "--html" in words for words in LINES)


@pytest.mark.parametrize("wrong", [0, 1])
def test_the_demo_stops_at_a_command_that_fails(tmp_path, monkeypatch, capsys, wrong):
    lines = ["passes", "info nowhere"] if wrong else ["info nowhere", "passes"]
    monkeypatch.setattr("cli.demo.SAMPLES", ())
    monkeypatch.setattr("cli.demo.commands", lambda out: lines)
    assert demo(tmp_path) != 0
    told = capsys.readouterr()
    assert "no such folder" in told.out + told.err
    assert "All of it is in" not in told.out

"""The command line as a whole: finding a command, refusing nonsense, exit statuses."""

import pytest

from cli.table import COMMANDS, load_command
from shotwright import __version__


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_has_its_module_and_the_same_words(name):
    command = load_command(name)
    assert (command.name, command.summary) == (name, COMMANDS[name])


def test_version_is_printed_alone(shotwright):
    ending = shotwright("--version")
    assert (ending.status, ending.out, ending.err) == (0, f"shotwright {__version__}\n", "")


def test_no_command_is_a_mistake_and_shows_the_commands_on_standard_error(shotwright):
    ending = shotwright()
    assert ending.status == 2
    assert not ending.out
    assert all(name in ending.err for name in COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_help_lists_every_command(shotwright, arguments):
    ending = shotwright(*arguments)
    assert ending.status == 0
    assert all(f"  {name} " in ending.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["{} --help", "help {}", "{} -h"])
def test_help_of_a_command_holds_its_examples(shotwright, name, form):
    ending = shotwright(*form.format(name).split())
    assert ending.status == 0
    assert "examples:" in ending.out
    assert f"shotwright {name}" in ending.out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["rendr"], "'render'"),
        (["contactsheet"], "'contact-sheet'"),
        (["render", "--pases", "depth"], "--passes"),
        (["render", "--sise=1x1"], "--size"),
        (["frames", "--format", "pgn"], "'png'"),
        (["direct", "--look", "clai"], "'clay'"),
        (["--jsn", "info"], "--json"),
    ],
)
def test_an_unknown_word_is_a_mistake_and_the_nearest_is_offered(shotwright, film, typed, meant):
    ending = shotwright(*typed)
    assert ending.status == 2
    assert f"Did you mean {meant}?" in ending.err or f"did you mean {meant}?" in ending.err
    assert not ending.out


def test_an_unknown_word_like_nothing_lists_what_is_known(shotwright):
    assert "Known: new, import, add, populate" in shotwright("zzz").err


def test_a_flag_may_stand_before_the_command(shotwright, film):
    assert shotwright("--json", "info", film).document["name"] == "film"


def test_flags_are_not_abbreviated(shotwright, film):
    assert shotwright("info", film, "--js").status == 2


def test_one_argument_too_many_is_named(shotwright, film):
    ending = shotwright("info", film, "other")
    assert ending.status == 2
    assert "'other'" in ending.err


def test_a_fault_of_ours_is_told_in_words_and_its_place_with_debug(shotwright, film, monkeypatch):
    def broken(_path):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("cli.commands.info.load_project", broken)
    quiet, loud = shotwright("info", film), shotwright("info", film, "--debug")
    assert quiet.status == loud.status == 1
    assert "ZeroDivisionError: oh" in quiet.err
    assert "Traceback" not in quiet.err
    assert "Traceback" in loud.err


def test_running_out_of_disk_is_a_failure_and_not_a_mistake(shotwright, film, monkeypatch):
    def full(_path):
        raise OSError(28, "No space left on device", "film/project.json")

    monkeypatch.setattr("cli.commands.info.load_project", full)
    ending = shotwright("info", film)
    assert ending.status == 1
    assert "film/project.json: No space left on device" in ending.err

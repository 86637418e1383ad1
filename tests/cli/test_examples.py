"""Help is true: every example that is printed works, and the manual names every flag."""

import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cli.parser import command_parser, top_parser
from cli.table import COMMANDS, load_command
from compose.edits import add_figure, set_shot
from compose.files import load_project, save_project
from tests.builders.drawer import open_drawer
from tests.builders.glb_builder import figure

SHORTER = {"compare": 3, "generate": 13, "direct": 6, "render": 6}
"""Where the shot ends for commands that draw each frame of it; examples of orders name frame 12."""
VISIT = """
import os, signal, sys
from PySide6.QtCore import QTimer
import studio.app as app

show = app.Window.show

def visit(window):
    show(window)
    QTimer.singleShot(0, window, lambda: os.kill(os.getpid(), signal.SIGTERM))

app.Window.show = visit
sys.exit(app.main(sys.argv[1:]))
"""
"""The program as it is, and a SIGTERM when its window is shown."""
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
EXAMPLES = [
    pytest.param(example.line, marks=pytest.mark.gpu, id=example.line)
    for name in COMMANDS
    for example in load_command(name).examples
]


@pytest.fixture
def short_film(film):
    """A project that is quickly drawn, and still has the frames and the cast that examples name."""
    project = set_shot(load_project(film), "010", end=38)
    project = add_figure(project, "Main", "Anna", translation=(1.6, 0.0, 0.4))
    save_project(project, film)
    return film


@pytest.fixture
def keyring_and_key(monkeypatch):
    """A keyring of this test's own, and a key that is piped in where one is asked for."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("0123:4567"))
    with open_drawer():
        yield


@pytest.fixture
def beside_film(short_film, keyring_and_key, monkeypatch):
    """The folder that holds ``film`` and files to import; without a project, inside ``film``."""
    figure().write(Path("fox.glb"))
    Path("chair.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 0 1\nf 1 2 3\n", encoding="utf-8")
    Image.new("RGB", (4, 2)).save("poster.png")

    def enter(line):
        if end := SHORTER.get(shlex.split(line)[1]):
            save_project(set_shot(load_project(short_film), "010", end=end), short_film)
        if "film" not in shlex.split(line) and " new " not in line:
            monkeypatch.chdir(short_film)

    return enter


@pytest.fixture
def short_visit(monkeypatch):
    """A studio without a display whose window is told to close as soon as it is up."""
    ran = subprocess.call

    def visit(arguments, **options):
        python, *rest = arguments
        if rest[:3] != ["-P", "-m", "studio"]:  # another program, such as an encoder that is tried
            return ran(arguments, **options)
        return ran([python, "-P", "-c", VISIT, *rest[3:]], **options)

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("PYTHONPATH", str(MANUAL.parents[1]))
    monkeypatch.setattr("cli.commands.studio.subprocess.call", visit)


@pytest.mark.usefixtures("short_visit")
@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_help_works(shotwright, beside_film, line):
    beside_film(line)
    program, *arguments = shlex.split(line)
    assert program == "shotwright"
    ending = shotwright(*arguments)
    assert ending.status == 0, ending.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples(name):
    command = load_command(name)
    assert command.examples
    assert all(e.line.startswith(f"shotwright {name}") for e in command.examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_names_every_command_and_every_flag(name):
    manual = MANUAL.read_text(encoding="utf-8")
    assert re.search(rf"`{name}[ `]", manual)
    missing = [flag for flag in _flags(command_parser(load_command(name))) if flag not in manual]
    assert not missing


def test_the_manual_names_no_flag_that_does_not_exist():
    parsers = [top_parser(), *(command_parser(load_command(name)) for name in COMMANDS)]
    known = {flag for parser in parsers for flag in _flags(parser)}
    written = set(re.findall(r"--[a-z][a-z-]*", MANUAL.read_text(encoding="utf-8")))
    assert written <= known


def _flags(parser):
    options = [option for action in parser._actions for option in action.option_strings]
    return [option for option in options if option.startswith("--")]

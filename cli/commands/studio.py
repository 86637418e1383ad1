"""`shotwright studio`: open the desktop program."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec

from cli.command import Command, Example
from cli.locate import project_folder
from cli.output import Output
from shotwright import UsageError


def configure(parser: ArgumentParser) -> None:
    """Add which project to open."""
    parser.add_argument(
        "project", nargs="?", metavar="PROJECT",
        help="a project's folder (default: the list of recent projects)",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Start the program in a process of its own, and wait until it is closed."""
    del output  # the window says everything
    if find_spec("PySide6") is None or find_spec("qtawesome") is None:
        raise UsageError(
            "The studio needs PySide6 and qtawesome, which are not installed here. Install them "
            "with: pip install 'shotwright[studio]'"
        )
    if find_spec("studio") is None:
        raise UsageError(
            "This installation of Shotwright is older than its studio. Bring it up to date with: "
            "make setup (in a clone), or pip install --upgrade 'shotwright[studio]'"
        )
    given = [] if arguments.project is None else [str(project_folder(arguments.project))]
    return subprocess.call([sys.executable, "-P", "-m", "studio", *given])


COMMAND = Command(
    name="studio",
    summary="open the desktop program: compose, visualize, gallery",
    details=(
        "A window in which scenes are staged, lit, animated and cut into shots, and shots are\n"
        "generated, watched and compared. It works on the same files as every other command."
    ),
    examples=(
        Example("shotwright studio", "the recent projects, and a new one"),
        Example("shotwright studio film", "the project in the folder film"),
    ),
    configure=configure,
    run=run,
)

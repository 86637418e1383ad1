"""`shotwright new`: a project folder to begin with."""

from __future__ import annotations

import os
import shlex
from argparse import ArgumentParser, Namespace
from importlib.resources import as_file, files
from pathlib import Path

from cli.command import Command, Example
from cli.errors import DONE
from cli.output import Output, shown_path
from cli.starter import blank_project, starter_project
from compose.errors import nearest
from compose.files import copy_project, save_project
from compose.files.layout import PROJECT_FILE
from compose.project import Project
from shotwright import UsageError

_LONGEST_NAME = 255
"""Bytes of a file's name that every common file system takes."""


def configure(parser: ArgumentParser) -> None:
    """Add the name and what to begin with."""
    parser.add_argument(
        "name", metavar="NAME", help="the new folder; its last part is the project's name"
    )
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument("--sample", metavar="SAMPLE", help="copy a sample project, such as street")
    begin.add_argument(
        "--empty", action="store_true", help="begin with one scene that holds nothing"
    )


def run(arguments: Namespace, output: Output) -> int:
    """Make the folder; nothing that exists is overwritten."""
    folder = _free_folder(arguments.name)
    if arguments.sample is not None:
        project = _copy_sample(arguments.sample, folder)
    else:
        name = folder.name
        made = blank_project(name) if arguments.empty else starter_project(name)
        project = save_project(made, folder)
    output.document(
        {
            "folder": str(folder.absolute()),
            "id": project.id,
            "name": project.name,
            "shots": [shot.number for shot in project.shots],
        }
    )
    output.line(f"Made {shown_path(folder)}: {_contents(project)}.")
    then = "frames" if project.shots else "info"
    output.note(f"Next: shotwright {then} {_quoted(shown_path(folder))}")
    return DONE


def _free_folder(name: str) -> Path:
    """Return the folder to make, once it is sure that nothing is there."""
    folder = Path(name)
    if not name.strip() or folder.name in ("", "..") or not name.isprintable():
        raise UsageError(f"{name!r} is not a name for a folder; write one such as film")
    if len(os.fsencode(folder.name)) > _LONGEST_NAME:
        raise UsageError(
            f"The name {folder.name[:20]}… is too long for a folder: it has"
            f" {len(os.fsencode(folder.name))} bytes, {_LONGEST_NAME} are the most."
        )
    folder = folder.absolute()
    if folder.is_dir() and not any(folder.iterdir()):
        return folder
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"{name} exists already; nothing was changed. Choose another name.")
    return folder


def _copy_sample(sample: str, folder: Path) -> Project:
    samples = sample_names()
    if sample not in samples:
        similar = nearest(sample, samples)
        hint = f"Did you mean {similar[0]!r}?" if similar else f"Known: {', '.join(samples)}."
        raise UsageError(f"There is no sample {sample!r}. {hint}")
    with as_file(files("scenes").joinpath(sample)) as source:
        return copy_project(source, folder, name=folder.name)


def sample_names() -> list[str]:
    """Return the sample projects that came with this installation."""
    return sorted(
        entry.name for entry in files("scenes").iterdir() if entry.joinpath(PROJECT_FILE).is_file()
    )


def _contents(project: Project) -> str:
    nodes = sum(len(scene.nodes) for scene in project.scenes)
    shots = ", ".join(shot.number for shot in project.shots) or "none yet"
    return f"{nodes} nodes, shots {shots}"


def _quoted(path: str) -> str:
    """Return the path as it can be typed into a shell, and is not taken for a flag."""
    return shlex.quote(f"./{path}" if path.startswith("-") else path)


COMMAND = Command(
    name="new",
    summary="start a project, empty or from a sample",
    details=(
        "Without a sample the project holds a ground, a box, a key light, a camera and one shot.\n"
        "Nothing that exists is ever overwritten."
    ),
    examples=(
        Example("shotwright new first", "a small project to begin with, in the folder first"),
        Example("shotwright new film2 --sample street", "a copy of the sample street"),
        Example("shotwright new bare --empty", "a project with one scene and nothing in it"),
    ),
    configure=configure,
    run=run,
)

"""The sample projects that come with Shotwright, to copy and play with."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from compose.errors import NotFoundError
from compose.files.copying import copy_project
from compose.project import Project

SAMPLES = {
    "street": ("Late delivery", "A street, a courier's car, passers-by; three shots, 10\u00a0s"),
    "dialogue": ("Half past nine", "Two people at a kitchen table; five shots, 8.7\u00a0s"),
    "product": ("Avalon", "A bottle on a plinth, turned and circled; three shots, 7\u00a0s"),
}
"""Samples by folder: the name, and what it shows."""


def copy_sample(name: str, folder: Path) -> Project:
    """Copy a sample into a new folder and return it.

    Raises
    ------
    NotFoundError
        When there is no such sample.
    ProjectFileError
        When the folder exists already, or cannot be written.
    """
    if name not in SAMPLES:
        raise NotFoundError("sample", name, SAMPLES)
    with as_file(files("scenes").joinpath(name)) as source:
        return copy_project(source, folder, name=folder.name)


def free_folder(parent: Path, name: str) -> Path:
    """Return a folder in ``parent`` that is not there yet: the name, or with a number after it."""
    stem = "".join(char for char in name if char not in '<>:"/\\|?*').strip(". ") or "Project"
    folder, count = parent / stem, 2
    while folder.exists():
        folder, count = parent / f"{stem} {count}", count + 1
    return folder


def sample_folder(name: str) -> Path:
    """Return where a sample lies, to read and not to write."""
    return Path(str(files("scenes").joinpath(name)))

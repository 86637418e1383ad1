"""Folders: where a project keeps its takes, with no link on the way that leads elsewhere."""

from __future__ import annotations

from pathlib import Path

from visualize.errors import TakeError

FOLDER = "takes"
"""Where a project keeps its takes, below its own folder."""


def takes_folder(project: Path) -> Path:
    """Return the folder of a project's takes; it may not be there yet."""
    return project.resolve() / FOLDER


def without_links(takes: Path, *parts: str) -> Path:
    """Return a folder below the folder of takes, to write into.

    A project may come from anyone; a link in it would have files written anywhere.

    Raises
    ------
    TakeError
        When a link stands on the way.
    """
    folder = takes
    for part in ("", *parts):
        folder = folder / part
        if folder.is_symlink():
            words = "it is a link, which may lead anywhere; put a real folder in its place"
            raise TakeError(folder, words)
    return folder

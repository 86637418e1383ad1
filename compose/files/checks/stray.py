"""Files in the project's own folders that it does not list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from compose.files import layout
from compose.files.atomic import LEFTOVER
from compose.files.problem import Problem


def stray_files(root: Path, listed: set[str]) -> Iterator[Problem]:
    """Warn of files that loading ignores: scenes and shots not listed, leftovers of a save.

    Parameters
    ----------
    listed
        Paths inside the folder of every scene and shot file that ``project.json`` lists.
    """
    for folder in ("", layout.SCENES_FOLDER, layout.SHOTS_FOLDER):
        if not (root / folder).is_dir():
            continue
        try:
            paths = sorted(islice((root / folder).iterdir(), layout.MAX_LISTED))
        except OSError as error:
            message = f"cannot be listed: {error.strerror}"
            yield Problem("error", folder or ".", "", message, "Change the folder's rights.")
            continue
        for path in paths:
            name = f"{folder}/{path.name}" if folder else path.name
            if LEFTOVER.fullmatch(path.name):
                message = "was left behind by a save that was interrupted"
                yield Problem("warning", name, "", message, "It can be deleted.")
            elif folder and name not in listed:
                message = "is not listed in project.json, so it is not part of the project"
                hint = "Add its id to project.json, or delete the file."
                yield Problem("warning", name, "", message, hint)

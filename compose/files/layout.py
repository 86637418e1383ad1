"""Where things are in a project folder, what the files call themselves, and what an id may be."""

from __future__ import annotations

import re
from pathlib import Path

from compose.errors import ProjectFileError

PROJECT_FILE = "project.json"
SCENES_FOLDER = "scenes"
SHOTS_FOLDER = "shots"
ASSETS_FOLDER = "assets"

PROJECT_FORMAT = "shotwright.project"
SCENE_FORMAT = "shotwright.scene"
SHOT_FORMAT = "shotwright.shot"

MAX_LISTED = 20_000
"""Scenes, and shots, that one project may list."""

_ID = re.compile(r"[a-z]{3}_[a-z0-9]{1,32}")
ID_RULE = "three small letters, an underline and up to 32 small letters or digits"


def is_id(text: str) -> bool:
    """Tell whether ``text`` may be an id, and so safely be the name of a file."""
    return _ID.fullmatch(text) is not None


def scene_file(scene_id: str) -> str:
    """Return the path of a scene's file inside the folder."""
    return f"{SCENES_FOLDER}/{scene_id}.json"


def shot_file(shot_id: str) -> str:
    """Return the path of a shot's file inside the folder."""
    return f"{SHOTS_FOLDER}/{shot_id}.json"


def project_folder(path: str | Path) -> Path:
    """Return the project's folder, given it or its ``project.json``.

    Raises
    ------
    ProjectFileError
        When there is no project at ``path``.
    """
    path = Path(path)
    folder = path.parent if path.name == PROJECT_FILE else path
    if not (folder / PROJECT_FILE).is_file():
        raise ProjectFileError(
            path,
            "there is no project here; name a folder that holds a project.json, "
            "or make one with 'shotwright new'",
        )
    return folder.resolve()

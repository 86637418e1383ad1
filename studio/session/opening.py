"""Open, make and remember projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from compose.edits.scenes import add_scene, new_project
from compose.errors import ProjectFileError
from compose.files.layout import PROJECT_FILE
from compose.files.load import load_project
from compose.files.save import save_project
from compose.project import Project
from shotwright import UsageError

MOST_RECENT = 24
"""Projects that the list of recent ones holds."""


@dataclass(frozen=True, slots=True)
class Known:
    """A project of a list. ``fault`` says why it cannot be opened; ``words`` describe a sample."""

    folder: Path
    name: str
    changed: datetime | None
    shots: int
    fault: str = ""
    words: str = ""


def open_project(folder: Path) -> Project:
    """Return the project in a folder (or of its ``project.json``).

    Raises
    ------
    ShotwrightError
        When there is none, or it cannot be read.
    """
    folder = folder.parent if folder.name == PROJECT_FILE else folder
    return load_project(folder.absolute())


def make_project(folder: Path, name: str, *, rate: str = "24") -> Project:
    """Make a project with one empty scene in a new or empty folder, and return it as saved.

    Raises
    ------
    UsageError
        When the folder holds something already, or the name is empty.
    ShotwrightError
        When it cannot be written.
    """
    if not name.strip():
        raise UsageError("A project needs a name.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty. Choose another name or another folder.")
    project = new_project(name.strip(), rate=rate)
    if not project.scenes:
        project = add_scene(project, "Scene 1")
    return save_project(project, folder.absolute())


def with_recent(recent: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Return the list of recent projects with this one first."""
    own = str(folder.absolute())
    return (own, *(other for other in recent if other != own))[:MOST_RECENT]


def known_project(folder: Path) -> Known:
    """Return what the recent list says of a project, read from disk."""
    file = folder / PROJECT_FILE
    try:
        project = load_project(folder)
        newest = max((folder / name).stat().st_mtime for name in project.revisions)
        changed = datetime.fromtimestamp(newest).astimezone()
    except FileNotFoundError:
        return Known(folder, folder.name, None, 0, "not found")
    except (ProjectFileError, OSError) as error:
        fault = str(error).splitlines()[0] if file.exists() else "not found"
        return Known(folder, folder.name, None, 0, fault)
    return Known(folder, project.name, changed, len(project.shots))

"""Save what is on screen as a project of its own, in another folder."""

from __future__ import annotations

from pathlib import Path

from compose.errors import ProjectFileError
from compose.files.copying import copy_project
from compose.files.load import load_project
from compose.files.save import save_project
from compose.project import Project
from compose.values import new_id


def save_copy(shown: Project, folder: Path) -> Project:
    """Save a project as it is shown, unsaved changes included, in a new folder; return it.

    The assets come along. Where the project's own folder is gone or broken, the copy is what is
    still here: all but the assets.

    Raises
    ------
    ProjectFileError
        When the folder holds something already, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectFileError(folder, "exists already; choose another name or folder")
    if shown.root is not None and _loads(shown.root):
        copied = copy_project(shown.root, folder, name=folder.name)
    else:
        copied = shown.replace(id=new_id("prj"), name=folder.name, root=folder, revisions={})
    return save_project(
        shown.replace(id=copied.id, name=copied.name, root=copied.root, revisions=copied.revisions)
    )


def _loads(root: Path) -> bool:
    try:
        load_project(root)
    except ProjectFileError:
        return False
    return True

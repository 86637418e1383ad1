"""Copy a project: a new folder, a new identity, the same scenes, shots and assets."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from compose.errors import ProjectFileError
from compose.files.layout import ASSETS_FOLDER, PROJECT_FILE
from compose.files.load import load_project
from compose.files.save import save_project
from compose.project import Project
from compose.values import new_id


def copy_project(source: str | Path, destination: str | Path, *, name: str) -> Project:
    """Copy the project at ``source`` to a new folder under a new name and a fresh id.

    Scenes, nodes and shots keep their ids, so they can still be compared with the original. Only
    project files and the plain files in ``assets/`` are copied. The folder appears when it is
    complete.

    Raises
    ------
    ProjectFileError
        When the source cannot be loaded, or the destination exists and is not an empty folder, or
        cannot be written.
    """
    project = load_project(source)
    target = Path(destination).resolve()
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise ProjectFileError(target, "exists already; choose another name or folder")
    partial = target.with_name(f".{target.name}.{new_id('tmp')}")
    try:
        partial.mkdir(parents=True)
        assets = Path(project.root or source) / ASSETS_FOLDER
        if assets.is_dir():
            _copy_plain_files(assets, partial / ASSETS_FOLDER)
        fresh = project.replace(id=new_id("prj"), name=name, root=None, revisions={})
        save_project(fresh, partial)
        _move_into_place(partial, target)
    except OSError as error:
        raise ProjectFileError(target, f"cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return load_project(target)


def _move_into_place(partial: Path, target: Path) -> None:
    """Give the finished folder its name; an empty folder of that name (here, perhaps) is filled."""
    if not target.is_dir():
        partial.rename(target)
        return
    for path in sorted(partial.iterdir(), key=lambda path: path.name == PROJECT_FILE):
        path.rename(target / path.name)


def _copy_plain_files(source: Path, destination: Path) -> None:
    """Copy files, leaving out links and special files, which may lead out of the project."""
    for folder, _, names in os.walk(source):
        inside = destination / Path(folder).relative_to(source)
        inside.mkdir(parents=True, exist_ok=True)
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                shutil.copyfile(path, inside / name)

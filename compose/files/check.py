"""Check a project: everything that loading finds, and everything that points at nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from compose.files import layout
from compose.files.checks.assets import scene_assets, shot_assets
from compose.files.checks.geometry import scene_geometry, shot_geometry
from compose.files.checks.identity import project_identity, scene_identity
from compose.files.checks.references import scene_references, shot_references
from compose.files.checks.stray import stray_files
from compose.files.checks.unknown import unknown_fields
from compose.files.load import Reading, read_folder
from compose.files.problem import Problem
from compose.project import Project

MAX_FOUND = 1000
"""Problems reported; a project with more has one cause for most of them."""


def check_project(path: str | Path) -> list[Problem]:
    """Return every problem of the project at ``path``, in the order of its files.

    Nothing is changed on the disk. Parts that cannot be read are reported, and the rest is
    checked as if they were sound.

    Raises
    ------
    ProjectFileError
        When there is no project at ``path``.
    """
    reading = read_folder(layout.project_folder(path))
    found = list(reading.problems)
    if reading.project is not None:
        found += islice(_checks(reading, reading.project), MAX_FOUND)
        if not any(problem.level == "error" for problem in found):
            found += _views(reading.project)
    return found[:MAX_FOUND]


def _checks(reading: Reading, project: Project) -> Iterator[Problem]:
    yield from unknown_fields(project)
    yield from project_identity(project)
    yield from shot_references(project, reading.broken)
    for scene in project.scenes:
        yield from scene_identity(scene)
        yield from scene_references(scene)
        yield from scene_geometry(scene)
        yield from scene_assets(project, scene)
    for shot in project.shots:
        yield from shot_geometry(shot)
        yield from shot_assets(project, shot)
    listed = {layout.scene_file(name) for name in reading.listed_scenes}
    listed |= {layout.shot_file(name) for name in reading.listed_shots}
    yield from stray_files(reading.root, listed)


def _views(project: Project) -> Iterator[Problem]:
    """Look through the cameras, which takes a project whose parts fit together."""
    from compose.files.checks.cameras import shot_cameras

    for shot in project.shots:
        yield from shot_cameras(project, shot)

"""The files of a project that scenes are made of: which there are, what they are, who uses them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from compose.files.layout import ASSETS_FOLDER
from compose.importers import SUFFIXES
from compose.payload import Asset, Figure, ImageCard, Primitive
from compose.project import Project

FileKind = Literal["model", "picture", "motion"]

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".tga")
MOTIONS = (".bvh",)
_UNMEASURED = (".obj", ".stl", ".ply", ".off")
MOST_FILES = 5000
"""Shown of a project; the walk over its folder ends there."""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file inside the project: its path there, what it is, how many nodes use it."""

    path: str
    kind: FileKind
    uses: int

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.rpartition("/")[2]


def kind_of_file(name: str | Path) -> FileKind | None:
    """Return what a file can be used as, by its suffix; ``None`` for other files."""
    suffix = Path(name).suffix.lower()
    if suffix in SUFFIXES:
        return "model"
    if suffix in PICTURES:
        return "picture"
    return "motion" if suffix in MOTIONS else None


def asks_measure(name: str | Path) -> bool:
    """Tell whether a file says neither its unit nor which way is up."""
    return Path(name).suffix.lower() in _UNMEASURED


def uses_of(project: Project) -> Counter[str]:
    """Return how many nodes use each file, by its path in the project."""
    found: Counter[str] = Counter()
    for scene in project.scenes:
        for node in scene.nodes:
            payload = node.payload
            if isinstance(payload, Asset):
                found[payload.path] += 1
            elif isinstance(payload, ImageCard):
                found[payload.image] += 1
            elif isinstance(payload, Primitive) and payload.material.texture:
                found[payload.material.texture] += 1
            elif isinstance(payload, Figure) and payload.performance.motion is not None:
                found[payload.performance.motion.path] += 1
    return found


def project_files(project: Project) -> tuple[ProjectFile, ...]:
    """Return the files that are used or lie in the assets folder: models, pictures, motions.

    What does not exist on disk but is used is listed as well, so that it can be found missing.
    """
    uses = uses_of(project)
    paths = dict.fromkeys((*uses, *_in_assets(project.root)))
    found = []
    for path in paths:
        kind = kind_of_file(path)
        if kind is not None:
            found.append(ProjectFile(path, kind, uses[path]))
    order = ("model", "picture", "motion")
    found.sort(key=lambda file: (order.index(file.kind), file.name.casefold()))
    return tuple(found)


def _in_assets(root: Path | None) -> Iterator[str]:
    if root is None:
        return
    seen = 0
    for folder, _, names in os.walk(root / ASSETS_FOLDER, followlinks=False):
        for name in sorted(names):
            if name.startswith("."):
                continue
            seen += 1
            if seen > MOST_FILES:
                return
            yield Path(folder, name).relative_to(root).as_posix()

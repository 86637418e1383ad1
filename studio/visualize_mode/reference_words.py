"""Reference words: which reference pictures a shot has, and how many of them a model takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compose.edits import set_shot
from compose.files.asset_copies import copy_into_assets
from compose.payload import Figure
from compose.project import Project
from compose.shot import Shot
from models.card import Route
from shotwright import UsageError
from visualize.order import LOCAL


@dataclass(frozen=True, slots=True)
class ReferenceChip:
    """One reference: what it shows, and whether it is the shot's own (``path``) or a node's."""

    name: str
    icon: str
    path: str = ""


def reference_chips(project: Project, shot: Shot) -> tuple[ReferenceChip, ...]:
    """Return the shot's own pictures, then the nodes of its scene that have some."""
    own = tuple(ReferenceChip(Path(path).stem, "image-outline", path) for path in shot.references)
    scene = project.scene(shot.scene)
    nodes = tuple(
        ReferenceChip(node.name, "human" if isinstance(node.payload, Figure) else "cube-outline")
        for node in scene.nodes
        if node.references
    )
    return own + nodes


def most_references(route: Route | None) -> int:
    """Return how many reference pictures a route takes, 0 for none."""
    if route is None or route.provider == LOCAL or "references" not in route.inputs:
        return 0
    return route.inputs["references"].max_count


def with_reference(project: Project, shot: str, file: Path) -> Project:
    """Return the project with a copy of a picture among a shot's own references.

    Raises
    ------
    UsageError
        When the project has no folder yet.
    ShotwrightError
        When the file cannot be copied.
    """
    if project.root is None:
        raise UsageError("The project has no folder to copy a picture to. Save it first.")
    path, *_ = copy_into_assets(project.root, file.resolve())
    known = project.shot(shot).references
    return set_shot(project, shot, references=tuple(dict.fromkeys((*known, path))))


def without_reference(project: Project, shot: str, path: str) -> Project:
    """Return the project with one of a shot's own references taken away; its file stays."""
    kept = tuple(one for one in project.shot(shot).references if one != path)
    return set_shot(project, shot, references=kept)

"""Reference edits: pictures that tell a model what a node looks like."""

from __future__ import annotations

from pathlib import Path

from compose.edits import set_node
from compose.edits.importing import root_of
from compose.errors import SceneError
from compose.files.asset_copies import copy_into_assets
from compose.project import Project

MOST_REFERENCES = 4
PICTURES = "Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff)"


def with_reference(project: Project, scene: str, node: str, file: Path) -> Project:
    """Copy a picture into the project and refer to it from a node.

    Raises
    ------
    SceneError
        When the node has as many as it may, or the project has no folder yet.
    AssetError
        When the file cannot be copied.
    """
    old = project.scene(scene).node(node)
    if len(old.references) >= MOST_REFERENCES:
        raise SceneError(f"{old.name!r} has {MOST_REFERENCES} references; take one out first.")
    (path, *_) = copy_into_assets(root_of(project), file, ())
    return set_node(project, scene, node, references=(*old.references, path))


def without_reference(project: Project, scene: str, node: str, path: str) -> Project:
    """Stop referring to a picture from a node; the file stays."""
    old = project.scene(scene).node(node)
    left = tuple(one for one in old.references if one != path)
    return set_node(project, scene, node, references=left)

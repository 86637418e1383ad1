"""Reference pictures: what a shot and the things in sight send along, by content."""

from __future__ import annotations

from collections.abc import Collection

from compose.assets import resolve, sha256_of
from compose.errors import AssetError
from compose.project import Project
from compose.shot import Shot
from visualize.staleness.digests import text_hash
from visualize.staleness.telling import with_carriers


def references_hash(project: Project, shot: Shot, seen: Collection[str]) -> str:
    """Return the hash of the pictures that may be sent; a renamed file is the same picture.

    Parameters
    ----------
    seen
        The ids of the nodes that may be in sight.
    """
    scene = project.scene(shot.scene)
    shown = with_carriers(scene, seen)
    of_nodes = sorted(
        [_content(project, path) for path in node.references]
        for node in scene.nodes if node.id in shown and node.references
    )  # fmt: skip
    return text_hash([[_content(project, path) for path in shot.references], of_nodes])


def _content(project: Project, path: str) -> str:
    try:
        return sha256_of(resolve(project, path))
    except AssetError:  # nothing can be sent of it, which is a state like any other
        return f"missing {path}"

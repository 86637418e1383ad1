"""References: pictures of what the shot shows, the largest in the frame first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from compose.assets import load_image
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from visualize.brief.own_pictures import on_black
from visualize.prompt.sighting import Sighting, Views

_LEAST_AREA = 0.0005


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture's path inside the project, and whom or what it shows."""

    path: str
    shows: str


def references_of(project: Project, shot: Shot, views: Views) -> tuple[Reference, ...]:
    """Return the reference pictures of a shot in the order in which slots are filled.

    The shot's own come first. Then everything in sight that has some, the largest in the picture
    first, gives its first picture, then everything its second, and so on: a small part of a cast
    gets a picture before the lead gets another.
    """
    scene = project.scene(shot.scene)
    rows = []
    for node, _ in _with_references(scene, views):
        shown = scene.node(node)
        rows.append([Reference(path, shown.name) for path in shown.references])
    own = [Reference(path, shot.label) for path in shot.references]
    turns = [one for turn in zip_longest(*rows) for one in turn if one is not None]
    found: dict[str, Reference] = {}
    for one in (*own, *turns):
        found.setdefault(one.path, one)
    return tuple(found.values())


def reference_pixels(project: Project, reference: Reference) -> npt.NDArray[np.uint8]:
    """Return a reference picture as (H, W, 3) pixels.

    Raises
    ------
    AssetError
        When its path leads out of the project, or it is no picture.
    """
    return on_black(load_image(project, reference.path).pixels)


def _with_references(scene: Scene, views: Views) -> list[tuple[str, float]]:
    """Return nodes with references and their area in the picture, what hangs on them included."""
    above = {node.id: node.parent.node for node in scene.nodes if node.parent is not None}
    areas: dict[str, float] = {}
    for seen in views.nodes.values():
        for one in _line(seen, above):
            if scene.node(one).references:
                areas[one] = areas.get(one, 0.0) + seen.area
    shown = [(node, area) for node, area in areas.items() if area >= _LEAST_AREA]
    return sorted(shown, key=lambda entry: (-entry[1], entry[0]))


def _line(seen: Sighting, above: dict[str, str]) -> list[str]:
    """Return a node and all that it hangs on."""
    line, here = [], seen.node
    while here and here not in line:
        line.append(here)
        here = above.get(here, "")
    return line

"""Rails: smooth paths that a camera rides, kept in the scene as nodes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compose.edits.nodes import add_node
from compose.evaluation import world_matrices
from compose.paths import SmoothPath, points_of
from compose.project import Project

Rail = SmoothPath
"""A rail is a smooth path that a camera rides."""


def add_rail(project: Project, scene: str, name: str, points: Sequence[Sequence[float]]) -> Project:
    """Put a rail into a scene as data: a group, and in it an empty node at each point.

    Points are moved, keyed, added and removed as any node; their order in the outliner is the
    rail's.

    Raises
    ------
    NotFoundError
        When there is no such scene.
    SceneError
        When the points make no rail.
    """
    Rail(points_of(points))
    project = add_node(project, scene, name, description="A rail: its children are its points.")
    rail = project.scene(scene).nodes[-1]
    for number, point in enumerate(points, 1):
        x, y, z = (float(value) for value in point)
        project = add_node(
            project, scene, f"{rail.name} {number}", parent=rail.id, translation=(x, y, z)
        )
    return project


def rail_named(project: Project, scene: str, name: str, *, closed: bool = False) -> Rail:
    """Return the rail through the children of a group, where they stand in the world.

    Raises
    ------
    NotFoundError
        When there is no such node.
    SceneError
        When its children make no rail.
    """
    stage = project.scene(scene)
    group = stage.find(name)
    world = world_matrices(project, stage)
    inside = [n.id for n in stage.nodes if n.parent is not None and n.parent.node == group.id]
    points = np.array([world[node][:3, 3] for node in inside]).reshape(-1, 3)
    return Rail(points, closed)

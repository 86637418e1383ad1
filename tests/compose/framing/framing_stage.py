"""A room of boxes with people in it, made by the edits a user has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compose.edits import add_node, add_scene, new_project
from compose.payload import Figure, Primitive
from compose.project import Project


@dataclass(frozen=True)
class Box:
    """A box that stands on ``at``; ``size`` is width, height, depth."""

    at: tuple[float, float, float]
    size: tuple[float, float, float]

    @property
    def corners(self) -> np.ndarray:
        half = np.array([self.size[0] / 2, 0.0, self.size[2] / 2])
        low = np.array(self.at) - half
        return np.stack([low, low + np.array(self.size)])


def walls(width: float = 8.0, depth: float = 6.0) -> tuple[Box, ...]:
    return (
        Box((0.0, 0.0, -depth / 2), (width, 3.0, 0.2)),
        Box((0.0, 0.0, depth / 2), (width, 3.0, 0.2)),
        Box((-width / 2, 0.0, 0.0), (0.2, 3.0, depth)),
        Box((width / 2, 0.0, 0.0), (0.2, 3.0, depth)),
    )


def stage(people: dict[str, tuple[float, float, float]], boxes: tuple[Box, ...] = ()) -> Project:
    """A scene ``Room``: people by name with x, z and the degrees they are turned, and boxes."""
    project = add_scene(new_project("Film"), "Room")
    for i, box in enumerate(boxes):
        project = add_node(
            project, "Room", f"Block {i}", node_id=f"nod_block{i}", translation=box.at,
            payload=Primitive(
                kind="primitive", shape="box",
                parameters=dict(zip(("width", "height", "depth"), box.size, strict=True)),
            ),
        )  # fmt: skip
    for name, (x, z, turn) in people.items():
        project = add_node(
            project, "Room", name, node_id=f"nod_{name.lower()}", translation=(x, 0.0, z),
            rotation_deg=(0.0, turn, 0.0), payload=Figure(kind="figure"),
        )  # fmt: skip
    return project


FACING = {"Anna": (-0.7, 0.0, 90.0), "Ben": (0.7, 0.0, -90.0)}
"""Two people 1.4 m apart who look at each other along X."""

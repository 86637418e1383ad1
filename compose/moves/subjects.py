"""Subject: a node, or a joint of one, that a camera moves about, looks at or goes with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.moves.move import FIGURE_AIM
from compose.node import Node
from compose.payload import Figure
from compose.scene import Scene
from compose.stage.scene_stage import SceneStage
from compose.stage.timeline import Timeline

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """A point that goes with a node. ``offset`` is in the space of the slot that carries it."""

    label: str
    node: str
    slot: int
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def place(self, world: F64) -> F64:
        """Return (3,) where it is, from the (S, 4, 4) world matrices of all slots."""
        matrix = world[self.slot]
        result: F64 = matrix[:3, :3] @ np.array(self.offset) + matrix[:3, 3]
        return result


def subject_of(
    timeline: Timeline, scene: Scene, name: str, joint: str | None = None,
    figure_aim: str = FIGURE_AIM,
) -> Subject:  # fmt: skip
    """Return a node's subject: the joint named, a landmark of a figure, or a thing's middle.

    Raises
    ------
    NotFoundError
        When there is no such node or joint.
    SceneError
        When the node has no joints.
    """
    node = scene.find(name)
    if joint is None and isinstance(node.payload, Figure):
        joint = figure_aim
    stage = timeline.stage
    slot = stage.slots.place(node, joint, f"The subject {node.name!r}")
    offset = (0.0, 0.0, 0.0) if joint else _middle(stage, timeline.base_world, node)
    return Subject(node.name, node.id, slot, offset)


def _middle(stage: SceneStage, base: F64, node: Node) -> tuple[float, float, float]:
    """Return the middle of what the node draws, in its own space; its origin if nothing."""
    draw, slot = stage.draw, stage.slots.nodes[node.id]
    corners = []
    for row, surface in enumerate(draw.surfaces):
        if surface.node != node.id or surface.instance >= 0 or not len(surface.mesh.positions):
            continue
        positions = surface.mesh.positions
        low, high = positions.min(axis=0), positions.max(axis=0)
        matrix = base[int(draw.outer[row])]
        inner = int(draw.inner[row])
        if inner >= 0:
            matrix = matrix @ base[inner]
        box = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1])
                        for z in (low[2], high[2])], np.float64)  # fmt: skip
        corners.append(box @ matrix[:3, :3].T + matrix[:3, 3])
    matrix = base[slot]
    if not corners or abs(np.linalg.det(matrix[:3, :3])) < 1e-12:
        return (0.0, 0.0, 0.0)
    found = np.concatenate(corners)
    middle = 0.5 * (found.min(axis=0) + found.max(axis=0))
    x, y, z = np.linalg.solve(matrix[:3, :3], middle - matrix[:3, 3])
    return (float(x), float(y), float(z))

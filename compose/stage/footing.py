"""Footing: the surfaces of nodes as ground that feet stand on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.figures.ground import Ground
from compose.payload import Figure
from compose.stage.scene_stage import SceneStage

F64 = npt.NDArray[np.float64]


def ground_of(stage: SceneStage, world: F64, nodes: tuple[str, ...]) -> Ground:
    """Return the ground that nodes (by id) and all that hangs on them make, where they stand.

    ``world`` is (S, 4, 4), the matrix of every slot. Skinned surfaces are nothing to stand on.
    """
    wanted = _with_all_below(stage, nodes)
    draw = stage.draw
    meshes, matrices = [], [np.zeros((0, 4, 4))]
    for row, surface in enumerate(draw.surfaces):
        if surface.node not in wanted or draw.skinned[row]:
            continue
        matrix = world[draw.outer[row]]
        if draw.inner[row] >= 0:
            matrix = matrix @ world[draw.inner[row]]
        meshes.append(surface.mesh)
        matrices.append(matrix[None])
    return stage.plans.ground(meshes, np.concatenate(matrices))


def footing_of(stage: SceneStage) -> npt.NDArray[np.intp]:
    """Return the slots of the nodes that make the grounds of all figures."""
    named: set[str] = set()
    for inside in stage.slots.insides.values():
        if isinstance(inside.payload, Figure):
            named.update(inside.payload.performance.ground)
    places = (stage.slots.nodes.get(node) for node in _with_all_below(stage, tuple(named)))
    return np.array([place for place in places if place is not None], np.intp)


def _with_all_below(stage: SceneStage, nodes: tuple[str, ...]) -> set[str]:
    """Return ids of the nodes and of those that hang on them, figures left out."""
    children: dict[str, list[str]] = {}
    for node in stage.nodes.values():
        if node.parent is not None and node.id not in stage.people.ids:
            children.setdefault(node.parent.node, []).append(node.id)
    found: set[str] = set()
    waiting = list(nodes)
    while waiting:
        node_id = waiting.pop()
        if node_id not in found:
            found.add(node_id)
            waiting += children.get(node_id, [])
    return found

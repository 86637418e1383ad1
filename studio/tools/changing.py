"""What a drag writes: held nodes moved, turned or scaled about a pivot. No Qt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.tools.held import Held, HeldNode
from studio.tools.turns import Writing, move_writings, size_writings, turn_writings

F64 = npt.NDArray[np.float64]

_LEAST_SCALE = 1e-4


def moved(held: Held, offset: F64) -> list[Writing]:
    """Return what moves all nodes by the same (3,) metres in the world."""
    found: list[Writing] = []
    for one in held.nodes:
        found += move_writings(one.node.id, _place(one, one.world[:3, 3] + offset))
    return found


def turned(held: Held, turn: F64, near: dict[str, F64]) -> list[Writing]:
    """Return what turns all nodes about their pivot by a (3, 3) rotation of the world.

    A camera that is aimed at something goes round, and keeps its aim.

    Parameters
    ----------
    near
        The degrees of each node at the last step, which the new ones are nearest to; those of
        this step are put in.
    """
    found: list[Writing] = []
    for one in held.nodes:
        if len(held.nodes) > 1:
            place = held.pivot + turn @ (one.world[:3, 3] - held.pivot)
            found += move_writings(one.node.id, _place(one, place))
        if one.aimed:
            continue
        above = one.above[:3, :3]
        local = _nearest_rotation(above, turn @ above @ one.rotation)
        writings = turn_writings(one.node, local, near.get(one.node.id, one.degrees))
        if len(writings) == 3:
            near[one.node.id] = np.array([value for _, _, value in writings], np.float64)
        found += writings
    return found


def scaled(held: Held, factors: F64, axes: F64) -> list[Writing]:
    """Return what scales nodes, each along its own axes, and their places about the pivot.

    Parameters
    ----------
    factors
        (3,) along the axes of the handles.
    axes
        (3, 3) unit axes of the handles as columns.
    """
    found: list[Writing] = []
    stretch = axes @ np.diag(factors) @ axes.T
    for one in held.nodes:
        if len(held.nodes) > 1:
            place = held.pivot + stretch @ (one.world[:3, 3] - held.pivot)
            found += move_writings(one.node.id, _place(one, place))
        size = one.scale * factors
        least = np.where(np.abs(size) < _LEAST_SCALE, np.copysign(_LEAST_SCALE, one.scale), size)
        found += size_writings(one.node.id, least)
    return found


def reflected(held: Held, x: float) -> list[Writing]:
    """Return what puts and turns nodes as they look in an upright mirror across the world's X.

    Parameters
    ----------
    x
        Where the mirror stands.
    """
    flip = np.diag([-1.0, 1.0, 1.0])
    found: list[Writing] = []
    for one in held.nodes:
        place = one.world[:3, 3].copy()
        place[0] = 2.0 * x - place[0]
        found += move_writings(one.node.id, _place(one, place))
        if not one.aimed:
            above = one.above[:3, :3]
            mirrored = flip @ above @ one.rotation @ flip
            local = _nearest_rotation(above, mirrored)
            found += turn_writings(one.node, local, one.degrees)
    return found


def _place(one: HeldNode, world: F64) -> F64:
    result: F64 = np.linalg.solve(one.above, np.append(world, 1.0))[:3]
    return result


def _nearest_rotation(above: F64, wanted: F64) -> F64:
    """Return the (3, 3) rotation in a space that comes nearest to a turn in the world.

    Under an uneven parent a turn of the world is no pure turn.
    """
    left, _, right = np.linalg.svd(np.linalg.inv(above) @ wanted)
    flip = np.array([1.0, 1.0, np.linalg.det(left) * np.linalg.det(right)])
    result: F64 = (left * flip) @ right
    return result

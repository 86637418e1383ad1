"""Held: the nodes that a drag moves, as they stood when it began. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.node import Node
from compose.payload import CameraPayload
from compose.transform import (
    compose_matrices,
    euler_quaternions,
    quaternion_matrices,
)
from studio.session import Session
from studio.session.node_edits import topmost
from studio.viewport.staging import Staging
from studio.viewport.transforming import Pivot, Space

F64 = npt.NDArray[np.float64]

_FLAT = 1e-9
"""The determinant under which a space has no size, so that nothing can be moved in it."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class HeldNode:
    """A node at the beginning of a drag.

    Parameters
    ----------
    node
        The node.
    world, above
        (4, 4): to the world, from the node and from the space that it stands in.
    place, scale
        (3,): its translation and scale at the playhead.
    degrees
        (3,): its Euler angles at the playhead; zero for a node with a quaternion.
    rotation
        (3, 3): its turn in the space that it stands in.
    aimed
        It is a camera that an aim turns.
    """

    node: Node
    world: F64
    above: F64
    place: F64
    scale: F64
    degrees: F64
    rotation: F64
    aimed: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Held:
    """Nodes that move together, the active one last.

    Parameters
    ----------
    nodes, staging
        The nodes, and where everything was.
    about
        What they turn about: the middle of their origins, or the active one's.
    """

    nodes: tuple[HeldNode, ...]
    staging: Staging
    about: Pivot = "middle"

    @property
    def pivot(self) -> F64:
        """Return the (3,) point that they turn about, in the world."""
        return _pivot([held.world for held in self.nodes], self.about)

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the nodes."""
        return tuple(held.node.id for held in self.nodes)

    def axes(self, space: Space) -> F64:
        """Return the (3, 3) unit axes of a space as columns: the active node's, or the world's."""
        if space == "world":
            return np.eye(3)
        active = self.nodes[-1]
        return _upright_columns(active.world if space == "local" else active.above)

    @property
    def lowest(self) -> float:
        """Return the height of the lowest thing drawn, or of the lowest origin."""
        box = self.staging.around(self.ids)
        return float(self.pivot[1] if box is None else box[0][1])


def movable(session: Session, staging: Staging) -> tuple[Node, ...]:
    """Return the selected nodes that a drag moves: not what hangs on another, nothing locked."""
    scene = session.scene
    if scene is None:
        return ()
    return tuple(
        scene.node(node)
        for node in topmost(scene, session.selection)
        if node in staging.world and not session.is_locked(node)
    )


def hold(session: Session, staging: Staging, about: Pivot = "middle") -> Held | None:
    """Return what is selected as it stands at the playhead, ``None`` where nothing can be moved."""
    held = tuple(_hold(session, staging, node) for node in movable(session, staging))
    able = tuple(one for one in held if abs(np.linalg.det(one.above[:3, :3])) > _FLAT)
    return Held(able, staging, about) if able else None


def bearing(
    session: Session, staging: Staging, space: Space, about: Pivot = "middle"
) -> tuple[F64, F64] | None:
    """Return where the handles of what is selected are, (3,), and their (3, 3) axes as columns."""
    nodes = movable(session, staging)
    if not nodes:
        return None
    pivot = _pivot([staging.world[node.id] for node in nodes], about)
    if space == "world":
        return pivot, np.eye(3)
    return pivot, Held((_hold(session, staging, nodes[-1]),), staging).axes(space)


def _hold(session: Session, staging: Staging, node: Node) -> HeldNode:
    place, scale = (_vector(session, node.id, name) for name in ("translation", "scale"))
    degrees, rotation = _turn(session, node)
    world = staging.world[node.id]
    return HeldNode(
        node=node,
        world=world,
        above=_above(staging, node, world, place, rotation, scale),
        place=place,
        scale=scale,
        degrees=degrees,
        rotation=rotation,
        aimed=isinstance(node.payload, CameraPayload) and node.payload.aim is not None,
    )


def _pivot(worlds: Sequence[F64], about: Pivot) -> F64:
    """Return the (3,) middle of the origins of (4, 4) matrices, or the last one's."""
    places = np.array([world[:3, 3] for world in worlds])
    result: F64 = places[-1] if about == "active" else places.mean(axis=0)
    return result


def _above(staging: Staging, node: Node, world: F64, place: F64, rotation: F64, scale: F64) -> F64:
    """Return the (4, 4) matrix of the space that a node stands in."""
    if node.parent is None:
        return np.eye(4)
    if node.parent.joint is None:
        return staging.world[node.parent.node]
    local = compose_matrices([place], [[0.0, 0.0, 0.0, 1.0]], [scale])[0]
    local[:3, :3] = rotation * scale
    if abs(np.linalg.det(local)) <= _FLAT:
        return staging.world[node.parent.node]
    result: F64 = world @ np.linalg.inv(local)
    return result


def _turn(session: Session, node: Node) -> tuple[F64, F64]:
    if node.rotation_mode == "quaternion":
        value = session.standing(node.id, "quaternion").value
        return np.zeros(3), quaternion_matrices([value])[0]
    degrees = _vector(session, node.id, "rotation_deg")
    turn = euler_quaternions(np.radians([degrees]), node.rotation_order)
    return degrees, quaternion_matrices(turn)[0]


def _vector(session: Session, node: str, name: str) -> F64:
    values: Iterable[object] = (session.standing(node, f"{name}.{axis}").value for axis in "xyz")
    return np.array(list(values), np.float64)


def _upright_columns(matrix: F64) -> F64:
    """Return the (3, 3) unit axes at right angles that come nearest to a matrix's columns."""
    left, _, right = np.linalg.svd(matrix[:3, :3] / np.linalg.norm(matrix[:3, :3], axis=0))
    result: F64 = left @ right
    return result

"""How a thing stands on another: on top of it, or as a hand holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cli.stage import node_and_joint
from compose.node import Node
from compose.payload import Primitive, Prop
from compose.project import Project
from compose.scene import Scene
from compose.values import Vec3

_HERE: Vec3 = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The node and joint that a thing hangs on, and how it sits there.

    ``parameters`` are those of a prop that say how it sits.
    """

    node: str | None = None
    joint: str | None = None
    translation: Vec3 = _HERE
    rotation_deg: Vec3 = _HERE
    parameters: Mapping[str, bool] = field(default_factory=dict)


def standing_on(project: Project, scene: Scene, prop: str, target: str | None) -> Standing:
    """Return how a prop (or with "" anything else) stands on ``NODE`` or ``NODE.joint``.

    Raises
    ------
    NotFoundError
        When there is no such node or joint; the nearest are offered.
    SceneError
        When the node has no joints.
    """
    if target is None:
        return Standing()
    node, joint = node_and_joint(project, scene, target)
    if joint is None:
        lies = {"on_table": True} if _is_held(prop) else {}
        top = (0.0, _top(node), 0.0)
        return Standing(node=node.id, translation=top, parameters=lies)
    return Standing(node=node.id, joint=joint, rotation_deg=_held_turn(prop, joint))


def _held_turn(prop: str, joint: str) -> Vec3:
    from compose.kit.holding import holding_deg

    return holding_deg(prop, joint) if prop else _HERE


def _is_held(prop: str) -> bool:
    from compose.kit.holding import is_held

    return bool(prop) and is_held(prop)


def _top(node: Node) -> float:
    """Return how high a prop or a shape is, in its node's space; 0 for anything else."""
    payload = node.payload
    if isinstance(payload, Prop):
        from compose.geometry.bounds import rest_bounds
        from compose.kit import make_prop

        return float(rest_bounds(make_prop(payload.prop, payload.parameters))[1, 1])
    if isinstance(payload, Primitive):
        from compose.geometry.shapes import make_shape

        return float(make_shape(payload.shape, payload.parameters).positions[:, 1].max())
    return 0.0

"""Edits of the cast and the props: add people and things, put things into hands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compose.edits.building import built, changed
from compose.edits.hierarchy import reparent
from compose.edits.nodes import add_node
from compose.edits.parts import with_node
from compose.errors import SceneError
from compose.figures.body import FigureBody
from compose.figures.performance import Performance
from compose.node import Parent
from compose.payload import Figure, Modelled, Prop
from compose.populate.populator import Populator
from compose.project import Project
from compose.values import Vec3


def add_prop(
    project: Project,
    scene: str,
    name: str,
    prop: str,
    *,
    parameters: Mapping[str, Any] | None = None,
    colors: Mapping[str, tuple[float, float, float]] | None = None,
    parent: str | Parent | None = None,
    node_id: str | None = None,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Project:
    """Add a thing of the kit.

    Parameters
    ----------
    prop, parameters
        A name of ``compose.kit.PROPS`` and its parameters, in metres and degrees.
    colors
        Linear Rec.709 by the name of a part or of a finish.
    parent, node_id, fields
        As ``add_node``.

    Raises
    ------
    NotFoundError
        When there is no such scene, prop, parameter, parent or field; the nearest are offered.
    SceneError
        When a parameter or a field cannot have its value.
    """
    from compose.kit import make_prop

    payload = built(
        Prop,
        f"the prop {name!r}",
        kind="prop",
        prop=prop,
        parameters=parameters or {},
        colors=colors or {},
    )
    make_prop(payload.prop, payload.parameters)
    return add_node(project, scene, name, payload=payload, parent=parent, node_id=node_id, **fields)


def add_figure(
    project: Project,
    scene: str,
    name: str,
    *,
    body: FigureBody | None = None,
    pose: str = "stand",
    mirrored: bool = False,
    parent: str | Parent | None = None,
    node_id: str | None = None,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Project:
    """Add a person, who stands on the ground at its node's origin and faces +Z.

    Parameters
    ----------
    body
        Age, sex, height, build and clothes.
    pose, mirrored
        A name of ``compose.figures.pose.POSES``, and whether left and right change places.
    parent, node_id, fields
        As ``add_node``.

    Raises
    ------
    NotFoundError
        When there is no such scene, pose, parent or field; the nearest are offered.
    SceneError
        When a field cannot have its value.
    """
    from compose.figures.pose import pose_named

    pose_named(pose)
    performance = Performance(pose=pose, mirrored=mirrored)
    figure = built(
        Figure,
        f"the figure {name!r}",
        kind="figure",
        body=body or FigureBody(),
        performance=performance,
    )
    return add_node(project, scene, name, payload=figure, parent=parent, node_id=node_id, **fields)


def attach(
    project: Project, scene: str, node: str, figure: str, joint: str, *, keep_world: bool = False
) -> Project:
    """Hang a node on a joint or landmark of a figure, prop or asset: a cup in ``right_grip``.

    A prop that is made for a hand is turned in a grip as it is held.

    Parameters
    ----------
    keep_world
        Let the node stay where base values put it; otherwise it snaps into the joint.

    Raises
    ------
    NotFoundError
        When there is no such scene, node or joint; the nearest are offered.
    SceneError
        When ``figure`` has no joints, the node would hang on itself, or its place cannot be kept.
    """
    stage = project.scene(scene)
    moved, above = stage.find(node), stage.find(figure)
    if not isinstance(above.payload, Modelled):
        raise SceneError(f"{above.name!r} has no joints: it is no figure, prop or imported asset.")
    from compose.edits.placing import joint_matrix

    joint_matrix(project, above, joint)
    project = reparent(project, stage.id, moved.id, above.id, joint=joint, keep_world=keep_world)
    if keep_world:
        return project
    stage = project.scene(stage.id)
    hung = stage.node(moved.id)
    turn: dict[str, Any] = {
        "rotation_mode": "euler",
        "rotation_order": "YXZ",
        "rotation_deg": _held_turn(hung.payload, joint),
    }
    snapped = changed(hung, f"the node {hung.name!r}", translation=(0.0, 0.0, 0.0), **turn)
    return with_node(project, stage, snapped)


def _held_turn(payload: object, joint: str) -> Vec3:
    if not isinstance(payload, Prop):
        return (0.0, 0.0, 0.0)
    from compose.kit.holding import holding_deg

    return holding_deg(payload.prop, joint)


def add_populator(
    project: Project,
    scene: str,
    name: str,
    populator: Populator,
    *,
    parent: str | Parent | None = None,
    node_id: str | None = None,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Project:
    """Add a crowd, trees or traffic: copies by a rule, in the node's space.

    Parameters
    ----------
    populator
        The rule, such as ``compose.populate.presets.preset`` gives.
    parent, node_id, fields
        As ``add_node``.

    Raises
    ------
    NotFoundError
        When there is no such scene, prop, pose, parent or field; the nearest are offered.
    SceneError
        When the rule cannot be followed, as an area without extent, or a field cannot be so.
    """
    from compose.populate.expand import expand

    expand(populator)
    return add_node(
        project, scene, name, payload=populator, parent=parent, node_id=node_id, **fields
    )

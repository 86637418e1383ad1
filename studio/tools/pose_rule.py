"""Where a dragged joint goes: the figure's pose where it stands still, else keys. No Qt."""

from __future__ import annotations

from compose.edits import set_performance
from compose.edits.performing import figure_of
from compose.figures.reaching import LIMBS
from compose.figures.skeleton import JOINTS
from compose.node import Node
from compose.project import Project
from compose.values import Vec3
from studio.figures import posing
from studio.session import Layer, Session
from studio.session.session import Edit
from studio.tools.pose_drags import said
from studio.tools.turns import Writing


def keys_into(session: Session, node: Node) -> Layer | None:
    """Return the layer that joints of a figure are keyed in now; ``None``: they are simply held.

    A figure that stands still holds what it is given. One that has keys, walks, or plays a motion
    is keyed, since what it holds would not be seen; so is every figure while auto-key records.
    """
    if session.recording is not None:
        return session.recording
    acting = figure_of(node).performance
    moves = bool(acting.poses or acting.cycles or acting.motion)
    return session.layer if moves or _has_joint_keys(session, node) else None


def posed(session: Session, into: Layer | None, writings: list[Writing]) -> Edit:
    """Return the edit that gives joints their angles, all of one figure."""
    if into is not None:
        return session.writing(writings, into=into)
    scene = session.scene
    joints: dict[str, Vec3] = {}
    values = [value for _, _, value in writings if not isinstance(value, tuple)]
    for at in range(0, len(values), 3):
        joint = writings[at][1].split("/")[1]
        x, y, z = values[at : at + 3]
        joints[joint] = (x, y, z)

    def edit(project: Project) -> Project:
        if scene is None or not writings:
            return project
        node = writings[0][0]
        now = figure_of(project.scene(scene.id).node(node)).performance
        return set_performance(project, scene.id, node, joints=now.joints | joints)

    return edit


def held_by_reach(node: Node, joint: str) -> str:
    """Return why a joint cannot be dragged, empty where it can: its limb reaches for something."""
    for reach in figure_of(node).performance.reaches:
        rows = LIMBS[reach.limb]
        if reach.weight > 0.0 and joint in (JOINTS[i] for i in (rows.upper, rows.lower, rows.end)):
            return (
                f"{said(reach.limb)} reaches for something and goes where that goes. "
                "Let it go under Reach in the inspector, or move what it reaches for."
            )
    return ""


def _has_joint_keys(session: Session, node: Node) -> bool:
    return any(posing.is_animated(session, node, joint) for joint in JOINTS)

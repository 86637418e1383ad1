"""Where a dragged joint goes: the figure's pose where it stands still, else keys. No Qt."""

from __future__ import annotations

from compose.edits import set_performance
from compose.edits.performing import figure_of
from compose.figures.performance import Limb
from compose.figures.reaching import LIMBS
from compose.figures.skeleton import JOINTS
from compose.node import Node
from compose.project import Project
from compose.values import Vec3
from studio.figures import joint_turning
from studio.figures.acting import NOTHING, reaching
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
    """Return the edit that gives joints their angles, or a limb its goal, all of one figure."""
    if writings and writings[0][1].startswith("reach."):
        return session.writing(writings)
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


def reaching_limb(session: Session, node: Node, joint: str) -> Limb | None:
    """Return the limb of a joint, where it goes to what it reaches for at the playhead."""
    for reach in figure_of(node).performance.reaches:
        rows = LIMBS[reach.limb]
        if joint in (JOINTS[i] for i in (rows.upper, rows.lower, rows.end)):
            weight = session.standing(node.id, f"reach.{reach.limb}.weight").value
            return reach.limb if not isinstance(weight, tuple) and weight > 0.0 else None
    return None


def tell_it_reaches(session: Session, node: Node, limb: Limb) -> None:
    """Say why a joint of a reaching limb stays, and offer to let the limb go."""
    scene = session.scene
    if scene is None:
        return
    end = "hand" if limb.endswith("hand") else "foot"

    def let_go() -> None:
        label = f"Let the {said(limb).lower()} of {node.name} go"
        session.do(label, lambda p: reaching(p, scene.id, node.id, limb, NOTHING))

    session.tell(
        f"{node.name} stays",
        f"{said(limb)} reaches for something, and its joints follow. Drag the {end} itself.",
        kind="warning",
        actions=((f"Let the {end} go", let_go),),
    )


def _has_joint_keys(session: Session, node: Node) -> bool:
    return any(joint_turning.is_animated(session, node, joint) for joint in JOINTS)

"""Turn one joint of a figure: held by the pose, or by keys in the scene or the shot."""

from __future__ import annotations

from collections.abc import Callable

from compose.edits import set_performance
from compose.edits.baking import joint_angles
from compose.edits.performing import figure_of
from compose.errors import SceneError
from compose.figures.skeleton import INDEX
from compose.node import Node
from compose.project import Project
from compose.values import Vec3
from studio.figures.held_pose import degrees_of, turns_of
from studio.session import Session
from studio.session.keying import unkey_channels
from studio.session.layers import Place, track_of, write_value
from studio.session.session import Edit

AXES = "xyz"


def joint_degrees(node: Node, joint: str) -> Vec3:
    """Return the degrees X, Y, Z of a joint where nothing but its pose turns it."""
    performance = figure_of(node).performance
    if joint in performance.joints:
        return performance.joints[joint]
    x, y, z = degrees_of(turns_of(performance)[INDEX[joint]][None])[0].tolist()
    return (x, y, z)


def turn_channels(joint: str) -> tuple[str, ...]:
    """Return the channels of a joint's turn, X, Y, Z."""
    return tuple(f"joints/{joint}/rotation_deg.{axis}" for axis in AXES)


def is_animated(session: Session, node: Node, joint: str) -> bool:
    """Tell whether keys turn a joint, in the scene or in the shot."""
    place = session.place
    return place is not None and any(
        track_of(owner, node.id, name) is not None
        for owner in (place.shot, place.scene)
        for name in turn_channels(joint)
    )


def turning(session: Session, node: Node, joint: str, degrees: Vec3) -> Edit:
    """Return the edit that turns a joint: by keys where it has some or auto-key records.

    Parameters
    ----------
    degrees
        X, Y, Z (order YXZ), counted from zero as a joint's channels are.
    """
    if is_animated(session, node, joint) or session.recording is not None:
        names = turn_channels(joint)
        return session.writing(
            (node.id, name, value) for name, value in zip(names, degrees, strict=True)
        )
    scene = scene_of(session)

    def edit(project: Project) -> Project:
        now = figure_of(project.scene(scene).node(node.id)).performance
        return set_performance(project, scene, node.id, joints=now.joints | {joint: degrees})

    return edit


def toggle_joint_key(session: Session, node: Node, joint: str, degrees: Vec3) -> bool:
    """Key a joint's turn at the playhead, or take away the key that lies there."""
    place, names = session.place, turn_channels(joint)
    if place is None:
        return False
    title = f"{node.name}, {joint.replace('_', ' ')}"
    keyed = [
        (node.id, name)
        for name in names
        if is_animated(session, node, joint) and _keyed_here(place, node.id, name)
    ]
    if keyed:
        return unkey_channels(session, keyed, label=f"Remove key of {title}")
    layer = session.layer

    def edit(project: Project) -> Project:
        for name, value in zip(names, degrees, strict=True):
            shot = None if place.shot is None else project.shot(place.shot.id)
            here = Place(project.scene(place.scene.id), shot, place.frame)
            project = write_value(project, here, node.id, name, value, layer)
        return project

    return session.do(f"Key {title}", edit)


def joint_state(session: Session, node: Node, joint: str) -> str:
    """Return how a joint's turn stands at the playhead, as a key diamond shows it."""
    place = session.place
    if place is None or not is_animated(session, node, joint):
        return ""
    in_shot = any(track_of(place.shot, node.id, name) for name in turn_channels(joint))
    keyed = any(_keyed_here(place, node.id, name) for name in turn_channels(joint))
    if in_shot:
        return "overridden" if keyed else "overridden-between"
    return "keyed" if keyed else "animated"


def seen_degrees(session: Session, node: Node, joint: str) -> Callable[[], Vec3]:
    """Return a function that works out how a joint is turned at the playhead, for a thread."""
    place, project = session.place, session.project
    if place is None:
        return lambda: joint_degrees(node, joint)
    scene, shot, frame = place.scene, place.shot, place.frame
    return lambda: joint_angles(project, scene, node.id, frame, shot)[0][joint]


def is_still(session: Session, node: Node, joint: str) -> bool:
    """Tell whether nothing but the pose and its own value turns a joint."""
    acting = figure_of(node).performance
    moving = acting.poses or acting.cycles or acting.reaches or acting.motion or acting.look
    return not moving and not is_animated(session, node, joint)


def release(session: Session, node: Node, joint: str) -> bool:
    """Let a joint go back to what the pose says."""
    scene = scene_of(session)
    kept = {k: v for k, v in figure_of(node).performance.joints.items() if k != joint}
    return session.do(
        f"Reset {joint.replace('_', ' ')}",
        lambda p: set_performance(p, scene, node.id, joints=kept),
    )


def _keyed_here(place: Place, node: str, channel: str) -> bool:
    track = track_of(place.shot, node, channel) or track_of(place.scene, node, channel)
    return track is not None and any(key.frame == place.frame for key in track.curve.keys)


def scene_of(session: Session) -> str:
    """Return the id of the scene on screen.

    Raises
    ------
    SceneError
        When the project has none.
    """
    scene = session.scene
    if scene is None:
        raise SceneError("This project has no scene yet. Add one first.")
    return scene.id

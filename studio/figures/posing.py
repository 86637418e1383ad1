"""Pose a figure at the desk: by name, mirrored, blended, pasted, joint by joint.

A figure that has pose keys takes a key at the playhead, and so does every figure while auto-key
records; any other simply holds the pose from then on.
"""

from __future__ import annotations

from collections.abc import Callable

from compose.edits import key_pose, remove_pose_key, set_keyframe, set_performance
from compose.edits.baking import joint_angles
from compose.edits.performing import figure_of
from compose.errors import SceneError
from compose.figures.performance import Performance
from compose.figures.skeleton import INDEX
from compose.node import Node
from compose.project import Project
from compose.values import Vec3
from shotwright import ShotwrightError
from studio.figures.held_pose import (
    HeldPose,
    blend_of,
    degrees_of,
    held_at,
    held_pose,
    holding,
    mirror_of,
    turns_of,
)
from studio.session import Session
from studio.session.keying import unkey_channels
from studio.session.layers import Place, track_of, write_value
from studio.session.session import Edit

AXES = "xyz"


def takes_keys(session: Session, node: Node) -> bool:
    """Tell whether a pose given to a figure now becomes a key."""
    return bool(figure_of(node).performance.poses) or session.recording is not None


def pose_figure(session: Session, node: Node, pose: str) -> bool:
    """Give a figure a named pose, turned as the one before was.

    Returns
    -------
    Whether it was done; a refusal is told.
    """
    now = holding(figure_of(node).performance, session.frame)
    return _hold(session, node, HeldPose(pose=pose, mirrored=now.mirrored), f"Pose {node.name}")


def mirror(session: Session, node: Node) -> bool:
    """Exchange left and right of what a figure does at the playhead."""
    held = _held_now(session, node)
    return held is not None and _hold(session, node, mirror_of(held), f"Mirror {node.name}")


def mirroring(session: Session, node: Node) -> Edit | None:
    """Return the edit that exchanges left and right of a figure; ``None`` with a fault told."""
    held = _held_now(session, node)
    return None if held is None else _hold_edit(session, node, mirror_of(held))


def copied(session: Session, node: Node) -> str:
    """Return what a figure does at the playhead, as text; empty where it cannot be told."""
    held = _held_now(session, node)
    return "" if held is None else held.model_dump_json()


def paste(session: Session, node: Node, text: str | bytes) -> bool:
    """Let a figure do what ``copied`` told of another."""
    try:
        held = held_pose(text)
    except SceneError as error:
        session.tell("Paste the pose: not done", str(error), kind="bad")
        return False
    return _hold(session, node, held, f"Paste pose on {node.name}")


def key_here(session: Session, node: Node) -> bool:
    """Key the pose that a figure holds at the playhead."""
    frame, scene = session.frame, _scene(session)
    now = holding(figure_of(node).performance, frame)
    return session.do(
        f"Key pose of {node.name}",
        lambda p: key_pose(p, scene, node.id, frame, now.pose, mirrored=now.mirrored),
    )


def unkey_here(session: Session, node: Node) -> bool:
    """Remove the pose key at the playhead."""
    frame, scene = session.frame, _scene(session)
    return session.do(
        f"Remove pose key of {node.name}",
        lambda p: remove_pose_key(p, scene, node.id, frame),
    )


def blending(
    session: Session, node: Node, before: Performance, pose: str, is_mirrored: bool, share: float
) -> Edit:
    """Return the edit that lets a figure hold something between what it held before and a pose.

    Parameters
    ----------
    share
        0 is what it held, 1 the pose.
    """
    held, scene = blend_of(before, pose, is_mirrored, share), _scene(session)
    return lambda p: _holding_edit(p, scene, node.id, held)


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
    scene = _scene(session)

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
    scene = _scene(session)
    kept = {k: v for k, v in figure_of(node).performance.joints.items() if k != joint}
    return session.do(
        f"Reset {joint.replace('_', ' ')}",
        lambda p: set_performance(p, scene, node.id, joints=kept),
    )


def _keyed_here(place: Place, node: str, channel: str) -> bool:
    track = track_of(place.shot, node, channel) or track_of(place.scene, node, channel)
    return track is not None and any(key.frame == place.frame for key in track.curve.keys)


def _held_now(session: Session, node: Node) -> HeldPose | None:
    """Return what a figure does at the playhead with all its joints; a fault is told."""
    place = session.place
    if place is None:
        return None
    performance = figure_of(node).performance
    try:
        angles, _ = joint_angles(session.project, place.scene, node.id, place.frame, place.shot)
    except ShotwrightError as error:
        session.tell("The pose cannot be read", str(error), kind="bad")
        return None
    return held_at(holding(performance, place.frame), angles)


def _hold(session: Session, node: Node, held: HeldPose, label: str) -> bool:
    """Let a figure hold a pose, by the rule of this module."""
    return session.do(label, _hold_edit(session, node, held))


def _hold_edit(session: Session, node: Node, held: HeldPose) -> Edit:
    scene, frame, keys = _scene(session), session.frame, takes_keys(session, node)

    def edit(project: Project) -> Project:
        if not keys:
            return _holding_edit(project, scene, node.id, held)
        project = key_pose(project, scene, node.id, frame, held.pose, mirrored=held.mirrored)
        for joint, degrees in held.joints.items():
            for axis, value in zip(AXES, degrees, strict=True):
                channel = f"joints/{joint}/rotation_deg.{axis}"
                project = set_keyframe(
                    project, scene=scene, node=node.id, channel=channel, frame=frame, value=value
                )
        return project

    return edit


def _holding_edit(project: Project, scene: str, node: str, held: HeldPose) -> Project:
    return set_performance(
        project, scene, node, pose=held.pose, mirrored=held.mirrored, joints=held.joints,
        left_hand=None, right_hand=None,
    )  # fmt: skip


def _scene(session: Session) -> str:
    scene = session.scene
    if scene is None:
        raise SceneError("This project has no scene yet. Add one first.")
    return scene.id

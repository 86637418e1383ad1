"""Pose a figure at the desk: by name, mirrored, blended, pasted, joint by joint.

A figure that has pose keys takes a key at the playhead, and so does every figure while auto-key
records; any other simply holds the pose from then on. Keys go into the scene's poses, or among the
tracks of the shot (``studio.figures.shot_posing``) where that is recorded or has some already.
"""

from __future__ import annotations

from compose.edits import key_pose, remove_pose_key, set_keyframes, set_performance
from compose.edits.baking import joint_angles
from compose.edits.performing import figure_of
from compose.errors import SceneError
from compose.figures.performance import Performance
from compose.node import Node
from compose.project import Project
from shotwright import ShotwrightError
from studio.figures import shot_posing
from studio.figures.held_pose import (
    HeldPose,
    blend_of,
    held_at,
    held_pose,
    holding,
    mirror_of,
)
from studio.figures.joint_turning import scene_of, turn_channels
from studio.figures.shot_posing import angles_of, as_it_is, keyed_in_shot, pose_channels
from studio.session import Layer, Session
from studio.session.keying import unkey_channels
from studio.session.session import Edit


def keys_into(session: Session, node: Node) -> Layer | None:
    """Return whose key a pose becomes that is given to a figure now; ``None``: it is just held."""
    if session.recording is not None:
        return session.recording
    if pose_channels(session.shot, node.id):
        return Layer.SHOT
    return Layer.SCENE if figure_of(node).performance.poses else None


def pose_state(session: Session, node: Node) -> str:
    """Return how a figure's pose is keyed at the playhead, as a key diamond shows it."""
    place = session.place
    in_shot = "" if place is None else shot_posing.pose_state(place, node.id)
    return in_shot or holding(figure_of(node).performance, session.frame).keyed


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
    """Key the pose that a figure holds at the playhead, in the layer that keys go to."""
    frame, scene = session.frame, scene_of(session)
    label = f"Key pose of {node.name}"
    if session.layer is Layer.SHOT or keys_into(session, node) is Layer.SHOT:
        place = session.place
        return place is not None and session.do(label, lambda p: as_it_is(p, place, node.id))
    now = holding(figure_of(node).performance, frame)
    return session.do(
        label, lambda p: key_pose(p, scene, node.id, frame, now.pose, mirrored=now.mirrored)
    )


def unkey_here(session: Session, node: Node) -> bool:
    """Remove the pose key at the playhead: the shot's, else the scene's."""
    frame, scene = session.frame, scene_of(session)
    label = f"Remove pose key of {node.name}"
    if pose_state(session, node) == "overridden":
        return unkey_channels(session, pose_channels(session.shot, node.id), label=label)
    return session.do(label, lambda p: remove_pose_key(p, scene, node.id, frame))


def blending(
    session: Session, node: Node, before: Performance, pose: str, is_mirrored: bool, share: float
) -> Edit:
    """Return the edit that lets a figure hold something between what it held before and a pose.

    Parameters
    ----------
    share
        0 is what it held, 1 the pose.
    """
    held, scene = blend_of(before, pose, is_mirrored, share), scene_of(session)
    return lambda p: _holding_edit(p, scene, node.id, held)


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
    scene, frame, into = scene_of(session), session.frame, keys_into(session, node)
    if into is Layer.SHOT:
        return _in_shot(session, node, held)

    def edit(project: Project) -> Project:
        if into is None:
            return _holding_edit(project, scene, node.id, held)
        project = key_pose(project, scene, node.id, frame, held.pose, mirrored=held.mirrored)
        values = {
            channel: value
            for joint, degrees in held.joints.items()
            for channel, value in zip(turn_channels(joint), degrees, strict=True)
        }
        return set_keyframes(project, values, frame=frame, node=node.id, scene=scene)

    return edit


def _in_shot(session: Session, node: Node, held: HeldPose) -> Edit:
    place = session.place

    def edit(project: Project) -> Project:
        if place is None:
            return project
        turns, hips = angles_of(project, place.scene, node, held)
        return keyed_in_shot(project, place, node.id, turns, hips)

    return edit


def _holding_edit(project: Project, scene: str, node: str, held: HeldPose) -> Project:
    return set_performance(
        project, scene, node, pose=held.pose, mirrored=held.mirrored, joints=held.joints,
        left_hand=None, right_hand=None,
    )  # fmt: skip

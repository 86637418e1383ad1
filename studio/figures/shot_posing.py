"""Poses of a shot's own: keys of every joint among the shot's tracks.

The pose keys of a figure belong to the scene; a shot overrides channels. So a pose that is given
to a figure in a shot turns each of its joints by a key there, and places the hips. Under these
keys the scene's poses, cycles and motions do not show; hands that reach and a look still do.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from compose.edits import set_keyframes, set_performance
from compose.edits.baking import joint_angles
from compose.edits.parts import with_scene, with_shot
from compose.figures.skeleton import JOINTS
from compose.node import Node
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track
from studio.figures.held_pose import HeldPose
from studio.session.keying import Key
from studio.session.layers import Place

_TURN, _HIPS = "joints/{}/rotation_deg.", "joints/hips/translation."
_AXES = "xyz"
_DECIMALS = 4

Angles = dict[str, tuple[float, float, float]]


def pose_channels(shot: Shot | None, node: str) -> list[Key]:
    """Return the channels of a figure's joints that a shot has keys of."""
    return [track.key for track in _pose_tracks(shot, node)]


def _pose_tracks(shot: Shot | None, node: str) -> list[Track]:
    tracks = () if shot is None else shot.tracks
    return [t for t in tracks if t.node == node and t.channel.startswith("joints/")]


def pose_state(place: Place, node: str) -> str:
    """Return how a shot overrides a figure's pose, as a key diamond shows it; empty: not at all."""
    tracks = _pose_tracks(place.shot, node)
    if not tracks:
        return ""
    keyed = any(key.frame == place.frame for track in tracks for key in track.curve.keys)
    return "overridden" if keyed else "overridden-between"


def angles_of(project: Project, scene: Scene, node: Node, held: HeldPose) -> tuple[Angles, Angles]:
    """Return the joints' degrees of a pose on a figure's body, and its hips' place by that name.

    Raises
    ------
    ShotwrightError
        When the figure cannot be evaluated.
    """
    alone = scene.replace(nodes=(node.replace(parent=None),), tracks=())
    still = set_performance(
        with_scene(project, alone), scene.id, node.id,
        pose=held.pose, mirrored=held.mirrored, joints=held.joints, left_hand=None, right_hand=None,
        poses=(), cycles=(), motion=None, reaches=(), look=None, ground=(),
    )  # fmt: skip
    turns, hips = joint_angles(still, still.scene(scene.id), node.id, 0.0)
    return turns, {"hips": hips}


def keyed_in_shot(project: Project, place: Place, node: str, turns: Angles, at: Angles) -> Project:
    """Key every joint of a figure, and the place of its hips, in the shot of a place.

    Raises
    ------
    ShotwrightError
        When a channel cannot have its value.
    """
    if place.shot is None:
        return project
    values = dict(_values(turns, at))
    project = _with_copies(project, place.shot, node, values)
    tracks = {track.key: track for track in project.shot(place.shot.id).tracks}
    goals = {}
    for channel, value in values.items():
        track = tracks.get((node, channel))
        is_turn = not channel.startswith(_HIPS)
        goals[channel] = _nearest_turn(track, place.frame, value) if is_turn else value
    return set_keyframes(project, goals, frame=place.frame, node=node, shot=place.shot.id)


def as_it_is(project: Project, place: Place, node: str) -> Project:
    """Key what every joint of a figure does at a place, in its shot.

    Raises
    ------
    ShotwrightError
        When the figure cannot be evaluated.
    """
    turns, hips = joint_angles(project, place.scene, node, place.frame, place.shot)
    return keyed_in_shot(project, place, node, turns, {"hips": hips})


def _values(turns: Angles, at: Angles) -> Iterator[tuple[str, float]]:
    for joint in JOINTS:
        for axis, value in zip(_AXES, turns[joint], strict=True):
            yield _TURN.format(joint) + axis, round(value, _DECIMALS)
    for axis, value in zip(_AXES, at["hips"], strict=True):
        yield _HIPS + axis, round(value, _DECIMALS)


def _with_copies(project: Project, shot: Shot, node: str, channels: Container[str]) -> Project:
    """Copy the scene's curves of channels into a shot that has none of its own of them."""
    now = project.shot(shot.id)
    own = {track.key for track in now.tracks}
    copies = tuple(
        track
        for track in project.scene(shot.scene).tracks
        if track.node == node and track.channel in channels and track.key not in own
    )
    return with_shot(project, now.replace(tracks=now.tracks + copies)) if copies else project


def _nearest_turn(track: Track | None, frame: float, degrees: float) -> float:
    """Return an angle counted on from the nearest key, not round the other way."""
    if track is None:
        return degrees
    near = min(track.curve.keys, key=lambda key: abs(key.frame - frame)).value
    whole = 0 if isinstance(near, tuple) else round((near - degrees) / 360.0)
    return degrees + 360.0 * whole

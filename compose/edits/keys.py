"""Edits of motion: keyframes and tracks of a scene, or a shot's overrides of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compose.channels import channel_named
from compose.curve import Curve, Interpolation, Keyframe
from compose.edits.building import built, changed, tidy
from compose.edits.parts import owner_of_tracks, stage_of, with_tracks
from compose.errors import NotFoundError, SceneError
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track
from compose.values import Vec2, rounded

Value = float | tuple[float, float, float, float]


def set_keyframe(
    project: Project,
    *,
    channel: str,
    frame: float,
    value: Value,
    node: str | None = None,
    scene: str | None = None,
    shot: str | None = None,
    interpolation: Interpolation | str = Interpolation.SMOOTH,
    left: Vec2 | None = None,
    right: Vec2 | None = None,
) -> Project:
    """Set a key, replacing one at the same frame; the track is made where there is none.

    Parameters
    ----------
    channel
        A name of ``compose.channels``, such as ``translation.y``.
    frame
        A scene frame, also for a shot's override.
    node
        A node's id or name; ``None`` for the scene's environment.
    scene, shot
        Whose track it is: exactly one of them.
    left, right
        Handles of Bezier spans, ``(frames, value)`` from the key.

    Raises
    ------
    NotFoundError
        When there is no such scene, shot, node or channel.
    SceneError
        When the value or the interpolation does not fit the channel.
    """
    owner = owner_of_tracks(project, scene, shot)
    stage = stage_of(project, owner)
    node_id = None if node is None else stage.find(node).id
    where = f"the key of {channel!r} at frame {frame:g}"
    key = built(
        Keyframe,
        where,
        frame=frame,
        value=value,
        interpolation=interpolation,
        left=left,
        right=right,
    )
    old = next((track for track in owner.tracks if track.key == (node_id, channel)), None)
    return _with_track(project, owner, _keyed(stage, old, node_id, channel, key))


def set_keyframes(
    project: Project,
    values: Mapping[str, Value],
    *,
    frame: float,
    node: str | None = None,
    scene: str | None = None,
    shot: str | None = None,
) -> Project:
    """Set keys of many channels of a node at one frame, as ``set_keyframe`` sets one.

    A key that is there keeps its interpolation and its handles.

    Parameters
    ----------
    values
        By name of the channel.

    Raises
    ------
    NotFoundError
        When there is no such scene, shot, node or channel.
    SceneError
        When a value does not fit its channel.
    """
    owner = owner_of_tracks(project, scene, shot)
    stage = stage_of(project, owner)
    node_id = None if node is None else stage.find(node).id
    tracks = {track.key: track for track in owner.tracks}
    at = rounded(frame)
    for channel, value in values.items():
        old = tracks.get((node_id, channel))
        where = f"the key of {channel!r} at frame {frame:g}"
        there = next((k for k in old.curve.keys if k.frame == at), None) if old else None
        key = (
            built(Keyframe, where, frame=at, value=value)
            if there is None
            else changed(there, where, value=value)
        )
        tracks[node_id, channel] = _keyed(stage, old, node_id, channel, key)
    return with_tracks(project, owner, tuple(tracks.values()))


def remove_keyframe(
    project: Project,
    *,
    channel: str,
    frame: float,
    node: str | None = None,
    scene: str | None = None,
    shot: str | None = None,
) -> Project:
    """Remove a key; with its last key the track goes too.

    Raises
    ------
    NotFoundError
        When there is no such track, or no key at this frame.
    """
    owner = owner_of_tracks(project, scene, shot)
    track = _track(project, owner, node, channel)
    frame = rounded(frame)
    keys = [key for key in track.curve.keys if key.frame != frame]
    if len(keys) == len(track.curve.keys):
        known = [f"{key.frame:g}" for key in track.curve.keys]
        raise NotFoundError("key at frame", f"{frame:g}", known, f"of {channel!r}")
    if not keys:
        return _without_track(project, owner, track)
    return _with_track(project, owner, track.replace(curve=with_keys(track.curve, keys)))


def move_keyframes(
    project: Project,
    *,
    channel: str,
    frames: Iterable[float],
    by: float,
    node: str | None = None,
    scene: str | None = None,
    shot: str | None = None,
) -> Project:
    """Move the keys at ``frames`` by so many frames; a key they land on gives way.

    Raises
    ------
    NotFoundError
        When there is no such track, or no key at one of the frames.
    """
    owner = owner_of_tracks(project, scene, shot)
    track = _track(project, owner, node, channel)
    by_frame = {key.frame: key for key in track.curve.keys}
    moved: dict[float, Keyframe] = {}
    for frame in dict.fromkeys(rounded(frame) for frame in frames):
        if frame not in by_frame:
            known = [f"{key.frame:g}" for key in track.curve.keys]
            raise NotFoundError("key at frame", f"{frame:g}", known, f"of {channel!r}")
        key = by_frame.pop(frame)
        target = rounded(frame + by)
        moved[target] = key.replace(frame=target)
    curve = with_keys(track.curve, (by_frame | moved).values())
    return _with_track(project, owner, track.replace(curve=curve))


def set_track(
    project: Project, track: Track, *, scene: str | None = None, shot: str | None = None
) -> Project:
    """Put a whole track into a scene or a shot, in place of one for the same channel.

    ``track.node`` may be a node's id or name.

    Raises
    ------
    NotFoundError
        When there is no such scene, shot, node or channel.
    SceneError
        When the keys do not fit the channel.
    """
    owner = owner_of_tracks(project, scene, shot)
    stage = stage_of(project, owner)
    node_id = None if track.node is None else stage.find(track.node).id
    track = tidy(track.replace(node=node_id))
    channel_named(stage, track)
    return _with_track(project, owner, track)


def remove_track(
    project: Project,
    *,
    channel: str,
    node: str | None = None,
    scene: str | None = None,
    shot: str | None = None,
) -> Project:
    """Remove a track: the property keeps the value beneath (the scene's track, or the node's).

    Raises
    ------
    NotFoundError
        When there is no such track.
    """
    owner = owner_of_tracks(project, scene, shot)
    return _without_track(project, owner, _track(project, owner, node, channel))


def with_keys(curve: Curve, keys: Iterable[Keyframe]) -> Curve:
    """Return the curve with other keys, put in order.

    Raises
    ------
    SceneError
        When numbers and quaternions are mixed.
    """
    ordered = tuple(sorted(keys, key=lambda key: key.frame))
    if len({isinstance(key.value, tuple) for key in ordered}) > 1:
        raise SceneError("The keys of a track are all numbers or all quaternions, not both.")
    return curve.replace(keys=ordered)


def _keyed(stage: Scene, old: Track | None, node: str | None, channel: str, key: Keyframe) -> Track:
    """Return a track with a key, in place of one at the same frame; a new track for none."""
    if old is None:
        track = Track(node=node, channel=channel, curve=Curve(keys=(key,)))
    else:
        keys = {k.frame: k for k in old.curve.keys} | {key.frame: key}
        track = old.replace(curve=with_keys(old.curve, keys.values()))
    channel_named(stage, track)
    return track


def _track(project: Project, owner: Scene | Shot, node: str | None, channel: str) -> Track:
    """Return the owner's track, also where its node is gone and only its id is known."""
    stage = stage_of(project, owner)
    named = [n.id for n in stage.nodes if n.name == node]
    for track in owner.tracks:
        if track.channel == channel and (track.node == node or track.node in named[:1]):
            return track
    known = [track.channel for track in owner.tracks if track.node in (node, *named[:1])]
    whose = "the environment" if node is None else repr(node)
    raise NotFoundError("track of", channel, known, f"for {whose}")


def _with_track(project: Project, owner: Scene | Shot, track: Track) -> Project:
    if any(old.key == track.key for old in owner.tracks):
        tracks = tuple(track if old.key == track.key else old for old in owner.tracks)
    else:
        tracks = (*owner.tracks, track)
    return with_tracks(project, owner, tracks)


def _without_track(project: Project, owner: Scene | Shot, track: Track) -> Project:
    return with_tracks(project, owner, tuple(old for old in owner.tracks if old is not track))

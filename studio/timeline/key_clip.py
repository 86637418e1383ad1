"""KeyClip: keys taken off their tracks, to be pasted at another frame."""

from __future__ import annotations

from dataclasses import dataclass

from compose.curve import Curve, Keyframe
from compose.edits.keys import set_track, with_keys
from compose.edits.performing import figure_of, in_order, set_performance
from compose.edits.retime import stretched_key
from compose.errors import SceneError
from compose.figures.performance import PoseKey
from compose.project import Project
from compose.track import Track
from compose.values import rounded
from studio.session import Layer
from studio.timeline.keys import POSES, Home, KeySelection, TrackRef


@dataclass(frozen=True, slots=True)
class KeyClip:
    """Keys by the track they came from; ``first`` is the earliest of their frames."""

    first: float
    keys: tuple[tuple[TrackRef, tuple[Keyframe, ...]], ...] = ()
    poses: tuple[tuple[str, tuple[PoseKey, ...]], ...] = ()


def copy_keys(project: Project, home: Home, selection: KeySelection) -> KeyClip:
    """Return the selected keys.

    Raises
    ------
    SceneError
        When none is selected.
    """
    if not len(selection):
        raise SceneError("No key is selected to copy. Click a key, or drag a box round some.")
    keys, poses = [], []
    tracks = {
        layer: {track.key: track for track in home.owner(project, layer).tracks}
        for layer in {ref.layer for ref in selection.frames}
    }
    for ref, frames in selection.frames.items():
        if ref.channel == POSES and ref.node is not None:
            acting = figure_of(project.scene(home.scene).node(ref.node)).performance
            poses.append((ref.node, tuple(k for k in acting.poses if k.frame in frames)))
        elif ref.key in tracks[ref.layer]:
            curve = tracks[ref.layer][ref.key].curve
            keys.append((ref, tuple(k for k in curve.keys if k.frame in frames)))
    return KeyClip(selection.first, tuple(keys), tuple(poses))


def paste_keys(
    project: Project, home: Home, clip: KeyClip, frame: float
) -> tuple[Project, KeySelection]:
    """Set the keys on their tracks again, the earliest at ``frame``; return them selected.

    Keys of a shot's overrides go to the shot that is looked at, or to the scene without one.

    Raises
    ------
    NotFoundError
        When a node is not in the scene that is looked at.
    """
    by = rounded(frame - clip.first)
    pasted: list[tuple[TrackRef, float]] = []
    for source, keys in clip.keys:
        layer = source.layer if home.shot else Layer.SCENE
        ref = TrackRef(layer, source.node, source.channel)
        fresh = tuple(stretched_key(key, 1.0, by) for key in keys)
        project = _with_keys(project, home, ref, fresh)
        pasted += [(ref, key.frame) for key in fresh]
    for node, poses in clip.poses:
        moved = [key.replace(frame=rounded(key.frame + by)) for key in poses]
        old = figure_of(project.scene(home.scene).find(node)).performance.poses
        both = {key.frame: key for key in (*old, *moved)}
        ordered = in_order(both.values())
        project = set_performance(project, home.scene, node, poses=ordered)
        pasted += [(TrackRef(Layer.SCENE, node, POSES), key.frame) for key in moved]
    return project, KeySelection.of(pasted)


def _with_keys(project: Project, home: Home, ref: TrackRef, keys: tuple[Keyframe, ...]) -> Project:
    owner = home.owner(project, ref.layer)
    old = next((track for track in owner.tracks if track.key == ref.key), None)
    if old is None:
        track = Track(node=ref.node, channel=ref.channel, curve=Curve(keys=keys))
    else:
        both = {key.frame: key for key in (*old.curve.keys, *keys)}
        track = old.replace(curve=with_keys(old.curve, both.values()))
    if ref.layer is Layer.SHOT:
        return set_track(project, track, shot=owner.id)
    return set_track(project, track, scene=owner.id)

"""Edits of many keys at once: move, copy, remove, and how the value goes from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.edits.keys import with_keys
from compose.edits.parts import with_node, with_tracks
from compose.edits.performing import figure_of
from compose.edits.retime import mapped_track, stretched_key
from compose.figures.performance import Ease, PoseKey
from compose.project import Project
from compose.track import Track
from compose.values import rounded
from studio.session import Layer
from studio.timeline.keys import POSES, Home, KeySelection, TrackRef

KeyChange = Callable[[Keyframe], Keyframe]

_EASES: Mapping[Interpolation, Ease] = {
    Interpolation.CONSTANT: "hold",
    Interpolation.LINEAR: "linear",
    Interpolation.SMOOTH: "smooth",
    Interpolation.BEZIER: "smooth",
}
"""What an interpolation means between poses, which have no handles."""


def move_keys(project: Project, home: Home, keys: KeySelection, by: float) -> Project:
    """Move keys in time; a key they land on gives way.

    Raises
    ------
    NotFoundError
        When the scene or the shot is gone.
    """
    project = change_keys(project, home, keys, lambda key: stretched_key(key, 1.0, by))
    return _change_poses(project, home, keys, lambda key: [_pose_at(key, by)])


def duplicate_keys(project: Project, home: Home, keys: KeySelection, by: float) -> Project:
    """Set copies of keys so many frames later; what they land on gives way."""
    if by == 0.0:
        return project

    def copied(track: Track, frames: frozenset[float]) -> Track:
        fresh = [stretched_key(k, 1.0, by) for k in track.curve.keys if k.frame in frames]
        kept = {k.frame: k for k in track.curve.keys} | {k.frame: k for k in fresh}
        return track.replace(curve=with_keys(track.curve, kept.values()))

    project = _change_tracks(project, home, keys, copied)
    return _change_poses(project, home, keys, lambda key: [key, _pose_at(key, by)])


def delete_keys(project: Project, home: Home, keys: KeySelection) -> Project:
    """Remove keys; a track goes with its last one."""

    def thinned(track: Track, frames: frozenset[float]) -> Track | None:
        kept = [key for key in track.curve.keys if key.frame not in frames]
        return track.replace(curve=with_keys(track.curve, kept)) if kept else None

    project = _change_tracks(project, home, keys, thinned)
    return _change_poses(project, home, keys, lambda _: [])


def set_interpolation(
    project: Project, home: Home, keys: KeySelection, interpolation: Interpolation
) -> Project:
    """Set how the value travels from each key to the next."""
    project = change_keys(project, home, keys, lambda key: key.replace(interpolation=interpolation))
    ease = _EASES[interpolation]
    return _change_poses(project, home, keys, lambda key: [key.replace(ease=ease)])


def set_extrapolation(
    project: Project,
    home: Home,
    tracks: Iterable[TrackRef],
    *,
    before: Extrapolation | None = None,
    after: Extrapolation | None = None,
) -> Project:
    """Set what curves do before their first and after their last key."""
    changes = {name: v for name, v in (("before", before), ("after", after)) if v is not None}
    wanted = KeySelection({ref: frozenset((0.0,)) for ref in tracks})

    def set_ends(track: Track, _: frozenset[float]) -> Track:
        return track.replace(curve=track.curve.replace(**changes))

    return _change_tracks(project, home, wanted, set_ends)


def change_keys(project: Project, home: Home, keys: KeySelection, change: KeyChange) -> Project:
    """Return the project with each selected key of a track changed; of two on one a moved wins."""

    def changed(track: Track, frames: frozenset[float]) -> Track:
        return mapped_track(track, lambda key: change(key) if key.frame in frames else key)

    return _change_tracks(project, home, keys, changed)


def change_track(
    project: Project, home: Home, ref: TrackRef, change: Callable[[Curve], Curve]
) -> Project:
    """Return the project with the curve of one track changed."""
    whole = KeySelection({ref: frozenset((0.0,))})
    return _change_tracks(
        project, home, whole, lambda track, _: track.replace(curve=change(track.curve))
    )


def _change_tracks(
    project: Project,
    home: Home,
    keys: KeySelection,
    change: Callable[[Track, frozenset[float]], Track | None],
) -> Project:
    """Change the tracks that a selection names, each layer's at once; ``None`` removes one."""
    for layer in Layer:
        wanted = {ref.key: frames for ref, frames in keys.frames.items() if ref.layer is layer}
        if not wanted:
            continue
        owner = home.owner(project, layer)
        made = (
            change(track, wanted[track.key]) if track.key in wanted else track
            for track in owner.tracks
        )
        tracks = tuple(track for track in made if track is not None)
        if tuple(map(id, tracks)) != tuple(map(id, owner.tracks)):
            project = with_tracks(project, owner, tracks)
    return project


def _change_poses(
    project: Project,
    home: Home,
    keys: KeySelection,
    change: Callable[[PoseKey], list[PoseKey]],
) -> Project:
    """Change the selected pose keys of figures; those that moved win over those that stayed."""
    for ref, frames in keys.frames.items():
        if ref.channel != POSES or ref.node is None:
            continue
        scene = project.scene(home.scene)
        node = scene.node(ref.node)
        figure = figure_of(node)
        old = figure.performance.poses
        stayed = {key.frame: key for key in old if key.frame not in frames}
        moved = {new.frame: new for key in old if key.frame in frames for new in change(key)}
        poses = tuple(sorted((stayed | moved).values(), key=lambda key: key.frame))
        acting = figure.performance.replace(poses=poses)
        changed = node.replace(payload=figure.replace(performance=acting))
        project = with_node(project, scene, changed)
    return project


def _pose_at(key: PoseKey, by: float) -> PoseKey:
    return key.replace(frame=rounded(key.frame + by))

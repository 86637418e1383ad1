"""Edits of time: stretch and shift keys, and change the project's frame rate, on request only."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Literal, TypeVar

from compose.curve import Keyframe
from compose.edits.keys import with_keys
from compose.edits.parts import owner_of_tracks, with_scene, with_tracks
from compose.errors import SceneError
from compose.figures.performance import CyclePlay, MotionPlay, Performance
from compose.node import Node
from compose.payload import Asset, ClipPlay, Figure
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.timing import parse_rate
from compose.track import Track
from compose.values import rounded

_Play = TypeVar("_Play", CyclePlay, MotionPlay)


def retime(
    project: Project,
    *,
    scene: str | None = None,
    shot: str | None = None,
    scale: float = 1.0,
    shift: float = 0.0,
    about: float = 0.0,
    start: float = -math.inf,
    end: float = math.inf,
    nodes: Iterable[str] | None = None,
) -> Project:
    """Move every key at ``start <= frame < end`` to ``about + (frame - about) * scale + shift``.

    Handles stretch along. A key that lands on one that stays replaces it. In a scene the pose keys
    of figures move in the same way, and so do the starts and ends of their cycles. Shot windows
    and the animations of imported assets stay as they are.

    Parameters
    ----------
    scene, shot
        Whose tracks move: exactly one of them.
    nodes
        Only the tracks of these nodes (ids or names); by default all, the environment's too.

    Raises
    ------
    SceneError
        When ``scale`` is not greater than 0, or a number is not finite.
    NotFoundError
        When there is no such scene, shot or node.
    """
    if not (scale > 0.0 and all(math.isfinite(x) for x in (scale, shift, about))):
        raise SceneError(f"Keys stretch by a finite scale greater than 0, not {scale:g}.")
    owner = owner_of_tracks(project, scene, shot)
    stage = owner if isinstance(owner, Scene) else project.scene(owner.scene)
    chosen = None if nodes is None else {stage.find(name).id for name in nodes}

    def moved(key: Keyframe) -> Keyframe:
        if start <= key.frame < end:
            return stretched_key(key, scale, about * (1.0 - scale) + shift)
        return key

    tracks = tuple(
        mapped_track(track, moved) if chosen is None or track.node in chosen else track
        for track in owner.tracks
    )
    project = with_tracks(project, owner, tracks)
    if isinstance(owner, Scene):

        def later(frame: float) -> float:
            inside = start <= frame < end
            return rounded(about + (frame - about) * scale + shift) if inside else frame

        project = _with_acting_moved(project, owner.id, chosen, later)
    return project


def _with_acting_moved(
    project: Project, scene: str, chosen: set[str] | None, later: Callable[[float], float]
) -> Project:
    """Move the pose keys, motions and cycles of a scene's figures (of ``chosen`` nodes)."""
    stage = project.scene(scene)

    def moved(node: Node) -> Node:
        if not isinstance(node.payload, Figure) or (chosen is not None and node.id not in chosen):
            return node
        performance = _moved_performance(node.payload.performance, later)
        if performance == node.payload.performance:
            return node
        return node.replace(payload=node.payload.replace(performance=performance))

    return with_scene(project, stage.replace(nodes=tuple(moved(node) for node in stage.nodes)))


def _moved_performance(
    old: Performance, later: Callable[[float], float], factor: float = 1.0
) -> Performance:
    """Return what a figure does with its frames moved; of two keys on one a moved one wins.

    Blends, which last so many frames, are multiplied by ``factor``.
    """
    changes: dict[str, object] = {}
    if old.poses:
        moves = [(key, key.replace(frame=later(key.frame))) for key in old.poses]
        moves.sort(key=lambda move: move[0].frame != move[1].frame)
        keys = {new.frame: new for _, new in moves}
        changes["poses"] = tuple(keys[frame] for frame in sorted(keys))
    if old.cycles:
        changes["cycles"] = tuple(_moved_play(cycle, later, factor) for cycle in old.cycles)
    if old.motion is not None:
        changes["motion"] = _moved_play(old.motion, later, factor)
    return old.replace(**changes) if changes else old


def _moved_play(play: _Play, later: Callable[[float], float], factor: float) -> _Play:
    end = None if play.end is None else later(play.end)
    blend = rounded(play.blend * factor)
    return play.replace(start=later(play.start), end=end, blend=blend)


def stretched_key(key: Keyframe, scale: float, shift: float) -> Keyframe:
    """Return the key at ``frame * scale + shift``, its handles stretched in time."""
    handles = {
        side: (rounded(handle[0] * scale), handle[1])
        for side, handle in (("left", key.left), ("right", key.right))
        if handle is not None
    }
    return key.replace(frame=rounded(key.frame * scale + shift), **handles)


def mapped_track(track: Track, change: Callable[[Keyframe], Keyframe]) -> Track:
    """Return the track with every key changed; of two on one frame a moved one wins."""
    stayed: dict[float, Keyframe] = {}
    moved: dict[float, Keyframe] = {}
    for old in track.curve.keys:
        key = change(old)
        (stayed if key is old else moved)[key.frame] = key
    if not moved:
        return track
    return track.replace(curve=with_keys(track.curve, (stayed | moved).values()))


def change_rate(project: Project, rate: str, *, keep: Literal["seconds", "frames"]) -> Project:
    """Change the project's frame rate, keeping either every moment or every frame number.

    Parameters
    ----------
    rate
        ``"25"``, ``"23.976"`` or ``"24000/1001"``.
    keep
        ``"seconds"``: keys, starts of imported animations, cycles and shots stay at their second,
        so frame numbers change; windows and handles are rounded to whole frames. ``"frames"``:
        frame numbers stay, and everything plays faster or slower.

    Raises
    ------
    SceneError
        When the rate is not one, or ``keep`` is neither.
    """
    if keep not in ("seconds", "frames"):
        raise SceneError(f"A change of rate keeps 'seconds' or 'frames', not {keep!r}.")
    factor = parse_rate(rate) / project.frame_rate
    if keep == "frames" or factor == 1:
        return project.replace(rate=rate)
    return project.replace(
        rate=rate,
        scenes=tuple(_scene_at_rate(scene, factor) for scene in project.scenes),
        shots=tuple(_shot_at_rate(shot, factor) for shot in project.shots),
    )


def tracks_at_rate(tracks: Iterable[Track], factor: Fraction) -> tuple[Track, ...]:
    """Return tracks with every frame number multiplied by ``factor`` (new rate over old)."""
    if factor == 1:
        return tuple(tracks)
    return tuple(
        mapped_track(track, lambda key: stretched_key(key, float(factor), 0.0)) for track in tracks
    )


def node_at_rate(node: Node, factor: Fraction) -> Node:
    """Return a node whose animations, pose keys, motions and cycles keep their seconds."""
    if isinstance(node.payload, Figure):
        performance = _performance_at_rate(node.payload.performance, float(factor))
        return node.replace(payload=node.payload.replace(performance=performance))
    if not isinstance(node.payload, Asset) or not node.payload.plays:
        return node

    def moved(play: ClipPlay) -> ClipPlay:
        return play.replace(start=rounded(play.start * float(factor)))

    plays = tuple(moved(play) for play in node.payload.plays)
    return node.replace(payload=node.payload.replace(plays=plays))


def _performance_at_rate(old: Performance, factor: float) -> Performance:
    return _moved_performance(old, lambda frame: rounded(frame * factor), factor)


def _scene_at_rate(scene: Scene, factor: Fraction) -> Scene:
    nodes = tuple(node_at_rate(node, factor) for node in scene.nodes)
    return scene.replace(nodes=nodes, tracks=tracks_at_rate(scene.tracks, factor))


def _shot_at_rate(shot: Shot, factor: Fraction) -> Shot:
    start = round(shot.start * factor)
    return shot.replace(
        start=start,
        end=max(start + 1, round(shot.end * factor)),
        head=round(shot.head * factor),
        tail=round(shot.tail * factor),
        tracks=tracks_at_rate(shot.tracks, factor),
    )

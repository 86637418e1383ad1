"""Edits that send a node along a path: ordinary keys with a speed curve, and a cycle of steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compose.curve import Curve, Interpolation, Keyframe
from compose.edits.building import built
from compose.edits.keys import set_track, with_keys
from compose.edits.performing import set_performance
from compose.errors import NotFoundError, SceneError
from compose.figures.performance import CyclePlay
from compose.node import Node
from compose.payload import Figure
from compose.project import Project
from compose.scene import Scene
from compose.track import Track
from compose.values import Vec3, rounded

if TYPE_CHECKING:
    from compose.transform import F64

SPEEDS_M_S = {"walk": 1.35, "run": 3.2, "sneak": 0.8, "limp": 0.85}
"""How fast an adult goes, in metres a second, by the cycles that follow the distance."""

_KEY_EVERY = 3
"""Frames from one key to the next: close enough that distance along the path is held."""

_LOOKS_M = 0.15
"""How far before and behind itself a node looks for the way it faces."""

_LONGEST_FRAMES = 100_000


def walk_along(
    project: Project,
    scene: str,
    node: str,
    points: Sequence[Vec3],
    *,
    start: float = 0.0,
    speed_m_s: float | None = None,
    ease_s: float = 0.6,
    cycle: str | None = "walk",
) -> Project:
    """Send a figure, or anything else, along a smooth path through points.

    It writes keys of ``translation`` and ``rotation_deg.y`` in place of those that the node has
    over that time, so that it faces where it goes. Along the path it gathers speed over
    ``ease_s``, keeps it, and slows down over as long.

    Parameters
    ----------
    points
        Two or more places in the space that the node stands in, from where it starts.
    start
        The scene frame at which it sets out.
    speed_m_s
        Metres a second between the eases; without it as fast as the cycle goes with adults. It is
        lowered a little so that the last key falls on a whole frame.
    ease_s
        Seconds of gathering speed, and of slowing down; less on a path too short for it.
    cycle
        What a figure's legs do: ``walk``, ``run``, ``sneak`` or ``limp``; ``None`` for nothing,
        as for a car.

    Raises
    ------
    NotFoundError
        When there is no such scene, node or cycle; the nearest are offered.
    SceneError
        When the path has no length, a number is out of range, or the node turns by a quaternion.
    """
    stage = project.scene(scene)
    moved = stage.find(node)
    if cycle is not None and cycle not in SPEEDS_M_S:
        raise NotFoundError("cycle that follows a path", cycle, SPEEDS_M_S)
    speed = SPEEDS_M_S[cycle or "walk"] if speed_m_s is None else speed_m_s
    _check(moved, speed, ease_s)
    rate = float(project.frame_rate)
    frames, places, headings = _travelled(points, speed / rate, ease_s * rate)
    frames = frames + start
    turn = _nearest_turn(headings, moved.rotation_deg[1])
    columns = {
        **{f"translation.{axis}": places[:, i] for i, axis in enumerate("xyz")},
        "rotation_deg.y": turn,
    }
    for channel, values in columns.items():
        track = _keyed(stage, moved, channel, frames, values)
        project = set_track(project, track, scene=stage.id)
    if cycle is None or not isinstance(moved.payload, Figure):
        return project
    return _with_cycle(project, stage, moved.payload, moved, cycle, frames)


def _check(node: Node, speed: float, ease_s: float) -> None:
    if node.rotation_mode != "euler":
        raise SceneError(
            f"{node.name!r} turns by a quaternion; set its rotation_mode to 'euler' first."
        )
    if not (0.0 < speed < 1e4 and 0.0 <= ease_s < 1e4):
        raise SceneError(
            f"A path is gone along at more than 0 m/s, eased over 0 s or more, not at {speed:g} "
            f"m/s and {ease_s:g} s."
        )


def _travelled(points: Sequence[Vec3], step: float, ease: float) -> tuple[F64, F64, F64]:
    """Return key frames (K,) from 0, places (K, 3) and headings (K,) in degrees.

    ``step`` is the speed in metres a frame and ``ease`` the frames of each ease.
    """
    import numpy as np

    from compose.paths import SmoothPath, eased_distance

    path = SmoothPath.through(points)
    length = path.length_m
    ease = min(ease, length / step)
    last = int(np.ceil(length / step + ease - 1e-9))
    if last > _LONGEST_FRAMES:
        raise SceneError(
            f"The path takes {last:,} frames; go faster or cut it ({_LONGEST_FRAMES:,} at most)."
        )
    frames = np.unique([*range(0, last, _KEY_EVERY), last]).astype(np.float64)
    along = eased_distance(frames, last, ease) * length
    reach = min(_LOOKS_M, length / 8.0)
    ways = path.places(np.minimum(along + reach, length)) - path.places(along - reach)
    headings = np.degrees(np.unwrap(np.arctan2(ways[:, 0], ways[:, 2])))
    return frames, path.places(along), headings


def _nearest_turn(headings: F64, now: float) -> F64:
    """Return the headings with whole turns added, so that the first is nearest to ``now``."""
    return headings + 360.0 * round((now - float(headings[0])) / 360.0)


def _keyed(
    scene: Scene, node: Node, channel: str, frames: Iterable[float], values: Iterable[float]
) -> Track:
    """Return the node's track with these keys in place of those between their ends."""
    keys = [
        built(
            Keyframe,
            f"the key of {channel!r}",
            frame=float(frame),
            value=float(value),
            interpolation=Interpolation.SMOOTH,
        )
        for frame, value in zip(frames, values, strict=True)
    ]
    old = next((t for t in scene.tracks if t.key == (node.id, channel)), None)
    if old is None:
        return Track(node=node.id, channel=channel, curve=Curve(keys=tuple(keys)))
    first, last = keys[0].frame, keys[-1].frame
    kept = [key for key in old.curve.keys if not first <= key.frame <= last]
    return old.replace(curve=with_keys(old.curve, [*kept, *keys]))


def _with_cycle(
    project: Project, scene: Scene, figure: Figure, node: Node, cycle: str, frames: F64
) -> Project:
    """Play the cycle over the path, in place of those that followed a path over that time."""
    start, end = rounded(float(frames[0])), rounded(float(frames[-1]))
    kept = [
        play
        for play in figure.performance.cycles
        if play.cycle not in SPEEDS_M_S
        or play.start >= end
        or (play.end is not None and play.end <= start)
    ]
    fresh = built(CyclePlay, f"the cycle {cycle!r}", cycle=cycle, start=start, end=end)
    return set_performance(project, scene.id, node.id, cycles=(*kept, fresh))

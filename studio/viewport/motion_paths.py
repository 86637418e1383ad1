"""Motion paths: where a node goes over time, and where its keys are. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from compose.evaluation import timeline_of
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from studio.viewport.projection import F64

_SAMPLES = 40
_PLACE_CHANNELS = ("translation.x", "translation.y", "translation.z")


@dataclass(frozen=True, eq=False, slots=True)
class MotionPath:
    """The way of one node: (N, 3) world ``places`` in order of time, (K, 3) places of ``keys``."""

    node: str
    places: F64
    keys: F64
    key_frames: tuple[float, ...]


def motion_paths(
    project: Project, scene: str, shot: str | None, nodes: Iterable[str]
) -> tuple[MotionPath, ...]:
    """Return the ways of nodes that move, over the shot's window, or else over all their keys.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    stage = project.scene(scene)
    own = None if shot is None else project.shot(shot)
    wanted = [node.id for node in stage.nodes if node.id in set(nodes)]
    keys = {node: _key_frames(stage, own, node) for node in wanted}
    frames = _frames(own, keys.values())
    if not wanted or not frames:
        return ()
    timeline = timeline_of(project, stage, shot=own)
    slots = [timeline.stage.slots.nodes[node] for node in wanted]
    places = np.stack([timeline.worlds(timeline.values(f))[slots, :3, 3] for f in frames])
    found = []
    for column, node in enumerate(wanted):
        way = places[:, column]
        if float(np.ptp(way, axis=0).max()) > 1e-4:
            rows = [frames.index(frame) for frame in keys[node] if frame in frames]
            found.append(
                MotionPath(node, way, way[rows], tuple(frames[row] for row in rows))
            )  # fmt: skip
    return tuple(found)


def _key_frames(scene: Scene, shot: Shot | None, node: str) -> tuple[float, ...]:
    """Return the frames at which a node's place has keys; the shot's tracks win."""
    tracks = {track.key: track for track in scene.tracks}
    tracks |= {} if shot is None else {track.key: track for track in shot.tracks}
    found = {
        key.frame
        for (owner, channel), track in tracks.items()
        if owner == node and channel in _PLACE_CHANNELS
        for key in track.curve.keys
    }
    return tuple(sorted(found))


def _frames(shot: Shot | None, keys: Iterable[tuple[float, ...]]) -> list[float]:
    """Return the frames to look at: evenly over the window, and every key in it."""
    every = sorted({frame for frames in keys for frame in frames})
    if shot is not None:
        first, last = float(shot.start), float(shot.end - 1)
    elif every:
        first, last = every[0], every[-1]
    else:
        return []
    inside = [frame for frame in every if first <= frame <= last][: 4 * _SAMPLES]
    return sorted({*np.linspace(first, last, _SAMPLES).tolist(), *inside})

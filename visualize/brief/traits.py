"""Traits: what a shot is, for ``models.recommend``, read from its scene without drawing it."""

from __future__ import annotations

import numpy as np

from compose.evaluation import world_matrices
from compose.framing.describe import describe
from compose.moves.analysis import analyse_shot
from compose.node import Node
from compose.payload import Asset, Figure, Prop
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from models.recommend import ShotTraits
from visualize.brief.shot_facts import shot_facts

_LONG_S, _SLOW_SHARE = 6.0, 0.12
_MOVES_MPS = 0.2
_SAMPLES = 5
_PRODUCT_M = 1.0


def shot_traits(
    project: Project, shot: Shot, *, has_end_frame: bool = False, draft: bool = False,
    needs_audio: bool = False,
) -> ShotTraits:  # fmt: skip
    """Return what a shot is, in plain numbers.

    A product shot is about one thing of less than a metre, with nobody in sight. A slow long move
    lasts at least six seconds and covers less than an eighth of the way to its subject in each.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    scene = project.scene(shot.scene)
    seconds = float(len(shot.window) / project.frame_rate)
    first = describe(project, shot, shot.start)
    move = analyse_shot(project, shot)
    speeds = _speeds(project, scene, shot, seconds)
    shown = [entry.node for entry in first.in_frame if entry.seen > 0.0]
    figures = [one for one in shown if isinstance(scene.node(one).payload, Figure)]
    moving = [one for one in figures if speeds[one] > _MOVES_MPS or _acts(scene.node(one))]
    camera_speed = float(move.speed_mps.max(initial=0.0))
    distance = first.measured.distance_m if first.measured else first.focus_distance_m
    small = first.cast is not None and max(
        float(np.ptp(subject.points, axis=0).max()) for subject in first.cast.subjects
    ) < _PRODUCT_M  # fmt: skip
    return ShotTraits(
        seconds=seconds,
        camera_speed=camera_speed,
        subject_speed=max((speeds[one] for one in shown), default=0.0),
        camera_turn_deg=float(move.turning_dps.max(initial=0.0)),
        animated_meshes=sum(_is_animated(scene.node(one), scene) for one in shown),
        figures=len(figures),
        moving_figures=len(moving),
        has_end_frame=has_end_frame,
        slow_long=seconds >= _LONG_S and 0.0 < camera_speed < _SLOW_SHARE * max(distance, 0.1),
        draft=draft,
        product=first.kind == "insert" and small and not figures,
        needs_audio=needs_audio,
        portrait=_is_portrait(project, shot),
    )


def _is_portrait(project: Project, shot: Shot) -> bool:
    return shot_facts(project, shot).aspect < 1.0


def _speeds(project: Project, scene: Scene, shot: Shot, seconds: float) -> dict[str, float]:
    """Return the metres a second of every node along its way through the shot."""
    frames = np.linspace(shot.start, shot.end - 1, _SAMPLES).tolist()
    worlds = [world_matrices(project, scene, frame, shot=shot) for frame in frames]
    result = {}
    for node in scene.nodes:
        path = np.stack([world[node.id][:3, 3] for world in worlds])
        way = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
        result[node.id] = way / seconds
    return result


def _acts(node: Node) -> bool:
    """Tell whether a figure does more than hold one pose."""
    if not isinstance(node.payload, Figure):
        return False
    acting = node.payload.performance
    return bool(len(acting.poses) > 1 or acting.cycles or acting.motion)


def _is_animated(node: Node, scene: Scene) -> bool:
    """Tell whether parts of a thing move: a clip plays, or a track turns one of them."""
    if isinstance(node.payload, Asset) and node.payload.plays:
        return True
    parts = any(t.node == node.id and t.channel.startswith("parts/") for t in scene.tracks)
    return parts or (isinstance(node.payload, Prop) and node.payload.rolling
                     and node.payload.prop in _ROLLING)  # fmt: skip


_ROLLING = frozenset({
    "car", "taxi", "van", "pickup", "bus", "truck", "bicycle", "motorbike", "scooter"
})  # fmt: skip

"""Evaluate: a frozen project, a shot and a frame become a Snapshot.

The value of a property at a frame is its shot track's, else the scene track's, else the node's
own. A shot's ``focal_length_mm`` stands between: shot track, then ``shot.focal_length_mm``, then
scene track, then the camera's base value. Inside an asset, an animation that plays comes before
tracks and after the file's own values; part overrides and chosen morph weights win over it.

A scene is compiled the first time one of its frames is asked for, and kept as long as the scene
object lives; after that a frame is a few array operations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from compose.camera import CameraLens
from compose.channels import CHANNELS, channel_named
from compose.errors import SceneError
from compose.figures.retarget import FigureMotion
from compose.geometry.material import Image
from compose.geometry.model import Model
from compose.id_legend import legend
from compose.node import Node
from compose.payload import Asset, CameraPayload, Figure, Modelled
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import Snapshot
from compose.stage.memo import IdentityMemo
from compose.stage.populating import populated
from compose.stage.scene_stage import SceneStage, compile_scene
from compose.stage.shot_stage import ShotStage
from compose.stage.timeline import Timeline
from compose.stage.tracks import resolve, unique_tracks
from compose.track import Track

__all__ = ["Models", "evaluate", "legend", "timeline_of", "world_matrices"]

F64 = npt.NDArray[np.float64]
Models = Mapping[str, Model]
_Made = TypeVar("_Made")

_FOCAL = "camera.focal_length_mm"
_MOST_VARIANTS = 8
_LAST_FRAME = 1_000_000_000


class _Compiled:
    """What was compiled from one scene object, in each variant asked for.

    A variant is a frame rate, a project folder and a set of given models.
    """

    def __init__(self) -> None:
        self.stages: dict[object, SceneStage] = {}
        self.timelines: dict[object, Timeline] = {}
        self.shots: IdentityMemo[Shot, dict[object, ShotStage]] = IdentityMemo()


# A memo of pure results: it holds nothing that outlives its scene, and no setting.
_COMPILED: IdentityMemo[Scene, _Compiled] = IdentityMemo()


def evaluate(
    project: Project, shot: Shot, frame: float, *, models: Models | None = None
) -> Snapshot:
    """Return the snapshot of a shot at a scene frame; the same arguments give the same snapshot.

    Parameters
    ----------
    project
        The project that holds the shot's scene.
    shot
        One of its shots, or any shot of one of its scenes.
    frame
        A scene frame, whole or not, inside the shot's window or not.
    models
        Models by ``Asset.path``, for assets that are not to be read from disk.

    Raises
    ------
    ShotwrightError
        When the frame is no number, or the scene cannot be what it says; the message names the
        node and the field.
    """
    _check_frame(frame)
    return _shot_stage(project, project.scene(shot.scene), shot, models).snapshot(frame)


def world_matrices(
    project: Project, scene: Scene, frame: float | None = None, *,
    shot: Shot | None = None, models: Models | None = None,
) -> dict[str, F64]:  # fmt: skip
    """Return the world matrix, (4, 4) float64, of every node of a scene by the node's id.

    Without a frame no track and no animation moves anything: the base matrices. A camera's matrix
    has its aim and roll in it, and no scale. ``shot`` adds that shot's own tracks.

    Raises
    ------
    ShotwrightError
        As ``evaluate``.
    """
    if frame is not None:
        _check_frame(frame)
    timeline = timeline_of(project, scene, shot=shot, models=models)
    world = timeline.base_world if frame is None else timeline.worlds(timeline.values(frame))
    slots = timeline.stage.slots.nodes
    return {node.id: world[slots[node.id]].copy() for node in scene.nodes}


def timeline_of(
    project: Project, scene: Scene, *, shot: Shot | None = None, models: Models | None = None
) -> Timeline:
    """Return the compiled scene in motion, with a shot's own tracks when one is given.

    Raises
    ------
    ShotwrightError
        As ``evaluate``.
    """
    if shot is None:
        return _scene_timeline(project, scene, models)
    return _shot_stage(project, scene, shot, models).timeline


def _check_frame(frame: float) -> None:
    if not abs(frame) <= _LAST_FRAME:
        raise SceneError(f"A frame is a number up to {_LAST_FRAME:,}, not {frame}.")


def _variant(project: Project, models: Models | None) -> tuple[object, ...]:
    given = None if models is None else tuple((path, id(m)) for path, m in models.items())
    return (project.rate, project.root, given)


def _kept(variants: dict[object, _Made], key: object, make: Callable[[], _Made]) -> _Made:
    """Return one variant, making it the first time; only the newest few are kept."""
    if key not in variants:
        made = make()
        while len(variants) >= _MOST_VARIANTS:
            del variants[next(iter(variants))]
        variants[key] = made
    return variants[key]


def _shot_stage(project: Project, scene: Scene, shot: Shot, models: Models | None) -> ShotStage:
    compiled = _COMPILED.get(scene, _Compiled)
    variants = compiled.shots.get(shot, dict)

    def make() -> ShotStage:
        lens = _lens_of(scene, shot)
        tracks = unique_tracks(scene.tracks, f"Scene {scene.name!r}")
        own = unique_tracks(shot.tracks, f"Shot {shot.label!r}")
        fixed = {}
        focal = (shot.camera, _FOCAL)
        if shot.focal_length_mm is not None:
            tracks.pop(focal, None)
            fixed[focal] = CHANNELS[_FOCAL].clamped(shot.focal_length_mm)
        both = [*(tracks | own).values()]
        timeline = _timeline(project, scene, both, fixed, models)
        return ShotStage(timeline, shot.camera, lens, shot.gate)

    return _kept(variants, _variant(project, models), make)


def _scene_timeline(project: Project, scene: Scene, models: Models | None) -> Timeline:
    def make() -> Timeline:
        tracks = unique_tracks(scene.tracks, f"Scene {scene.name!r}")
        return _timeline(project, scene, list(tracks.values()), {}, models)

    timelines = _COMPILED.get(scene, _Compiled).timelines
    return _kept(timelines, _variant(project, models), make)


def _timeline(
    project: Project, scene: Scene, tracks: Sequence[Track],
    fixed: Mapping[tuple[str, str], float], models: Models | None,
) -> Timeline:  # fmt: skip
    channels = [channel_named(scene, track) for track in tracks]
    stage = _scene_stage(project, scene, _fading(scene, tracks), models)
    drives = [resolve(stage, t, c) for t, c in zip(tracks, channels, strict=True)]
    places = {
        stage.layout.index(channel, stage.cameras[node]): value
        for (node, channel), value in fixed.items()
    }
    return Timeline(stage, drives, project.frame_rate, places)


def _fading(scene: Scene, tracks: Sequence[Track]) -> frozenset[str]:
    """Return the ids of nodes whose opacity is below one, or animated."""
    still = {node.id for node in scene.nodes if node.opacity < 1.0}
    return frozenset(still | {t.node for t in tracks if t.node and t.channel == "opacity"})


def _scene_stage(
    project: Project, scene: Scene, fading: frozenset[str], models: Models | None
) -> SceneStage:
    def make() -> SceneStage:
        given = models or {}
        full = populated(scene)
        loaded = full.models | {
            node.id: _model(project, node, node.payload, given)
            for node in full.scene.nodes
            if isinstance(node.payload, Modelled) and node.id not in full.models
        }
        motions = {
            node.id: _motion(project, node, node.payload, given)
            for node in full.scene.nodes
            if isinstance(node.payload, Figure) and node.payload.performance.motion is not None
        }
        image = partial(_image, project)
        return compile_scene(full.scene, loaded, image, fading, full.flows, motions)

    stages = _COMPILED.get(scene, _Compiled).stages
    return _kept(stages, (*_variant(project, models), fading), make)


def _model(project: Project, node: Node, payload: Modelled, given: Models) -> Model:
    from compose.assets import load_model

    if isinstance(payload, Asset):
        found = given.get(payload.path)
        return load_model(project, payload) if found is None else found
    try:
        return load_model(project, payload)
    except SceneError as error:
        raise SceneError(f"The {payload.kind} of {node.name!r}: {error}") from error


def _motion(project: Project, node: Node, figure: Figure, given: Models) -> FigureMotion:
    from compose.motion_files import load_motion

    play = figure.performance.motion
    assert play is not None  # asked for figures that have one
    try:
        return load_motion(project, play, figure.body, model=given.get(play.path))
    except SceneError as error:
        raise SceneError(f"The motion of {node.name!r}: {error}") from error


def _image(project: Project, path: str) -> Image:
    from compose.assets import load_image

    return load_image(project, path)


def _lens_of(scene: Scene, shot: Shot) -> CameraLens:
    """Return the lens of the shot's camera.

    Raises
    ------
    SceneError
        When the shot names no camera of the scene.
    """
    lenses: dict[str, CameraLens] = {}
    for node in scene.nodes:
        if isinstance(node.payload, CameraPayload):
            lenses[node.id] = node.payload
    if shot.camera in lenses:
        return lenses[shot.camera]
    names = ", ".join(f"{node} ({scene.node(node).name})" for node in lenses) or "none"
    raise SceneError(
        f"Shot {shot.label!r} looks through {shot.camera!r}, which is no camera of scene "
        f"{scene.name!r}. Its cameras: {names}."
    )

"""Evaluate: a frozen project, a shot and a frame become a Snapshot.

The value of a property at a frame is its shot track's, else the scene track's, else the node's
own. A shot's ``focal_length_mm`` stands between: shot track, then ``shot.focal_length_mm``, then
scene track, then the camera's base value. Inside an asset, an animation that plays comes before
tracks and after the file's own values; part overrides and chosen morph weights win over it.

A scene is compiled the first time one of its frames is asked for, and kept as long as the scene
object lives; after that a frame is a few array operations. A scene that differs in values alone
from one compiled before takes over all that the difference does not reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from compose.camera import CameraLens
from compose.channels import CHANNELS, channel_named
from compose.errors import SceneError
from compose.id_legend import legend
from compose.payload import CameraPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import CameraState, Snapshot
from compose.stage.loading import Models, compiled_stage
from compose.stage.plans import Plans
from compose.stage.restaging import restaged
from compose.stage.scene_stage import SceneStage
from compose.stage.shot_stage import ShotStage
from compose.stage.timeline import Timeline
from compose.stage.tracks import resolve, unique_tracks
from compose.stage.versions import compiled_of, kept, versions_of
from compose.track import Track

__all__ = ["Models", "evaluate", "legend", "timeline_of", "view", "world_matrices"]

F64 = npt.NDArray[np.float64]

_FOCAL = "camera.focal_length_mm"
_LAST_FRAME = 1_000_000_000


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


def view(
    project: Project,
    scene: Scene,
    frame: float,
    camera: CameraState,
    *,
    shot: Shot | None = None,
    models: Models | None = None,
) -> Snapshot:
    """Return the snapshot of a scene as a camera that is no node sees it: a free view, a plan.

    Parameters
    ----------
    camera
        Where to look from; the scene needs no camera of its own.
    shot
        A shot of the scene, whose own tracks are to be seen.

    Raises
    ------
    ShotwrightError
        As ``evaluate``.
    """
    _check_frame(frame)
    if shot is not None:
        return _shot_stage(project, scene, shot, models).snapshot(frame, camera)
    compiled = compiled_of(scene)

    def make() -> ShotStage:
        return ShotStage(_scene_timeline(project, scene, models), "", CameraLens(), None)

    with compiled.lock:
        stage = kept(compiled.views, _variant(project, models), make)
    return stage.snapshot(frame, camera)


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


def _shot_stage(project: Project, scene: Scene, shot: Shot, models: Models | None) -> ShotStage:
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

    compiled = compiled_of(scene)
    with compiled.lock:
        return kept(compiled.shots.get(shot, dict), _variant(project, models), make)


def _scene_timeline(project: Project, scene: Scene, models: Models | None) -> Timeline:
    def make() -> Timeline:
        tracks = unique_tracks(scene.tracks, f"Scene {scene.name!r}")
        return _timeline(project, scene, list(tracks.values()), {}, models)

    compiled = compiled_of(scene)
    with compiled.lock:
        return kept(compiled.timelines, _variant(project, models), make)


def _timeline(
    project: Project, scene: Scene, tracks: Sequence[Track],
    fixed: Mapping[tuple[str, str], float], models: Models | None,
) -> Timeline:  # fmt: skip
    stage = _scene_stage(project, scene, _fading(scene, tracks), models)
    like = _alike(project, scene, stage, tracks, models)
    if like is None:
        channels = [channel_named(scene, track) for track in tracks]
        drives = [resolve(stage, t, c) for t, c in zip(tracks, channels, strict=True)]
    else:
        drives = [*like.drives]
    places = {
        stage.layout.index(channel, stage.cameras[node]): value
        for (node, channel), value in fixed.items()
    }
    return Timeline(stage, drives, project.frame_rate, places, like)


def _alike(
    project: Project, scene: Scene, stage: SceneStage, tracks: Sequence[Track],
    models: Models | None,
) -> Timeline | None:  # fmt: skip
    """Return a timeline that differs from that of these tracks on this stage in values alone."""
    for version in versions_of(scene):
        for timeline in version.moving(_variant(project, models)):
            same_slots = timeline.stage.slots is stage.slots
            if same_slots and _same_tracks(tracks, [drive.track for drive in timeline.drives]):
                return timeline
    return None


def _same_tracks(some: Sequence[Track], others: Sequence[Track]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))


def _fading(scene: Scene, tracks: Sequence[Track]) -> frozenset[str]:
    """Return the ids of nodes whose opacity is below one, or animated."""
    still = {node.id for node in scene.nodes if node.opacity < 1.0}
    return frozenset(still | {t.node for t in tracks if t.node and t.channel == "opacity"})


def _scene_stage(
    project: Project, scene: Scene, fading: frozenset[str], models: Models | None
) -> SceneStage:
    key = (*_variant(project, models), fading)

    def make() -> SceneStage:
        earlier = [v.stages[key] for v in versions_of(scene) if key in v.stages]
        for stage in earlier:
            found = restaged(stage, scene)
            if found is not None:
                return found
        plans = earlier[0].plans if earlier else Plans()
        return compiled_stage(project, scene, fading, models or {}, plans)

    return kept(compiled_of(scene).stages, key, make)


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

"""Sample a scene at every frame of an export: what moves, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.evaluation import timeline_of
from compose.geometry.mesh import F64
from compose.payload import Asset, CameraPayload, Figure
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import CameraState
from compose.stage.lens import camera_state
from compose.stage.timeline import Timeline
from compose.timing import FrameRange
from compose.transform import decompose_matrices

MAX_FRAMES = 100_000
MAX_SAMPLES = 20_000_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Samples:
    """A scene over the frames of an export.

    ``seconds`` is (F,), from 0. ``translation``, ``quaternion`` and ``scale`` are (F, N, 3 or 4)
    for the ``moving`` slots (N,); ``still`` holds the same three for every slot at the first
    frame. ``visible`` (F, S) is whether each slot itself is on, ``shown`` (S,) whether it is ever
    seen, with everything it hangs on. ``weights`` (F, W) are morph
    weights, ``cameras`` the state of each camera node at every frame.
    """

    seconds: F64
    moving: npt.NDArray[np.intp]
    translation: F64
    quaternion: F64
    scale: F64
    still: tuple[F64, F64, F64]
    visible: npt.NDArray[np.bool_]
    shown: npt.NDArray[np.bool_]
    weights: F64
    cameras: dict[str, list[CameraState]]
    timeline: Timeline
    first_values: F64


def sample(project: Project, scene: Scene, shots: Sequence[Shot]) -> Samples:
    """Evaluate the scene at every whole frame from the first shot's start to the last one's end.

    A frame follows the first of ``shots`` whose window holds it, with that shot's own tracks, lens
    and gate; frames of no shot follow the scene alone. Without shots the frames run over the keys
    of the scene's tracks, the pose keys and cycles of its figures, and once through the animations
    its assets play.

    Raises
    ------
    SceneError
        When there are too many frames, or a shot belongs to another scene.
    """
    for shot in shots:
        if project.scene(shot.scene) is not scene:
            raise SceneError(f"Shot {shot.label!r} does not play in scene {scene.name!r}.")
    plain = timeline_of(project, scene)
    frames = _extent(project, scene, shots, plain)
    lines = [(shot, timeline_of(project, scene, shot=shot)) for shot in shots]
    by_frame = [
        next((pair for pair in lines if frame in pair[0].window), (None, plain)) for frame in frames
    ]
    moving = _moving([plain, *(line for _, line in lines)])
    if len(frames) * (len(moving) + 1) > MAX_SAMPLES:
        raise SceneError(
            f"{len(frames):,} frames of {len(moving):,} moving things are too many for one GLB; "
            "export fewer shots at a time."
        )
    return _record(frames, by_frame, moving, float(project.frame_rate))


def _record(
    frames: FrameRange,
    by_frame: Sequence[tuple[Shot | None, Timeline]],
    moving: npt.NDArray[np.intp],
    rate: float,
) -> Samples:
    """Evaluate each frame in its timeline."""
    first = by_frame[0][1]
    layout, slots = first.stage.layout, len(first.stage.slots.parents)
    matrices = np.empty((len(frames), len(moving), 4, 4))
    visible = np.empty((len(frames), slots), bool)
    shown = np.zeros(slots, bool)
    weights = []
    cameras: dict[str, list[CameraState]] = {name: [] for name in first.stage.cameras}
    for i, (frame, (shot, line)) in enumerate(zip(frames, by_frame, strict=True)):
        values = line.values(frame)
        world = line.worlds(values)
        matrices[i] = _locals(line, values, world, moving)
        visible[i] = layout.view(values, "slot.visible")[:, 0] >= 0.5
        shown |= line.visible(values)
        weights.append(layout.view(values, "morph.weight")[:, 0].copy())
        for name, states in cameras.items():
            states.append(_camera(line, values, world, name, shot))
    values = first.values(frames.start)
    still = _locals(first, values, first.worlds(values), np.arange(slots))
    parts = decompose_matrices(matrices.reshape(-1, 4, 4))
    translation, quaternion, scale = (
        part.reshape(len(frames), len(moving), part.shape[1]) for part in parts
    )
    return Samples(
        seconds=np.arange(len(frames), dtype=np.float64) / rate,
        moving=moving,
        translation=translation,
        quaternion=quaternion,
        scale=scale,
        still=decompose_matrices(still),
        visible=visible,
        shown=shown,
        weights=np.array(weights),
        cameras=cameras,
        timeline=first,
        first_values=values,
    )


def _extent(
    project: Project, scene: Scene, shots: Sequence[Shot], timeline: Timeline
) -> FrameRange:
    """Return the frames to sample."""
    if shots:
        first, stop = min(s.start for s in shots), max(s.end for s in shots)
    else:
        keys = [key.frame for track in scene.tracks for key in track.curve.keys]
        keys += _clip_frames(project, scene, timeline)
        keys += _acting_frames(scene)
        first = int(np.floor(min(keys, default=0.0)))
        stop = int(np.ceil(max(keys, default=0.0))) + 1
    if stop - first > MAX_FRAMES:
        raise SceneError(f"{stop - first:,} frames are too many for one GLB ({MAX_FRAMES:,}).")
    return FrameRange(first, stop)


def _clip_frames(project: Project, scene: Scene, timeline: Timeline) -> list[float]:
    """Return where each animation that plays starts, and where it has gone through once."""
    rate = float(project.frame_rate)
    frames = []
    for node in scene.nodes:
        if not isinstance(node.payload, Asset):
            continue
        clips = {c.name: c for c in timeline.stage.slots.insides[node.id].model.clips}
        for play in node.payload.plays:
            speed = abs(play.speed) or 1.0
            frames += [play.start, play.start + clips[play.clip].duration_s / speed * rate]
    return frames


def _acting_frames(scene: Scene) -> list[float]:
    """Return the frames of pose keys, and where cycles start and end."""
    frames = []
    for node in scene.nodes:
        if isinstance(node.payload, Figure):
            performance = node.payload.performance
            frames += [key.frame for key in performance.poses]
            frames += [play.start for play in performance.cycles]
            frames += [play.end for play in performance.cycles if play.end is not None]
    return frames


def _moving(lines: Sequence[Timeline]) -> npt.NDArray[np.intp]:
    """Return the slots that move in any of the timelines, cameras always among them."""
    affected = np.zeros(len(lines[0].stage.slots.parents), bool)
    for line in lines:
        affected |= line.affected
    for rule in lines[0].stage.rules:
        affected[rule.slot] = True
    return np.flatnonzero(affected)


def _locals(line: Timeline, values: F64, world: F64, slots: npt.NDArray[np.intp]) -> F64:
    """Return the matrices under the parents; a camera's is its world matrix (it has no parent)."""
    result = line.locals(values, slots)
    cameras = np.isin(slots, [rule.slot for rule in line.stage.rules])
    result[cameras] = world[slots[cameras]]
    return result


def _camera(line: Timeline, values: F64, world: F64, name: str, shot: Shot | None) -> CameraState:
    stage = line.stage
    node = stage.nodes[name]
    assert isinstance(node.payload, CameraPayload)  # only those have a row of camera values
    gate = shot.gate if shot is not None and shot.camera == name else None
    row, place = stage.cameras[name], world[stage.slots.nodes[name]]
    return camera_state(node.payload, gate, values, stage.layout, row, place, name, node.name)

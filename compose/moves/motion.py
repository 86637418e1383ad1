"""CameraMotion: a shot's camera (and its subjects) over a run of frames, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.evaluation import timeline_of
from compose.moves.subjects import Subject
from compose.payload import CameraPayload
from compose.project import Project
from compose.shot import Shot
from compose.stage.memo import IdentityMemo
from compose.stage.timeline import Timeline
from compose.timing import FrameRange

F64 = npt.NDArray[np.float64]

MOST_FRAMES = 100_000
"""Frames of the longest move: an hour at 24 frames a second, and more."""
_MOST_KEPT = 4
"""Runs of frames that are kept of a shot as it is."""


@dataclass(frozen=True, eq=False, kw_only=True)
class CameraMotion:
    """The camera at N frames, in world space.

    Parameters
    ----------
    frames
        (N,) float64, rising by equal steps.
    rate
        How many of them make a second.
    places
        (N, 3) metres.
    turns
        (N, 3, 3) rotations; the camera looks down −Z.
    focal_mm
        (N,) focal lengths.
    gate_mm
        Width and height of the gate.
    """

    frames: F64
    rate: float
    places: F64
    turns: F64
    focal_mm: F64
    gate_mm: tuple[float, float]

    @property
    def ahead(self) -> F64:
        """(N, 3) unit vectors of the view."""
        return -self.turns[:, :, 2]

    @property
    def right(self) -> F64:
        """(N, 3) unit vectors to the camera's right."""
        return self.turns[:, :, 0]

    @property
    def seconds(self) -> F64:
        """(N,) seconds since the first frame."""
        result: F64 = (self.frames - self.frames[0]) / self.rate
        return result

    def moved(
        self, *, places: F64 | None = None, turns: F64 | None = None, focal_mm: F64 | None = None
    ) -> CameraMotion:
        """Return the motion with what is given in place of its own."""
        return replace(
            self,
            places=self.places if places is None else places,
            turns=self.turns if turns is None else turns,
            focal_mm=self.focal_mm if focal_mm is None else focal_mm,
        )

    def first(self, count: int) -> CameraMotion:
        """Return the motion of the first frames alone."""
        return replace(
            self,
            frames=self.frames[:count],
            places=self.places[:count],
            turns=self.turns[:count],
            focal_mm=self.focal_mm[:count],
        )

    def sees(self, points: F64, share: float = 1.0) -> npt.NDArray[np.bool_]:
        """Return (N,) bool: whether (N, 3) points lie in the picture, or a middle share of it."""
        away = np.einsum("nji,nj->ni", self.turns, points - self.places)
        depth = -away[:, 2]
        reach = 0.5 * share * np.array(self.gate_mm) / self.focal_mm[:, None]
        result: npt.NDArray[np.bool_] = (depth > 1e-6) & (
            np.abs(away[:, :2]) <= reach * depth[:, None]
        ).all(axis=1)
        return result


@dataclass(frozen=True, eq=False, kw_only=True)
class Rig:
    """What holds the camera at N frames: how places in the world become its channels.

    ``parents`` is (N, 4, 4). ``aimed_at`` is (N, 3), the target that the camera keeps looking at
    without its offset, or ``None``. ``angles_deg`` (N, 3) and ``roll_deg`` (N,) are the channels'
    own values.
    """

    parents: F64
    aimed_at: F64 | None
    angles_deg: F64
    roll_deg: F64

    def first(self, count: int) -> Rig:
        """Return the rig at the first frames alone."""
        return Rig(
            parents=self.parents[:count],
            aimed_at=None if self.aimed_at is None else self.aimed_at[:count],
            angles_deg=self.angles_deg[:count],
            roll_deg=self.roll_deg[:count],
        )


def frames_of(shot: Shot, frames: FrameRange | tuple[int, int] | None) -> FrameRange:
    """Return the frames of a move: those given, half-open, else the shot's window.

    Raises
    ------
    SceneError
        When they hold no frame.
    """
    if frames is None:
        return shot.window
    start, stop = (frames.start, frames.stop) if isinstance(frames, FrameRange) else frames
    if stop <= start:
        raise SceneError(f"The frames {start}:{stop} hold no frame; the end is not included.")
    return FrameRange(int(start), int(stop))


def reach_of(project: Project, shot: Shot, window: FrameRange) -> FrameRange:
    """Return the frames of a move, and those of the shot after it where the camera is keyed.

    A move that ends before its shot leaves the camera elsewhere than it was; what the camera does
    in the rest of the shot goes on from there.
    """
    end = shot.end + shot.tail
    tracks = (*project.scene(shot.scene).tracks, *shot.tracks)
    keyed = any(
        track.node == shot.camera and track.curve.keys[-1].frame > window.stop - 1
        for track in tracks
        if track.curve.keys
    )
    return FrameRange(window.start, end) if keyed and end > window.stop else window


def sample_motion(
    project: Project,
    shot: Shot,
    frames: FrameRange,
    subjects: Sequence[Subject] = (),
    step: int = 1,
) -> tuple[CameraMotion, Rig, Mapping[int, F64]]:
    """Return the camera, its rig, and (N, 3) places of subjects by their slot, frame by frame.

    With a ``step`` only every so many frames are taken, and the rate is that of these. The arrays
    are read-only: whoever asks the same of the same project and shot gets them again.

    Raises
    ------
    ShotwrightError
        When the scene or the shot's camera cannot be what they say.
    """
    scene = project.scene(shot.scene)
    node = scene.node(shot.camera)
    if not isinstance(node.payload, CameraPayload):
        raise SceneError(f"{node.name!r}, the camera of shot {shot.label!r}, is no camera.")
    chosen = range(frames.start, frames.stop, step)
    if len(chosen) > MOST_FRAMES:
        raise SceneError(
            f"{len(chosen):,} frames are more than the {MOST_FRAMES:,} of the longest move."
        )
    samples = _sampled(timeline_of(project, scene, shot=shot), node.id, chosen, subjects)
    motion = CameraMotion(
        frames=np.array(chosen, np.float64),
        rate=float(project.frame_rate) / step,
        places=samples.worlds[:, :3, 3],
        turns=samples.worlds[:, :3, :3],
        focal_mm=samples.focal,
        gate_mm=_gate_of(shot, node.payload),
    )
    return motion, samples.rig(), samples.found


_Sampled = dict[tuple[object, ...], "_Samples"]
_SAMPLED: IdentityMemo[Timeline, _Sampled] = IdentityMemo()


def _sampled(
    timeline: Timeline, camera: str, chosen: range, subjects: Sequence[Subject]
) -> _Samples:
    """Return the samples of a timeline; one move after another is tried on the same shot."""
    kept = _SAMPLED.get(timeline, dict)
    key = (camera, chosen, tuple((subject.slot, subject.offset) for subject in subjects))
    samples = kept.get(key)
    if samples is None:
        samples = _Samples(timeline, camera, len(chosen), subjects)
        for i, frame in enumerate(chosen):
            samples.take(timeline, i, frame)
        samples.freeze()
        while len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = samples
    return samples


class _Samples:
    """What a timeline says of one camera and some subjects, filled in frame by frame."""

    def __init__(
        self, timeline: Timeline, camera: str, count: int, subjects: Sequence[Subject]
    ) -> None:
        stage = timeline.stage
        self._subjects = subjects
        self._slot, self._row = stage.slots.nodes[camera], stage.cameras[camera]
        self._above = int(stage.slots.parents[self._slot])
        self._target = next((rule.target for rule in stage.rules if rule.slot == self._slot), -1)
        self.worlds, self._parents = (np.tile(np.eye(4), (count, 1, 1)) for _ in range(2))
        self._aims, self._angles = np.zeros((count, 3)), np.zeros((count, 3))
        self._roll, self.focal = np.zeros(count), np.zeros(count)
        self.found = {subject.slot: np.zeros((count, 3)) for subject in subjects}

    def take(self, timeline: Timeline, i: int, frame: float) -> None:
        """Put the values of a frame into row ``i``."""
        layout = timeline.stage.layout
        values = timeline.values(frame)
        world = timeline.worlds(values)
        self.worlds[i] = world[self._slot]
        if self._above >= 0:
            self._parents[i] = world[self._above]
        if self._target >= 0:
            self._aims[i] = world[self._target][:3, 3]
        self._angles[i] = layout.view(values, "slot.rotation_deg")[self._slot]
        self._roll[i] = layout.view(values, "camera.roll_deg")[self._row, 0]
        self.focal[i] = layout.view(values, "camera.focal_length_mm")[self._row, 0]
        for subject in self._subjects:
            self.found[subject.slot][i] = subject.place(world)

    def freeze(self) -> None:
        """Make the arrays read-only."""
        own = (self.worlds, self._parents, self._aims, self._angles, self._roll, self.focal)
        for array in (*own, *self.found.values()):
            array.setflags(write=False)

    def rig(self) -> Rig:
        """Return what holds the camera."""
        return Rig(
            parents=self._parents,
            aimed_at=self._aims if self._target >= 0 else None,
            angles_deg=self._angles,
            roll_deg=self._roll,
        )


def _gate_of(shot: Shot, lens: CameraPayload) -> tuple[float, float]:
    from compose.stage.lens import gate_aspect, gate_inside, sensor_size

    gate = lens.gate if shot.gate is None else shot.gate
    return gate_inside(sensor_size(lens.sensor), gate_aspect(gate))

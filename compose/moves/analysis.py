"""What a shot's camera does over a window: speeds, shake, and the move in film words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.evaluation import timeline_of
from compose.moves.camera_alone import camera_alone
from compose.moves.keeping import smoothed
from compose.moves.motion import CameraMotion, frames_of, sample_motion
from compose.moves.phases import Phase, phases
from compose.moves.rotations import elevations, headings, look_turns, roll_of, y_turns, z_turns
from compose.moves.subjects import Subject, subject_of
from compose.moves.words import sentence
from compose.payload import Asset, CameraPayload, Figure, LightPayload, Prop
from compose.project import Project
from compose.shot import Shot
from compose.stage.timeline import Timeline
from compose.timing import FrameRange

F64 = npt.NDArray[np.float64]

MOST_SUBJECTS = 48
"""How many nodes are considered as subjects where none are named."""

MOST_SAMPLES = 5_000
"""Frames that are looked at; of a longer window only every second, third…"""

SUBJECT_SAMPLES = 13
"""Frames at which subjects are looked at, where the camera does not hang on one."""

_SHAKE_WINDOW_S = 0.8
_SWAY_S = 0.9
_SHAKE_DEG = 0.03
_REVERSALS_HZ = 1.5
_SWEEP_DPS = 60.0


@dataclass(frozen=True, slots=True)
class Shake:
    """What is left of a motion without its smooth part: an operator's tremor above about 1 Hz.

    Robust deviations over the window, in degrees of turn and millimetres of place.
    """

    turn_deg: float
    place_mm: float
    handheld: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class MoveAnalysis:
    """A camera's path over a window of N frames.

    Parameters
    ----------
    frames
        (N,) scene frames.
    places
        (N, 3) metres.
    speed_mps, acceleration_mps2, turning_dps
        (N,) speed, length of the acceleration vector, and degrees a second.
    shake
        How much it trembles.
    phases
        The window cut into moves and holds, each with its parts, the largest first.
    words
        The whole in film words, such as ``"crane down 11.3 m while tilting up 23°, then holds"``.
    """

    frames: F64
    places: F64
    speed_mps: F64
    acceleration_mps2: F64
    turning_dps: F64
    shake: Shake
    phases: tuple[Phase, ...]
    words: str

    @property
    def moves(self) -> tuple[str, ...]:
        """The names of the moves (``compose.moves.MOVES``) in order, holds left out."""
        found = [p.parts[0].move for p in self.phases if p.parts and p.parts[0].move != "static"]
        if self.shake.handheld:
            found.append("handheld")
        return tuple(found) or ("static",)


def analyse_shot(
    project: Project, shot: Shot | str, frames: FrameRange | tuple[int, int] | None = None, *,
    subjects: Sequence[str] | None = None,
) -> MoveAnalysis:  # fmt: skip
    """Return what the camera of a shot does in some frames.

    Parameters
    ----------
    frames
        Scene frames, half-open; without them the shot's window.
    subjects
        Names or ids of the nodes that moves may be about. Without them the figures, the camera's
        aim and whatever moves by itself, up to ``MOST_SUBJECTS``.

    Raises
    ------
    NotFoundError
        When there is no such shot or subject.
    ShotwrightError
        When the scene cannot be what it says.
    """
    shot = project.shot(shot if isinstance(shot, str) else shot.id)
    scene = project.scene(shot.scene)
    timeline = timeline_of(project, scene, shot=shot)
    if subjects is None:
        subjects = _likely(project, shot)
    about = [subject_of(timeline, scene, name) for name in subjects]
    window = frames_of(shot, frames)
    step = -(-len(window) // MOST_SAMPLES)
    alone = camera_alone(project, shot)
    if alone is None:
        motion, _, found = sample_motion(project, shot, window, about, step)
        return analyse_motion(motion, about, [found[subject.slot] for subject in about])
    motion, _, _ = sample_motion(*alone, window, (), step)
    return analyse_motion(motion, about, _places(timeline, about, motion.frames))


def _places(timeline: Timeline, subjects: Sequence[Subject], frames: F64) -> list[F64]:
    """Return the (N, 3) way of each subject, from a few frames: no move is about a step's sway."""
    looked = np.linspace(frames[0], frames[-1], min(len(frames), SUBJECT_SAMPLES))
    worlds = [timeline.worlds(timeline.values(frame)) for frame in looked.tolist()]
    ways = [np.stack([subject.place(world) for world in worlds]) for subject in subjects]
    return [np.stack([np.interp(frames, looked, axis) for axis in way.T], axis=1) for way in ways]


def analyse_motion(
    motion: CameraMotion, subjects: Sequence[Subject] = (), places: Sequence[F64] = ()
) -> MoveAnalysis:
    """Return what a camera does; ``places`` are the (N, 3) of each subject."""
    shake = measure_shake(motion)
    calm = _without_sway(motion) if shake.handheld else motion
    found = phases(calm, subjects, places, calm=not shake.handheld)
    speed, acceleration, turning = _rates(motion)
    return MoveAnalysis(
        frames=motion.frames,
        places=motion.places,
        speed_mps=speed,
        acceleration_mps2=acceleration,
        turning_dps=turning,
        shake=shake,
        phases=found,
        words=sentence(found, handheld=shake.handheld),
    )


def _likely(project: Project, shot: Shot) -> list[str]:
    """Return the ids of nodes that a move may be about: figures, else things, and what moves."""
    scene = project.scene(shot.scene)
    lens = scene.node(shot.camera).payload
    aim = lens.aim.node if isinstance(lens, CameraPayload) and lens.aim else None
    driven = {t.node for t in (*scene.tracks, *shot.tracks) if t.channel.startswith("translation")}
    drawn = [
        node
        for node in scene.nodes
        if node.payload is not None and not isinstance(node.payload, CameraPayload | LightPayload)
    ]
    figures = [node.id for node in drawn if isinstance(node.payload, Figure)]
    moving = [node.id for node in drawn if node.id == aim or node.id in driven]
    things = [] if figures else [n.id for n in drawn if isinstance(n.payload, Prop | Asset)]
    return list(dict.fromkeys([*figures, *moving, *things]))[:MOST_SUBJECTS]


def measure_shake(motion: CameraMotion) -> Shake:
    """Return how much a camera trembles about its smooth path.

    The smooth path is a cubic fitted to 0.8 s around every frame (Savitzky and Golay, 1964). The
    measure is 1.4826 times the median of what is left, away from sweeps such as a whip pan.
    """
    half = max(3, round(0.5 * _SHAKE_WINDOW_S * motion.rate))
    if len(motion.frames) <= 2 * half + 1:
        return Shake(0.0, 0.0, handheld=False)
    angles = np.degrees(np.stack([headings(motion.ahead), elevations(motion.ahead)], axis=1))
    steps = np.abs(np.diff(angles, axis=0)).max(axis=1) * motion.rate
    sweeps = np.convolve(steps > _SWEEP_DPS, np.ones(2 * half), mode="valid") > 0.0
    if np.count_nonzero(~sweeps) < half:
        return Shake(0.0, 0.0, handheld=False)
    turn = _residual(angles, half)[~sweeps]
    place = _residual(motion.places, half)[~sweeps]
    turn_deg, place_mm = _robust(turn), 1000.0 * _robust(place)
    reversals = np.count_nonzero(np.diff(np.sign(turn), axis=0), axis=0)
    often = reversals.max() * motion.rate / len(turn) > _REVERSALS_HZ
    return Shake(turn_deg, place_mm, handheld=bool(turn_deg > _SHAKE_DEG and often))


def _residual(values: F64, half: int) -> F64:
    """Return (N − 2 half, C): samples less a cubic fitted to ``half`` on both sides."""
    x = np.arange(-half, half + 1) / half
    powers = np.stack([x**k for k in range(4)], axis=1)
    weights = np.linalg.pinv(powers)[0]
    fitted = [np.convolve(column, weights[::-1], mode="valid") for column in values.T]
    return np.asarray(values[half:-half] - np.stack(fitted, axis=1))


def _robust(residual: F64) -> float:
    return float(1.4826 * np.median(np.linalg.norm(residual, axis=1)))


def _without_sway(motion: CameraMotion) -> CameraMotion:
    """Return the motion under an operator's sway: all of it smoothed alike."""
    deviation = _SWAY_S * motion.rate
    angles = np.stack([headings(motion.ahead), elevations(motion.ahead)], axis=1)
    pan, tilt = smoothed(angles, deviation).T
    ahead = np.stack([0.0 * pan, np.sin(tilt), -np.cos(tilt)], axis=1)
    rolls = smoothed(roll_of(motion.turns)[:, None], deviation)[:, 0]
    turns = y_turns(pan) @ look_turns(ahead)
    return motion.moved(
        places=smoothed(motion.places, deviation),
        turns=turns @ z_turns(rolls),
        focal_mm=smoothed(motion.focal_mm[:, None], deviation)[:, 0],
    )


def _rates(motion: CameraMotion) -> tuple[F64, F64, F64]:
    """Return (N,) speed, acceleration and degrees a second, by central differences."""
    count = len(motion.frames)
    if count < 2:
        return np.zeros(count), np.zeros(count), np.zeros(count)
    velocity = np.gradient(motion.places, axis=0) * motion.rate
    change = np.gradient(velocity, axis=0) * motion.rate
    between = np.swapaxes(motion.turns[:-1], 1, 2) @ motion.turns[1:]
    sines = np.stack([between[:, 2, 1] - between[:, 1, 2], between[:, 0, 2] - between[:, 2, 0],
                      between[:, 1, 0] - between[:, 0, 1]], axis=1)  # fmt: skip
    cosines = np.trace(between, axis1=1, axis2=2) - 1.0
    steps = np.degrees(np.arctan2(np.linalg.norm(sines, axis=1), cosines)) * motion.rate
    turning = np.concatenate([steps[:1], 0.5 * (steps[:-1] + steps[1:]), steps[-1:]])
    return np.linalg.norm(velocity, axis=1), np.linalg.norm(change, axis=1), turning

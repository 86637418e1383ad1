"""Idling: cycles that follow time, standing and sitting, as loops without a seam."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.figures.gait.rows import (
    ANGLES,
    ANKLES,
    DRIVEN_ROWS,
    HIPS,
    SOLES,
    WIDTH,
    AngleRows,
    Motion,
    joints_named,
    seated_joints,
)
from compose.figures.gait.walker import Walker
from compose.figures.pose import Pose, posed
from compose.transform import euler_quaternions, matrix_eulers, quaternion_matrices

F64 = npt.NDArray[np.float64]

TIMED: dict[str, str] = {"idle": "Standing at ease", "sit-talk": "Sitting and talking"}
"""The cycles that follow time, with their titles."""

LOOP_S = 16.0
_ROWS_A_SECOND = 12.0
_BREATHS_A_LOOP = 4
"""15 breaths a minute: an adult at rest takes 12 to 20."""

_AT_EASE = (
    "neck", "head",
    *(f"{side}_{name}" for side in ("left", "right")
      for name in ("clavicle", "shoulder", "elbow", "wrist")),
)  # fmt: skip
_TOE_OUT = np.radians(6.0)


def add_breath(angles: AngleRows, seconds: F64, size: F64 | float) -> None:
    """Add the rise and fall of chest and shoulders at (F,) seconds to angles."""
    breath = np.sin(2.0 * np.pi * _BREATHS_A_LOOP * seconds / LOOP_S) * size
    angles.add("waist", x=1.0 * breath)
    angles.add("chest", x=-2.8 * breath)
    angles.add("neck", x=1.8 * breath)
    for name, sign in (("left", 1.0), ("right", -1.0)):
        angles.add(f"{name}_clavicle", z=sign * 2.4 * breath)
        angles.add(f"{name}_shoulder", z=-sign * 2.0 * breath)


def idling(walker: Walker) -> Motion:
    """Return the motion of a cycle that follows time.

    One who stands at ease breathes and sways about what the pose does with head and arms, so that
    a phone stays at the ear.
    """
    sitting = walker.play.cycle == "sit-talk"
    pose = posed("sit" if sitting else "stand")
    seconds = np.arange(int(LOOP_S * _ROWS_A_SECOND)) / _ROWS_A_SECOND
    angles = AngleRows(len(seconds))
    angles.add_radians(_pose_angles(pose))
    add_breath(angles, seconds, 1.0)
    rows = np.zeros((len(seconds), WIDTH))
    rows[:, HIPS] = pose.hips
    if sitting:
        _add_talk(angles, _waves(seconds))
    else:
        rows[:, HIPS] += _add_weight_shift(angles, _waves(seconds))
    rows[:, ANGLES] = angles.flat
    ankles, soles = _standing_feet(walker)
    rows[:, ANKLES], rows[:, SOLES] = ankles.ravel(), soles.ravel()
    rate = walker.seconds_a_frame * walker.play.speed * _ROWS_A_SECOND
    start = walker.play.start - walker.play.offset * LOOP_S * _ROWS_A_SECOND / rate
    return Motion(
        rows=rows, base=pose.turns, first=start, rate=rate, loops=True, in_world=False,
        planted=not sitting, moves=seated_joints(),
        sways=joints_named() if sitting else joints_named(*_AT_EASE),
    )  # fmt: skip


def _pose_angles(pose: Pose) -> F64:
    return matrix_eulers(quaternion_matrices(pose.turns[DRIVEN_ROWS]), "YXZ")


def _standing_feet(walker: Walker) -> tuple[F64, F64]:
    """Return (2, 3) ankles and (2, 4) soles of feet side by side, in the figure's space."""
    zero = walker.body
    ankles = np.stack([zero.at("left_ankle"), zero.at("right_ankle")])
    turns = np.array([[0.0, _TOE_OUT, 0.0], [0.0, -_TOE_OUT, 0.0]])
    return ankles, euler_quaternions(turns, "YXZ")


def _waves(seconds: F64) -> dict[str, F64]:
    """Return slow signals within ±1 that repeat after a loop and not before.

    Each is a sum of two sines of whole, unlike numbers of turns a loop.
    """
    turn = 2.0 * np.pi * seconds / LOOP_S

    def wave(one: int, other: int, start: float) -> F64:
        return np.asarray(
            0.62 * np.sin(one * turn + start) + 0.38 * np.sin(other * turn + 2.1 * start)
        )

    return {
        "shift": np.tanh(2.2 * wave(2, 3, 0.4)),
        "gaze": np.tanh(2.0 * wave(3, 4, 1.3)),
        "nod": wave(5, 9, 0.2),
        "left": wave(6, 11, 0.9),
        "right": wave(7, 12, 2.4),
        "beat": wave(13, 17, 1.7),
        "phrase": 0.5 + 0.5 * wave(2, 5, 2.8),
    }


def _add_weight_shift(angles: AngleRows, waves: dict[str, F64]) -> F64:
    """Add a standing person's shifting of weight; return the (F, 3) way of the hips."""
    shift, gaze = waves["shift"], waves["gaze"]
    angles.add("hips", y=-3.0 * shift, z=3.6 * shift)
    angles.add("waist", y=2.0 * shift, z=-3.0 * shift)
    angles.add("chest", y=2.0 * gaze, z=-1.8 * shift)
    angles.add("neck", y=5.0 * gaze, x=1.0 * waves["nod"])
    angles.add("head", y=7.0 * gaze, x=1.8 * waves["nod"], z=1.6 * shift)
    angles.add("left_shoulder", x=-2.0 * waves["phrase"], z=-1.2 * shift)
    angles.add("right_shoulder", x=2.0 * waves["phrase"], z=-1.2 * shift)
    return np.stack([0.048 * shift, -0.005 - 0.003 * shift**2, 0.006 * gaze], axis=1)


def _add_talk(angles: AngleRows, waves: dict[str, F64]) -> None:
    """Add a seated speaker's gestures: hands that beat, a head that nods and turns."""
    phrase = waves["phrase"]
    left, right = phrase * (0.5 + 0.5 * waves["left"]), phrase * (0.5 + 0.5 * waves["right"])
    beat = phrase * waves["beat"]
    angles.add("waist", x=2.5 * phrase)
    angles.add("chest", x=1.5 * beat, y=5.0 * waves["gaze"] * phrase)
    angles.add("neck", x=2.0 * waves["nod"] * phrase, y=4.0 * waves["gaze"])
    angles.add("head", x=4.0 * waves["nod"] * phrase, y=6.0 * waves["gaze"], z=3.0 * waves["left"])
    for name, sign, lift in (("left", 1.0, left), ("right", -1.0, right)):
        angles.add(f"{name}_shoulder", x=-9.0 * lift, z=sign * 5.0 * lift)
        angles.add(f"{name}_elbow", x=-16.0 * lift, y=-sign * (30.0 * lift))
        angles.add(f"{name}_wrist", x=-14.0 * lift, y=-sign * 6.0 * beat, z=sign * 8.0 * beat)

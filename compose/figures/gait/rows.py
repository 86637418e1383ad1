"""Rows: the numbers that describe a moving figure at one moment, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import FINGERS, INDEX, JOINTS

F64 = npt.NDArray[np.float64]

DRIVEN: tuple[str, ...] = (
    "hips", "waist", "chest", "neck", "head",
    "left_clavicle", "left_shoulder", "left_elbow", "left_wrist", "left_toes",
    "right_clavicle", "right_shoulder", "right_elbow", "right_wrist", "right_toes",
)  # fmt: skip
"""The joints whose angles a cycle says; the others keep those of the cycle's pose."""

DRIVEN_ROWS = np.array([INDEX[name] for name in DRIVEN], np.intp)

_LEGS = tuple(f"{side}_{name}" for side in ("left", "right") for name in ("hip", "knee", "ankle"))
FINGER_ROWS = {
    side: np.array([INDEX[f"{side}_{finger}_{n}"] for finger in FINGERS for n in (1, 2, 3)])
    for side in ("left", "right")
}
"""The joints of the fingers of each hand."""

ANGLES = slice(0, 3 * len(DRIVEN))
HIPS = slice(ANGLES.stop, ANGLES.stop + 3)
ANKLES = slice(HIPS.stop, HIPS.stop + 6)
SOLES = slice(ANKLES.stop, ANKLES.stop + 8)
WIDTH = SOLES.stop


@dataclass(frozen=True, eq=False, kw_only=True)
class Motion:
    """One cycle of one figure, sampled.

    Parameters
    ----------
    rows
        (F, WIDTH): Euler angles (x, y, z, order YXZ, radians) of `DRIVEN`, the hips' way from
        where they rest in leg lengths, ankles and soles of left and right foot.
    base
        (J, 4): the turns of all other joints.
    first, rate
        The row at frame f is ``(f - first) * rate``.
    loops
        Whether the rows repeat; else the first and the last one hold.
    in_world
        Whether ankles and soles are in the world or in the figure's space.
    planted
        Whether the feet go to ankles and soles at all.
    moves
        (J,) bool: the joints that the cycle moves. The others do what the pose beneath says.
    sways
        (J,) bool: those of them that move about the pose beneath, by their way from ``base``.
    """

    rows: F64
    base: F64
    first: float
    rate: float
    loops: bool
    in_world: bool
    planted: bool
    moves: npt.NDArray[np.bool_]
    sways: npt.NDArray[np.bool_]


def walked_joints() -> npt.NDArray[np.bool_]:
    """Return (J,) bool: all that a walk moves, which is all but the eyes."""
    result = seated_joints()
    for hand in FINGER_ROWS.values():
        result[hand] = True
    return result


def seated_joints() -> npt.NDArray[np.bool_]:
    """Return (J,) bool: trunk, head, legs, and the arms down to the wrists."""
    return joints_named(*DRIVEN, *_LEGS)


def joints_named(*names: str) -> npt.NDArray[np.bool_]:
    """Return (J,) bool: the joints of these names."""
    result = np.zeros(len(JOINTS), bool)
    result[[INDEX[name] for name in names]] = True
    return result


class AngleRows:
    """Angles of `DRIVEN` joints over F moments, filled in by name."""

    def __init__(self, count: int) -> None:
        self._values = np.zeros((count, len(DRIVEN), 3))

    def add(self, joint: str, x: object = 0.0, y: object = 0.0, z: object = 0.0) -> None:
        """Add (F,) or single angles in degrees to a joint."""
        row = DRIVEN.index(joint)
        for axis, angle in enumerate((x, y, z)):
            self._values[:, row, axis] += np.radians(np.asarray(angle, np.float64))

    def add_radians(self, angles: F64) -> None:
        """Add (D, 3) angles to all joints at all moments."""
        self._values += angles

    @property
    def flat(self) -> F64:
        """(F, 3 D) radians."""
        return self._values.reshape(len(self._values), -1)

"""Body: the joints of a figure at a frame, and the turns that a drag gives them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.evaluation import timeline_of
from compose.figures.limits import clamped, excess
from compose.figures.reaching import LIMBS, LimbBatch, LimbJoints, reached
from compose.figures.skeleton import INDEX, JOINTS, PARENTS
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.transform import decompose_matrices, matrix_quaternions

F64 = npt.NDArray[np.float64]

SHOWN: tuple[str, ...] = tuple(
    name
    for name in JOINTS
    if "eye" not in name and not name[-1].isdigit()  # fingers are numbered
)
"""The joints that have a handle."""
BONES: tuple[tuple[int, int], ...] = tuple(
    (PARENTS[INDEX[name]], INDEX[name]) for name in SHOWN if PARENTS[INDEX[name]] >= 0
)
"""The lines between them: rows of ``skeleton.JOINTS``."""
ENDS: dict[str, str] = {
    f"{side}_{end}": f"{side}_{limb}"
    for side in ("left", "right")
    for end, limb in (("wrist", "hand"), ("ankle", "foot"))
}
"""The joints that are dragged with their whole limb, and the limb's name."""
MIDDLES: dict[str, str] = {
    f"{side}_{middle}": f"{side}_{limb}"
    for side in ("left", "right")
    for middle, limb in (("elbow", "hand"), ("knee", "foot"))
}
"""The elbows and knees, whose poles are dragged, and their limb's name."""

_BEYOND = 1e-6
_STRAIGHT = 1e-3


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Body:
    """A figure at a frame.

    Parameters
    ----------
    node
        Its id.
    root
        (4, 4): from the figure to the world.
    places
        (J, 3): where the joints are in the world.
    rotations
        (J, 3, 3): how they are turned in the world.
    turns
        (J, 4): the same in their parents' frames, unit quaternions.
    """

    node: str
    root: F64
    places: F64
    rotations: F64
    turns: F64

    def place(self, joint: str) -> F64:
        """Return where a joint is in the world, (3,)."""
        result: F64 = self.places[INDEX[joint]]
        return result

    def above(self, joint: str) -> F64:
        """Return (3, 3): how the space that a joint turns in stands in the world."""
        row = PARENTS[INDEX[joint]]
        if row >= 0:
            return np.asarray(self.rotations[row])
        return np.asarray(self.root[:3, :3] / np.linalg.norm(self.root[:3, :3], axis=0))

    def turned(self, joint: str, turn: F64) -> dict[str, F64]:
        """Return the (4,) turn of a joint after a (3, 3) rotation in the world, within its limits.

        A joint that is beyond its limits already is not brought back.
        """
        above = self.above(joint)
        local = above.T @ turn @ self.rotations[INDEX[joint]]
        return self._within_limits({joint: matrix_quaternions(local[None])[0]})

    def reaching(self, limb: str, goal: F64, pole: F64) -> dict[str, F64]:
        """Return the (4,) turns of a limb's three joints that bring its end to a place.

        A foot stays turned as it is in the world, a hand in its forearm.

        Parameters
        ----------
        goal
            (3,): where wrist or ankle go.
        pole
            (3,): the direction in which elbow or knee points.
        """
        rows = LIMBS[limb]
        end = matrix_quaternions(self.rotations[rows.end][None]) if "foot" in limb else None
        three = [rows.upper, rows.lower, rows.end]
        solved = reached(
            self._batch(rows), goal[None], pole[None], self.turns[three][None], ends=end
        )
        return self._within_limits(
            {JOINTS[row]: turn for row, turn in zip(three, solved[0], strict=True)}
        )

    def pole(self, limb: str) -> F64:
        """Return the (3,) direction in which elbow or knee points now."""
        rows = LIMBS[limb]
        upper, lower, end = self.places[[rows.upper, rows.lower, rows.end]]
        way = end - upper
        length2 = float(way @ way)
        out = lower - upper
        out = out - way * (float(out @ way) / length2 if length2 > 0.0 else 0.0)
        if np.linalg.norm(out) > _STRAIGHT:
            return np.asarray(out)
        return np.asarray(self.root[:3, :3] @ np.array(rows.pole))

    def _batch(self, rows: LimbJoints) -> LimbBatch:
        upper, lower, end = self.places[[rows.upper, rows.lower, rows.end]]
        return LimbBatch(
            anchors=upper[None],
            parents=matrix_quaternions(self.rotations[rows.parent][None]),
            upper=(self.rotations[rows.upper].T @ (lower - upper))[None],
            lower=(self.rotations[rows.lower].T @ (end - lower))[None],
            hinges=np.array([rows.hinge]),
            twist_share=np.array([rows.twist_share]),
        )

    def _within_limits(self, turns: dict[str, F64]) -> dict[str, F64]:
        now = self.turns.copy()
        for joint, turn in turns.items():
            now[INDEX[joint]] = turn
        free = excess(self.turns[None])[0] > _BEYOND
        held = clamped(now[None])[0]
        return {
            joint: turn if free[INDEX[joint]] else held[INDEX[joint]]
            for joint, turn in turns.items()
        }


def body_of(project: Project, scene: Scene, shot: Shot | None, frame: float, node: str) -> Body:
    """Return a figure as it is at a frame, all that it does included.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    line = timeline_of(project, scene, shot=shot)
    values = line.values(frame)
    worlds = line.worlds(values)
    slots = line.stage.slots.insides[node].first + np.arange(len(JOINTS))
    matrices = worlds[slots]
    scale = np.linalg.norm(matrices[:, :3, :3], axis=1)
    return Body(
        node=node,
        root=worlds[line.stage.slots.nodes[node]].copy(),
        places=matrices[:, :3, 3].copy(),
        rotations=matrices[:, :3, :3] / np.where(scale > 0.0, scale, 1.0)[:, None, :],
        turns=decompose_matrices(line.locals(values, slots))[1],
    )

"""Acting: the turns that poses, motions and cycles give to the joints of figures at a frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compose.figures.gait import FINGER_ROWS
from compose.figures.performance import MotionPlay, Performance, PoseKey
from compose.figures.pose import blended, pose_named, posed
from compose.figures.retarget import FigureMotion
from compose.figures.skeleton import JOINTS
from compose.payload import Figure
from compose.stage.insides import Inside
from compose.stage.motions import Motions
from compose.stage.posing import PoseKeys
from compose.stage.scene_stage import SceneStage
from compose.stage.stance import Stance
from compose.stage.striding import Strides
from compose.transform import multiply_quaternions

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


class Acting:
    """Drives the joints of the M figures with pose keys, a motion or cycles; the others stand.

    A figure's motion mixes with its pose, its cycles with both, a later one with those before it.
    A cycle turns the joints that it moves, and the fingers only of a hand of which no pose says
    anything. Cycles leave in the value array where the feet go, for the solver. Joints set one by
    one stay as they are.
    """

    def __init__(self, stage: SceneStage, strides: Strides, seconds: float) -> None:
        self._layout, self._strides = stage.layout, strides
        cast = [inside for inside in stage.slots.insides.values() if _acts(inside)]
        stances = [_stance(inside) for inside in cast]
        slots = np.array([inside.first for inside in cast], np.intp)
        count = len(JOINTS)
        turned = stage.layout.index("slot.quaternion", 0) + 4 * (slots[:, None] + np.arange(count))
        self._quaternions = turned[:, :, None] + np.arange(4)
        placed = stage.layout.index("slot.translation", 0) + 3 * slots
        self._hips = placed[:, None] + np.arange(3)
        self._turns = np.array([s.turns for s in stances]).reshape(-1, count, 4)
        self._places = np.array([s.hips for s in stances]).reshape(-1, 3)
        self._zeros = np.array([s.zero_hips for s in stances]).reshape(-1, 3)
        self._legs = np.array([s.leg for s in stances])
        self._fixed = np.zeros((len(cast), count), bool)
        for i, stance in enumerate(stances):
            self._fixed[i, stance.fixed] = True
        keyed = [i for i, inside in enumerate(cast) if _figure(inside).performance.poses]
        self._keyed = np.array(keyed, np.intp)
        self._keys = PoseKeys.of([(stances[i], _figure(cast[i]).performance.poses) for i in keyed])
        moved = [i for i, inside in enumerate(cast) if inside.node.id in stage.motions]
        self._moved = np.array(moved, np.intp)
        self._motions = Motions([_played(cast[i], stage) for i in moved], seconds)
        self._ranks = _ranked(cast, stage)
        self._held = np.array([_held(_figure(i).performance) for i in cast]).reshape(-1, count)

    @property
    def places(self) -> Indices:
        """The places of the value array that are driven: turns of joints, places of hips."""
        return np.concatenate([self._quaternions.ravel(), self._hips.ravel()])

    @property
    def carriers(self) -> Indices:
        """The slots along whose ways cycles go."""
        return self._strides.slots

    def apply(self, values: F64, frame: float) -> None:
        """Write what every figure does at a scene frame."""
        turns, hips = self._turns.copy(), self._places.copy()
        if len(self._keyed):
            turns[self._keyed], hips[self._keyed] = self._keys.at(frame)
        if len(self._moved):
            shares, moved, at = self._motions.at(frame)
            every = np.ones(moved.shape[:2], bool)
            _mix(turns, hips, self._moved, shares, moved, at, every)
        if self._ranks:
            said = self._strides.at(frame)
            self._strides.write(self._layout, values, said)
            for figures, cycles in self._ranks:
                at = self._zeros[figures] + said.hips[cycles] * self._legs[figures, None]
                moves = said.moves[cycles] & ~self._held[figures]
                into = _swayed(turns[figures], said.turns[cycles], said.sways[cycles])
                _mix(turns, hips, figures, said.weight[cycles], into, at, moves)
        values[self._quaternions] = np.where(self._fixed[:, :, None], self._turns, turns)
        values[self._hips] = hips


def _mix(
    turns: F64, hips: F64, figures: Indices, weight: F64, into: F64, at: F64, moves: Flags
) -> None:
    """Mix (n, J, 4) turns and (n, 3) places of hips, one for each figure, into those there are.

    ``moves`` is (n, J) bool: the joints that are mixed.
    """
    counts = weight > 0.0
    if not counts.all():
        figures, weight, into, at = figures[counts], weight[counts], into[counts], at[counts]
        moves = moves[counts]
    below = turns[figures]
    part = weight < 1.0
    if part.any():
        into = into.copy()
        into[part] = blended(below[part], into[part], weight[part])
        at = np.where(part[:, None], hips[figures] + (at - hips[figures]) * weight[:, None], at)
    turns[figures] = np.where(moves[:, :, None], into, below)
    hips[figures] = at


def _swayed(below: F64, turns: F64, sways: Flags) -> F64:
    """Return (n, J, 4) turns, those of joints that sway after the turns of the pose below."""
    if not sways.any():
        return turns
    result = turns.copy()
    result[sways] = multiply_quaternions(below[sways], turns[sways])
    return result


def _held(performance: Performance) -> Flags:
    """Return (J,) bool: the fingers of hands that some pose or motion gives something to do."""
    keys: tuple[Performance | PoseKey, ...] = (performance, *performance.poses)
    poses = [posed(key.pose, key.mirrored, key.left_hand, key.right_hand) for key in keys]
    idle = pose_named(Performance().pose)
    result = np.zeros(len(JOINTS), bool)
    for side, rows in FINGER_ROWS.items():
        hand = f"{side}_hand"
        said = any(getattr(pose, hand) != getattr(idle, hand) for pose in poses)
        result[rows] = said or performance.motion is not None
    return result


def _played(inside: Inside, stage: SceneStage) -> tuple[MotionPlay, FigureMotion]:
    play = _figure(inside).performance.motion
    assert play is not None  # only what plays was loaded
    return play, stage.motions[inside.node.id]


def _ranked(cast: Sequence[Inside], stage: SceneStage) -> list[tuple[Indices, Indices]]:
    """Return figures and the rows of their first cycles, then of their second ones, and so on."""
    pairs: dict[int, list[tuple[int, int]]] = {}
    for figure, inside in enumerate(cast):
        for rank, row in enumerate(stage.cycles.get(inside.node.id, ())):
            pairs.setdefault(rank, []).append((figure, row))
    columns = (np.array(found, np.intp).T for _, found in sorted(pairs.items()))
    return [(figures, rows) for figures, rows in columns]


def _acts(inside: Inside) -> bool:
    if not isinstance(inside.payload, Figure):
        return False
    performance = inside.payload.performance
    return bool(performance.poses or performance.motion or performance.cycles)


def _figure(inside: Inside) -> Figure:
    assert isinstance(inside.payload, Figure)  # only figures act
    return inside.payload


def _stance(inside: Inside) -> Stance:
    assert inside.stance is not None  # every figure has one
    return inside.stance

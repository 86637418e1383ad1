"""Travel: where a few slots are over many frames, without solving the rest of the scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.curve import Curve, Extrapolation
from compose.stage.hierarchy import Level, levels, local_matrices, solve
from compose.stage.layout import LayoutBuilder
from compose.stage.scene_stage import SceneStage
from compose.stage.tracks import Drive, TrackTable

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

MOST_SAMPLES = 20_000
"""How many frames are sampled at most; a longer time is sampled in wider steps."""

_AT_ONCE = 512
"""How many frames are sampled together, so that long ways need no more memory."""

_PLACED = ("slot.translation", "slot.rotation_deg", "slot.quaternion", "slot.scale")
_ROUNDS = 20
"""How many times a loop is followed beyond its keys."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Travel:
    """The slots ``wanted`` and all they hang on, with the tracks that move those.

    Figures on the way up stand in their base pose.
    """

    stage: SceneStage
    base: F64
    orders: npt.NDArray[np.int8]
    seconds: float
    wanted: Indices
    chain: Indices
    steps: tuple[Level, ...]
    tracks: TrackTable
    plays: bool
    span: tuple[float, float]

    @classmethod
    def of(
        cls, stage: SceneStage, base: F64, orders: npt.NDArray[np.int8], drives: Sequence[Drive],
        seconds: float, wanted: Indices,
    ) -> Self:  # fmt: skip
        """Gather what moves ``wanted`` (slots). ``seconds`` is the length of a frame."""
        chosen = _with_all_above(stage, wanted)
        chain, steps = levels(chosen, stage.slots.parents, stage.depth, stage.rules)
        mine = [drive for drive in drives if chosen[_slots(stage, drive)].any()]
        played = stage.layout.rows_among("slot.quaternion", stage.clips.places)
        return cls(
            stage=stage,
            base=base,
            orders=orders,
            seconds=seconds,
            wanted=wanted,
            chain=chain,
            steps=steps,
            tracks=TrackTable.compile(mine),
            plays=bool(chosen[played].any()),
            span=_span([drive.curve for drive in mine]),
        )

    def frames(self) -> F64:
        """Return the rising frames that tell all there is of the travel: every whole one."""
        first, last = (float(edge) for edge in self.span)
        step = max(1.0, np.ceil((last - first) / MOST_SAMPLES))
        return np.arange(first, last + step, step)

    def matrices(self, frames: F64) -> F64:
        """Return (F, n, 4, 4) float64: the world matrices of the wanted slots at F frames."""
        if self.plays or any(step.rules for step in self.steps):
            return self._frame_by_frame(frames)
        cuts = np.arange(_AT_ONCE, len(frames), _AT_ONCE)
        return np.concatenate([self._at_once(part) for part in np.split(frames, cuts)])

    def _frame_by_frame(self, frames: F64) -> F64:
        """Return `matrices` where clips play or cameras carry, which know one frame at a time."""
        result = np.empty((len(frames), len(self.wanted), 4, 4))
        world = np.tile(np.eye(4), (len(self.orders), 1, 1))
        layout = self.stage.layout
        for i, frame in enumerate(frames.tolist()):
            values = self.base.copy()
            if self.plays:
                self.stage.clips.apply(values, frame, self.seconds)
            self.tracks.apply(values, frame)
            local = local_matrices(layout, values, self.orders, self.chain)
            solve(world, local, self.steps, layout, values)
            result[i] = world[self.wanted]
        return result

    def _at_once(self, frames: F64) -> F64:
        """Return `matrices` of all frames together."""
        row = np.full(len(self.orders), -1, np.intp)
        row[self.chain] = np.arange(len(self.chain))
        local = self._locals(frames)
        world = np.zeros_like(local)
        for step in self.steps:
            mine = local[:, step.start : step.stop]
            if not step.all_roots:
                with np.errstate(over="ignore", invalid="ignore"):  # who asked looks for these
                    carried = world[:, row[step.parents]] @ mine
                mine = np.where(step.roots[:, None, None], mine, carried)
            world[:, step.start : step.stop] = mine
        return world[:, row[self.wanted]]

    def _locals(self, frames: F64) -> F64:
        """Return (F, n, 4, 4): the matrices of the chain under what each slot hangs on."""
        layout, builder = self.stage.layout, LayoutBuilder()
        numbers, turns = self.tracks.sample(frames)
        count = len(frames) * len(self.chain)
        for name in _PLACED:
            field = layout.fields[name]
            places = field.start + field.width * self.chain[:, None] + np.arange(field.width)
            column = np.full(len(self.base), -1, np.intp)
            column[places] = np.arange(places.size).reshape(places.shape)
            rows = np.tile(self.base[places].ravel(), (len(frames), 1))
            for driven, found in (
                (self.tracks.number_places, numbers),
                (self.tracks.quaternion_places.ravel(), turns),
            ):
                mine = column[driven] >= 0
                rows[:, column[driven[mine]]] = found[:, mine]
            builder.add(name, rows.reshape(count, field.width))
        orders = np.tile(self.orders[self.chain], len(frames))
        found = local_matrices(*builder.build(), orders, np.arange(count))
        return found.reshape(len(frames), len(self.chain), 4, 4)


def _with_all_above(stage: SceneStage, wanted: Indices) -> npt.NDArray[np.bool_]:
    """Return (S,) bool: the slots, what they hang on, and what cameras among those aim at."""
    chosen = np.zeros(len(stage.slots.parents), bool)
    aims = {rule.slot: rule.target for rule in stage.rules}
    waiting = wanted.tolist()
    while waiting:
        slot = waiting.pop()
        if slot >= 0 and not chosen[slot]:
            chosen[slot] = True
            waiting += [int(stage.slots.parents[slot]), aims.get(slot, -1)]
    return chosen


def _slots(stage: SceneStage, drive: Drive) -> list[int]:
    """Return the slots whose place a track drives."""
    if drive.channel.target not in ("node", "joint"):
        return []
    places = np.array(drive.places, np.intp)
    return [int(row) for field in _PLACED for row in stage.layout.rows_among(field, places)]


def _span(curves: Sequence[Curve]) -> tuple[float, float]:
    """Return the whole frames from the first key to the last, wider where a curve goes round."""
    first: list[float] = []
    last: list[float] = []
    for curve in curves:
        start, stop = curve.keys[0].frame, curve.keys[-1].frame
        more = _ROUNDS * (stop - start)
        first.append(start - (more if curve.before is not Extrapolation.HOLD else 0.0))
        last.append(stop + (more if curve.after is not Extrapolation.HOLD else 0.0))
    return float(np.floor(min(first, default=0.0))), float(np.ceil(max(last, default=0.0)))

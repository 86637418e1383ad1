"""Striding: the cycles of all figures, planned along the ways that their nodes travel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.figures.gait import GaitFrame, GaitTable, Walker, chained, plan_gait
from compose.figures.ground import Ground
from compose.figures.performance import CyclePlay
from compose.figures.proportions import proportions
from compose.payload import Figure
from compose.stage.layout import Layout
from compose.stage.scene_stage import SceneStage
from compose.stage.travel import Travel

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

MOST_STEPS = 2_000_000
"""How many places of figures are sampled at most, frames times figures."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cast:
    """Cycles of one figure that go over into one another: they, its slot, body and ground."""

    plays: tuple[CyclePlay, ...]
    slot: int
    figure: Figure


class Strides:
    """The cycles of a scene by row. They are planned when a frame is first asked for."""

    def __init__(
        self, stage: SceneStage, seconds: float, travel: Callable[[Indices], Travel],
        ground: Callable[[tuple[str, ...]], Ground | None],
    ) -> None:  # fmt: skip
        self._seconds, self._travel, self._ground = seconds, travel, ground
        self._plans = stage.plans
        self._cast = tuple(_cast(stage))
        self.slots = np.array([cast.slot for cast in self._cast], np.intp)

    def at(self, frame: float) -> GaitFrame:
        """Return what every cycle says at a scene frame."""
        return self._table.at(frame)

    def write(self, layout: Layout, values: F64, said: GaitFrame) -> None:
        """Leave in the value array where the feet go."""
        count = len(said.weight)
        layout.view(values, "cycle.ankles")[:] = said.ankles.reshape(count, 6)
        layout.view(values, "cycle.soles")[:] = said.soles.reshape(count, 8)
        layout.view(values, "cycle.feet")[:, 0] = said.feet
        layout.view(values, "cycle.in_world")[:, 0] = said.in_world

    @cached_property
    def _table(self) -> GaitTable:
        travel = self._travel(self.slots)
        spans = [_frames(cast.plays, travel.span[1]) for cast in self._cast]
        roots = _sampled(travel, spans)
        return plan_gait(
            [
                Walker(
                    plays=cast.plays,
                    first=cast.plays[0].start,
                    roots=places,
                    seconds_a_frame=self._seconds,
                    body=proportions(cast.figure.body),
                    ground=self._ground(cast.figure.performance.ground),
                )
                for cast, places in zip(self._cast, roots, strict=True)
            ],
            self._plans.motions,
        )


def _cast(stage: SceneStage) -> Iterable[_Cast]:
    for node_id in stage.cycles:
        inside = stage.slots.insides[node_id]
        assert isinstance(inside.payload, Figure)  # only figures have cycles
        slot = stage.slots.nodes[node_id]
        for plays in chained(inside.payload.performance.cycles):
            yield _Cast(plays, slot, inside.payload)


def _frames(plays: tuple[CyclePlay, ...], last: float) -> tuple[float, int]:
    """Return the first frame of cycles and how many they last; endless ones to the last key."""
    start = plays[0].start
    end = max(max(play.start, last if play.end is None else play.end) for play in plays)
    return start, int(np.ceil(end - start)) + 1


def _sampled(travel: Travel, spans: list[tuple[float, int]]) -> list[F64]:
    """Return (F, 4, 4) places for each wanted slot over its own frames.

    Cycles that start on the same part of a frame are sampled together.

    Raises
    ------
    SceneError
        When there are too many.
    """
    result: list[F64] = [np.zeros((0, 4, 4)) for _ in spans]
    groups: dict[float, list[int]] = {}
    for i, (start, _) in enumerate(spans):
        groups.setdefault(start % 1.0, []).append(i)
    for members in groups.values():
        first = min(spans[i][0] for i in members)
        last = max(spans[i][0] + spans[i][1] - 1 for i in members)
        count = round(last - first) + 1
        if count * len(spans) > MOST_STEPS:
            raise SceneError(
                f"Cycles of {len(spans):,} figures over {count:,} frames are too much to plan; "
                "give them ends nearer to their starts."
            )
        matrices = travel.matrices(first + np.arange(count, dtype=np.float64))
        for i in members:
            begin = round(spans[i][0] - first)
            result[i] = matrices[begin : begin + spans[i][1], i]
    return result

"""Posing: the pose keys of all figures, blended at one frame."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.figures.performance import PoseKey
from compose.figures.pose import blended, posed
from compose.figures.skeleton import JOINTS
from compose.stage.stance import Stance

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class PoseKeys:
    """The keys of F figures. ``turns`` (K, J, 4) and ``hips`` (K, 3) are by key, all in a row.

    ``times`` has each figure's rising frames, ``first`` the number of its first key; ``eases`` are
    by key. Before its first key and after its last a figure holds that key's pose.
    """

    times: tuple[tuple[float, ...], ...]
    first: tuple[int, ...]
    eases: tuple[str, ...]
    turns: F64
    hips: F64

    @classmethod
    def of(cls, figures: Sequence[tuple[Stance, Sequence[PoseKey]]]) -> Self:
        """Lay out the keys of figures, each with its stance and at least one key.

        Raises
        ------
        NotFoundError
            When a pose or a hand pose does not exist; the nearest are offered.
        """
        times, first, eases = [], [], []
        turns: list[F64] = []
        hips: list[F64] = []
        for stance, keys in figures:
            # Of two keys on one frame the later one holds, as in files written by hand.
            ordered = sorted({key.frame: key for key in keys}.values(), key=lambda key: key.frame)
            times.append(tuple(key.frame for key in ordered))
            first.append(len(turns))
            for key in ordered:
                pose = posed(key.pose, key.mirrored, key.left_hand, key.right_hand)
                turn, hip = stance.placed(pose)
                turns.append(turn)
                hips.append(hip)
                eases.append(key.ease)
        return cls(
            times=tuple(times),
            first=tuple(first),
            eases=tuple(eases),
            turns=np.array(turns).reshape(-1, len(JOINTS), 4),
            hips=np.array(hips).reshape(-1, 3),
        )

    def at(self, frame: float) -> tuple[F64, F64]:
        """Return (F, J, 4) turns and (F, 3) hips at a scene frame."""
        rows = [self._span(figure, frame) for figure in range(len(self.times))]
        before, after = (np.array([row[i] for row in rows], np.intp) for i in (0, 1))
        share = np.array([row[2] for row in rows])
        turns, hips = self.turns[before], self.hips[before]
        between = np.flatnonzero(share > 0.0)
        if len(between):
            into, part = after[between], share[between]
            turns[between] = blended(turns[between], self.turns[into], part)
            hips[between] += (self.hips[into] - hips[between]) * part[:, None]
        return turns, hips

    def _span(self, figure: int, frame: float) -> tuple[int, int, float]:
        """Return the keys before and after a frame and the share of the second."""
        times, first = self.times[figure], self.first[figure]
        after = bisect_right(times, frame)
        if after == 0 or after == len(times):
            row = first + max(after - 1, 0)
            return row, row, 0.0
        start, stop = times[after - 1], times[after]
        row = first + after - 1
        return row, row + 1, _eased((frame - start) / (stop - start), self.eases[row])


def _eased(share: float, ease: str) -> float:
    """Return the share of the way, eased in and out for ``smooth``: 3 s² − 2 s³."""
    if ease == "hold":
        return 0.0
    return share * share * (3.0 - 2.0 * share) if ease == "smooth" else share

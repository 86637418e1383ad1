"""Alignment: which frames of the shot a take really shows, and whether it stands still or skips.

What changes in the course of the shot, as directions of edges, is held against the same of the take
at every offset: the one that agrees best is where the take lies. On a shot where next to nothing
changes there is no best one, and it is said so.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.grading import clipped, graded, spans_of
from visualize.compare.meter import Findings, Moment, Step
from visualize.compare.outlines import Field, Outlines
from visualize.compare.pace import Pace, changed, own_pace, pace_of
from visualize.compare.remembered import Remembered
from visualize.render.frame import Frame
from visualize.takes.measures import Alignment, Metric, Remark

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

REACH = 12
"""Frames of the clip, to both sides, within which an offset is looked for."""
_WIDTH = 96
_MOST_FRAMES = 600
_LEAST_FRAMES = 8
_LEAST_PAIRS = 6
_AGREES = 0.2
_CLEARER = 0.02
_ERRORS = 3.0
_HALVES_APART = 1.6
_CHANGES = 0.02
"""Share of the edges that must change in the course of a shot for its frames to be told apart."""
_STILL = 0.08
"""Of the change in our own picture; below it a frame repeats the one before."""
_MOVES = 0.006
_SKIPS = 1.55
_NEIGHBOURS = 4
_LEAST_SHARE = 0.3
_LEAST_SKIP = 1.2
"""Pixels of the working size that a skipped frame must be worth to be told from noise."""


class OwnCourse:
    """What the shot itself does from frame to frame, worked out once for all of its takes."""

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines
        self.edges = Remembered(self._edges)
        self.pace = Remembered(own_pace, of=lambda step: step.own)

    def _edges(self, frame: Frame) -> Field:
        return _small(self._outlines.own(frame).field)


class AlignmentMeter:
    """Finds the ``Alignment`` of a take, and measures ``freezes`` and ``offset``.

    Parameters
    ----------
    course
        What the shot itself does, shared by all of its takes.
    """

    def __init__(self, course: OwnCourse) -> None:
        self._course = course
        self._takes: list[Field] = []
        self._owns: list[Field] = []
        self._changes: list[tuple[float, float]] = []
        self._paces: list[Pace] = []
        self.alignment = Alignment()

    def moment(self, moment: Moment) -> None:
        """Keep the edges of a frame, small."""
        if len(self._takes) < _MOST_FRAMES:
            self._takes.append(_small(moment.edges.field))
            self._owns.append(self._course.edges(moment.authored))

    def step(self, step: Step) -> None:
        """Measure how much changes and how far the take goes along the authored motion."""
        own = self._course.pace(step)
        self._changes.append((changed(step.before.half, step.after.half), own.change))
        self._paces.append(pace_of(step.flow, own))

    def finish(self) -> Findings:
        """Return what was found; ``alignment`` holds it too."""
        frozen, dropped = self._frozen(), self._dropped()
        offset, sure, first = self._offset()
        self.alignment = Alignment(
            offset=offset, sure=sure, frozen=tuple(frozen), dropped=tuple(dropped)
        )
        if not self._changes:
            return Findings()
        metrics = [self._freezes(frozen, dropped)]
        metrics.append(
            Metric(
                name="offset", group="timing", value=offset if sure else None, unit="frames",
                score=graded(abs(offset), float(REACH), 0.0) if sure else None,
                details={"first_frame": first},
                note="" if sure else "too little changes in the shot to tell its frames apart",
            )
        )  # fmt: skip
        return Findings(tuple(metrics), tuple(self._remarks(frozen, dropped, offset, sure)))

    def _remarks(
        self, frozen: list[int], dropped: list[int], offset: float, sure: bool
    ) -> list[Remark]:
        count = len(self._changes) + 1
        remarks = []
        frames = round(abs(offset))
        if sure and frames:
            each = "frame" if frames == 1 else "frames"
            text = f"{frames} {each} late" if offset > 0.0 else f"the first {frames} {each} missing"
            weight = clipped(0.45 + 0.04 * frames, 1.0)
            remarks.append(Remark(metric="offset", text=text, start=0, end=count, weight=weight))
        marked = [i in set(frozen) for i in range(count)]
        for start, end in sorted(spans_of(marked), key=lambda span: span[0] - span[1])[:2]:
            long = end - start
            text = f"stands still for {long} frames" if long > 1 else "shows a frame twice"
            weight = clipped(0.25 + long / count, 0.95)
            remarks.append(Remark(metric="freezes", text=text, start=start, end=end, weight=weight))
        remarks += [
            Remark(metric="freezes", text="skips a frame", start=i, end=i + 2, weight=0.3)
            for i in dropped[:2] if i not in frozen
        ]  # fmt: skip
        return remarks

    def _freezes(self, frozen: list[int], dropped: list[int]) -> Metric:
        moving = sum(own > _MOVES for _, own in self._changes)
        if not moving:
            why = "next to nothing moves in the shot"
            return Metric(name="freezes", group="temporal", score=None, note=why)
        wrong = len(frozen) + 0.5 * len(dropped)
        curve = [100.0] * (len(self._changes) + 1)
        for i in frozen:
            curve[i] = 0.0
        return Metric(
            name="freezes", group="temporal", score=graded(wrong / moving, 0.5, 0.0),
            value=float(len(frozen)), unit="frames", curve=tuple(curve),
            details={"frozen": float(len(frozen)), "dropped": float(len(dropped))},
        )  # fmt: skip

    def _frozen(self) -> list[int]:
        return [
            i + 1
            for i, (change, own) in enumerate(self._changes)
            if own > _MOVES and change < _STILL * own
        ]

    def _dropped(self) -> list[int]:
        """Return frames after which the take goes twice as far as around, along its way."""
        shares = np.array([pace.share for pace in self._paces])
        dropped = []
        for i, here in enumerate(self._paces):
            around = np.r_[shares[max(0, i - _NEIGHBOURS) : i], shares[i + 1 : i + 1 + _NEIGHBOURS]]
            around = around[np.isfinite(around) & (around > _LEAST_SHARE)]
            if len(around) < _NEIGHBOURS or not np.isfinite(here.share):
                continue
            usual = float(np.median(around))
            is_far = (here.share - usual) * here.pixels > _LEAST_SKIP
            if is_far and here.share > _SKIPS * usual:
                dropped.append(i)
        return dropped

    def _offset(self) -> tuple[float, bool, float | None]:
        """Return the offset in frames of the clip, whether it is sure, and the first frame's."""
        count = len(self._takes)
        if count < _LEAST_FRAMES:
            return 0.0, False, None
        takes, owns = _stacked(self._takes), _stacked(self._owns)
        mean_own, mean_take = owns.mean(0), takes.mean(0)
        changing = float(np.linalg.norm(owns - mean_own)) / max(float(np.linalg.norm(owns)), 1e-9)
        table = _agreements(takes - mean_take, owns - mean_own)
        reach = min(REACH, count - _LEAST_PAIRS)
        best, peak = _best(table, reach)
        first = _first_frame(table, reach)
        if changing < _CHANGES or peak < _AGREES:
            return 0.0, False, None
        return best, self._is_sure(table, reach, best), first

    @staticmethod
    def _is_sure(table: F64, reach: int, best: float) -> bool:
        """Tell whether both halves say the same, and the best is no tie with its rivals."""
        middle = len(table) // 2
        halves = [
            _best(table, reach, rows=range(start, end))[0]
            for start, end in ((0, middle + reach // 2), (middle - reach // 2, len(table)))
        ]
        if abs(halves[0] - halves[1]) > _HALVES_APART:
            return False
        lag = round(best)
        rivals = [k for k in range(-reach, reach + 1) if abs(k - lag) >= 2]
        here = {i: table[i, i - lag] for i in range(len(table)) if 0 <= i - lag < len(table)}
        for rival in rivals:
            gains = np.array(
                [here[i] - table[i, i - rival] for i in here if 0 <= i - rival < len(table)]
            )
            if len(gains) < _LEAST_PAIRS:
                continue
            error = float(gains.std() / np.sqrt(max(1.0, len(gains) / 3.0)))
            if gains.mean() < _CLEARER or gains.mean() < _ERRORS * error:
                return False
        return True


def _small(field: Field) -> Field:
    """Return edges small, as they are kept of every frame."""
    height, width = field.shape
    size = (_WIDTH, max(8, round(_WIDTH * height / width)))
    pair = np.ascontiguousarray(field).view(np.float32).reshape(height, width, 2)
    made = cv2.resize(pair, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(made).view(np.complex64)[..., 0]


def _stacked(fields: list[Field]) -> npt.NDArray[np.complex128]:
    return np.array(fields, np.complex128).reshape(len(fields), -1)


def _agreements(takes: npt.NDArray[np.complex128], owns: npt.NDArray[np.complex128]) -> F64:
    """Return (N, N): how far frame i of the take agrees with frame j of the shot, −1 to 1."""
    norms = [np.linalg.norm(fields, axis=1) for fields in (takes, owns)]
    levels = [np.maximum(norm, np.float64(0.2 * max(float(norm.mean()), 1e-9))) for norm in norms]
    table: F64 = (takes @ owns.conj().T).real / np.outer(*levels)
    return table


def _by_lag(table: F64, reach: int, rows: range) -> F64:
    """Return the mean agreement at each lag from −reach to reach."""
    count = len(table)
    means = []
    for lag in range(-reach, reach + 1):
        pairs = [table[i, i - lag] for i in rows if 0 <= i - lag < count]
        means.append(np.mean(pairs) if len(pairs) >= min(_LEAST_PAIRS, len(rows)) else -np.inf)
    return np.array(means)


def _best(table: F64, reach: int, *, rows: range | None = None) -> tuple[float, float]:
    """Return the lag of the best agreement, to a part of a frame, and that agreement."""
    means = _by_lag(table, reach, rows or range(len(table)))
    at = int(means.argmax())
    peak = float(means[at])
    if not 0 < at < len(means) - 1 or not np.isfinite(means[at - 1 : at + 2]).all():
        return float(at - reach), peak
    left, right = means[at - 1], means[at + 1]
    bend = left - 2.0 * peak + right
    part = 0.5 * (left - right) / bend if bend < 0.0 else 0.0
    return round(at - reach + float(part), 2), peak


def _first_frame(table: F64, reach: int) -> float | None:
    """Return by how many frames the very first picture is late (early when negative)."""
    ahead = table[0, : reach + 1]
    return -float(ahead.argmax()) if float(ahead.max()) > _AGREES else None

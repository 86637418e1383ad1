"""Anchors: whether a take begins and ends where the shot does, in structure and not in style.

The outlines of the shot's first and last frame are looked for in the take's, as in
``visualize.compare.structure``. Where they lie elsewhere as a whole, the shift is found by
correlating the directions of all edges with those of the outlines (Fourier shift theorem).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.compare.grading import clipped, graded, rounded
from visualize.compare.meter import Findings, Moment, Step
from visualize.compare.outlines import Contours, Field, Outlines
from visualize.compare.structure import FAITHFUL, NOTHING
from visualize.takes.measures import Metric, Remark

_REACH = 0.2
"""Share of the picture's width and height within which a shift is looked for."""
_CLEARER = 1.5
"""How many times better a shifted picture must agree to be called shifted."""
_LEAST_AGREEMENT = 0.25
_LEAST_SHIFT = 0.015
_WRONG = 60.0
_LEAST_OWN = 12.0


@dataclass(frozen=True, eq=False)
class _Anchor:
    """A moment's edges and the outlines they should have."""

    index: int
    contours: Contours
    field: Field


class AnchorMeter:
    """Measures ``start`` and ``end``; a single picture has a start only."""

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines
        self._first: _Anchor | None = None
        self._last: _Anchor | None = None

    def moment(self, moment: Moment) -> None:
        """Keep the first and the last moment."""
        self._last = _Anchor(
            moment.index,
            self._outlines.contours(moment.authored),
            moment.edges.field,
        )
        self._first = self._first or self._last

    def step(self, step: Step) -> None:
        """Do nothing: anchors are of single frames."""

    def finish(self) -> Findings:
        """Return how well the first and the last frame agree, and which way they are shifted."""
        found: list[tuple[Metric, tuple[Remark, ...]]] = []
        if self._first is not None:
            found.append(_judged(self._first, "start"))
        if self._last is not None and self._last is not self._first:
            found.append(_judged(self._last, "end"))
        metrics = tuple(metric for metric, _ in found)
        return Findings(metrics, tuple(remark for _, remarks in found for remark in remarks))


def _judged(anchor: _Anchor, name: str) -> tuple[Metric, tuple[Remark, ...]]:
    contours = anchor.contours
    here, chance = contours.agreement(anchor.field).sum(1)
    own, own_chance = contours.own.sum(1)
    if own - own_chance < _LEAST_OWN:
        why = "our own picture shows no outlines there to look for"
        return Metric(name=name, group="anchors", score=None, note=why), ()
    agreement = float(np.clip((here - chance) / (own - own_chance), 0.0, 1.0))
    score = graded(agreement, NOTHING, FAITHFUL)
    details: dict[str, float | None] = {}
    words = ""
    if score < _WRONG:
        right, down, moved = _shift(contours, anchor.field)
        gained = moved / float(own - own_chance)
        far = max(abs(right), abs(down)) > _LEAST_SHIFT
        if far and gained > max(_LEAST_AGREEMENT, _CLEARER * agreement):
            details = {"shift_x": rounded(right), "shift_y": rounded(down)}
            words = _shifted_words(right, down)
    metric = Metric(
        name=name, group="anchors", score=score, value=rounded(agreement), unit="of our own",
        details=details,
    )  # fmt: skip
    if score >= _WRONG:
        return metric, ()
    text = f"{name} frame {words}" if words else f"{name} frame does not match"
    at = anchor.index
    weight = clipped(0.5 * (1.0 - score / 100.0), 1.0)
    return metric, (Remark(metric=name, text=text, start=at, end=at + 1, weight=weight),)


def _shift(contours: Contours, field: Field) -> tuple[float, float, float]:
    """Return where outlines agree best, as shares of width and height, and by how much."""
    height, width = field.shape
    wanted = np.zeros(field.shape, np.complex64)
    np.add.at(wanted, (contours.rows, contours.columns), contours.direction)
    agreement = np.fft.ifft2(np.fft.fft2(field) * np.fft.fft2(wanted).conj()).real
    agreement -= agreement.mean()
    down, right = (max(1, round(_REACH * side)) for side in (height, width))
    near: npt.NDArray[np.float64] = np.full_like(agreement, -np.inf)
    rows = np.r_[0 : down + 1, height - down : height]
    columns = np.r_[0 : right + 1, width - right : width]
    near[np.ix_(rows, columns)] = agreement[np.ix_(rows, columns)]
    y, x = np.unravel_index(int(near.argmax()), near.shape)
    dy = float(y - height if y > height // 2 else y)
    dx = float(x - width if x > width // 2 else x)
    return dx / width, dy / height, float(near[y, x])


def _shifted_words(right: float, down: float) -> str:
    across = f"{abs(100.0 * right):.0f} % {'right' if right > 0.0 else 'left'}"
    along = f"{abs(100.0 * down):.0f} % {'down' if down > 0.0 else 'up'}"
    parts = [words for words, much in ((across, right), (along, down)) if abs(much) >= 0.005]
    return f"lies {' and '.join(parts)} of where it should"

"""Invented: something with edges of its own where the shot has a plain surface.

Styles hatch and paper grains cover a whole picture alike; what stands out from the other plain
places of its own frame, in one piece, was added.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.grading import clipped, spans_of
from visualize.compare.meter import Moment
from visualize.compare.outlines import Contours, Outlines
from visualize.compare.remembered import Remembered
from visualize.render.frame import Frame
from visualize.takes.measures import Remark

F32 = npt.NDArray[np.float32]

_CELL = 8
"""Pixels of the halved picture."""
_PLAIN = 0.12
"""Mean slope in a cell, 1 being that of outlines, below which our own picture is plain there."""
_BUSY = 0.45
_ABOVE = 7.0
"""Deviations by which a cell stands out from the plain cells that are as bright in the shot."""
_LEAST_DEVIATION = 0.04
_TONES = 4
_MARGIN = 0.08
"""Share of each side that is left out: mats, vignettes and torn paper are style."""
_SMALLEST = 6
"""Cells in one piece."""
_LEAST_PLAIN = 24
_LEAST_SHARE = 0.012
_LEAST_FRAMES = 0.3
_HELD = 0.5
_STRONGEST = 1.5


@dataclass(frozen=True, eq=False)
class _Plain:
    """Which cells are plain in our own picture, and the tone of each, from dark to light."""

    cells: npt.NDArray[np.bool_]
    tone: npt.NDArray[np.intp]


class InventedFinder:
    """Counts, frame by frame, the share of the picture that something invented covers."""

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines
        self._plain = Remembered(self._plain_cells)
        self._shares: list[float] = []
        self._places: list[tuple[float, float] | None] = []

    def see(self, moment: Moment) -> None:
        """Look at one frame."""
        plain = self._plain(moment.authored)
        contours = self._outlines.contours(moment.authored)
        share, place = 0.0, None
        if plain.cells.sum() >= _LEAST_PLAIN and len(contours.rows):
            busy = _busy(moment.edges.slope, contours)
            share, place = _largest(_standing_out(busy, plain))
        self._shares.append(share)
        self._places.append(place)

    @property
    def share(self) -> float:
        """Mean share of the picture that is covered by something invented."""
        return float(np.mean(self._shares)) if self._is_there else 0.0

    def remarks(self, agreement: float) -> list[Remark]:
        """Return what was added and where, of a take that shows the shot otherwise."""
        if not self._is_there or agreement < _HELD:
            return []
        start, end = max(spans_of([share > 0.0 for share in self._shares]),
                         key=lambda span: span[1] - span[0])  # fmt: skip
        places = [place for place in self._places[start:end] if place is not None]
        x, y = np.median(np.array(places), axis=0)
        text = f"something that the shot does not have {_where(float(x), float(y))}"
        weight = clipped(0.4 + 4.0 * self.share, 1.0)
        return [Remark(metric="objects", text=text, start=start, end=end, weight=weight)]

    @property
    def _is_there(self) -> bool:
        shares = np.array(self._shares)
        return bool(len(shares)) and float((shares > _LEAST_SHARE).mean()) >= _LEAST_FRAMES

    def _plain_cells(self, frame: Frame) -> _Plain:
        """Return the cells in which our own picture shows nothing, with a cell around."""
        contours = self._outlines.contours(frame)
        slope = self._outlines.own(frame).slope
        down, right = _cells(slope).shape[:2]
        busy = np.zeros((down, right), np.bool_)
        if len(contours.rows):
            busy = _busy(slope, contours) > _PLAIN
            busy[
                np.minimum(contours.rows // _CELL, down - 1),
                np.minimum(contours.columns // _CELL, right - 1),
            ] = True
        plain = ~cv2.dilate(busy.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_)
        high, wide = (max(1, round(_MARGIN * side)) for side in (down, right))
        plain[:high] = plain[-high:] = plain[:, :wide] = plain[:, -wide:] = False
        grey = cv2.cvtColor(frame["beauty"], cv2.COLOR_RGB2GRAY)
        level = cv2.resize(grey, (right, down), interpolation=cv2.INTER_AREA)
        if not plain.any():
            return _Plain(plain, np.zeros(plain.shape, np.intp))
        between = np.quantile(level[plain], np.linspace(0.0, 1.0, _TONES + 1)[1:-1])
        return _Plain(plain, np.searchsorted(between, level))


def _standing_out(busy: F32, plain: _Plain) -> npt.NDArray[np.bool_]:
    """Return the plain cells that are far busier than others which are as bright in the shot.

    A style that hatches does so by tone.
    """
    out = np.zeros(busy.shape, np.bool_)
    for tone in range(_TONES):
        cells = plain.cells & (plain.tone == tone)
        if not cells.any():
            continue
        middle = float(np.median(busy[cells]))
        spread = 1.4826 * float(np.median(np.abs(busy[cells] - middle)))
        limit = max(_BUSY, middle + _ABOVE * max(spread, _LEAST_DEVIATION))
        out |= cells & (busy > limit)
    return out


def _busy(slope: F32, contours: Contours) -> F32:
    """Return the mean slope in each cell, 1 being that of the outlines of the shot's things."""
    shown = np.abs(contours.direction)
    clear = shown >= np.median(shown)
    usual = float(np.median(slope[contours.rows[clear], contours.columns[clear]]))
    return _cells(np.minimum(slope / max(usual, 1.0), np.float32(_STRONGEST)))


def _cells(values: F32) -> F32:
    """Return the mean of each cell."""
    size = (max(1, values.shape[1] // _CELL), max(1, values.shape[0] // _CELL))
    cells: F32 = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    return cells


def _largest(cells: npt.NDArray[np.bool_]) -> tuple[float, tuple[float, float] | None]:
    """Return the share of all cells in pieces that are large enough, and the largest's middle."""
    count, _, stats, middles = cv2.connectedComponentsWithStats(cells.astype(np.uint8), None)
    pieces = [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] >= _SMALLEST]
    if not pieces:
        return 0.0, None
    largest = max(pieces, key=lambda i: int(stats[i, cv2.CC_STAT_AREA]))
    share = sum(int(stats[i, cv2.CC_STAT_AREA]) for i in pieces) / cells.size
    x, y = middles[largest]
    return share, ((x + 0.5) / cells.shape[1], (y + 0.5) / cells.shape[0])


def _where(x: float, y: float) -> str:
    """Return ``at the upper left``, of shares of width and height."""
    across = "left" if x < 1.0 / 3.0 else "right" if x > 2.0 / 3.0 else ""
    down = "upper" if y < 1.0 / 3.0 else "lower" if y > 2.0 / 3.0 else ""
    if not across and not down:
        return "in the middle"
    if not across:
        return "at the top" if down == "upper" else "at the bottom"
    return f"at the {down} {across}" if down else f"on the {across}"

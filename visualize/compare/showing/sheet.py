"""The contact sheet of a comparison: blocking and takes at the same moments, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from compose.timing import timecode
from shotwright import UsageError
from visualize.compare.showing.blocking import Blocking, aspect_of
from visualize.compare.showing.canvas import U8, Box, Canvas, contained, dimmed
from visualize.compare.showing.comparison import Comparison, Entry
from visualize.compare.showing.palette import (
    BLOCKING,
    CARD,
    FAINT,
    ON_COLOUR,
    PAGE,
    QUIET,
    TEXT,
    TRACK,
    WELL,
    score_colour,
    take_colour,
)
from visualize.compare.showing.pictures import open_in_step
from visualize.compare.showing.words import (
    SCORES,
    cost_words,
    score_of,
    score_words,
    verdict_words,
    wait_words,
)
from visualize.encode.png import write_png
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.report import ProgressCallback, tell

MOMENTS = 5
MOST_ROWS = 60
"""Takes on one sheet: what viewers still open."""

_WIDTH, _MARGIN, _PAD, _GAP = 1920, 40, 18, 12
_HEADER, _HEADS, _INFO = 104, 34, 424
_THUMB = (_WIDTH - 2 * _MARGIN - 2 * _PAD - _INFO - (MOMENTS - 1) * _GAP) // MOMENTS
_TALLEST_THUMB, _LEAST_INFO, _CAPTION = 360, 166, 24


def comparison_sheet(
    comparison: Comparison,
    path: Path,
    *,
    scale: int = 1,
    renderer: Draws | None = None,
    progress: ProgressCallback | None = None,
) -> Path:
    """Draw the sheet as one PNG and return its path.

    The first row is the 3D blocking in clay; below it the takes, by letter. A moment that a take
    does not reach shows its nearest frame, dimmed.

    Raises
    ------
    UsageError
        When there are more takes than fit on a sheet.
    ShotwrightError
        When a clip cannot be read, the shot not be drawn or the page not be written.
    """
    if len(comparison.entries) > MOST_ROWS:
        raise UsageError(
            f"{len(comparison.entries)} takes do not fit on one sheet; name {MOST_ROWS} at most."
        )
    shot, rate = comparison.shot, comparison.project.frame_rate
    moments = _moments(shot.start, shot.end)
    page = _Page(comparison, moments, scale)
    total = len(comparison.entries) + 1
    with renderer_or_new(renderer) as draws:
        blocking = Blocking(comparison.project, shot, draws, page.thumb_box)
        drawn = [blocking.at(moment) for moment in moments]
    page.blocking_row(drawn)
    tell(progress, "frames", shot.label, 1, total)
    page.header([timecode(moment - shot.start, rate) for moment in moments])
    for index, entry in enumerate(comparison.entries):
        page.take_row(index, entry, _thumbs(entry, moments, page.thumb_box))
        tell(progress, "frames", shot.label, index + 2, total)
    title = f"{shot.number} compared".encode("ascii", "replace").decode()
    write_png(path, page.pixels(), srgb=True, text={"Title": title})
    return path


def _moments(start: int, end: int) -> tuple[int, ...]:
    """Return scene frames over the shot, the first and the last among them, each once."""
    spread = np.linspace(start, end - 1, MOMENTS).round().astype(int)
    return tuple(int(frame) for frame in dict.fromkeys(spread.tolist()))


def _thumbs(entry: Entry, moments: Sequence[int], box: tuple[int, int]) -> list[U8 | None]:
    """Return a take's pictures at the moments, small; a still only where it is nearest."""
    clock = entry.clock
    only = None
    if clock.is_picture:
        only = min(moments, key=lambda moment: abs(moment - clock.start))
    thumbs: list[U8 | None] = []
    with open_in_step(entry) as pictures:
        for moment in moments:
            if only is not None and moment != only:
                thumbs.append(None)
                continue
            small = contained(pictures.at(moment), box)
            thumbs.append(small if clock.covers(moment) else dimmed(small))
    return thumbs


class _Page:
    """The page being painted; lengths are pixels at scale 1."""

    def __init__(self, comparison: Comparison, moments: Sequence[int], scale: int) -> None:
        self._comparison, self._moments, self._scale = comparison, moments, scale
        aspect = aspect_of(comparison.project, comparison.shot)
        self._thumb = (_THUMB, min(round(_THUMB / aspect), _TALLEST_THUMB))
        self._row = max(self._thumb[1] + _CAPTION, _LEAST_INFO) + 2 * _PAD
        rows = len(comparison.entries) + 1
        height = _HEADER + _HEADS + rows * (self._row + _GAP) + _MARGIN - _GAP
        self._canvas = Canvas((_WIDTH, height), PAGE, scale)

    @property
    def thumb_box(self) -> tuple[int, int]:
        """Width and height in real pixels that pictures are fitted into."""
        return self._thumb[0] * self._scale, self._thumb[1] * self._scale

    def pixels(self) -> U8:
        """Return the page, (H, W, 3) sRGB."""
        return self._canvas.pixels()

    def header(self, times: Sequence[str]) -> None:
        """Paint the shot's name, and over each column its frame and time."""
        shot, project = self._comparison.shot, self._comparison.project
        canvas = self._canvas
        canvas.text((_MARGIN, 46), f"Compare {shot.number}", 32, TEXT, bold=True, width=400)
        left = _MARGIN + canvas.length(f"Compare {shot.number}", 32, bold=True) + 20
        canvas.text((left, 49), shot.name, 22, QUIET, width=900)
        takes = f"{len(self._comparison.entries)} takes against the blocking"
        seconds = float(len(shot.window) / project.frame_rate)
        facts = f"{project.name}   {takes}   {seconds:.2f} s   {float(project.frame_rate):.6g} fps"
        canvas.text((_MARGIN, 84), facts, 15, FAINT, width=1400)
        canvas.text((_WIDTH - _MARGIN, 84), "Fidelity to the authored move, 0 to 100", 15, FAINT,
                    anchor="rm", width=500)  # fmt: skip
        for i, (moment, time) in enumerate(zip(self._moments, times, strict=True)):
            left = self._column(i)
            number = f"f {moment}"
            canvas.text((left, _HEADER + 18), number, 15, TEXT, bold=True, width=110)
            left += canvas.length(number, 15, bold=True) + 10
            canvas.text((left, _HEADER + 18), time, 14, FAINT, width=140)

    def blocking_row(self, pictures: Sequence[U8]) -> None:
        """Paint the authored shot."""
        top = self._card(0)
        self._pictures(top, list(pictures))
        left, canvas = _MARGIN + _PAD, self._canvas
        canvas.chip((left, top + 14), "3D", BLOCKING, ON_COLOUR)
        canvas.text((left + 38, top + 14), "3D blocking", 18, TEXT, bold=True, width=_INFO - 60)
        window = self._comparison.shot.window
        facts = f"Authored, clay. Frames {window.start} to {window.stop - 1} ({len(window)})"
        canvas.text((left, top + 46), facts, 14, QUIET, width=_INFO - _PAD)
        canvas.paragraph((left, top + 72), self._comparison.shot.description, 14, FAINT,
                         width=_INFO - _PAD, lines=4)  # fmt: skip

    def take_row(self, index: int, entry: Entry, pictures: Sequence[U8 | None]) -> None:
        """Paint one take."""
        top = self._card(index + 1)
        self._pictures(top, pictures)
        for i, moment in enumerate(self._moments):
            place = (self._column(i), top + self._thumb[1] + 15)
            words, colour = _caption(entry, moment)
            if pictures[i] is not None:
                self._canvas.text(place, words, 13, colour, width=self._thumb[0])
        self._facts(top, entry, take_colour(index))

    def _facts(self, top: float, entry: Entry, colour: str) -> None:
        canvas, left, right = self._canvas, _MARGIN + _PAD, _MARGIN + _PAD + _INFO - _PAD
        wide = canvas.chip((left, top + 14), entry.letter, colour, ON_COLOUR)
        canvas.text((left + wide + 10, top + 14), entry.name, 18, TEXT, bold=True,
                    width=_INFO - wide - 100)  # fmt: skip
        fidelity = entry.fidelity
        canvas.text((right, top + 14), score_words(fidelity), 28, score_colour(fidelity),
                    bold=True, anchor="rm", width=80)  # fmt: skip
        canvas.box((left, top + 36, right, top + 42), TRACK, radius=2)
        if fidelity is not None:
            end = left + (right - left) * fidelity / 100.0
            canvas.box((left, top + 36, end, top + 42), colour, radius=2)
        third = (right - left) / 3
        for i, scored in enumerate(SCORES):
            score = score_of(entry, scored.metric)
            place = (left + i % 3 * third, top + 60 + i // 3 * 21)
            canvas.text(place, scored.head, 13, FAINT, width=third - 44)
            canvas.text((place[0] + third - 16, place[1]), score_words(score), 14,
                        score_colour(score), anchor="rm", width=40)  # fmt: skip
        wait = None if entry.measures is None else entry.measures.wait_seconds
        words = f"Cost {cost_words(entry.row.take)}   Wait {wait_words(wait)}"
        canvas.text((left, top + 105), words, 13, QUIET, width=_INFO - _PAD)
        lines = int((self._row - 2 * _PAD - 120) // 19)
        canvas.paragraph((left, top + 130), verdict_words(entry), 14, TEXT, width=_INFO - _PAD,
                         lines=lines)  # fmt: skip

    def _card(self, row: int) -> float:
        """Paint the ground of a row; return the top of what stands on it."""
        top = _HEADER + _HEADS + row * (self._row + _GAP)
        box = (_MARGIN, top, _WIDTH - _MARGIN, top + self._row)
        self._canvas.box(box, CARD, radius=6)
        return top + _PAD

    def _column(self, i: int) -> float:
        return _MARGIN + _PAD + _INFO + i * (self._thumb[0] + _GAP)

    def _pictures(self, top: float, pictures: Sequence[U8 | None]) -> None:
        for i, pixels in enumerate(pictures):
            left = self._column(i)
            box: Box = (left, top, left + self._thumb[0], top + self._thumb[1])
            self._canvas.box(box, WELL, radius=3)
            if pixels is not None:
                self._canvas.picture(box, pixels)


def _caption(entry: Entry, moment: int) -> tuple[str, str]:
    """Return what is said under a picture, and its colour: the fidelity there, if it is known."""
    clock = entry.clock
    if clock.is_picture:
        return f"picture of f {clock.start:g}", FAINT
    if not clock.covers(moment):
        return ("ended" if moment > clock.last else "not begun"), FAINT
    index = clock.index_at(moment)
    curve = entry.measures.curve if entry.measures else ()
    score = curve[index] if index < len(curve) else None
    return (score_words(score), score_colour(score)) if score is not None else ("", FAINT)

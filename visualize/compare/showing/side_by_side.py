"""The side-by-side film: the 3D blocking and the takes in step, by scene frame."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from compose.timing import timecode
from shotwright import UsageError
from visualize.compare.showing.blocking import Blocking, aspect_of
from visualize.compare.showing.canvas import U8, Canvas, contained, dimmed
from visualize.compare.showing.comparison import MOST_PANES, Comparison, Entry
from visualize.compare.showing.grid import FOOT, LABEL, MARGIN, Grid, grid_of
from visualize.compare.showing.palette import (
    BLOCKING,
    FAINT,
    ON_COLOUR,
    PAGE,
    QUIET,
    TEXT,
    WELL,
    score_colour,
    take_colour,
)
from visualize.compare.showing.pictures import StepPictures, open_in_step
from visualize.compare.showing.words import score_words
from visualize.encode.video import H264, open_video
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.report import ProgressCallback, tell

LARGEST = (1920, 1080)
_TEXT_SIZE = 16


def side_by_side_video(
    comparison: Comparison,
    path: Path,
    *,
    within: tuple[int, int] = LARGEST,
    renderer: Draws | None = None,
    progress: ProgressCallback | None = None,
) -> Path:
    """Write an MP4 of the shot at the project's rate and return its path.

    Each take shows the frame that stands for the scene frame of the moment, whatever its own rate
    and length; where it has none, its nearest frame is dimmed. One picture of each take is in
    memory.

    Parameters
    ----------
    within
        The largest film (width, height).

    Raises
    ------
    UsageError
        When there are more takes than panes.
    ShotwrightError
        When a clip cannot be read, the shot not be drawn or the film not be written.
    """
    if len(comparison.entries) > MOST_PANES:
        raise UsageError(
            f"A side-by-side film shows {MOST_PANES} takes at most,"
            f" not {len(comparison.entries)}. Name those to show."
        )
    shot, rate = comparison.shot, comparison.project.frame_rate
    aspect = aspect_of(comparison.project, shot)
    grid = grid_of(len(comparison.entries) + 1, aspect, within)
    page = _page(comparison, grid)
    with ExitStack() as open_files:
        draws = open_files.enter_context(renderer_or_new(renderer))
        blocking = Blocking(comparison.project, shot, draws, grid.pane)
        takes = [open_files.enter_context(open_in_step(entry)) for entry in comparison.entries]
        film = open_files.enter_context(open_video(path, grid.size, rate, codec=H264))
        for done, frame in enumerate(shot.window, 1):
            panes = [blocking.at(frame), *_shown(comparison.entries, takes, frame)]
            foot = _foot(comparison, grid, frame, timecode(frame - shot.start, rate))
            film.write(_composed(page, grid, panes, foot))
            tell(progress, "frames", shot.label, done, len(shot.window))
    return path


def _shown(entries: Sequence[Entry], takes: Sequence[StepPictures], frame: int) -> list[U8]:
    return [
        pictures.at(frame) if entry.clock.covers(frame) else dimmed(pictures.at(frame))
        for entry, pictures in zip(entries, takes, strict=True)
    ]


def _composed(page: U8, grid: Grid, panes: Sequence[U8], foot: U8) -> U8:
    """Return the page with the pictures in the middle of their panes."""
    whole = page.copy()
    width, height = grid.pane
    for (left, top), pixels in zip(grid.places, panes, strict=True):
        fitted = contained(pixels, grid.pane)
        x = left + (width - fitted.shape[1]) // 2
        y = top + (height - fitted.shape[0]) // 2
        whole[y : y + fitted.shape[0], x : x + fitted.shape[1]] = fitted
    whole[whole.shape[0] - foot.shape[0] :] = foot
    return whole


def _page(comparison: Comparison, grid: Grid) -> U8:
    """Return what does not change: the ground, the wells, and a line over each pane."""
    canvas = Canvas(grid.size, PAGE)
    width, height = grid.pane
    for left, top in grid.places:
        canvas.box((left, top, left + width, top + height), WELL)
    left, top = grid.places[0]
    middle = top - LABEL / 2
    chip = canvas.chip((left, middle), "3D", BLOCKING, ON_COLOUR)
    canvas.text((left + chip + 8, middle), "3D blocking", _TEXT_SIZE, TEXT, bold=True,
                width=width - chip - 8)  # fmt: skip
    for index, entry in enumerate(comparison.entries):
        left, top = grid.places[index + 1]
        middle = top - LABEL / 2
        chip = canvas.chip((left, middle), entry.letter, take_colour(index), ON_COLOUR)
        score = score_words(entry.fidelity)
        canvas.text((left + width, middle), score, 18, score_colour(entry.fidelity), bold=True,
                    anchor="rm", width=60)  # fmt: skip
        room = width - chip - 16 - canvas.length(score, 18, bold=True)
        words = entry.name + ("   no AI" if entry.no_ai else "")
        canvas.text((left + chip + 8, middle), words, _TEXT_SIZE, TEXT, width=room)
    return canvas.pixels()


def _foot(comparison: Comparison, grid: Grid, frame: int, time: str) -> U8:
    """Return the band at the bottom: the shot, the scene frame and the time in the shot."""
    canvas = Canvas((grid.size[0], FOOT), PAGE)
    shot, middle, right = comparison.shot, FOOT / 2, grid.size[0] - MARGIN
    title = f"{shot.label}   {comparison.project.name}"
    counter = f"f {frame}   {time}"
    room = right - MARGIN - canvas.length(counter, _TEXT_SIZE, bold=True) - 24
    canvas.text((MARGIN, middle), title, _TEXT_SIZE, QUIET, width=room)
    canvas.text((right, middle), counter, _TEXT_SIZE, TEXT, bold=True, anchor="rm",
                width=right - MARGIN)  # fmt: skip
    share = (frame - shot.start) / max(1, len(shot.window) - 1)
    canvas.box((MARGIN, 0, right, 2), WELL)
    canvas.box((MARGIN, 0, MARGIN + (right - MARGIN) * share, 2), FAINT)
    return np.ascontiguousarray(canvas.pixels())

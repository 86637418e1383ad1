"""The compare page: a shot's takes and its 3D blocking in step, in a folder without a server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from shotwright import UsageError
from visualize.compare.showing.blocking import Blocking
from visualize.compare.showing.comparison import MOST_PANES, Comparison, Entry
from visualize.compare.showing.facts import clock_facts
from visualize.compare.showing.words import (
    SCORES,
    clock_words,
    cost_words,
    score_of,
    standing_words,
    verdict_words,
    wait_words,
)
from visualize.encode.atomic import plain_errors
from visualize.pages.folder import page_folder
from visualize.pages.shell import INDEX, PLAYER_SCRIPTS, PLAYER_STYLES, Page, write_page
from visualize.previews import Previews
from visualize.previews.previews import PROXY_SIDE
from visualize.previews.proxy import open_proxy
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.report import ProgressCallback, tell
from visualize.takes.measures import METRICS_VERSION

_SCRIPTS = (
    "compare_pane.js", "compare_ensemble.js", "compare_stage.js", "compare_views.js",
    "compare_curve.js", "compare_table.js", "compare_figure.js", "compare_reading.js",
    "compare_votes.js", "compare_blind.js", "compare.js",
)  # fmt: skip
_MEDIA = "media"
_NAMED_BY = 16
"""Digits of its hash that a file is called by: nothing in a page's folder names a model."""


def write_compare_page(
    comparison: Comparison,
    folder: Path,
    *,
    previews: Previews | None = None,
    renderer: Draws | None = None,
    progress: ProgressCallback | None = None,
) -> Path:
    """Write the page into a folder of its own and return the path of its ``index.html``.

    Parameters
    ----------
    folder
        Made when missing; a compare page that was made there before is replaced.
    previews
        Where the takes' proxies are kept; by default in the user's cache, else nowhere.

    Raises
    ------
    UsageError
        When there are more takes than panes.
    EncodeError
        When the folder holds anything else, or the system refuses.
    ShotwrightError
        When a clip cannot be read or the shot not be drawn.
    """
    if len(comparison.entries) > MOST_PANES:
        raise UsageError(
            f"A compare page shows {MOST_PANES} takes at most, not {len(comparison.entries)}."
            " Name those to show."
        )
    with ExitStack() as open_things:
        kept = previews or Previews.in_cache()
        if kept is None:
            kept = Previews(Path(open_things.enter_context(tempfile.TemporaryDirectory())))
        draws = open_things.enter_context(renderer_or_new(renderer))
        made = open_things.enter_context(page_folder(folder))
        media = made / _MEDIA
        with plain_errors(media):
            media.mkdir()
        places = {entry.letter: _proxy(entry, kept, media) for entry in comparison.entries}
        size = _write_blocking(comparison, media / "blocking.mp4", draws, progress)
        data = _data(comparison, places, size)
        title = f"Compare {comparison.shot.number}"
        write_page(made, Page(
            title=title, body="compare.html", styles=(*PLAYER_STYLES, "compare.css"),
            scripts=(*PLAYER_SCRIPTS, *_SCRIPTS), data=data,
        ))  # fmt: skip
    return folder / INDEX


def _proxy(entry: Entry, previews: Previews, media: Path) -> str:
    """Copy a take's proxy under a name that tells nothing and return its place in the page."""
    made = previews.proxy(entry.row)
    name = f"{entry.row.take.clip.sha256[:_NAMED_BY]}{made.suffix}"
    with plain_errors(media / name):
        shutil.copyfile(made, media / name)
    return f"{_MEDIA}/{name}"


def _write_blocking(
    comparison: Comparison, path: Path, draws: Draws, progress: ProgressCallback | None
) -> tuple[int, int]:
    """Write the shot in clay, as long as its window, and return the picture's size."""
    shot, rate = comparison.shot, comparison.project.frame_rate
    blocking = Blocking(comparison.project, shot, draws, (PROXY_SIDE, PROXY_SIDE))
    with open_proxy(path, blocking.size, rate) as film:
        for done, frame in enumerate(shot.window, 1):
            film.write(blocking.at(frame))
            tell(progress, "frames", shot.label, done, len(shot.window))
    return blocking.size


def _data(
    comparison: Comparison, places: Mapping[str, str], size: tuple[int, int]
) -> dict[str, Any]:
    shot, project = comparison.shot, comparison.project
    return {
        "project": project.name,
        "shot": {"id": shot.id, "number": shot.number, "name": shot.name},
        "start": shot.start,
        "frames": len(shot.window),
        "rate": float(project.frame_rate),
        "size": list(size),
        "blocking": f"{_MEDIA}/blocking.mp4",
        "columns": [[scored.head, scored.metric] for scored in SCORES],
        "standing": standing_words(comparison),
        "metrics": METRICS_VERSION,
        "takes": [_take(entry, comparison, places[entry.letter]) for entry in comparison.entries],
        "ranked": [entry.letter for entry in comparison.ranked],
    }


def _take(entry: Entry, comparison: Comparison, place: str) -> dict[str, Any]:
    take, measures = entry.row.take, entry.measures
    clock = clock_facts(entry.clock)
    if entry.clock.rate is not None:
        clock["rate"] = float(entry.clock.rate)
    return {
        "letter": entry.letter,
        "id": take.id,
        "stem": entry.row.path.stem,
        "name": entry.name,
        "detail": clock_words(entry.clock, comparison.project.frame_rate),
        "no_ai": entry.no_ai,
        "stale": list(entry.stale),
        "src": place,
        "clock": clock,
        "fidelity": entry.fidelity,
        "scores": [score_of(entry, scored.metric) for scored in SCORES],
        "cost": cost_words(take),
        "wait": wait_words(None if measures is None else measures.wait_seconds),
        "said": verdict_words(entry),
        "curves": _curves(entry),
        "remarks": _remarks(entry),
        "picked": comparison.shot.pick == take.id,
    }


def _curves(entry: Entry) -> dict[str, list[float | None]]:
    """Return the headline's curve and those of the metrics, a score for each frame of the clip."""
    if entry.measures is None:
        return {}
    found = {"fidelity": entry.measures.curve}
    found |= {metric.name: metric.curve for metric in entry.measures.metrics}
    return {name: list(map(_tenth, curve)) for name, curve in found.items() if curve}


def _tenth(score: float | None) -> float | None:
    return None if score is None else round(score, 1)


def _remarks(entry: Entry) -> list[dict[str, Any]]:
    if entry.measures is None:
        return []
    return [
        {"text": remark.text, "start": remark.start, "end": remark.end}
        for remark in entry.measures.remarks
    ]

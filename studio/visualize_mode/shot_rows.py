"""Shot rows: the shots of the sequence, and how their takes stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from models.lengths import seconds_text
from visualize.staleness import is_stale, stale_parts
from visualize.takes.gallery import Gallery
from visualize.takes.query import Query

_MOST_COMPARED = 500
"""Takes that are compared with their scenes, the newest: older ones are seen in the gallery."""


class TakesStand(StrEnum):
    """How a shot's takes stand."""

    NONE = "none"
    FRESH = "fresh"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRow:
    """One shot of the list."""

    shot: Shot
    seconds: str
    takes: str
    stand: TakesStand


def shot_rows(
    project: Project, counts: Mapping[str, int], stale: Mapping[str, int], seen: Mapping[str, int]
) -> tuple[ShotRow, ...]:
    """Return the shots in the order of the sequence.

    Parameters
    ----------
    counts
        How many takes there are, by shot id.
    stale, seen
        How many of them are older than their scene, and how many were looked at.
    """
    rows = []
    for shot in project.in_sequence():
        seconds = seconds_text(len(shot.window) / project.frame_rate)
        count = counts.get(shot.id, 0)
        new = max(count - seen.get(shot.id, 0), 0)
        words, stand = _takes_words(count, min(stale.get(shot.id, 0), count), new)
        rows.append(ShotRow(shot=shot, seconds=seconds, takes=words, stand=stand))
    return tuple(rows)


def total_words(project: Project) -> str:
    """Return ``6 · 23.0 s``: how many shots there are, and how long they are together."""
    shots = project.in_sequence()
    frames = sum(len(shot.window) for shot in shots)
    return f"{len(shots)} · {float(frames / project.frame_rate):.1f} s"


def stale_takes(project: Project, root: Path) -> dict[str, frozenset[str]]:
    """Return the ids of takes that are older than their scene, by shot, of the newest takes.

    It reads the gallery anew and works out scenes: never call it in the window's thread.

    Raises
    ------
    ShotwrightError
        When the gallery cannot be read.
    """
    with Gallery(root) as gallery:
        newest = gallery.query(Query(sort="made", descending=True, limit=_MOST_COMPARED)).rows
    found = stale_parts(project, [row.take for row in newest])
    stale: dict[str, set[str]] = defaultdict(set)
    for row in newest:
        if is_stale(found[row.take.id]):
            stale[row.take.of.shot].add(row.take.id)
    return {shot: frozenset(ids) for shot, ids in stale.items()}


def _takes_words(count: int, stale: int, new: int) -> tuple[str, TakesStand]:
    if not count:
        return "No take yet", TakesStand.NONE
    if stale and count == 1:
        return "1 take is stale", TakesStand.STALE
    if stale:
        return f"{stale} of {count} takes stale", TakesStand.STALE
    words = "1 take" if count == 1 else f"{count} takes"
    return words + (f", {new} new" if new else ""), TakesStand.FRESH

"""A comparison as plain data, for programs and for the page."""

from __future__ import annotations

from typing import Any

from visualize.compare.showing.clock import Clock
from visualize.compare.showing.comparison import Comparison, Entry
from visualize.compare.showing.words import (
    SCORES,
    cost_words,
    score_of,
    standing_words,
    verdict_words,
    wait_words,
)


def comparison_facts(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison for programs: the shot, and every take, the best first."""
    shot, project = comparison.shot, comparison.project
    return {
        "shot": {"id": shot.id, "number": shot.number, "name": shot.name,
                 "frames": [shot.start, shot.end]},
        "rate": project.rate,
        "standing": standing_words(comparison),
        "takes": [entry_facts(entry) for entry in comparison.ranked],
    }  # fmt: skip


def entry_facts(entry: Entry) -> dict[str, Any]:
    """Return one take of a comparison for programs; ``None`` is what could not be measured."""
    take, measures = entry.row.take, entry.measures
    return {
        "letter": entry.letter,
        "take": take.id,
        "number": take.number,
        "file": str(entry.row.file),
        "model": take.made.model,
        "mode": take.made.mode,
        "no_ai": entry.no_ai,
        "stale": list(entry.stale),
        "fidelity": entry.fidelity,
        "scores": {scored.metric: score_of(entry, scored.metric) for scored in SCORES},
        "cost": cost_words(take),
        "wait_seconds": None if measures is None else measures.wait_seconds,
        "wait": wait_words(None if measures is None else measures.wait_seconds),
        "went_wrong": verdict_words(entry),
        "clock": clock_facts(entry.clock),
        "measures": None if measures is None else measures.model_dump(mode="json"),
    }


def clock_facts(clock: Clock) -> dict[str, Any]:
    """Return which scene frame each frame of a clip stands for; ``rate`` is None for a picture."""
    return {
        "start": clock.start,
        "step": clock.step,
        "frames": clock.frames,
        "rate": None if clock.rate is None else str(clock.rate),
    }

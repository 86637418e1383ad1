"""Reading: what differs from the blocking at one frame, take by take, in words."""

from __future__ import annotations

from dataclasses import dataclass

from studio.gallery_mode.lettering import best_of
from visualize.compare.showing import Comparison, Entry
from visualize.takes.measures import Remark

_EXACT, _FAITHFUL, _FAIR = 97.0, 85.0, 60.0
_LATE = ("late", "early")
_OVERALL = "fidelity"


@dataclass(frozen=True, slots=True)
class Reading:
    """One take at one frame: its letter, what is to be said, the verdict and its colour's token."""

    letter: str
    words: str
    verdict: str
    token: str


def readings(
    comparison: Comparison, frame: float, *, measuring: bool = False
) -> tuple[Reading, ...]:  # fmt: skip
    """Return what is to be said of each take at a scene frame, by letter."""
    return tuple(_reading(entry, frame, measuring=measuring) for entry in comparison.entries)


def curve_of(entry: Entry, metric: str) -> tuple[float | None, ...]:
    """Return a take's score by frame of its clip, for the whole or one metric."""
    measures = entry.measures
    if measures is None:
        return ()
    if metric == _OVERALL:
        return measures.curve
    found = measures.metric(metric)
    return () if found is None else found.curve


def curves(comparison: Comparison) -> list[tuple[str, str]]:
    """Return the metrics that some take has a curve of: name, and words for a menu."""
    names = dict.fromkeys(
        metric.name for entry in comparison.entries if entry.measures is not None
        for metric in entry.measures.metrics if metric.curve
    )  # fmt: skip
    return [(_OVERALL, "Overall"), *((name, name.capitalize()) for name in names)]


def score_at(entry: Entry, metric: str, frame: float) -> float | None:
    """Return a take's score at a scene frame; ``None`` where nothing could be judged."""
    curve, at = curve_of(entry, metric), entry.clock.index_at(frame)
    return curve[at] if at < len(curve) and entry.clock.covers(frame) else None


def finding(comparison: Comparison) -> tuple[Entry, Remark] | None:
    """Return the gravest remark that a take lost by, and whose it is."""
    found = [
        (entry, remark) for entry in comparison.entries if entry.measures is not None
        for remark in entry.measures.remarks if _lost_by(entry, remark)
    ]  # fmt: skip
    return max(found, key=lambda one: (one[1].weight, -(one[0].fidelity or 0.0)), default=None)


def _lost_by(entry: Entry, remark: Remark) -> bool:
    """Tell whether a take was less than faithful where a remark is about."""
    scores = curve_of(entry, _OVERALL)[remark.start : remark.end]
    return any(score is not None and score < _FAITHFUL for score in scores)


def span_of(entry: Entry, remark: Remark) -> tuple[float, float]:
    """Return the scene frames that a remark is about, the end not included."""
    clock = entry.clock
    return clock.scene_frame(remark.start), clock.scene_frame(remark.end - 1) + clock.step


def offers(comparison: Comparison, *, blind: bool) -> list[tuple[str, str]]:
    """Return what can be decided, the main thing first: a key, and the button's words.

    A key is a letter to pick (while blind, to vote for), or two letters to look at in one picture.
    """
    entries = comparison.entries
    if blind:
        return [(entry.letter, f"Vote {entry.letter}") for entry in entries]
    best = best_of(comparison)
    second = next(entry for entry in comparison.ranked if entry is not best)
    picked = comparison.shot.pick == best.row.take.id
    number = comparison.shot.number
    words = f"{best.letter} is the pick of {number}" if picked else (
        f"Pick {best.letter} for shot {number}"
    )  # fmt: skip
    pair = best.letter, second.letter
    return [(best.letter, words), (" ".join(pair), f"Mix {pair[0]} and {pair[1]}")]


def _reading(entry: Entry, frame: float, *, measuring: bool) -> Reading:
    measures = entry.measures
    if measures is None and entry.clock.covers(frame):
        stands = ("Being measured.", "") if measuring else ("Not measured.", "Unknown")
        return Reading(entry.letter, *stands, "text3")
    if measures is None or not entry.clock.covers(frame):
        return Reading(entry.letter, "The clip does not reach this frame.", "Missing", "stale")
    at = entry.clock.index_at(frame)
    here = [remark for remark in measures.remarks if remark.start <= at < remark.end]
    score = score_at(entry, _OVERALL, frame)
    said = ", ".join(remark.text for remark in here[:2])
    words = f"{said[:1].upper()}{said[1:]}." if said else "Nothing stands out here."
    if entry.no_ai and not here:
        words = "No AI was used." if score is None or score < _EXACT else "Exact. No AI was used."
    return Reading(entry.letter, words, *_verdict(score, here))


def _verdict(score: float | None, here: list[Remark]) -> tuple[str, str]:
    if any(word in remark.text for remark in here for word in _LATE):
        return "Late" if any("late" in remark.text for remark in here) else "Early", "stale"
    if score is None:
        return "Unknown", "text3"
    if score >= _EXACT:
        return "Exact", "good"
    if score >= _FAITHFUL:
        return "Faithful", "good"
    if score >= _FAIR:
        return "Fair", "text2"
    moved = any(remark.metric in ("camera", "motion") for remark in here)
    return ("Wrong move" if moved else "Lost"), "bad"

"""Reading: what differs from the blocking at one frame, take by take, in words."""

from __future__ import annotations

from dataclasses import dataclass

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


def readings(comparison: Comparison, frame: float) -> tuple[Reading, ...]:
    """Return what is to be said of each take at a scene frame, by letter."""
    return tuple(_reading(entry, frame) for entry in comparison.entries)


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
    """Return the gravest remark of all takes and whose it is."""
    found = [
        (entry, remark) for entry in comparison.entries if entry.measures is not None
        for remark in entry.measures.remarks
    ]  # fmt: skip
    return max(found, key=lambda one: (one[1].weight, -(one[0].fidelity or 0.0)), default=None)


def span_of(entry: Entry, remark: Remark) -> tuple[float, float]:
    """Return the scene frames that a remark is about, the end not included."""
    clock = entry.clock
    return clock.scene_frame(remark.start), clock.scene_frame(remark.end - 1) + clock.step


def _reading(entry: Entry, frame: float) -> Reading:
    measures = entry.measures
    if measures is None:
        return Reading(entry.letter, "Not measured.", "Unknown", "text3")
    if not entry.clock.covers(frame):
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

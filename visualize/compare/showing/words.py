"""A comparison in words: the columns of its table, honest about what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.money import money
from visualize.compare.showing.clock import Clock
from visualize.compare.showing.comparison import Comparison, Entry
from visualize.takes import Take

UNKNOWN = "–"
"""What stands where nothing could be measured."""

_MINUTE = 60
_SAME_SPEED = 1e-3


@dataclass(frozen=True, slots=True)
class Scored:
    """A column of scores: its head, and the metric or the group of metrics it shows."""

    head: str
    metric: str


SCORES = (
    Scored("Camera path", "camera"),
    Scored("Subjects", "subjects"),
    Scored("Structure", "structure"),
    Scored("Temporal", "temporal"),
    Scored("Start", "start"),
    Scored("End", "end"),
)


def score_of(entry: Entry, name: str) -> float | None:
    """Return the score of a metric, or of the group of that name: the worst score in it."""
    if entry.measures is None:
        return None
    metric = entry.measures.metric(name)
    if metric is not None:
        return metric.score
    scores = [m.score for m in entry.measures.metrics if m.group == name and m.score is not None]
    return min(scores, default=None)


def score_words(score: float | None) -> str:
    """Return a score as a whole number; only a perfect one is 100."""
    if score is None:
        return UNKNOWN
    return str(min(round(score), 99 if score < 99.95 else 100))


def cost_words(take: Take) -> str:
    """Return what a take cost as billed, else what was estimated; unknown is never nothing."""
    made = take.made
    if made.reported_usd is not None:
        return money(made.reported_usd, made.reported_usd)
    estimated = money(made.estimated_low_usd, made.estimated_high_usd)
    return f"{estimated} est." if made.estimated_high_usd else estimated


def wait_words(seconds: float | None) -> str:
    """Return how long the take took from sending to the file: ``4:48``."""
    if seconds is None:
        return UNKNOWN
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes}:{rest:02d}"


def verdict_words(entry: Entry) -> str:
    """Return what went wrong with a take, the worst first, and what else is to be known of it."""
    if entry.measures is None:
        said = "Not measured"
    elif entry.measures.words:
        said = entry.measures.words
    elif entry.measures.fidelity is None:
        said = _why_not(entry)
    else:
        said = "Nothing stands out"
    sentences = [f"{said[:1].upper()}{said[1:]}."]
    if entry.no_ai:
        sentences.insert(0, "No AI.")
    if entry.stale:
        sentences.append(f"Stale: {', '.join(entry.stale)}.")
    return " ".join(sentences)


def _why_not(entry: Entry) -> str:
    assert entry.measures is not None  # asked before
    notes = (m.note for m in entry.measures.metrics if m.score is None and m.note)
    return f"Not measurable: {next(notes, 'too little could be judged')}".rstrip(".")


def clock_words(clock: Clock, project_rate: Fraction) -> str:
    """Return how a clip meets the shot: ``16 to 24 fps, retimed``, ``picture of f 12``."""
    if clock.rate is None:
        return f"picture of f {clock.start:g}"
    words = f"{float(clock.rate):.6g}"
    if clock.rate != project_rate:
        words += f" to {float(project_rate):.6g}"
    words += " fps"
    speed = clock.step * float(clock.rate / project_rate)
    if abs(speed - 1.0) > _SAME_SPEED:
        words += ", retimed"
    return words


def standing_words(comparison: Comparison) -> str:
    """Return which take leads and by how much; takes without AI are named apart from rivals."""
    rivals = [entry for entry in comparison.entries if not entry.no_ai]
    yardsticks = [entry.letter for entry in comparison.entries if entry.no_ai]
    kind = "generated take" if rivals else "take"
    known = [e for e in rivals or comparison.entries if e.fidelity is not None]
    said = []
    if not known:
        said.append(f"No {kind} could be measured.")
    elif len(known) == 1:
        said.append(f"{known[0].letter} is the only {kind} that could be measured.")
    else:
        said.append(_lead(known[0], known[1], kind))
    if rivals and yardsticks:
        verb = "has" if len(yardsticks) == 1 else "have"
        said.append(f"{_listed(yardsticks)} {verb} no AI.")
    return " ".join(said)


def _lead(best: Entry, second: Entry, kind: str) -> str:
    assert best.fidelity is not None  # asked before
    assert second.fidelity is not None
    points = round(best.fidelity - second.fidelity)
    if points < 1:
        return f"{best.letter} and {second.letter} are level."
    counted = f"{points} point{'' if points == 1 else 's'}"
    return f"{best.letter} is the best {kind}, {counted} clear of {second.letter}."


def _listed(letters: list[str]) -> str:
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"

"""The table of a comparison, as a terminal shows it."""

from __future__ import annotations

from cli.output import Column, Output
from visualize.compare.showing.comparison import Comparison, Entry
from visualize.compare.showing.words import (
    SCORES,
    UNKNOWN,
    cost_words,
    score_of,
    score_words,
    standing_words,
    verdict_words,
    wait_words,
)

_BAR = 10

_COLUMNS = (
    Column("take", wraps=True),
    Column("fidelity"),
    *(Column(scored.head.lower(), right=True) for scored in SCORES),
    Column("cost", right=True),
    Column("wait", right=True),
    Column("what went wrong", wraps=True),
)


def print_comparison(comparison: Comparison, output: Output) -> None:
    """Print the takes, the best first, and which one leads."""
    output.table(_COLUMNS, [_row(entry) for entry in comparison.ranked])
    output.line(f"\n{standing_words(comparison)}")


def _row(entry: Entry) -> tuple[str, ...]:
    wait = None if entry.measures is None else entry.measures.wait_seconds
    return (
        f"{entry.letter}  {entry.name}",
        _fidelity(entry.fidelity),
        *(score_words(score_of(entry, scored.metric)) for scored in SCORES),
        cost_words(entry.row.take),
        wait_words(wait),
        verdict_words(entry),
    )


def _fidelity(score: float | None) -> str:
    """Return ``88 ████████░░``, or a dash where nothing could be judged."""
    if score is None:
        return f"{UNKNOWN:>3}"
    full = int(_BAR * score / 100.0)  # only a perfect one is full
    return f"{score_words(score):>3} {'█' * full}{'░' * (_BAR - full)}"

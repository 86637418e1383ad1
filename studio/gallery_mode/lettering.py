"""Lettering: letters stay with their takes while these are measured; and which take is ahead."""

from __future__ import annotations

from dataclasses import replace

from visualize.compare.showing import Comparison, Entry
from visualize.compare.showing.words import standing_words


def relettered(comparison: Comparison, before: Comparison) -> Comparison:
    """Return a comparison of the same takes with the letters and the order of before.

    Where the takes are others, it is returned as it is.
    """
    letters = {entry.row.take.id: entry.letter for entry in before.entries}
    found = {entry.row.take.id: entry for entry in comparison.entries}
    if found.keys() != letters.keys():
        return comparison
    entries = tuple(replace(found[id_], letter=letter) for id_, letter in letters.items())
    return replace(comparison, entries=entries)


def by_merit(comparison: Comparison) -> Comparison:
    """Return a comparison with its takes as they stand, under their letters.

    Generated takes come first, what was drawn from the blocking itself after them: it is a
    yardstick more than a rival.
    """
    ranked = sorted(comparison.ranked, key=lambda entry: entry.no_ai)
    return replace(comparison, entries=tuple(ranked))


def best_of(comparison: Comparison) -> Entry:
    """Return the take that is ahead."""
    return by_merit(comparison).entries[0]


def standing_of(comparison: Comparison, *, measuring: bool) -> str:
    """Return how takes stand, in words."""
    if measuring and all(entry.measures is None for entry in comparison.entries):
        return "Takes are being measured."
    return standing_words(by_merit(comparison))

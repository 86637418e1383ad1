"""Colours of a comparison in pictures and films, and a take's own colour by its letter."""

from __future__ import annotations

PAGE, CARD, WELL, LINE, TRACK = "#101114", "#1A1B1F", "#131417", "#2C2F35", "#363A42"
TEXT, QUIET, FAINT = "#ECEDEF", "#B4B8C0", "#999EA7"
GOOD, POOR, BLOCKING = "#5CC98A", "#FF9A5C", "#B4B8C0"
ON_COLOUR = "#101114"

TAKE_COLOURS = (
    "#5AA9F7", "#F0B44C", "#E884B8", "#5CC98A", "#BBA2FF", "#5FD0D6", "#FF9A5C", "#B4B8C0",
    "#D6E06A",
)  # fmt: skip

_FAITHFUL, _LOST = 85.0, 60.0


def take_colour(index: int) -> str:
    """Return the colour of the take with the so-manieth letter; always shown with the letter."""
    return TAKE_COLOURS[index % len(TAKE_COLOURS)]


def score_colour(score: float | None) -> str:
    """Return the colour a score is written in: faithful, fair, lost, or not measurable."""
    if score is None:
        return FAINT
    if score >= _FAITHFUL:
        return GOOD
    return TEXT if score >= _LOST else POOR

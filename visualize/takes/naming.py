"""Names of takes: ``010_wide_establishing_take2.mp4`` says shot, framing, description and take."""

from __future__ import annotations

from compose.shot import Shot
from visualize.produce.names import slug
from visualize.takes.take import LONGEST_NAME

_ENDING = 8
"""Characters kept for the ending, dot included."""


def take_stem(shot: Shot, framing: str, number: int) -> str:
    """Return the name of a take without its ending: ASCII, safe on every disk, never too long.

    Parameters
    ----------
    framing
        How the shot is framed, in words (``"medium close-up"``); it is left out where the shot's
        own name says it.
    """
    take = f"_take{number}"
    words = slug(shot.name) or slug(shot.description)
    parts = [slug(shot.number), slug(framing), words]
    if parts[1] and parts[1] in words:
        parts[1] = ""
    longest = LONGEST_NAME - _ENDING - len(take)
    stem = "_".join(part for part in parts if part)[:longest].rstrip("_-")
    return (stem or "shot") + take

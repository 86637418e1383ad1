"""Sentences: the units that a prompt is built from and cut by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from visualize.prompt.facts import Tab
from visualize.prompt.phrases import capital

_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[^\s\d])")
_SHORTENED = ("mr.", "mrs.", "ms.", "dr.", "st.", "vs.", "e.g.", "i.e.", "etc.", "no.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a prompt.

    ``about`` names what it tells (``action``, ``camera``…), ``rank`` when it is cut: the highest
    rank goes first.
    """

    text: str
    tab: Tab | None
    about: str
    rank: int


def sentence(words: str) -> str:
    """Return words as a sentence: a capital at its head, a full stop at its end."""
    text = " ".join(words.split()).strip(" ,;")
    if not text:
        return ""
    return capital(text if text[-1] in '.!?…"”' else f"{text}.")


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order; abbreviations such as ``Mr.`` end none."""
    pieces: list[str] = []
    for piece in _END.split(" ".join(text.split())):
        if pieces and pieces[-1].lower().rsplit(" ", 1)[-1] in _SHORTENED:
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece:
            pieces.append(piece)
    return tuple(pieces)

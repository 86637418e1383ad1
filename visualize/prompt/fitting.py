"""Fitting: a prompt counted as a model counts it, and cut at the ends of sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.card import PromptRule, PromptUnit
from visualize.prompt.sentences import Sentence

_CHARACTERS_A_TOKEN = 4.0
_TOKENS_A_WORD = 4.0 / 3.0
_CLAUSE = re.compile(r"(?<=[,;:])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A prompt as it will be sent.

    ``count`` is its length in ``unit``, ``limit`` what the model reads (``None``: not stated).
    ``cut`` are the sentences, or ends of a sentence, that were left out, in their order.
    """

    text: str
    count: int
    limit: int | None
    unit: PromptUnit
    cut: tuple[str, ...] = ()

    def counter(self) -> str:
        """Return the count in words: ``812 of 2500 characters``, ``about 210 of 1024 tokens``."""
        about = "about " if self.unit == "tokens" else ""
        of = f" of {self.limit}" if self.limit is not None else ""
        return f"{about}{self.count}{of} {self.unit.replace('-', ' ')}"


def counted(text: str, unit: PromptUnit) -> int:
    """Return the length of a text in a unit.

    Tokens differ by model. They are taken as the larger of a quarter of the characters and four
    thirds of the words, which is a little more than common tokenisers find in English.
    """
    if unit == "utf16-units":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "utf8-bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "tokens":
        words = len(text.split())
        return math.ceil(max(len(text) / _CHARACTERS_A_TOKEN, words * _TOKENS_A_WORD))
    return len(text)


def fitted(sentences: Sequence[Sentence], rule: PromptRule) -> Fitted:
    """Return sentences as one text within the limit of a model.

    Whole sentences are left out, those of the highest rank and among equals the last first. A
    sentence that alone is too long ends after a clause, else after a word.
    """
    kept = list(enumerate(sentences))
    order = sorted(kept, key=lambda item: (item[1].rank, item[0]))
    sizes = {i: counted(one.text, rule.unit) + 1 for i, one in kept}
    total = sum(sizes.values()) - 1
    while rule.limit is not None and total > rule.limit and len(order) > 1:
        total -= sizes[order.pop()[0]]
    left = {i for i, _ in order}
    cut = [one.text for i, one in kept if i not in left]
    text = " ".join(one.text for i, one in kept if i in left)
    if rule.limit is not None and counted(text, rule.unit) > rule.limit:
        text, rest = shortened(text, rule.limit, rule.unit)
        cut.insert(0, rest)
    count = counted(text, rule.unit)
    return Fitted(text=text, count=count, limit=rule.limit, unit=rule.unit, cut=tuple(cut))


def shortened(text: str, limit: int, unit: PromptUnit) -> tuple[str, str]:
    """Return the longest beginning of a text that fits and ends a clause, else a word; the rest.

    The beginning is empty when not even one word fits.
    """
    for pattern in (_CLAUSE, re.compile(r"\s+")):
        ends = [found.start() for found in pattern.finditer(text)]
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high + 1) // 2
            fits = counted(_closed(text[: ends[middle - 1]]), unit) <= limit
            low, high = (middle, high) if fits else (low, middle - 1)
        if low:
            return _closed(text[: ends[low - 1]]), text[ends[low - 1] :].strip()
    return "", text


def _closed(text: str) -> str:
    return f"{text.rstrip(' ,;:.')}."

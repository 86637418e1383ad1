"""Coded columns: each distinct text once, and for each take which of them it has."""

from __future__ import annotations

import operator
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from itertools import repeat

import numpy as np
import numpy.typing as npt

_FEW = 1_000
"""Texts that are looked up one by one; where more have a word, each text is asked."""

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]


class Coded:
    """A column of texts of which many are the same.

    ``values`` are the distinct texts in order of their first coming; ``codes`` holds the place of
    each take's own among them. A value may stay that no take has any more.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        every = list(texts)
        self.values: list[str] = list(dict.fromkeys(every))
        self._places = {text: place for place, text in enumerate(self.values)}
        self.codes: Codes = np.fromiter(map(self._places.__getitem__, every), np.int32, len(every))

    def put(self, at: int, text: str) -> bool:
        """Give the take at this place a text, and tell whether it had another.

        One place beyond the last adds a take.
        """
        code = self._places.setdefault(text, len(self._places))
        if code == len(self.values):
            self.values.append(text)
        if at == len(self.codes):
            self.codes = np.append(self.codes, np.int32(code))
            return True
        before = int(self.codes[at])
        self.codes[at] = code
        return before != code

    def drop(self, at: int) -> None:
        """Take one take away; those after it move up."""
        self.codes = np.delete(self.codes, at)

    def among(self, texts: Collection[str]) -> Mask:
        """Tell which takes have one of these texts."""
        hits = np.zeros(len(self.values), bool)
        hits[[self._places[text] for text in texts if text in self._places]] = True
        return hits[self.codes]

    def where(self, test: Callable[[str], bool]) -> Mask:
        """Tell which takes have a text that passes; each distinct one is tested once."""
        return self._spread(map(test, self.values))

    def counts(self, mask: Mask) -> npt.NDArray[np.int64]:
        """Return for each distinct text how many of these takes have it."""
        return np.bincount(self.codes[mask], minlength=len(self.values))

    def _spread(self, hits: Iterable[bool]) -> Mask:
        return np.fromiter(hits, bool, len(self.values))[self.codes]


class Searched(Coded):
    """A coded column whose texts are looked through for words."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__(texts)
        self._joined = _Joined(self.values)

    def containing(self, word: str) -> Mask:
        """Tell which takes have a text with these characters in a row, none of them a line end."""
        if len(self.values) > self._joined.count + _FEW:
            self._joined = _Joined(self.values)
        few = self._joined.few_with(word)
        if few is None:
            return self._spread(map(operator.contains, self.values, repeat(word)))
        hits = np.zeros(len(self.values), bool)
        hits[few] = True
        for code in range(self._joined.count, len(self.values)):  # they came later
            hits[code] = word in self.values[code]
        return hits[self.codes]


class _Joined:
    """The first ``count`` texts in one, so that a word few of them have is found in one go."""

    def __init__(self, texts: list[str]) -> None:
        self.count = len(texts)
        self._text = "\n".join(texts)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._ends = (np.cumsum(lengths) + np.arange(len(texts))).tolist()

    def few_with(self, word: str) -> list[int] | None:
        """Return which texts have a word, which holds no line end; ``None`` when many have it."""
        found: list[int] = []
        at = self._text.find(word)
        while at >= 0:
            if len(found) == _FEW:
                return None
            found.append(bisect_left(self._ends, at))
            at = self._text.find(word, self._ends[found[-1]])
        return found


def folded(text: str) -> str:
    """Return a text as it is compared: accents in one form, capitals the same as small letters."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())

"""Columns: what takes are filtered and sorted by, as arrays in memory, so that no query waits."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from visualize.takes.coded import Coded, Mask, Searched, folded
from visualize.takes.facts import Facts

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_CODED = ("id", "shot", "label", "model", "model_name", "mode", "kind", "tags")
_NUMBERS = ("number", "cost_usd", "seconds", "made", "rating", "rejected", "fidelity")
_KEYS = {"made": "made", "rating": "rating", "cost": "cost_usd", "fidelity": "fidelity",
         "length": "seconds"}  # fmt: skip
"""The numbers that takes are sorted by, by the name of the order."""

_NAMES = {"shot": "label", "model": "model_name"}
"""What people call the texts of a column: the column that says so."""

_ABOUT = ("label", "model", "model_name", "note", "tags")
"""What is searched besides a take's name and prompt; tags, which are JSON, are the last."""

_ALL = frozenset((*_CODED, *_NUMBERS))
_WORDS_KEPT = 24
_DIGITS = re.compile(r"(\d+)")
_DIGIT = re.compile(r"[0-9]")


T = TypeVar("T")


class Choice(NamedTuple):
    """A text to choose takes by, what people call it, and the codes of its column that have it."""

    value: str
    label: str
    codes: tuple[int, ...]


class Columns:
    """The facts of all takes, one array a column; takes stand in the order of their keys.

    Parameters
    ----------
    rows
        Key and facts of each take, by key. A take that is added later must have the highest key.
    """

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        columns = list(zip(*rows, strict=True)) or [()] * (len(Facts._fields) + 1)
        facts = dict(zip(Facts._fields, columns[1:], strict=True))
        about = zip(*(facts[name] for name in _ABOUT), strict=True)
        self.keys: Places = np.array(columns[0], np.int64)
        self.texts = {name: Coded(facts[name]) for name in _CODED}
        self.numbers: dict[str, Numbers] = {
            name: np.array(facts[name], np.float64) for name in _NUMBERS
        }
        self._searched = {
            "name": Searched(map(folded, facts["stem"])),
            "unnumbered": Searched(map(_unnumbered, facts["stem"])),
            "prompt": Searched(_each_once(facts["prompt"], folded)),
            "about": Searched(_each_once(about, _about)),
        }
        self._words: dict[str, Mask] = {}
        self._orders: dict[tuple[str, bool], Places] = {}
        self._choices: dict[str, tuple[Choice, ...]] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def put(self, key: int, facts: Facts) -> None:
        """Set a take's facts; with a key of its own, above all others, it is added."""
        at = int(np.searchsorted(self.keys, key))
        is_new = at == len(self.keys)
        if is_new:
            self.keys = np.append(self.keys, key)
            self.numbers = {name: np.append(old, math.nan) for name, old in self.numbers.items()}
        changed = {
            name for name, coded in self.texts.items() if coded.put(at, getattr(facts, name))
        }
        for name, numbers in self.numbers.items():
            value = _number(getattr(facts, name))
            if not np.array_equal(numbers[at], value, equal_nan=True):
                numbers[at] = value
                changed.add(name)
        spoken = _spoken(facts).items()
        if {name for name, text in spoken if self._searched[name].put(at, text)}:
            self._words.clear()
        self._forget(_ALL if is_new else changed)

    def drop(self, key: int) -> None:
        """Take a take away."""
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return
        self.keys = np.delete(self.keys, at)
        for coded in (*self.texts.values(), *self._searched.values()):
            coded.drop(at)
        self.numbers = {name: np.delete(old, at) for name, old in self.numbers.items()}
        self._words.clear()
        self._forget(_ALL)

    def saying(self, word: str) -> Mask:
        """Tell which takes have this word, folded, in their name, shot, model, prompt or remarks.

        The last words looked for are remembered: who types a second word waits for that alone.
        """
        known = self._words.pop(word, None)
        if known is None:
            aside = "unnumbered" if _DIGIT.search(word) else "name"  # there are few names without
            known = np.logical_or.reduce(
                [coded.containing(word) for name, coded in self._searched.items() if name != aside]
            )
        self._words[word] = known
        if len(self._words) > _WORDS_KEPT:
            del self._words[next(iter(self._words))]
        return known

    def order(self, sort: str, *, descending: bool) -> Places:
        """Return the places of all takes, sorted; what is unknown comes last both ways."""
        known = self._orders.get((sort, descending))
        if known is None:
            base = self._by_shot()
            key = self._sort_key(sort)[base]
            known = base[np.argsort(-key if descending else key, kind="stable")]
            self._orders[sort, descending] = known
        return known

    def choices(self, name: str) -> tuple[Choice, ...]:
        """Return the texts of a column that takes have, in the order of their names.

        A shot and a model are called as the take with the highest number calls them; a take has
        all of its tags.
        """
        if name not in self._choices:
            coded = self.texts[name]
            used = np.flatnonzero(np.bincount(coded.codes, minlength=len(coded.values)))
            found = self._tags(used) if name == "tags" else self._named(name, used)
            key = lambda choice: (natural(choice.label), choice.value)  # noqa: E731
            self._choices[name] = tuple(sorted(found, key=key))
        return self._choices[name]

    def _named(self, name: str, used: Places) -> list[Choice]:
        coded, names = self.texts[name], self.texts[_NAMES.get(name, name)]
        last = np.argsort(self.numbers["number"], kind="stable")
        own = np.zeros(len(coded.values), np.int64)
        own[coded.codes[last]] = names.codes[last]
        return [Choice(coded.values[code], names.values[own[code]], (code,)) for code in used]

    def _tags(self, used: Places) -> list[Choice]:
        codes: dict[str, list[int]] = {}
        for code in used:
            for tag in dict.fromkeys(json.loads(self.texts["tags"].values[code])):
                codes.setdefault(tag, []).append(int(code))
        return [Choice(tag, tag, tuple(found)) for tag, found in codes.items()]

    def _sort_key(self, sort: str) -> Numbers:
        if sort in _KEYS:
            return self.numbers[_KEYS[sort]]
        if sort == "model":
            return self._ranks("model_name")
        return self._ranks("shot")

    def _by_shot(self) -> Places:
        """Return the places of all takes by shot and number; they are sorted but once."""
        known = self._orders.get(("", False))
        if known is None:
            known = np.lexsort((self.numbers["number"], self._ranks("shot")))
            self._orders["", False] = known
        return known

    def _ranks(self, name: str) -> Numbers:
        """Return for each take where its shot, or its model's name, stands among the others."""
        ranks = np.zeros(len(self.texts[name].values), np.float64)
        for rank, choice in enumerate(self.choices(name)):
            ranks[choice.codes[0]] = rank
        return ranks[self.texts[name].codes]

    def _forget(self, changed: Set[str]) -> None:
        """Forget what was worked out of columns that are others now."""
        if changed & {"number", "shot", "label"}:
            self._orders.clear()
        for sort, descending in list(self._orders):
            if _KEYS.get(sort, "model_name") in changed:
                del self._orders[sort, descending]
        for name in list(self._choices):
            if changed & {name, _NAMES.get(name), "number" if name in _NAMES else None}:
                del self._choices[name]


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts ``9 door`` before ``10 yard``."""
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (-1, folded(part))
        for part in _DIGITS.split(text[:80])
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _each_once(values: Iterable[T], change: Callable[[T], str]) -> Iterator[str]:
    """Yield each value changed; the same values are changed but once."""
    known: dict[T, str] = {}
    for value in values:
        changed = known.get(value)
        if changed is None:
            changed = known[value] = change(value)
        yield changed


def _spoken(facts: Facts) -> dict[str, str]:
    """Return the folded texts of one take that words are looked for in."""
    return {
        "name": folded(facts.stem),
        "unnumbered": _unnumbered(facts.stem),
        "prompt": folded(facts.prompt),
        "about": _about(tuple(getattr(facts, name) for name in _ABOUT)),
    }


def _unnumbered(stem: str) -> str:
    """Return a take's name without its number, which a word without digits cannot reach into."""
    return folded(stem).rstrip("0123456789")


def _about(texts: tuple[str, ...]) -> str:
    """Return the texts ``_ABOUT`` in one; no word that is looked for holds a line end."""
    *others, tags = texts
    return folded("\n".join((*others, *json.loads(tags))))

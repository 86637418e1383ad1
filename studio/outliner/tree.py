"""RowTree: rows, what they hang on, and a number for each that it keeps for as long as it is."""

from __future__ import annotations

from collections.abc import Sequence

from studio.outliner.rows import ROOT, Children, RowKey


class RowTree:
    """What a view shows now. Every row has its place under its parent."""

    def __init__(self) -> None:
        self._below: dict[RowKey, list[RowKey]] = {}
        self._above: dict[RowKey, RowKey] = {}
        self._numbers: dict[RowKey, int] = {}
        self._keys: dict[int, RowKey] = {}
        self._next = 1

    def set_all(self, children: Children) -> None:
        """Show other rows; those that were there keep their numbers."""
        self._below = {key: list(rows) for key, rows in children.items()}
        self._above = {key: parent for parent, rows in children.items() for key in rows}
        for key in self._numbers.keys() - self._above.keys():
            del self._keys[self._numbers.pop(key)]

    def __contains__(self, key: object) -> bool:
        return key in self._above

    @property
    def children(self) -> Children:
        """What hangs on what, as it is now."""
        return {key: tuple(rows) for key, rows in self._below.items()}

    def below(self, key: RowKey) -> Sequence[RowKey]:
        """Return the rows that hang on a row."""
        return self._below.get(key, ())

    def above(self, key: RowKey) -> RowKey:
        """Return the row that a row hangs on."""
        return self._above.get(key, ROOT)

    def place(self, key: RowKey) -> int:
        """Return the place of a row under its parent."""
        return self._below[self._above[key]].index(key)

    def number(self, key: RowKey) -> int:
        """Return the number of a row, from 1 on."""
        if key not in self._numbers:
            self._numbers[key] = self._next
            self._keys[self._next] = key
            self._next += 1
        return self._numbers[key]

    def key(self, number: int) -> RowKey:
        """Return the row of a number; ``ROOT`` where it is gone."""
        return self._keys.get(number, ROOT)

    def put(self, key: RowKey, parent: RowKey, place: int) -> None:
        """Hang a row on another, with what hangs on it."""
        if key in self._above:
            self._below[self._above[key]].remove(key)
        self._below.setdefault(parent, []).insert(place, key)
        self._above[key] = parent

    def remove(self, key: RowKey) -> None:
        """Take out a row and all below it."""
        self._below[self._above[key]].remove(key)
        waiting = [key]
        while waiting:
            gone = waiting.pop()
            waiting += self._below.pop(gone, ())
            del self._above[gone]
            self._keys.pop(self._numbers.pop(gone, 0), None)

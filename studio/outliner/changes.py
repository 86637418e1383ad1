"""The steps that lead from one tree of rows to another, so that a view keeps what is open in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studio.outliner.rows import ROOT, Children, RowKey, preorder


@dataclass(frozen=True, slots=True)
class Insert:
    """A new row, without any below it, at a place under its parent."""

    key: RowKey
    parent: RowKey
    place: int


@dataclass(frozen=True, slots=True)
class Move:
    """A row goes with all below it; ``place`` is where it is once it has left its old place."""

    key: RowKey
    parent: RowKey
    place: int


@dataclass(frozen=True, slots=True)
class Remove:
    """A row goes with all that is left below it."""

    key: RowKey


Step = Insert | Move | Remove


def steps_between(before: Children, after: Children) -> Iterator[Step]:
    """Yield steps that turn ``before`` into ``after``, each valid after those before it.

    Rows are put where they belong from the top down, so that none ever hangs on itself; then what
    is gone is removed, and at last rows that changed places are put in order.
    """
    below = {key: list(rows) for key, rows in before.items()}
    above = {key: parent for parent, rows in before.items() for key in rows}
    wanted = dict(preorder(after))
    for key, parent in wanted.items():
        if above.get(key) == parent:
            continue
        place = _place(below.get(parent, []), after[parent], key)
        if key in above:
            below[above[key]].remove(key)
            yield Move(key, parent, place)
        else:
            yield Insert(key, parent, place)
        below.setdefault(parent, []).insert(place, key)
        above[key] = parent
    for key, parent in list(above.items()):
        if key not in wanted and (parent in wanted or parent == ROOT):
            below[parent].remove(key)
            yield Remove(key)
    yield from _ordering(below, after)


def _place(now: list[RowKey], wanted: tuple[RowKey, ...], key: RowKey) -> int:
    """Return the place behind the nearest earlier sibling that is there already."""
    for earlier in reversed(wanted[: wanted.index(key)]):
        if earlier in now:
            return now.index(earlier) + 1
    return 0


def _ordering(below: Mapping[RowKey, list[RowKey]], after: Children) -> Iterator[Move]:
    for parent, rows in after.items():
        now = below[parent]
        for place, key in enumerate(rows):
            if now[place] != key:
                now.remove(key)
                now.insert(place, key)
                yield Move(key, parent, place)

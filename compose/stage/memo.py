"""IdentityMemo: what was made from an object, for as long as that object lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Made = TypeVar("_Made")


class IdentityMemo(Generic[_Key, _Made]):
    """Remembers values by the identity of a key, and forgets them when the key dies.

    Frozen values are equal by their contents, so a plain weak dictionary would compare whole
    scenes. What is remembered must not hold its key.
    """

    def __init__(self) -> None:
        self._entries: dict[int, tuple[weakref.ref[_Key], _Made]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def newest(self) -> Iterator[_Made]:
        """Return what was made, the newest first."""
        entries = self._entries.copy()  # at once: others may come and go meanwhile
        return (made for _, made in reversed(entries.values()))

    def get(self, key: _Key, make: Callable[[], _Made]) -> _Made:
        """Return what was made for this very object, making it the first time."""
        number = id(key)
        entry = self._entries.get(number)
        if entry is not None and entry[0]() is key:
            return entry[1]
        made = make()
        mine = weakref.ref(self)

        def forget(_: weakref.ref[_Key]) -> None:
            memo = mine()
            if memo is not None:
                memo._entries.pop(number, None)  # its own callback

        self._entries[number] = (weakref.ref(key, forget), made)
        return made

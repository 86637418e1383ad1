"""Remembered: what was worked out of the last few things, so that several meters share it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Remembered(Generic[Thing, Made]):
    """A function that keeps its last answers, by the identity of what it was asked about."""

    def __init__(self, make: Callable[[Thing], Made], *, most: int = 2) -> None:
        self._make, self._most = make, most
        self._kept: list[tuple[Thing, Made]] = []

    def __call__(self, thing: Thing) -> Made:
        """Return the answer for a thing."""
        for kept, made in self._kept:
            if kept is thing:
                return made
        made = self._make(thing)
        self._kept = [*self._kept[1 - self._most :], (thing, made)]
        return made

"""Remembered: what was worked out of the last few things, so that several meters share it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Remembered(Generic[Thing, Made]):
    """A function that keeps its last answers, by the identity of what it was asked about.

    Threads that ask about one thing at the same time get one answer: it is made once.

    Parameters
    ----------
    make
        The function.
    of
        What of a thing it is known by, such as an array that all takes share; itself by default.
    most
        How many answers are kept.
    """

    def __init__(
        self, make: Callable[[Thing], Made], *, of: Callable[[Thing], object] | None = None,
        most: int = 4,
    ) -> None:  # fmt: skip
        self._make, self._of, self._most = make, of, most
        self._kept: list[tuple[object, Made]] = []
        self._lock = Lock()

    def __call__(self, thing: Thing) -> Made:
        """Return the answer for a thing."""
        key = thing if self._of is None else self._of(thing)
        with self._lock:
            for kept, made in self._kept:
                if kept is key:
                    return made
            made = self._make(thing)
            self._kept = [*self._kept[1 - self._most :], (key, made)]
            return made

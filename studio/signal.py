"""Signal: observers without Qt, so that what a window shows can be tested without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

Told = ParamSpec("Told")


class Signal(Generic[Told]):
    """A list of listeners that are called in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: list[Callable[Told, object]] = []

    def connect(self, listener: Callable[Told, object]) -> Callable[[], None]:
        """Call ``listener`` at each ``emit``; the returned function ends that, once or again."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def emit(self, *args: Told.args, **kwargs: Told.kwargs) -> None:
        """Call every listener; one that leaves meanwhile is not called."""
        for listener in tuple(self._listeners):
            if listener in self._listeners:
                listener(*args, **kwargs)

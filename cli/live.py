"""What is drawn live on standard error: only where that is a terminal, and not when quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from cli.output import Output


class Display(Protocol):
    """A display of rich's."""

    def start(self) -> None:
        """Begin to draw."""

    def stop(self) -> None:
        """Draw no more."""


D = TypeVar("D", bound=Display)


class LiveDisplay(Generic[D]):
    """A context manager that shows a display while it lasts.

    ``_shown`` is ``None`` where nobody would see it, and rich is then not even loaded.
    """

    def __init__(self, output: Output, make: Callable[[], D]) -> None:
        self._shown = make() if sys.stderr.isatty() and not output.quiet else None

    def __enter__(self) -> Self:
        if self._shown is not None:
            self._shown.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown is not None:
            self._shown.stop()

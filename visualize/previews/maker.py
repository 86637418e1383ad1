"""Previews made in the background, a few at a time, while something else goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from shotwright import ShotwrightError
from visualize.previews.previews import Previews
from visualize.takes.index import Row


@dataclass(frozen=True)
class MadePreviews:
    """The previews of one take. ``fault`` says why there are none; the paths are then ``None``."""

    row: Row
    poster: Path | None = None
    strip: Path | None = None
    proxy: Path | None = None
    fault: str = ""


class PreviewMaker:
    """Makes the previews of takes in threads of its own. Close it, or use it in a ``with`` block.

    Parameters
    ----------
    workers
        How many clips are decoded at a time. Decoding and encoding have threads of their own, so
        that one or two fill a small machine.
    """

    def __init__(self, previews: Previews, *, workers: int = 2) -> None:
        self.previews = previews
        self._stop = Event()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="previews")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, row: Row) -> Future[MadePreviews]:
        """Begin with a take's previews as soon as a thread is free.

        What goes wrong with one take is no error of the future: the result says it, and the others
        are not hurt.
        """
        return self._pool.submit(self._make, row)

    def each(self, rows: Iterable[Row]) -> Iterator[MadePreviews]:
        """Yield the previews of these takes as they are made, in no order of theirs."""
        asked = [self.ask(row) for row in rows]
        for done in as_completed(asked):
            yield done.result()

    def close(self) -> None:
        """Drop what has not begun, stop what has at its next frame, and wait for that.

        Nothing half made is left.
        """
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _make(self, row: Row) -> MadePreviews:
        if self._stop.is_set():
            raise CancelledError
        try:
            return MadePreviews(
                row,
                poster=self.previews.poster(row, stop=self._stop),
                strip=self.previews.strip(row, stop=self._stop),
                proxy=self.previews.proxy(row, stop=self._stop),
            )
        except ShotwrightError as error:
            return MadePreviews(row, fault=str(error))

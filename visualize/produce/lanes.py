"""Encoding beside drawing: a few threads, a bounded queue, the first failure raised."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from threading import Semaphore
from types import TracebackType
from typing import Self

_WORKERS = max(2, min(4, os.cpu_count() or 2))


class EncodeLanes:
    """Run encoders while the calling thread draws. Use it in a ``with`` block.

    zlib, OpenEXR and pipes work outside Python's lock, so threads are enough. At most ``pending``
    pieces wait or run, so memory does not grow with the length of a shot. At the end of the block
    everything is finished; when the block fails or is interrupted, what runs is finished and what
    waits is dropped.

    Parameters
    ----------
    pending
        Pieces of work that may wait or run before ``submit`` blocks.
    """

    def __init__(self, pending: int) -> None:
        self._slots = Semaphore(pending)
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="encode")
        self._ordered: dict[str, ThreadPoolExecutor] = {}
        self._failure: BaseException | None = None

    def submit(self, work: Callable[[], None], *, lane: str = "") -> None:
        """Queue a piece of work; pieces of one named lane run one after another, in order.

        Raises
        ------
        Exception
            The first failure of any earlier piece.
        """
        self._slots.acquire()
        if self._failure is not None:
            self._slots.release()
            raise self._failure
        self._executor(lane).submit(work).add_done_callback(self._done)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for pool in (self._pool, *self._ordered.values()):
            pool.shutdown(wait=True, cancel_futures=error is not None)
        if error is None and self._failure is not None:
            raise self._failure

    def _executor(self, lane: str) -> ThreadPoolExecutor:
        if not lane:
            return self._pool
        if lane not in self._ordered:
            self._ordered[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"film-{lane}")
        return self._ordered[lane]

    def _done(self, future: Future[None]) -> None:
        try:
            failure = future.exception()
        except CancelledError:
            failure = None
        if failure is not None and self._failure is None:
            self._failure = failure
        self._slots.release()

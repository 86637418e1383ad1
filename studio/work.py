"""Work: what takes a while and is no picture, done off the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from shiboken6 import isValid

from shotwright import ShotwrightError

_LOG = logging.getLogger(__name__)
_Made = TypeVar("_Made")


class Work(QObject):
    """A small pool of threads whose results come back in the window's thread."""

    _came = QtSignal(object, object)

    def __init__(self, threads: int = 2) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="work")
        self._newest: dict[str, int] = {}
        self._closed = False
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        make: Callable[[], _Made],
        done: Callable[[_Made], object],
        failed: Callable[[str], object],
        *,
        slot: str = "",
    ) -> None:
        """Call ``make`` in a thread, then ``done`` with what it returns in the window's.

        Parameters
        ----------
        failed
            Called with the words of an error instead.
        slot
            Where given, only the newest work of a slot is delivered, and work that a newer one
            replaced before it began is not done at all.
        """
        if self._closed:
            return  # a last picture came while the window went
        number = self._newest[slot] = self._newest.get(slot, 0) + 1

        def is_newest() -> bool:
            return not slot or self._newest[slot] == number

        def run() -> tuple[bool, Any]:
            return (True, make()) if is_newest() else (False, None)

        def finish(future: Future) -> None:
            self._came.emit(future, (is_newest, done, failed))

        self._pool.submit(run).add_done_callback(finish)

    def close(self) -> None:
        """Let running work end and drop what waits."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, future: Future, wanted: tuple[Any, Any, Any]) -> None:
        is_newest, done, failed = wanted
        if future.cancelled() or not is_newest() or _is_gone(done):
            return
        error = future.exception()
        if isinstance(error, ShotwrightError | OSError):
            failed(str(error))
        elif error is not None:
            _LOG.error("work", exc_info=error)
            failed(f"A fault of the program: {type(error).__name__}: {error}")
        else:
            made, value = future.result()
            if made:
                done(value)


def _is_gone(call: Callable[..., object]) -> bool:
    """Tell whether a method is of an object that Qt has destroyed meanwhile."""
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)

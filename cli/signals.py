"""Requests to stop: SIGTERM and SIGHUP end a command as tidily as Ctrl-C does."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from cli.errors import Interrupted

_SHELL_BASE = 128
"""A shell reports a process that a signal ended as this plus the signal's number."""


@contextmanager
def stopped_tidily() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP inside the block into ``Interrupted``, as Ctrl-C is.

    A signal that the caller ignores or handles itself, as under ``nohup``, stays as it is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return
    ours = [number for number in _requests() if signal.getsignal(number) == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _requests() -> list[signal.Signals]:
    """Return the signals that ask a process to stop, as far as this system has them."""
    return [s for s in signal.Signals if s.name in ("SIGTERM", "SIGHUP")]


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise Interrupted(status=_SHELL_BASE + number)

"""Worker: one thread that makes the calls the event loop asks for, one after the other.

An executor would do. It costs a lock, a second future and a wake of the loop a call, though, and
that shows where jobs are short: answers that come close together wake the loop once here.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class _Ask(NamedTuple):
    call: Callable[[], Any]
    told: asyncio.Future[Any]


class _Answer(NamedTuple):
    told: asyncio.Future[Any]
    value: Any
    fault: BaseException | None


class Worker:
    """A thread that begins with the first call. Used from one event loop, and closed before it.

    Parameters
    ----------
    name
        Of the thread.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._asks: SimpleQueue[_Ask | None] = SimpleQueue()
        self._answers: deque[_Answer] = deque()
        self._loop_knows = False
        self._thread: threading.Thread | None = None

    def do(self, call: Callable[[], T]) -> asyncio.Future[T]:
        """Make a call in the thread; what is awaited is what it returns, or raises what it raised.

        A call whose answer nobody awaits any more by the time it would begin is not made.
        """
        loop = asyncio.get_running_loop()
        told: asyncio.Future[T] = loop.create_future()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, args=(loop,), name=self._name)
            self._thread.start()
        self._asks.put(_Ask(call, told))
        return told

    def close(self) -> None:
        """Wait until the calls asked for are made, and end the thread."""
        if self._thread is not None:
            self._asks.put(None)
            self._thread.join()
            self._thread = None

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        while (ask := self._asks.get()) is not None:
            if ask.told.cancelled():
                continue
            self._answers.append(_answer(ask))
            if not self._loop_knows:  # set before and unset after: an answer is never overlooked
                self._loop_knows = True
                loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        self._loop_knows = False
        while self._answers:
            told, value, fault = self._answers.popleft()
            if told.done():
                continue  # its job was left meanwhile
            if fault is None:
                told.set_result(value)
            else:
                told.set_exception(fault)


def _answer(ask: _Ask) -> _Answer:
    """Make a call and return how it ended."""
    try:
        return _Answer(ask.told, ask.call(), None)
    except StopIteration as error:  # which no future takes
        fault = RuntimeError("a call in a worker's thread raised StopIteration")
        fault.__cause__ = error
        return _Answer(ask.told, None, fault)
    except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
        return _Answer(ask.told, None, error)

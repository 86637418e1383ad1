"""Slots: how many jobs each provider has at once."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Slots:
    """Room at each provider, given out in the order of asking.

    Parameters
    ----------
    room
        Returns how many jobs a provider may have at once.
    """

    def __init__(self, room: Callable[[str], int]) -> None:
        self._room = room
        self._used: Counter[str] = Counter()
        self._queues: dict[str, deque[asyncio.Future[bool]]] = {}

    @asynccontextmanager
    async def one(
        self, provider: str, *, at_once: bool = False, unless: asyncio.Future[None] | None = None
    ) -> AsyncIterator[None]:
        """Hold one place at a provider.

        Parameters
        ----------
        at_once
            Do not wait: the provider has the job already.
        unless
            Go on without a place as soon as this is done.
        """
        held = at_once or await self._turn(provider, unless)
        if at_once:
            self._used[provider] += 1
        try:
            yield
        finally:
            if held:
                self._give_back(provider)

    async def _turn(self, provider: str, unless: asyncio.Future[None] | None) -> bool:
        """Wait for a place; tell whether there is one, or the wait was called off."""
        queue = self._queues.setdefault(provider, deque())
        if not queue and self._used[provider] < max(self._room(provider), 1):
            self._used[provider] += 1
            return True
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        queue.append(turn)

        def call_off(_: object) -> None:
            if not turn.done():
                turn.set_result(False)

        if unless is not None:
            unless.add_done_callback(call_off)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.result():
                self._give_back(provider)
            raise
        finally:
            if unless is not None:
                unless.remove_done_callback(call_off)
            if turn in queue:
                queue.remove(turn)

    def _give_back(self, provider: str) -> None:
        """Hand a place to who waits the longest, without letting anybody in between."""
        self._used[provider] -= 1
        queue = self._queues.setdefault(provider, deque())
        while queue and self._used[provider] < max(self._room(provider), 1):
            turn = queue.popleft()
            if not turn.done():
                self._used[provider] += 1
                turn.set_result(True)

"""Work: one job under way, and what every step of it needs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar, Unpack

from models.errors import BusyError, UnavailableError
from models.provider import Call, Provider
from models.request import Request
from visualize.jobs.errors import ChangedError
from visualize.jobs.moves import Changes
from visualize.jobs.pace import Pace
from visualize.jobs.places import RESULT_FOLDER, job_folder
from visualize.jobs.ports import Keeper, Preparer, Providers
from visualize.jobs.records import Charge, Job
from visualize.jobs.slots import Slots
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.jobs.sweep import Sweep
from visualize.jobs.worker import Worker
from visualize.jobs.writes import Writes

T = TypeVar("T")

PASSING = (BusyError, UnavailableError)
"""Faults after which the same thing may simply be tried again."""


class StopWorkError(Exception):
    """The runner stops, or the user cancelled this job: leave it where it stands."""


@dataclass(frozen=True)
class Ports:
    """The rest of the program, as the runner sees it."""

    preparer: Preparer
    keeper: Keeper
    providers: Providers


@dataclass(frozen=True)
class Crew:
    """What all jobs of one runner share.

    ``drawing`` is the one thread with a GL context; ``keeping`` the one that checks results and
    moves them into galleries; ``sweep`` removes what is left then. ``stopping`` is set when the
    runner is about to end.
    """

    store: JobStore
    writes: Writes
    ports: Ports
    pace: Pace
    slots: Slots
    drawing: Worker
    keeping: Worker
    sweep: Sweep
    stopping: asyncio.Event


def _open_future() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


@dataclass
class Work:
    """One job under way. ``job`` is its newest record; steps replace it as they move it.

    ``cancelled`` is done once the user asked for the job to be cancelled.
    """

    job: Job
    crew: Crew
    resumed: bool = False
    cancelled: asyncio.Future[None] = field(default_factory=_open_future)
    sending: bool = False
    _reported: float = 0.0

    @cached_property
    def folder(self) -> Path:
        """The job's folder."""
        return job_folder(self.crew.store.state, self.job.id)

    @cached_property
    def results(self) -> Path:
        """Where the provider puts what it downloads."""
        return self.folder / RESULT_FOLDER

    @property
    def provider(self) -> Provider:
        """Who runs it."""
        return self.crew.ports.providers.provider(self.job.provider)

    @property
    def charge_if_lost(self) -> Charge:
        """What counts in budgets when it ends without a result after it was sent."""
        return Charge.NONE if self.job.high_usd == 0.0 else Charge.POSSIBLE

    @cached_property
    def call(self) -> Call:
        """The job as its provider sees it, once it is prepared.

        Raises
        ------
        ChangedError
            When it was not prepared yet.
        """
        request = self.job.request
        if request is None:
            raise ChangedError(f"Job {self.job.id} has no request although it is {self.job.state}.")
        return self.call_of(request)

    def call_of(self, request: Request) -> Call:
        """Return the job with this request as its provider sees it."""
        job = self.job
        route = self.crew.ports.providers.route(job.model, job.mode, job.provider)
        return Call(job=job.id, request=request, route=route, folder=self.folder)

    def cancel(self) -> None:
        """Let the job be cancelled as soon as its step can."""
        if not self.cancelled.done():
            self.cancelled.set_result(None)

    async def move(
        self, to: State, message: str = "", *, lasting: bool = False, **changes: Unpack[Changes]
    ) -> None:
        """Move the job, if it is still ours."""
        self.job = await self.crew.writes.move(self.job, to, message, lasting=lasting, **changes)

    async def back_to_queue(self, error: BusyError | UnavailableError) -> None:
        """Queue the job again, to be tried after a while; nothing was made."""
        tries = self.job.attempts + 1
        wait = self.crew.pace.delay(tries, error.retry_after)
        await self.move(
            State.QUEUED,
            f"{error} Trying again in {wait:.0f} s.",
            attempts=tries,
            not_before=time.time() + wait,
            charge=Charge.NONE,
            sent_at=None,
        )

    def report(self, fraction: float | None, message: str) -> None:
        """Note progress, not more often than people can read it."""
        now = time.monotonic()
        if now - self._reported >= self.crew.pace.report:
            self._reported = now
            self.crew.writes.progress(self.job, fraction, message)

    async def pause(self, seconds: float) -> None:
        """Wait; a runner that stops cancels the wait.

        Raises
        ------
        StopWorkError
            When it is stopping already.
        """
        if self.crew.stopping.is_set():
            raise StopWorkError
        await asyncio.sleep(seconds)

    async def pause_or_cancel(self, seconds: float) -> None:
        """Wait, but no longer once the user asks for the job to be cancelled.

        Raises
        ------
        StopWorkError
            When the runner is stopping already.
        """
        if self.crew.stopping.is_set():
            raise StopWorkError
        await asyncio.wait((self.cancelled,), timeout=seconds)

    async def persist(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until there is an answer, with longer and longer pauses; only for what is free.

        Raises
        ------
        StopWorkError
            When the runner is stopping.
        """
        tries = 0
        while True:
            try:
                return await ask()
            except PASSING as error:
                tries += 1
                wait = self.crew.pace.delay(tries, error.retry_after)
                self.crew.writes.note(self.job, f"{error} Asking again in {wait:.0f} s.")
                await self.pause(wait)

"""Runner: the one process that carries out jobs, all at once within each provider's limit."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter

from shotwright import ShotwrightError
from visualize.jobs.advance import carry
from visualize.jobs.errors import ChangedError
from visualize.jobs.lease import Lease
from visualize.jobs.pace import Pace
from visualize.jobs.places import remove_finished, remove_unused
from visualize.jobs.records import Job
from visualize.jobs.slots import Slots
from visualize.jobs.store import JobStore
from visualize.jobs.sweep import Sweep
from visualize.jobs.work import Crew, Ports, Work
from visualize.jobs.worker import Worker

_LOG = logging.getLogger(__name__)
_AHEAD = 1
"""Jobs of a provider that may be drawn while all its places are taken."""

_GRACE_SECONDS = 30.0
"""How long a request that is under way may take when the runner stops, to get its answer."""


class Runner:
    """Carries out the jobs of a store as long as its lease holds.

    Parameters
    ----------
    store, lease
        Of the thread that calls `run`.
    ports
        The rest of the program.
    pace
        How long to wait for what.
    """

    def __init__(
        self, store: JobStore, lease: Lease, ports: Ports, pace: Pace | None = None
    ) -> None:
        self._store, self._lease, self._ports = store, lease, ports
        self._pace = pace or Pace()
        self._active: dict[str, tuple[Work, asyncio.Task[None]]] = {}
        self._at: Counter[str] = Counter()
        self._met: set[str] = set()
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._failure: BaseException | None = None

    def stop(self) -> None:
        """Ask the runner to end, from any thread: jobs are left where they stand."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop_here)
        else:
            self._stopping.set()

    async def run(self, *, ends_when_idle: bool = True) -> None:
        """Carry out jobs until asked to stop, or until nothing was to do for a while.

        The lease is given back at the end, however it comes.

        Raises
        ------
        StoreError
            When the store cannot be read or written any more.
        """
        self._loop = asyncio.get_running_loop()
        writes = self._store.writes(self._lease.token)
        keeping = Worker("keeping")
        crew = Crew(
            self._store, writes, self._ports, self._pace, Slots(self._room),
            drawing=Worker("drawing"), keeping=keeping, sweep=Sweep(keeping),
            stopping=self._stopping,
        )  # fmt: skip
        released = False
        try:
            self._resume(crew)
            released = await self._work_on(crew, ends_when_idle=ends_when_idle)
        except ChangedError as error:
            _LOG.warning("%s", error)
        finally:
            await self._wind_up(crew)
            if not released:
                self._lease.release()
        if self._failure is not None:
            raise self._failure

    def _stop_here(self) -> None:
        self._stopping.set()
        self._woken.set()

    def _room(self, provider: str) -> int:
        try:
            room = self._ports.providers.provider(provider).concurrency
        except ShotwrightError:
            return 1  # its jobs fail by themselves, each with the reason
        self._met.add(provider)
        return room

    def _resume(self, crew: Crew) -> None:
        """Take up what an earlier runner left, and tidy up after it."""
        left = self._store.left_under_way()
        remove_unused(self._store.state, self._store.frozen_in_use())
        remove_finished(self._store.state, self._store.succeeded_of)
        self._take_up(left, crew)

    def _take_up(self, left: list[Job], crew: Crew) -> None:
        """Go on with jobs that are under way by nobody: an earlier runner's, or collected again."""
        for job in left:
            if job.id not in self._active:
                self._room(job.provider)
                self._begin(Work(job, crew, resumed=True))

    async def _work_on(self, crew: Crew, *, ends_when_idle: bool) -> bool:
        """Look for work until it is time to end; tell whether the lease was given back."""
        seen, providers = -1, list[str]()
        last_beat = last_busy = last_look = time.monotonic()
        next_look = 0.0
        while not self._stopping.is_set():
            self._woken.clear()
            now = time.monotonic()
            if now - last_beat >= self._pace.beat:
                self._lease.beat()
                last_beat = now
            if now >= next_look:
                next_look = now + self._pace.look / 2.0
                changes = self._store.database.changes_elsewhere()
                if changes != seen or now - last_look >= 4 * self._pace.look:
                    seen, last_look = changes, now
                    providers = self._store.waiting_providers()
                    self._pass_on_cancels()
                    self._take_up(self._store.left_under_way(), crew)
            for provider in providers:
                self._fill(crew, provider)
            if self._active or self._store.unfinished():
                last_busy = now
            elif ends_when_idle and now - last_busy >= self._pace.idle:
                if self._lease.release_if_idle():
                    return True
                last_busy = now
            await self._sleep()
        return False

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(self._pace.look):
                await self._woken.wait()
        except TimeoutError:
            return

    def _fill(self, crew: Crew, provider: str) -> None:
        """Begin the next jobs of a provider, as many as it has room for and one to draw ahead."""
        room = self._room(provider) + _AHEAD - self._at[provider]
        if room > 0:
            for job in self._store.next_queued(provider, room, time.time()):
                self._begin(Work(job, crew))

    def _begin(self, work: Work) -> None:
        job = work.job
        if job.cancel_asked:
            work.cancel()
        if job.id in self._active:
            return
        work.crew.sweep.spare(work.folder)
        self._at[job.provider] += 1
        task = asyncio.create_task(carry(work), name=job.id)
        self._active[job.id] = (work, task)
        task.add_done_callback(lambda done: self._ended(job, done))

    def _ended(self, job: Job, task: asyncio.Task[None]) -> None:
        del self._active[job.id]
        self._at[job.provider] -= 1
        if not task.cancelled() and (error := task.exception()) is not None:
            self._stopping.set()  # only a store that fails gets here
            self._failure = error
        self._woken.set()

    def _pass_on_cancels(self) -> None:
        for job in self._store.cancel_asked():
            if job in self._active:
                self._active[job][0].cancel()

    async def _wind_up(self, crew: Crew) -> None:
        """Leave every job where it stands, but let requests under way get their answer."""
        self._stopping.set()
        for work, task in self._active.values():
            if not work.sending:
                task.cancel()
        tasks = [task for _, task in self._active.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        crew.writes.flush()
        try:
            await crew.sweep.now()
            for name in self._met:
                await self._ports.providers.provider(name).close()
            await crew.drawing.do(self._ports.preparer.close)
        finally:
            for worker in (crew.drawing, crew.keeping):
                worker.close()

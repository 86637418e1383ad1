"""LocalProvider: runs the models that use no AI, on this machine, one job at a time.

Work is done in one thread with a GL context of its own. A job that a crash cut off is simply made
again: it costs nothing and gives the same bytes.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from models.errors import ResultError
from models.modes import Mode
from models.provider import Call, Cancelled, Found, Outcome, Phase, Progress, Remote
from shotwright import ShotwrightError
from visualize.order import LOCAL

if TYPE_CHECKING:
    from models.registry import Registry
    from visualize.local.work import Thaw
    from visualize.render.renderer import Renderer

_LOG = logging.getLogger(__name__)


class _StoppedError(Exception):
    """The job was cancelled, or the program ends."""


@dataclass(eq=False)
class _Task:
    """One job here. ``done`` is written by the working thread and read by polls."""

    stop: Event = field(default_factory=Event)
    future: Future[None] | None = None
    done: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether it ended without a file."""
        if self.future is None or not self.future.done():
            return False
        return self.future.cancelled() or self.future.exception() is not None

    def report(self, fraction: float) -> None:
        """Note progress; raise when the job is to stop."""
        if self.stop.is_set():
            raise _StoppedError
        self.done = fraction


class LocalProvider:
    """The embedded provider: no key, no network, no cost.

    Parameters
    ----------
    thaw
        Gives the project an order was placed with; by default from the frozen copies.
    """

    name = LOCAL
    key_variables: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    concurrency = 1
    poll_seconds = 0.25
    finds_jobs = True
    free = True

    def __init__(self, thaw: Thaw | None = None) -> None:
        self._thaw = thaw
        self._tasks: dict[str, _Task] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="local-models")
        self._renderer: Renderer | None = None

    async def upload(self, call: Call) -> Mapping[str, str]:
        """Return the media as they are: they are on this machine already."""
        return {media.path: media.path for media in call.request.media}

    async def submit(
        self, call: Call, uploaded: Mapping[str, str], on_sending: Callable[[], Awaitable[None]]
    ) -> Remote:
        """Start the work, unless it is under way or done."""
        await on_sending()
        if not (await self.lookup(call)).known:
            self._start(call)
        return {"id": call.job}

    async def lookup(self, call: Call) -> Found:
        """Say whether this process works on the job, or its file is made."""
        task = self._tasks.get(call.job)
        known = (task is not None and not task.failed) or _made(call).is_file()
        return Found(known=known, remote={"id": call.job} if known else None)

    async def poll(self, call: Call, remote: Remote) -> Progress:
        """Say how far the work is; work that an earlier process left is begun again."""
        task = self._tasks.get(call.job)
        if task is None or task.future is None:
            if _made(call).is_file():
                return Progress(Phase.SUCCEEDED, 1.0)
            self._start(call)
            return Progress(Phase.QUEUED, 0.0)
        if not task.future.done():
            running = task.future.running()
            return Progress(Phase.RUNNING if running else Phase.QUEUED, task.done)
        return _ended(call, task.future)

    async def collect(self, call: Call, remote: Remote) -> Outcome:
        """Hand the finished file over.

        Raises
        ------
        ResultError
            When it is not there.
        """
        made, result = _made(call), call.folder / "result"
        target = result / made.name
        try:
            result.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            _linked(made, target)
        except OSError as error:
            self._tasks.pop(call.job, None)
            raise ResultError(
                self.name, f"the finished file cannot be had ({error.strerror}). Make it again."
            ) from error
        self._tasks.pop(call.job, None)
        return Outcome(files=(target,), cost_usd=0.0, seed=call.request.options.seed or 0)

    async def cancel(self, call: Call, remote: Remote) -> Cancelled:
        """Stop the work before its next frame."""
        task = self._tasks.pop(call.job, None)
        if task is not None:
            task.stop.set()
            if task.future is not None:
                task.future.cancel()
        return Cancelled(stopped=True, may_be_billed=False, message="Stopped on this machine.")

    async def close(self) -> None:
        """Stop what runs, and free the GPU."""
        for task in self._tasks.values():
            task.stop.set()
            if task.future is not None:
                task.future.cancel()
        self._tasks.clear()
        await asyncio.wrap_future(self._thread.submit(self._free))
        self._thread.shutdown()

    def _start(self, call: Call) -> None:
        task = self._tasks[call.job] = _Task()
        task.future = self._thread.submit(self._work, call, task)

    def _work(self, call: Call, task: _Task) -> None:
        from visualize.jobs.places import thaw
        from visualize.local.work import make
        from visualize.render.renderer import Renderer

        task.report(0.0)
        if self._renderer is None:
            self._renderer = Renderer()
        make(call, _made(call), self._renderer, self._thaw or thaw, task.report)

    def _free(self) -> None:
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None


def register(registry: Registry) -> None:
    """Add the provider to a registry; this is its entry point."""
    registry.add_provider(LocalProvider.name, LocalProvider)


def _made(call: Call) -> Path:
    name = "picture.png" if call.request.mode is Mode.IMAGE else "clip.mp4"
    return call.folder / "made" / name


def _ended(call: Call, future: Future[None]) -> Progress:
    """Return how finished work ended, a failure in words for the user."""
    if future.cancelled():
        return Progress(Phase.CANCELLED)
    error = future.exception()
    if error is None:
        return Progress(Phase.SUCCEEDED, 1.0)
    if isinstance(error, _StoppedError):
        return Progress(Phase.CANCELLED)
    if isinstance(error, ShotwrightError):
        return Progress(Phase.FAILED, message=str(error))
    _LOG.error("job %s", call.job, exc_info=error)
    kind = type(error).__name__
    return Progress(
        Phase.FAILED, message=f"This is a fault in shotwright, not in your project: {kind}: {error}"
    )


def _linked(made: Path, target: Path) -> None:
    """Give the file a second name, or copy it where the disk has no such thing."""
    try:
        os.link(made, target)
    except OSError:
        shutil.copyfile(made, target)

"""A real runner in a process of its own that ends itself with SIGKILL at a named point.

``POINTS`` are all the points there are: before and after every write of the store, within one that
several jobs share, in the middle of drawing, sending, downloading and keeping. ``in_doubt`` says
after which the create may have arrived without its id being on disk.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.builders.paid_provider import (
    QUICK,
    FolderKeeper,
    OneProvider,
    PaidProvider,
    SmallPreparer,
)
from visualize.jobs.database import Database
from visualize.jobs.lease import Lease
from visualize.jobs.runner import Runner
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.jobs.work import Ports
from visualize.jobs.writes import Writes

_MOVES = ("preparing", "uploading", "running", "downloading", "checking", "succeeded")
POINTS = (
    *(f"{when} {to}" for to in _MOVES for when in ("before", "after")),
    "before submitting", "after submitting", "before sent", "after sent", "sending", "answered",
    "written together", "drawing", "drawn", "uploaded", "polled", "fetching", "fetched", "keeping",
    "kept",
)  # fmt: skip

_OF_ONE_JOB = 2
"""Rows that one move writes: the job's, and a line of its history."""

KINDS = tuple(point for point in POINTS if not point.startswith("before "))
"""One of each kind: right before a write is where the work before it is done."""

IN_DOUBT = frozenset(("after sent", "sending", "answered", "before running"))
"""Between the mark before the first byte and the id on disk."""


class Death:
    """Ends this process the first time that a point is reached."""

    def __init__(self, point: str) -> None:
        self._point = point

    def at(self, point: str) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


class _Store(JobStore):
    def __init__(self, state: Path, death: Death) -> None:
        super().__init__(state)
        self._death = death

    def writes(self, holder: str) -> Writes:
        return _Writes(_Database(self.database, self._death), holder, self._death)


class _Writes(Writes):
    def __init__(self, database: Any, holder: str, death: Death) -> None:
        super().__init__(database, holder)
        self._death = death

    async def move(self, job: Any, to: State, *words: Any, **changes: Any) -> Any:
        return await self._around(str(to), super().move(job, to, *words, **changes))

    async def reserve(self, job: Any) -> Any:
        return await self._around("submitting", super().reserve(job))

    async def _around(self, what: str, act: Awaitable[Any]) -> Any:
        self._death.at(f"before {what}")
        done = await act
        self._death.at(f"after {what}")
        return done

    async def mark_sent(self, job: Any) -> Any:
        return await self._around("sent", super().mark_sent(job))


class _Database:
    """Dies inside a transaction, when a second job's write is done and none is kept yet."""

    def __init__(self, database: Database, death: Death) -> None:
        self._database, self._death = database, death

    @contextmanager
    def transaction(self, *, lasting: bool) -> Iterator[Any]:
        with self._database.transaction(lasting=lasting) as connection:
            before = connection.total_changes
            yield connection
            if connection.total_changes - before > _OF_ONE_JOB:
                self._death.at("written together")


class _Provider(PaidProvider):
    def __init__(self, url: str, death: Death, *, finds_jobs: bool) -> None:
        super().__init__(url, finds_jobs=finds_jobs, concurrency=2)
        self._death, self._url = death, url

    async def upload(self, call: Any) -> Any:
        done = await super().upload(call)
        self._death.at("uploaded")
        return done

    async def submit(
        self, call: Any, uploaded: Any, on_sending: Callable[[], Awaitable[None]]
    ) -> Any:
        async def sending() -> None:
            await on_sending()
            self._send_half_of_it()

        done = await super().submit(call, uploaded, sending)
        self._death.at("answered")
        return done

    def _send_half_of_it(self) -> None:
        if self._death._point == "sending":
            place = urlsplit(self._url)
            with socket.create_connection((place.hostname, place.port)) as line:
                line.sendall(b'POST /create HTTP/1.1\r\nContent-Length: 40\r\n\r\n{"job"')
                self._death.at("sending")

    async def poll(self, call: Any, remote: Any) -> Any:
        done = await super().poll(call, remote)
        self._death.at("polled")
        return done

    async def collect(self, call: Any, remote: Any) -> Any:
        if self._death._point == "fetching":
            (call.folder / "result" / "clip.mp4").write_bytes(b"\0\0\0\x20ftypisom half of it")
            self._death.at("fetching")
        done = await super().collect(call, remote)
        self._death.at("fetched")
        return done


class _Preparer(SmallPreparer):
    def __init__(self, death: Death) -> None:
        self._death = death

    def prepare(self, order: Any, folder: Path, report: Any) -> Any:
        (folder / "start.png").write_bytes(b"half")
        self._death.at("drawing")
        request = super().prepare(order, folder, report)
        self._death.at("drawn")
        return request


class _Keeper(FolderKeeper):
    def __init__(self, death: Death) -> None:
        self._death = death

    def keep(self, finished: Any) -> Any:
        self._death.at("keeping")
        takes = super().keep(finished)
        self._death.at("kept")
        return takes


def run_and_die(state: Path, url: str, point: str, finds_jobs: bool) -> None:
    """Work until idle, or until the point is reached."""
    death = Death(point)
    provider = _Provider(url, death, finds_jobs=finds_jobs)
    ports = Ports(_Preparer(death), _Keeper(death), OneProvider(provider))
    with _Store(state, death) as store:
        lease = Lease.take(store.database)
        if lease is None:
            os._exit(3)
        asyncio.run(Runner(store, lease, ports, QUICK).run())


def start(state: Path, url: str, point: str = "", *, finds_jobs: bool) -> Any:
    """Start such a process."""
    return forked(run_and_die, state, url, point, finds_jobs)


def forked(work: Callable[..., None], *given: Any) -> Any:
    """Start a process, forked off one that has read every module and has no threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.builders.killed_runner", "httpcore", "anyio._backends._asyncio"]
    )
    process = context.Process(target=work, args=given)
    process.start()
    return process

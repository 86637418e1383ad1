"""Waiting: let jobs be done by this process or by the runner there is, and follow them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from visualize.jobs.assemble import make_ports
from visualize.jobs.lease import Lease, living_holder
from visualize.jobs.logs import logged
from visualize.jobs.pace import Pace
from visualize.jobs.places import state_folder
from visualize.jobs.records import Job
from visualize.jobs.runner import Runner
from visualize.jobs.store import JobStore
from visualize.jobs.work import Ports

_LOOK_SECONDS = 0.3
_ROOT = Path(__file__).resolve().parents[2]

OnUpdate = Callable[[Sequence[Job]], None]


def start_runner(state: Path | None = None) -> bool:
    """Start a runner in the background unless one is alive; tell whether one was started.

    It is a process of its own session, so closing the terminal does not end it. It logs to the
    state folder and ends by itself when nothing was to do for a while.
    """
    folder = state or state_folder()
    with JobStore(folder) as store:
        if living_holder(store.database) is not None:
            return False
    process = subprocess.Popen(
        [sys.executable, "-m", "visualize.jobs", "--state", str(folder)],
        cwd=_ROOT,  # python -m looks here first, which must never be a project's folder
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, name="runner's end", daemon=True).start()
    return True


def wait(
    ids: Collection[str],
    on_update: OnUpdate,
    *,
    state: Path | None = None,
    ports: Callable[[], Ports] = make_ports,
    pace: Pace | None = None,
) -> list[Job]:
    """Return when these jobs are settled; ``on_update`` gets them whenever one changed.

    Where no runner is alive the jobs are done in this process, else the living one does them.
    After Ctrl-C (``KeyboardInterrupt`` passes through), and when others' jobs are left, a runner
    in the background goes on.

    Raises
    ------
    StoreError
        When the store cannot be read or written.
    """
    folder = state or state_folder()
    with JobStore(folder) as store:
        try:
            with _runner_if_none(store, ports, pace or Pace()) as host:
                return _follow(store, ids, on_update, host)
        finally:
            if store.unfinished():
                start_runner(folder)


class _Host:
    """A runner in a thread of this process, whenever no other process has one."""

    def __init__(self, store: JobStore, ports: Callable[[], Ports], pace: Pace) -> None:
        self._store, self._ports, self._pace = store, ports, pace
        self._thread: threading.Thread | None = None
        self._runner: Runner | None = None
        self._ready = threading.Event()
        self._error: BaseException | None = None

    def ensure(self) -> None:
        """Begin to work if nobody does.

        Raises
        ------
        BaseException
            What ended the runner of this process.
        """
        if self._error is not None:
            raise self._error
        if self._thread is not None and self._thread.is_alive():
            return
        if living_holder(self._store.database) is None:
            self._ready.clear()
            self._thread = threading.Thread(target=self._work, name="runner", daemon=True)
            self._thread.start()
            self._ready.wait()

    def end(self) -> None:
        """Leave every job where it stands."""
        if self._runner is not None:
            self._runner.stop()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        try:
            with logged(self._store.state), JobStore(self._store.state) as store:
                lease = Lease.take(store.database)
                if lease is None:
                    return
                try:
                    self._runner = Runner(store, lease, self._ports(), self._pace)
                except BaseException:
                    lease.release()
                    raise
                self._ready.set()
                asyncio.run(self._runner.run(ends_when_idle=False))
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error
        finally:
            self._ready.set()


@contextmanager
def _runner_if_none(store: JobStore, ports: Callable[[], Ports], pace: Pace) -> Iterator[_Host]:
    host = _Host(store, ports, pace)
    try:
        yield host
    finally:
        host.end()


def _follow(store: JobStore, ids: Collection[str], on_update: OnUpdate, host: _Host) -> list[Job]:
    shown: list[Job] = []
    stalled: list[bool] = []
    while True:
        jobs = store.jobs(ids)
        now = [job.stalled() for job in jobs]
        if jobs != shown or now != stalled:
            shown, stalled = jobs, now
            on_update(jobs)
        if all(job.settled for job in jobs):
            return jobs
        host.ensure()
        time.sleep(_LOOK_SECONDS)

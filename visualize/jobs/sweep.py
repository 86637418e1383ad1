"""Sweep: what finished jobs leave behind, which the next jobs take over or which is removed.

To make and to remove folders is a good part of what a short job costs the system, so a job that
begins takes over an emptied one. What nobody takes over is removed together and not at once.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from visualize.jobs.places import RESULT_FOLDER, clear, make_empty
from visualize.jobs.worker import Worker

_GATHER_SECONDS = 60.0


class Sweep:
    """Folders that nobody needs any more. Told of them in the thread of the event loop.

    What a killed runner did not get to is removed by the next one
    (``places.remove_finished``).

    Parameters
    ----------
    worker
        Whose thread removes folders.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._folders: set[Path] = set()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, folder: Path) -> None:
        """Give a folder to the next job, or remove it within about a minute."""
        self._folders.add(folder)
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(_GATHER_SECONDS, self.now)

    def spare(self, folder: Path) -> None:
        """Leave a folder after all: its job, which had ended, is at work again."""
        self._folders.discard(folder)

    def make(self, folder: Path) -> None:
        """Make a job's folder, empty but for one for results. Called in any thread."""
        try:
            old = self._folders.pop()
        except KeyError:
            make_empty(folder)
            return
        try:
            clear(old, but_for=RESULT_FOLDER)
            old.rename(folder)
        except OSError:  # gone meanwhile, or the job has a folder from an earlier try
            self._folders.add(old)
            make_empty(folder)

    def now(self) -> asyncio.Future[None]:
        """Begin to remove what was added; what is returned is done when it is gone."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        return self._worker.do(self._remove)

    def _remove(self) -> None:
        while True:
            try:
                folder = self._folders.pop()  # one by one, so that the rest may yet be spared
            except KeyError:
                return
            shutil.rmtree(folder, ignore_errors=True)

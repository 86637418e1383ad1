"""Sweep: remove the folders of jobs whose takes are kept, together and not at once.

Removing each folder as its job ends costs a busy runner a third of a millisecond a job: two threads
that both go to the system in small steps hand the interpreter to and fro.
"""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import Executor
from pathlib import Path

_GATHER_SECONDS = 60.0


class Sweep:
    """Folders that nobody needs any more. Told of them in the thread of the event loop.

    What a killed runner did not get to is removed by the next one
    (``places.remove_finished``).

    Parameters
    ----------
    threads
        Where folders are removed.
    """

    def __init__(self, threads: Executor) -> None:
        self._threads = threads
        self._folders: set[Path] = set()

    def add(self, folder: Path) -> None:
        """Remove a folder soon, with others that come within a minute."""
        self._folders.add(folder)
        if len(self._folders) == 1:
            asyncio.get_running_loop().call_later(_GATHER_SECONDS, self.now)

    def spare(self, folder: Path) -> None:
        """Leave a folder after all: its job, which had ended, is at work again."""
        self._folders.discard(folder)

    def now(self) -> asyncio.Future[None]:
        """Begin to remove what was added; what is returned is done when it is gone."""
        return asyncio.get_running_loop().run_in_executor(self._threads, self._remove)

    def _remove(self) -> None:
        while True:
            try:
                folder = self._folders.pop()  # one by one, so that the rest may yet be spared
            except KeyError:
                return
            shutil.rmtree(folder, ignore_errors=True)

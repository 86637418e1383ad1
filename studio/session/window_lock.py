"""WindowLock: says that a window works on a project; it ends with its process at the latest."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_AT = 1 << 30
"""The byte that Windows locks: far behind the facts, so that others can read these."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on a project, as far as the lock's file says: process number and since when."""

    pid: int
    since: datetime | None

    @property
    def words(self) -> str:
        """Who it is, for a sentence: ``process 4711, since 14:02``; empty where unknown."""
        if not self.pid:
            return ""
        return f"process {self.pid}" + (f", since {self.since:%H:%M}" if self.since else "")


class WindowLock:
    """A file that the system keeps locked for this process.

    The system lets go of it when the process ends, however it ends: there are no stale locks.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, file: Path) -> Self | None:
        """Return the lock of a file, ``None`` where another window has it.

        Raises
        ------
        OSError
            When the file cannot be made.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if not _locked(descriptor):
            os.close(descriptor)
            return None
        facts = json.dumps({"pid": os.getpid(), "at": time.time()})
        os.truncate(descriptor, 0)
        os.write(descriptor, facts.encode())
        return cls(descriptor)

    def release(self) -> None:
        """Let go of it. The file stays: to remove it could take it from under another's lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def holder(file: Path) -> Holder:
    """Return who has a lock, or had it last."""
    with suppress(OSError, ValueError, KeyError, TypeError, OverflowError):
        facts = json.loads(file.read_text("utf-8"))
        return Holder(int(facts["pid"]), datetime.fromtimestamp(float(facts["at"])))
    return Holder(0, None)


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True

"""Processes of this machine: who runs, and since when, so that a reused number fools nobody."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_BOOT_ID = _PROC / "sys/kernel/random/boot_id"
_STARTED = 19
"""Place of the start time among the fields after the name in ``/proc/<pid>/stat`` (proc(5), 22)."""


@dataclass(frozen=True)
class Identity:
    """One process among all that ever ran. ``born`` is "" where the system does not say."""

    host: str
    pid: int
    born: str

    @classmethod
    def own(cls) -> Identity:
        """Return this process."""
        pid = os.getpid()
        return cls(platform.node(), pid, birth(pid) or "")

    def runs(self) -> bool | None:
        """Tell whether it still runs; ``None`` where this machine cannot know."""
        if self.host != platform.node():
            return None
        if self.pid == os.getpid():
            return self.born in ("", birth(self.pid))
        if os.name == "nt":
            return None
        if not _exists(self.pid):
            return False
        return not self.born or birth(self.pid) == self.born


def birth(pid: int) -> str | None:
    """Return when a process started, in its system's own terms; ``None`` when none runs.

    On Linux it is the boot's id and clock ticks since boot, elsewhere what ``ps`` says. A process
    that has ended and only waits for its parent does not run.
    """
    if _PROC.joinpath("self", "stat").exists():
        return _birth_on_linux(pid)
    if os.name == "nt":
        return ""
    told = subprocess.run(
        ["/bin/ps", "-o", "lstart=", "-p", str(pid)],
        capture_output=True, text=True, check=False, env={"LC_ALL": "C"},
    )  # fmt: skip
    return told.stdout.strip() or None


def _birth_on_linux(pid: int) -> str | None:
    try:
        facts = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
        boot = _BOOT_ID.read_text(encoding="ascii").strip()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = facts.rpartition(")")[2].split()  # the name before it may hold anything
    return None if fields[0] in ("Z", "X") else f"{boot} {fields[_STARTED]}"


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True

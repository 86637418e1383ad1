"""Files of kept models: read whole or not at all, written whole or not at all, bounded in all."""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 256 << 20
"""What all files together may hold; the ones not used for longest are removed first."""

MOST_BYTES_IN_ONE = 64 << 20
_SWEEP_EVERY = 64
_USED_AGAIN_S = 24 * 3600.0
_LEFT_OVER_S = 3600.0
_TEMPORARY = ".tmp"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class _File:
    used: float
    size: int
    path: Path


class KeptFiles:
    """The files in one folder and the folders in it, shared with other processes.

    A folder that cannot be written, or a full disk, is told once to the debug log, and nothing is
    written from then on.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._writes = 0
        self._writable = True

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes; ``None`` when there is none that can be read."""
        path = self._folder / name
        try:
            with path.open("rb") as file:
                state = os.fstat(file.fileno())
                data = file.read(MOST_BYTES_IN_ONE + 1)
        except OSError:  # none there, or none for us: as if it had never been kept
            return None
        if time.time() - state.st_mtime > _USED_AGAIN_S:
            _attempt(lambda: os.utime(path), f"{path} cannot be marked as used")
        return data if len(data) <= MOST_BYTES_IN_ONE else None

    def write(self, name: str, data: bytes) -> None:
        """Write a file beside its place, and move it there."""
        if not self._writable or len(data) > MOST_BYTES_IN_ONE:
            return
        self._writable = _attempt(
            lambda: _replace(self._folder / name, data),
            f"Models are not kept in {self._folder}",
        )
        if self._writes % _SWEEP_EVERY == 0:
            self.sweep()
        self._writes += 1

    def sweep(self) -> None:
        """Remove the files not used for longest until the rest fits, and what was left half done.

        A file counts as used when it is written, and once a day when it is read.
        """
        found: list[_File] = []
        old = time.time() - _LEFT_OVER_S
        for file in _files_in(self._folder):
            if file.path.name.endswith(_TEMPORARY) and file.used < old:
                _remove(file.path)
            else:
                found.append(file)
        total = sum(file.size for file in found)
        for file in sorted(found):
            if total <= self._most_bytes:
                break
            _remove(file.path)
            total -= file.size


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _files_in(folder: Path) -> Iterator[_File]:
    """Find the files in the folders of a folder; what another process removes is passed over."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                state = path.lstat()
            except FileNotFoundError:
                continue
            yield _File(state.st_mtime, state.st_size, path)


def _remove(path: Path) -> None:
    def work() -> None:
        path.unlink(missing_ok=True)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()

    _attempt(work, f"{path} cannot be removed")


def _attempt(work: Callable[[], object], otherwise: str) -> bool:
    """Do what nothing depends on; tell the debug log why it cannot be done."""
    try:
        work()
    except OSError as error:
        _log.debug("%s: %s", otherwise, error)
        return False
    return True

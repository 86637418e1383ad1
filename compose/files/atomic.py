"""Replace files so that a crash, a kill or a full disk leaves each whole: the old or the new."""

from __future__ import annotations

import errno
import os
import re
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from compose.errors import ProjectFileError

LEFTOVER = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")
"""What a file is called that an interrupted save left behind; ``check`` names it."""


class StagedFiles:
    """New contents, written and synced beside their files, then renamed over them in order.

    Everything is staged before anything is replaced, so a disk that fills up costs nothing.
    Leaving the ``with`` block removes what was staged and not committed.
    """

    def __init__(self) -> None:
        self._staged: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for temporary, _ in self._staged:
            temporary.unlink(missing_ok=True)

    def stage(self, path: Path, data: bytes) -> None:
        """Write ``data`` to a temporary file beside ``path`` and sync it to the disk.

        Raises
        ------
        ProjectFileError
            When it cannot be written; ``path`` is as it was.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
            with temporary.open("xb") as file:
                self._staged.append((temporary, path))
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                temporary.chmod(path.stat().st_mode & 0o777)
        except OSError as error:
            raise _failed(path, error) from error

    def commit(self) -> None:
        """Rename every staged file over its target, in the order of staging, and sync the folders.

        A file of a later folder is never on the disk before those of an earlier one.

        Raises
        ------
        ProjectFileError
            When one cannot be replaced; those before it are.
        """
        while self._staged:
            temporary, path = self._staged[0]
            try:
                os.replace(temporary, path)
                del self._staged[0]
                if not self._staged or self._staged[0][1].parent != path.parent:
                    sync_folder(path.parent)
            except OSError as error:
                raise _failed(path, error) from error


def write_file(path: Path, data: bytes) -> None:
    """Write one file atomically.

    Raises
    ------
    ProjectFileError
        When it cannot be written; the old file is untouched.
    """
    with StagedFiles() as files:
        files.stage(path, data)
        files.commit()


def sync_folder(folder: Path) -> None:
    """Make renames and removals in ``folder`` last through a power cut (a no-op on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives cannot
            raise
    finally:
        os.close(handle)


def _failed(path: Path, error: OSError) -> ProjectFileError:
    reason = error.strerror or str(error)
    return ProjectFileError(
        path, f"cannot be written: {reason}. The file on the disk is as it was before"
    )

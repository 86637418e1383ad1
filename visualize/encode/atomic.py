"""Whole files or none: write beside the target, rename at the end; say failures plainly."""

from __future__ import annotations

import errno
import json
import os
import platform
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from visualize.errors import EncodeError

_PLAIN_WORDS = {
    errno.ENOSPC: "the disk is full. Free some space or choose another folder.",
    errno.EDQUOT: "your disk quota is used up. Free some space or choose another folder.",
    errno.EFBIG: "the file would be larger than this disk or account allows.",
    errno.EACCES: "this folder may not be written to. Choose another one or change its rights.",
    errno.EPERM: "this folder may not be written to. Choose another one or change its rights.",
    errno.EROFS: "this disk is read-only. Choose another folder.",
    errno.ENAMETOOLONG: "the name is too long for this disk. Use a shorter one.",
    errno.ENOTDIR: "a part of this path is a file, not a folder. Choose another folder.",
    errno.EEXIST: "a file of this name stands where a folder is needed. Choose another folder.",
    errno.EISDIR: "a folder of this name stands where the file should go. Choose another name.",
}


_NUMBER_LIST = re.compile(r"\[\s+-?\d[-+.\deE,\s]*\]")


def encode_error(path: str | Path, error: OSError) -> EncodeError:
    """Return the error that says in plain words why the system refused ``path``."""
    words = _PLAIN_WORDS.get(error.errno or 0, f"it could not be written ({error.strerror}).")
    return EncodeError(path, words)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Say in plain words what the system refuses inside the block.

    Raises
    ------
    EncodeError
        For every ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise encode_error(path, error) from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path in the same folder that becomes ``path`` when the block succeeds.

    When the block fails or is interrupted, the temporary file is removed and whatever stood at
    ``path`` stays. The folder is made when it is missing. Errors of the block pass unchanged.

    Raises
    ------
    EncodeError
        When the folder cannot be made or the file not be put in its place.
    """
    part = path.with_name(f".{path.name}.{_machine()}-{os.getpid()}.part")
    with plain_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield part
        with plain_errors(path):
            part.replace(path)
    finally:
        remove_quietly(part)


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all.

    Raises
    ------
    EncodeError
        When the system refuses.
    """
    with whole_file(path) as part, plain_errors(path):
        part.write_bytes(data)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write ``content`` as indented JSON, lists of numbers on one line.

    Raises
    ------
    EncodeError
        When the system refuses.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    rows = _NUMBER_LIST.sub(lambda found: " ".join(found.group().split()), text)
    write_whole(path, (rows + "\n").encode())


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files in ``folder`` of processes of this machine that no longer run."""
    if not folder.is_dir():
        return
    for part in folder.glob(".*.part"):
        machine, _, process = part.name.split(".")[-2].rpartition("-")
        if machine == _machine() and process.isdecimal() and not _is_running(int(process)):
            remove_quietly(part)


def remove_quietly(path: Path) -> None:
    """Remove a temporary file if it is there; a second failure must not hide the first."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _machine() -> str:
    """Return this machine's name; several may render chunks into one shared folder."""
    return re.sub(r"[^a-z0-9]+", "", platform.node().lower())[:24] or "here"


def _is_running(process: int) -> bool:
    if process == os.getpid() or os.name == "nt":  # there, signal 0 would be a Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Tell whether a process is over and only waits to be asked how it ended (Linux)."""
    try:
        facts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    state = facts.rpartition(")")[2].split()[:1]  # the name before it may hold anything
    return state == ["Z"]

"""Scanning: which sidecars lie below the folder of takes, and whether they are as they were."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from visualize.errors import TakeError
from visualize.takes.sidecar import is_sidecar, measures_name, review_name

LOOK_AGAIN = ""
"""The stamp of a folder that nothing can be said of but by looking into it."""

_SETTLED_NS = 3_000_000_000
"""A folder changed less long ago may change again with the same time on it: disks that are
carried about count in steps of two seconds."""


def folders(takes: Path) -> dict[str, str]:
    """Return the folders of takes by name, each with a stamp: the same, and nothing came or went.

    A file that was put in a folder, taken out, or replaced as a whole changes the folder's stamp;
    one that is written over in place does not. Linked folders are not looked into.
    """
    now = time.time_ns()
    found = {}
    for entry in _listed(takes):
        if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
            continue
        try:
            changed = entry.stat(follow_symlinks=False).st_mtime_ns
        except OSError:  # it went while we looked
            continue
        found[entry.name] = str(changed) if changed < now - _SETTLED_NS else LOOK_AGAIN
    return found


def sidecars(takes: Path, folder: str, faults: list[TakeError]) -> Iterator[tuple[str, str]]:
    """Yield path below ``takes`` and stamp of every sidecar of one folder.

    The stamp holds size and time of sidecar, review and measures. Names that no take of ours can
    have are added to ``faults``.
    """
    entries = {entry.name: entry for entry in _listed(takes / folder)}
    for name, entry in entries.items():
        if not is_sidecar(name):
            continue
        path = f"{folder}/{name}"
        if not path.isprintable():
            faults.append(TakeError(ascii(path), "it has a name that no take of ours has"))
            continue
        others = (entries.get(review_name(name)), entries.get(measures_name(name)))
        yield path, " ".join(map(_stamp, (entry, *others)))


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:  # not there, no folder, or not ours to read: it holds no takes for us
        return []


def _stamp(entry: os.DirEntry[str] | None) -> str:
    if entry is None:
        return "-"
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:  # it went while we looked
        return "-"
    return f"{facts.st_mtime_ns}/{facts.st_size}"

"""What is not saved yet, kept in the user's state folder, so that a crash loses nothing.

A copy of the project's own files lies in ``recovery/<key>/`` beside ``recovery.json``, which names
the project's folder, when the copy was made, and the process that works on it. Copies are whole or
not there: each is written into a new folder that is renamed into place. Of two windows on one
project the second keeps its copies in a folder of its own, ``recovery/<key>-1/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from compose.errors import ProjectFileError
from compose.files.load import load_project
from compose.files.save import save_project
from compose.project import Project
from shotwright import ShotwrightError
from studio.session.window_lock import Holder, WindowLock, holder
from visualize.jobs.places import state_folder
from visualize.jobs.process import Identity

_FACTS = "recovery.json"
_WINDOWS = 8
"""How many windows may work on one project at once."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found for a project: the unsaved state and when it was kept."""

    project: Project
    at: datetime


class Recovery:
    """Keeps and finds unsaved states of projects.

    Parameters
    ----------
    folder
        Where they lie; by default ``recovery`` in the user's state folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or state_folder() / "recovery"
        self._lock: WindowLock | None = None
        self._root: Path | None = None
        self._window = 0

    def enter(self, root: Path, *, share: bool = False) -> Holder | None:
        """Begin to work on the project in a folder; the one before is left.

        Parameters
        ----------
        root
            The project's folder.
        share
            Work on it though another window does.

        Returns
        -------
        ``None``, or who works on it already; then nothing has changed.

        Raises
        ------
        ProjectFileError
            When the state folder cannot be written.
        """
        if root == self._root:
            return None
        try:
            for window in range(_WINDOWS if share else 1):
                lock = WindowLock.take(self._lock_file(root, window))
                if lock is not None:
                    self.leave()
                    self._lock, self._root, self._window = lock, root, window
                    return None
        except OSError as error:
            raise ProjectFileError(self._folder, f"cannot be written ({error})") from error
        return holder(self._lock_file(root, 0))

    def leave(self) -> None:
        """Let other windows work on the project."""
        if self._lock is not None:
            self._lock.release()
        self._lock, self._root, self._window = None, None, 0

    def keep(self, project: Project) -> None:
        """Keep a state of a project in place of the one kept before.

        Raises
        ------
        ProjectFileError
            When it cannot be written; what was kept before stays.
        """
        if project.root is None:
            return
        place = self._place(project.root)
        fresh = place.with_name(f"{place.name}.{os.getpid()}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        save_project(project.replace(root=None, revisions={}), fresh)
        facts = {
            "root": str(project.root),
            "revisions": dict(project.revisions),
            "at": time.time(),
            "process": asdict(Identity.own()),
        }
        try:
            (fresh / _FACTS).write_text(json.dumps(facts), "utf-8")
            old = place.with_name(f"{place.name}.{os.getpid()}.old")
            shutil.rmtree(old, ignore_errors=True)
            if place.exists():
                place.rename(old)
            fresh.rename(place)
            shutil.rmtree(old, ignore_errors=True)
        except OSError as error:
            raise ProjectFileError(place, f"the unsaved state cannot be kept ({error})") from error

    def forget(self, root: Path) -> None:
        """Remove what is kept for the project in a folder: it was saved, or is not wanted."""
        shutil.rmtree(self._place(root), ignore_errors=True)

    def find(self, project: Project) -> Kept | None:
        """Return the unsaved state kept of a project by a process that no longer runs.

        A state that cannot be read, or is the same as what is saved, is removed.
        """
        if project.root is None:
            return None
        place = self._whole(self._place(project.root)) or self._orphan(project.root)
        if place is None:
            return None
        try:
            facts = json.loads((place / _FACTS).read_text("utf-8"))
            if _still_runs(facts["process"]):
                return None
            state = load_project(place)
            kept = state.replace(root=project.root, revisions=facts["revisions"])
            at = datetime.fromtimestamp(float(facts["at"])).astimezone()
        except (OSError, ValueError, KeyError, TypeError, ShotwrightError):
            shutil.rmtree(place, ignore_errors=True)
            return None
        if kept == project.replace(revisions=facts["revisions"]):
            self.forget(project.root)
            return None
        return Kept(kept, at)

    def _whole(self, place: Path) -> Path | None:
        """Return the kept folder; a kill between the two renames left the old one aside."""
        if place.is_dir():
            return place
        with suppress(OSError):
            for old in sorted(place.parent.glob(f"{place.name}.*.old")):
                old.rename(place)
                return place
        return None

    def _orphan(self, root: Path) -> Path | None:
        """Make what a second window kept, which nobody works on any more, this one's own."""
        for window in range(_WINDOWS):
            place = self._folder / _name(root, window)
            if window == self._window or not place.is_dir():
                continue
            with suppress(OSError):
                lock = WindowLock.take(self._lock_file(root, window))
                if lock is not None:
                    own = place.rename(self._place(root))
                    lock.release()
                    return own
        return None

    def _place(self, root: Path) -> Path:
        return self._folder / _name(root, self._window)

    def _lock_file(self, root: Path, window: int) -> Path:
        return self._folder / f"{_name(root, window)}.lock"


def _name(root: Path, window: int) -> str:
    key = hashlib.sha256(os.fsencode(root)).hexdigest()[:24]
    return f"{key}-{window}" if window else key


def _still_runs(facts: Mapping[str, Any]) -> bool:
    identity = Identity(str(facts["host"]), int(facts["pid"]), str(facts["born"]))
    return identity != Identity.own() and identity.runs() is True

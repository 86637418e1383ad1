"""Errors of jobs and of the file they are kept in (the tree is drawn in ``shotwright.py``)."""

from __future__ import annotations

from pathlib import Path

from shotwright import ShotwrightError, UsageError


class JobError(UsageError):
    """A job that cannot do what is asked of it in the state it is in."""


class ChangedError(JobError):
    """A job that another program moved on, or a lease that another runner holds by now."""


class StoreError(ShotwrightError):
    """The file of jobs cannot be read or written. ``path`` names it; nothing in it was removed."""

    def __init__(self, path: str | Path, message: str) -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {message}")

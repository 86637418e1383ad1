"""Shelf: the takes of the open project, as every panel that shows them asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from compose.shot import Shot
from studio.job_watch import JobWatch
from studio.session import Session
from studio.work import Work
from visualize.takes.bin import Binned
from visualize.takes.folders import FOLDER
from visualize.takes.gallery import Gallery
from visualize.takes.picks import pick, picks_of, unpick
from visualize.takes.query import Page, Query
from visualize.takes.row import Row

_MANY = 600
"""Files beside takes, from which on they are read off the window's thread."""


class Shelf(QObject):
    """The gallery of the project that is open; it looks for new takes when a job ends."""

    changed = QtSignal()
    """Takes came, went, or were judged."""

    def __init__(self, session: Session, jobs: JobWatch, work: Work) -> None:
        super().__init__()
        self._session, self._work = session, work
        self._root: Path | None = None
        self._gallery: Gallery | None = None
        self._end = session.project_changed.connect(lambda _: self._of_another_project())
        jobs.settled.connect(lambda _: self.refresh())
        self._of_another_project()

    @property
    def gallery(self) -> Gallery | None:
        """The gallery, ``None`` for a project without a folder."""
        return self._gallery

    def takes(self, shot: str | None = None) -> list[Row]:
        """Return the takes of a shot (by id) or all, by shot and number."""
        return [] if self._gallery is None else self._gallery.takes(shot=shot)

    def query(self, query: Query) -> Page | None:
        """Return what a query finds, ``None`` without a gallery."""
        return None if self._gallery is None else self._gallery.query(query)

    def review(self, rows: Sequence[Row], **changes: Any) -> None:  # noqa: ANN401 - checked by pydantic
        """Rate, tag, note or reject takes (see ``Gallery.review``)."""
        if self._gallery is not None:
            for row in rows:
                self._gallery.review(row, **changes)
            self.changed.emit()

    def pick(self, row: Row) -> bool:
        """Make a take the pick of its shot, as an entry of undo."""
        label = f"Pick take {row.take.number} for {row.take.of.shot_label.partition(' ')[0]}"
        return self._session.do(label, lambda project: pick(project, row))

    def unpick(self, shot: Shot) -> bool:
        """Leave a shot without a pick, as an entry of undo."""
        return self._session.do(f"Unpick {shot.number}", lambda project: unpick(project, shot))

    def bin(self, rows: Sequence[Row]) -> None:
        """Move takes to the bin.

        Raises
        ------
        ShotwrightError
            When one of them is a pick, or the system refuses.
        """
        if self._gallery is not None:
            self._gallery.bin(rows, picks=picks_of(self._session.project))
            self.changed.emit()

    def binned(self) -> tuple[Binned, ...]:
        """Return the takes in the bin, the last binned first.

        Raises
        ------
        ShotwrightError
            When it cannot be read.
        """
        return () if self._gallery is None else self._gallery.binned()

    def restore(self, binned: Sequence[Binned]) -> None:
        """Bring takes back from the bin.

        Raises
        ------
        ShotwrightError
            When something stands in the place of one, or the system refuses.
        """
        if self._gallery is not None:
            self._gallery.restore(binned)
            self.changed.emit()

    def empty_bin(self, binned: Sequence[Binned]) -> None:
        """Delete takes in the bin for good.

        Raises
        ------
        ShotwrightError
            When the system refuses.
        """
        if self._gallery is not None:
            self._gallery.empty_bin(binned)
            self.changed.emit()

    def renew(self, rows: Sequence[Row]) -> None:
        """Read takes anew, such as after they were measured."""
        if self._gallery is not None:
            for row in rows:
                self._gallery.renew(row)
            self.changed.emit()

    def refresh(self) -> None:
        """Take in what was made meanwhile."""
        if self._gallery is not None:
            self._gallery.refresh()
            self.changed.emit()

    def close(self) -> None:
        """Close the gallery."""
        self._end()
        if self._gallery is not None:
            self._gallery.close()
            self._gallery = None

    def _of_another_project(self) -> None:
        root = self._session.project.root
        if root == self._root:
            return
        if self._gallery is not None:
            self._gallery.close()
        self._root, self._gallery = root, None
        if root is not None and _has_many(root):
            self._work.start(
                lambda: _read_ahead(root), lambda _: self._open(root), self._tell_fault,
                slot="shelf",
            )  # fmt: skip
            self.changed.emit()
        else:
            self._open(root)

    def _open(self, root: Path | None) -> None:
        if root == self._root:
            self._gallery = None if root is None else Gallery(root)
            self.changed.emit()

    def _tell_fault(self, words: str) -> None:
        self._session.tell("The takes cannot be read", words, kind="bad")


def _has_many(root: Path) -> bool:
    """Tell whether a project may have so many takes that reading them would be felt."""
    shots = [folder for folder in root.glob(f"{FOLDER}/*") if folder.is_dir()]
    found = islice((path for shot in shots for path in shot.iterdir()), _MANY)
    return sum(1 for _ in found) >= _MANY


def _read_ahead(root: Path) -> None:
    """Bring the index on disk up to date, so that the window opens it at once."""
    with Gallery(root):
        pass

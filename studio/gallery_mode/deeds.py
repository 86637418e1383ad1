"""Deeds: what is done to takes, and what is told of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from compose.project import Project
from compose.shot import Shot
from models.modes import Mode
from models.registry import Registry
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.gallery_mode.take_words import counted
from visualize.brief.ordering import Wish, place_orders
from visualize.compare.showing import Comparison
from visualize.order import Order
from visualize.pages.compare import write_compare_page
from visualize.takes.bin import Binned
from visualize.takes.picks import picks_of
from visualize.takes.row import Row

INK = "local/ink"


class Deeds:
    """Judging, picking, binning, drafting and copying; a refusal is told, never raised."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._session = desk, desk.session

    def rate(self, rows: Sequence[Row], stars: int) -> None:
        """Give takes stars; the same again takes them back."""
        again = bool(rows) and all(row.review.rating == stars for row in rows)
        self._try("Rate", lambda: self._desk.shelf.review(rows, rating=0 if again else stars))

    def reject(self, rows: Sequence[Row]) -> None:
        """Reject takes; when all of them are rejected, keep them again."""
        rejected = not all(row.review.rejected for row in rows)
        self._try("Reject", lambda: self._desk.shelf.review(rows, rejected=rejected))

    def review(self, row: Row, **changes: object) -> None:
        """Change the note or the tags of a take."""
        self._try("Note", lambda: self._desk.shelf.review((row,), **changes))

    def pick(self, row: Row) -> None:
        """Make a take the pick of its shot; the pick itself is taken back."""
        shelf = self._desk.shelf
        shot = picks_of(self._session.project).get(row.take.id)
        if shot is None:
            self._try("Pick", lambda: shelf.pick(row))
        else:
            self._try("Unpick", lambda: shelf.unpick(shot))

    def bin(self, rows: Sequence[Row]) -> None:
        """Move takes to the bin."""
        if rows and self._try("Bin", lambda: self._desk.shelf.bin(rows)):
            words = f"{counted(len(rows), 'take')} moved to the bin"
            self._session.tell(words, detail="They can be brought back from there.")

    def restore(self, binned: Sequence[Binned]) -> None:
        """Bring takes back from the bin."""
        self._try("Restore", lambda: self._desk.shelf.restore(binned))

    def empty_bin(self, binned: Sequence[Binned]) -> None:
        """Delete takes in the bin for good."""
        self._try("Empty the bin", lambda: self._desk.shelf.empty_bin(binned))

    def draft(self, shot: str) -> None:
        """Order a free take of a shot, drawn here in ink."""
        project = self._session.project
        found = next((one for one in project.shots if one.id == shot), None)
        if found is not None:
            make = partial(_ink_orders, project, found)
            self._desk.work.start(make, self._place, partial(self._refuse, "Draft with Ink"))

    def export(self, row: Row, parent: QWidget) -> None:
        """Copy a take's file to a place that is asked for."""
        name, _ = QFileDialog.getSaveFileName(parent, "Export take", row.file.name)
        if name:
            copy = partial(shutil.copyfile, row.file, Path(name))
            self._desk.work.start(copy, self._exported, partial(self._refuse, "Export"))

    def export_page(self, comparison: Comparison, parent: QWidget) -> None:
        """Write a comparison as a page for a browser, into a folder that is asked for."""
        chosen = QFileDialog.getExistingDirectory(parent, "Folder to export the page into")
        if chosen:
            folder = Path(chosen) / f"compare_{comparison.shot.number}"
            write = partial(write_compare_page, comparison, folder)
            self._desk.work.start(write, self._page_written, partial(self._refuse, "Export page"))

    def reveal(self, row: Row) -> None:
        """Show a take's file in its folder."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.file.parent)))

    def _place(self, orders: tuple[Order, ...]) -> None:
        if self._try("Draft with Ink", lambda: self._desk.jobs.place(orders)):
            self._session.tell("A draft is being drawn", detail="Free, on this machine, no AI")

    def _exported(self, path: Path) -> None:
        self._session.tell(f"Exported {path.name}", kind="good")

    def _page_written(self, page: Path) -> None:
        self._session.tell(f"The page is in {page.parent}", kind="good")

    def _refuse(self, what: str, words: str) -> None:
        self._session.tell(f"{what}: this could not be done", detail=words, kind="bad")

    def _try(self, what: str, act: Callable[[], object]) -> bool:
        try:
            act()
        except ShotwrightError as error:
            self._refuse(what, str(error))
            return False
        return True


def _ink_orders(project: Project, shot: Shot) -> tuple[Order, ...]:
    wish = Wish(mode=Mode.FROM_ANIMATION)
    return place_orders(project, (shot,), (INK,), wish, Registry.discover())

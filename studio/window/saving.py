"""Saving: save, and where that fails say why and what can be done, with nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from compose.errors import ProjectFileError
from studio.desk import Desk
from studio.session.copies import save_copy

if TYPE_CHECKING:
    from studio.window.window import Window


class Saving:
    """Saves the project on screen for a window."""

    def __init__(self, desk: Desk, window: Window) -> None:
        self._desk, self._window = desk, window

    def save(self) -> None:
        """Save; files that another program changed are overwritten only when one says so."""
        self._save(force=False)

    def save_copy(self) -> None:
        """Ask for a new folder, save what is on screen there, and open it."""
        beside = str(self._desk.settings.preferences.projects_now / "Copy")
        name = QFileDialog.getSaveFileName(self._window, "Save a copy as a new folder", beside)[0]
        if name:
            self._window.try_to(lambda: self._copied(Path(name)))

    def _copied(self, folder: Path) -> None:
        save_copy(self._desk.session.project, folder)
        self._window.open(folder)

    def _save(self, *, force: bool) -> None:
        session = self._desk.session
        root = session.project.root
        if root is not None and not root.is_dir() and not force:
            self._refuse(
                "Not saved: the folder is gone",
                f"{root} is no longer there: moved, removed, or on a drive that is not connected.",
                "Make it again",
                force=True,
            )
            return
        try:
            session.save(force=force)
        except ProjectFileError as error:
            changed = bool(error.problems)
            self._refuse(
                "Not saved: another program changed the files" if changed else "Not saved",
                str(error),
                "Overwrite" if changed else "Try again",
                force=changed or force,
            )

    def _refuse(self, what: str, why: str, again: str, *, force: bool) -> None:
        """Say why nothing was saved, keep the changes for the next start, and offer two ways on."""
        self._window.recovering.keep()
        self._desk.session.tell(
            what,
            f"{why}\nYour changes are still here.",
            kind="bad",
            actions=((again, lambda: self._save(force=force)), ("Save a copy…", self.save_copy)),
        )

"""Folders: where projects, settings, jobs and caches lie on this machine."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from models.card_cache import cache_folder
from models.card_files import config_folder
from studio.desk import Desk
from studio.preferences.form import FormPage, note
from visualize.jobs.places import state_folder


class FoldersPage(FormPage):
    """The folder of new projects can be chosen; the others are shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Folders",
            "Everything stays on this machine. Caches may be deleted at any time; they are made "
            "again.",
        )
        self._desk = desk
        self._projects = QPushButton(str(desk.settings.preferences.projects))
        self._projects.clicked.connect(lambda *_: self._choose())
        self.add_row("New projects", self._projects)
        caches = cache_folder()
        for title, folder in (
            ("Settings and own model cards", config_folder()),
            ("Jobs, budgets, unsaved work", state_folder()),
            ("Caches", caches),
        ):
            if folder is None:
                self.add_row(title, note("switched off", "quiet"))
                continue
            button = QPushButton("Show")
            button.setAccessibleName(f"Show {title}")
            button.clicked.connect(
                lambda *_, at=folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(at)))
            )
            self.add_row(title, note(str(folder), "quiet"), button)

    def _choose(self) -> None:
        there = str(self._desk.settings.preferences.projects_now)
        folder = QFileDialog.getExistingDirectory(self, "Where new projects are kept", there)
        if folder:
            self._desk.settings.change(projects_folder=folder)
            self._projects.setText(folder)

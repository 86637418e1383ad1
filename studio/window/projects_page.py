"""The first page: recent projects with a picture, a new one, and the samples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shotwright import ShotwrightError
from studio.desk import Desk
from studio.drawing import Picture
from studio.images import image_of
from studio.session.opening import Known, known_project, make_project
from studio.session.samples import SAMPLES, copy_sample, free_folder, sample_folder
from studio.widgets.choice_field import ChoiceField
from studio.window.project_cards import ProjectCards

_RATES = ("23.976", "24", "25", "29.97", "30", "48", "50", "59.94", "60")
_USUAL_RATE = "24"


class ProjectsPage(QWidget):
    """Choose a project. ``chosen`` carries the folder of the one to open."""

    chosen = QtSignal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("projects")
        self._problem = QLabel()
        self._problem.setProperty("role", "bad")
        self._problem.setWordWrap(True)
        self._recent = ProjectCards(desk, self)
        self._samples = ProjectCards(desk, self)
        self._recent.clicked.connect(lambda index: self.chosen.emit(self._recent.folder(index)))
        self._samples.clicked.connect(lambda index: self._copy(self._samples.folder(index)))
        self._lay_out()
        self._samples.show_cards(
            [
                Known(sample_folder(name), title, None, 0, "", words)
                for name, (title, words) in SAMPLES.items()
            ]
        )
        desk.drawing.drawn.connect(self._drawn)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 32, 48, 24)
        column.setSpacing(12)
        column.addWidget(_heading("New project"))
        column.addLayout(self._new_row())
        column.addWidget(self._problem)
        self._problem.hide()
        self._recent_heading = _heading("Recent")
        column.addWidget(self._recent_heading)
        column.addWidget(self._recent)
        column.addWidget(_heading("Samples: a copy of your own to play with"))
        column.addWidget(self._samples)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _new_row(self) -> QHBoxLayout:
        self._name = QLineEdit("Untitled film")
        self._name.setAccessibleName("Name")
        self._name.setMaximumWidth(320)
        self._rate = ChoiceField(self._desk.theme, [(rate, f"{rate} fps") for rate in _RATES])
        self._rate.set_choice(_USUAL_RATE)
        self._rate.setFixedWidth(104)
        self._rate.setAccessibleName("Frames a second")
        self._folder = QPushButton(self._desk.theme.icon("folder-outline"), str(self._parent()))
        self._folder.setToolTip("Where the new project's folder is made")
        self._folder.clicked.connect(lambda *_: self._choose_folder())
        make = QPushButton("Create project")
        make.setProperty("kind", "primary")
        make.clicked.connect(lambda *_: self._make())
        self._name.returnPressed.connect(self._make)
        open_ = QPushButton(self._desk.theme.icon("folder-open-outline"), "Open a folder…")
        open_.clicked.connect(lambda *_: self._open())
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._name, self._rate, self._folder, make):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(open_)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        """Show the recent projects as they are now."""
        super().showEvent(event)
        self._fill_recent()

    def _fill_recent(self) -> None:
        folders = [Path(folder) for folder in self._desk.settings.preferences.recent]
        self._recent_heading.setVisible(bool(folders))
        self._recent.setVisible(bool(folders))
        self._desk.work.start(
            lambda: [known_project(folder) for folder in folders],
            self._recent.show_cards,
            self._tell,
            slot="projects",
        )

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _drawn(self, picture: Picture) -> None:
        if picture.wish.slot.startswith("project/"):
            folder = Path(picture.wish.slot.removeprefix("project/"))
            image = image_of(picture.frame["clay"])
            self._recent.show_picture(folder, image)
            self._samples.show_picture(folder, image)

    def _parent(self) -> Path:
        return self._desk.settings.preferences.projects

    def _choose_folder(self) -> None:
        there = str(self._desk.settings.preferences.projects_now)
        folder = QFileDialog.getExistingDirectory(self, "Where projects are kept", there)
        if folder:
            self._desk.settings.change(projects_folder=folder)
            self._folder.setText(folder)

    def _make(self) -> None:
        name = self._name.text().strip()
        folder = free_folder(self._parent(), name)
        self._try(lambda: make_project(folder, name, rate=self._rate.choice or _USUAL_RATE).root)

    def _open(self) -> None:
        there = str(self._desk.settings.preferences.projects_now)
        folder = QFileDialog.getExistingDirectory(self, "Open project", there)
        if folder:
            self.chosen.emit(Path(folder))

    def _copy(self, sample: Path) -> None:
        name = sample.name
        folder = free_folder(self._parent(), SAMPLES[name][0])
        self._try(lambda: copy_sample(name, folder).root)

    def _try(self, make: Callable[[], Path | None]) -> None:
        try:
            folder = make()
        except (ShotwrightError, OSError) as error:
            self._tell(str(error))
            return
        self._tell("")
        self.chosen.emit(folder)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "header")
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label

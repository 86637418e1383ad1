"""AssetsPanel: the models, pictures and motions that the project has, and the way to get more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from compose.assets import load_image, load_model, resolve
from compose.importers import SUFFIXES
from compose.payload import Asset, Figure, ImageCard
from compose.project import Project
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.kit.import_strip import ImportStrip
from studio.kit.importing import ASSET_MIME, Coming, dragged_file
from studio.kit.picture_grid import PictureGrid, Tile
from studio.kit.portraits import of_model
from studio.kit.project_files import MOTIONS, PICTURES, ProjectFile, project_files
from studio.kit.thumbnails import Subject
from studio.listening import listen, while_alive
from studio.session.spot import Spot
from studio.widgets.empty_state import EmptyState

_ICONS = {"model": "package-variant-closed", "picture": "image-outline", "motion": "run"}
_PICTURE_PX = 192
_MOST_STRIPS = 20


class AssetsPanel(QWidget):
    """The files of the project. Files dropped here are imported."""

    wanted = QtSignal()
    """Something is imported: the panel wants to be seen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._files: dict[str, ProjectFile] = {}
        self._assets: dict[str, Asset] = {}
        self._used: tuple[object, ...] = ()
        self.setObjectName("assets")
        self.setAccessibleName("Assets")
        self.setProperty("panel", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.grid = PictureGrid(desk, "Files of the project", ASSET_MIME, dragged_file)
        self._lay_out()
        self.grid.wanted.connect(self.place)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._open_menu)
        listen(self, self._session.project_changed, lambda _: self._follow())
        self._follow()

    def choose(self) -> None:
        """Ask which files to import, where what comes of them is seen."""
        self.wanted.emit()
        kinds = (("Models", SUFFIXES), ("Pictures", PICTURES), ("Motions", MOTIONS))
        every = " ".join(f"*{s}" for _, suffixes in kinds for s in suffixes)
        some = [f"{title} ({' '.join(f'*{s}' for s in suffixes)})" for title, suffixes in kinds]
        names, _ = QFileDialog.getOpenFileNames(
            self, "Import", "", ";;".join([f"All that can be imported ({every})", *some])
        )
        self.bring(map(Path, names))

    def bring(self, files: Iterable[Path]) -> None:
        """Import files into the scene on screen, where the view looks."""
        scene, active = self._session.scene, self._session.active
        if scene is None:
            self._session.tell("Import: not done", "Add a scene first.", kind="bad")
            return
        figure = active.id if active is not None and isinstance(active.payload, Figure) else None
        spot = Spot(self._session.spot.point)
        for file in list(files)[:_MOST_STRIPS]:
            coming = Coming(file=file, scene=scene.id, spot=spot, figure=figure)
            strip = ImportStrip(self._desk, coming)
            strip.over.connect(lambda strip=strip: self._take_away(strip))
            self._strips.addWidget(strip)

    def place(self, path: str) -> None:
        """Put a file of the project into the scene once more."""
        try:
            self.bring([resolve(self._session.project, path)])
        except ShotwrightError as error:
            self._session.tell("The file cannot be used", str(error), kind="bad")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.bring(paths)
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        importing = QPushButton("Import")
        importing.setIcon(self._desk.theme.icon("import"))
        importing.setToolTip(self._desk.commands.tip("project.import"))
        importing.clicked.connect(self.choose)
        self._count = QLabel("")
        self._count.setProperty("role", "quiet")
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.addWidget(importing)
        top.addWidget(self._count, 1, Qt.AlignmentFlag.AlignRight)
        self._strips = QVBoxLayout()
        self._strips.setContentsMargins(8, 0, 8, 0)
        self._strips.setSpacing(4)
        self._pages = QStackedWidget()
        self._pages.setProperty("panel", "clear")
        self._pages.addWidget(self.grid)
        self._pages.addWidget(
            EmptyState(
                self._desk.theme, "tray-arrow-down",
                "No files yet. Drop a model, a picture or a motion here.",
                [("Import a file", self.choose)],
            )
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._strips)
        column.addWidget(self._pages, 1)

    def _take_away(self, strip: ImportStrip) -> None:
        self._strips.removeWidget(strip)
        strip.hide()
        strip.deleteLater()

    def _follow(self) -> None:
        """List the files anew when nodes use others than before."""
        project = self._session.project
        used = tuple(
            node.payload
            for scene in project.scenes
            for node in scene.nodes
            if isinstance(node.payload, Asset | ImageCard | Figure)
        )
        if (project.root, *used) == self._used:
            return
        self._used = (project.root, *used)
        self._assets = {asset.path: asset for asset in used if isinstance(asset, Asset)}
        self._desk.work.start(
            lambda: project_files(project),
            while_alive(self, self._show),
            lambda why: self._session.tell("The assets cannot be listed", why, kind="bad"),
            slot="assets",
        )

    def _show(self, files: tuple[ProjectFile, ...]) -> None:
        self._files = {file.path: file for file in files}
        unused = sum(file.uses == 0 for file in files)
        told = f"{len(files)} file{'s' * (len(files) != 1)}"
        self._count.setText(f"{told}, {unused} unused" if unused else told)
        self.grid.show_tiles([self._tile(file) for file in files])
        self._pages.setCurrentIndex(0 if files else 1)

    def _tile(self, file: ProjectFile) -> Tile:
        uses = f"{file.uses} node{'s' * (file.uses != 1)}" if file.uses else "nothing yet"
        return Tile(
            key=file.path, title=file.name, tip=f"{file.path}\nUsed by {uses}",
            subject=self._subject(file), icon=_ICONS[file.kind], quiet=file.uses == 0,
        )  # fmt: skip

    def _subject(self, file: ProjectFile) -> Subject | None:
        project = self._session.project
        if file.kind == "picture":
            return Subject(f"{project.root}/{file.path}", lambda: _small(project, file.path))
        asset = self._assets.get(file.path)
        if file.kind != "model" or asset is None:
            return None
        key = f"asset/{asset.sha256}/{asset.unit_m}/{asset.up_axis}"
        return Subject(key, lambda: of_model(load_model(project, asset)))

    def _open_menu(self, place: QPoint) -> None:
        index = self.grid.indexAt(place)
        if not index.isValid():
            return
        path = self.grid.tiles[index.row()].key
        menu = QMenu(self)
        menu.addAction("Put into the scene", lambda: self.place(path))
        menu.addAction("Select what uses it", lambda: self._select_users(path))
        menu.addAction("Show in its folder", lambda: self._reveal(path))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.grid.viewport().mapToGlobal(place))

    def _select_users(self, path: str) -> None:
        scene = self._session.scene
        if scene is not None:
            self._session.select(
                node.id
                for node in scene.nodes
                if path in (getattr(node.payload, "path", ""), getattr(node.payload, "image", ""))
            )

    def _reveal(self, path: str) -> None:
        root = self._session.project.root
        if root is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str((root / path).parent)))


def _small(project: Project, path: str) -> np.ndarray:
    """Return a picture of the project, small enough for a thumbnail."""
    pixels = load_image(project, path).pixels
    step = max(1, max(pixels.shape[:2]) // (2 * _PICTURE_PX))
    return np.ascontiguousarray(pixels[::step, ::step])

"""ReferencesPart: pictures of what a node looks like, for the models that take them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from compose.assets import resolve
from compose.node import Node
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.inspector.reference_edits import (
    MOST_REFERENCES,
    PICTURES,
    with_reference,
    without_reference,
)
from studio.listening import while_alive
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section
from studio.widgets.thumbnail import Thumbnail

_SIDE = 44


class ReferencesPart(QWidget):
    """Up to four pictures; right click takes one out."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section) -> None:
        super().__init__(section)
        self._desk, self._session, self._nodes = desk, desk.session, nodes
        self._shown: tuple[str, ...] | None = None
        section.set_hint("goes into prompts")
        box = QWidget()
        self._row = QHBoxLayout(box)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.add_button = QToolButton()
        self.add_button.setProperty("kind", "button")
        self.add_button.setIcon(desk.theme.icon("image-plus-outline"))
        self.add_button.setIconSize(QSize(16, 16))
        self.add_button.setToolTip("Add a picture that shows what this looks like")
        self.add_button.setAccessibleName("Add a reference picture")
        self.add_button.clicked.connect(self._choose)
        self._row.addWidget(self.add_button)
        self._row.addStretch(1)
        self._field = PropertyRow(desk.theme, "References", box, diamond=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)
        self._pictures: list[Thumbnail] = []

    def refresh(self) -> None:
        """Show the pictures of the one node that is shown."""
        nodes = self._nodes()
        self.setVisible(len(nodes) == 1)
        paths = nodes[0].references if len(nodes) == 1 else ()
        if paths == self._shown:
            return
        self._shown = paths
        for picture in self._pictures:
            self._row.removeWidget(picture)
            picture.deleteLater()
        self._pictures = [self._thumbnail(path) for path in paths]
        for at, picture in enumerate(self._pictures):
            self._row.insertWidget(at, picture)
        self.add_button.setVisible(len(paths) < MOST_REFERENCES)

    def add(self, file: Path) -> None:
        """Refer to a picture, which is copied into the project."""
        nodes, scene = self._nodes(), self._session.scene
        if len(nodes) == 1 and scene is not None:
            stage, node = scene.id, nodes[0]
            self._session.do(
                f"Add a reference to {node.name}",
                lambda p: with_reference(p, stage, node.id, file),
            )

    def _thumbnail(self, path: str) -> Thumbnail:
        picture = Thumbnail(self._desk.theme, QSize(_SIDE, _SIDE))
        picture.setToolTip(path)
        picture.setAccessibleName(f"Reference {path}")
        picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        picture.customContextMenuRequested.connect(
            lambda at: self._menu(path).popup(picture.mapToGlobal(at))
        )
        project = self._session.project
        self._desk.work.start(
            lambda: _small(resolve(project, path)),
            while_alive(picture, picture.set_image),
            while_alive(picture, picture.setToolTip),
        )
        return picture

    def _menu(self, path: str) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Take out", lambda: self._remove(path))
        return menu

    def _remove(self, path: str) -> None:
        nodes, scene = self._nodes(), self._session.scene
        if len(nodes) == 1 and scene is not None:
            stage, node = scene.id, nodes[0].id
            self._session.do(
                "Take a reference out", lambda p: without_reference(p, stage, node, path)
            )

    def _choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "Add a reference picture", "", PICTURES)
        if file:
            self.add(Path(file))


def _small(file: Path) -> QImage:
    """Read a picture no larger than it is shown at twice the scale.

    Raises
    ------
    ShotwrightError
        When it cannot be read.
    """
    reader = QImageReader(str(file))
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(2 * _SIDE, 2 * _SIDE, _COVER))
    image = reader.read()
    if image.isNull():
        raise ShotwrightError(f"{file.name} cannot be read as a picture: {reader.errorString()}.")
    return image


_COVER = Qt.AspectRatioMode.KeepAspectRatioByExpanding

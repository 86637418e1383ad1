"""PaneGrid: the panes of a comparison and what is said of them, as large as they can stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.gallery_mode.compare_pane import HEAD, ComparePane, PaneWords
from studio.gallery_mode.grid_shape import columns_for, pane_places
from studio.theme import Theme

_GAP = 8


class PaneGrid(QWidget):
    """Panes by the id of their take, and among them a widget that tells of all.

    Parameters
    ----------
    reading
        That widget.
    """

    menu_wanted = QtSignal(str, QPoint)
    """A menu for a pane, by its id, at a point of the screen."""

    def __init__(self, theme: Theme, reading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._reading = theme, reading
        self.panes: dict[str, ComparePane] = {}
        self._aspects: tuple[float, ...] = ()
        self._columns = 0
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(12, 2, 12, 8)
        self._cells.setSpacing(_GAP)

    def show_panes(
        self, words: Sequence[tuple[str, PaneWords]], aspects: Sequence[float]
    ) -> None:  # fmt: skip
        """Make panes: id and words of each, and the width of its picture by the height."""
        for pane in self.panes.values():
            self._cells.removeWidget(pane)
            pane.deleteLater()
        self.panes = {id_: ComparePane(self._theme, said) for id_, said in words}
        for id_, pane in self.panes.items():
            pane.menu_wanted.connect(lambda at, id_=id_: self.menu_wanted.emit(id_, at))
        self._aspects, self._columns = tuple(aspects), 0
        self._place()

    def show_images(self, images: Mapping[str, QImage]) -> None:
        """Show pictures by the ids of their panes; others are left out."""
        for id_, image in images.items():
            if id_ in self.panes:
                self.panes[id_].view.show_image(image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as make the pictures large."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        count = len(self.panes) + 1
        if count == 1:
            return
        room = (self.width() - 24, self.height() - 10)
        columns = columns_for(self._aspects, room, head=HEAD, gap=_GAP)
        if columns == self._columns:
            return
        rows = -(-count // columns)
        for at in range(max(self._cells.columnCount(), self._cells.rowCount(), columns, rows)):
            self._cells.setColumnStretch(at, int(at < columns))
            self._cells.setRowStretch(at, int(at < rows))
        for place, pane in zip(
            pane_places(len(self.panes), columns), self.panes.values(), strict=True
        ):
            self._cells.addWidget(pane, *place)
        high = min(columns * rows - count + 1, rows)
        self._cells.addWidget(self._reading, 0, columns - 1, high, 1)
        self._columns = columns

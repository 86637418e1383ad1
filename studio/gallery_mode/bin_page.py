"""BinPage: the takes that were moved to the bin, to bring back or to delete for good."""

from __future__ import annotations

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from shotwright import ShotwrightError
from studio.desk import Desk
from studio.gallery_mode.back_bar import back_button, bar_row
from studio.gallery_mode.deeds import Deeds
from studio.gallery_mode.take_model import TakeGroup, TakeModel
from studio.gallery_mode.take_words import counted
from studio.gallery_mode.wall_view import WallView
from studio.take_pictures import TakePictures
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from visualize.takes.bin import Binned


class BinPage(QWidget):
    """The bin as a wall of its own."""

    left = QtSignal()
    """Back to the gallery."""

    def __init__(
        self, desk: Desk, deeds: Deeds, pictures: TakePictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("gallery-bin")
        self.setAccessibleName("Bin")
        self._desk, self._deeds = desk, deeds
        self._binned: tuple[Binned, ...] = ()
        self._sure = False
        self.model = TakeModel(self)
        self.view = WallView(desk.theme, pictures)
        self.view.setObjectName("gallery-bin-wall")
        self.view.setAccessibleName("Takes in the bin")
        self.view.setModel(self.model)
        self._words = ElidedLabel("", "header")
        self.restore = QPushButton("Restore")
        self.empty = QPushButton("Delete for good")
        self.restore.setIcon(desk.theme.icon("restore"))
        self.empty.setIcon(desk.theme.icon("trash-can-outline"))
        self.restore.clicked.connect(lambda *_: self._deeds.restore(self.chosen()))
        self.empty.clicked.connect(lambda *_: self._empty())
        self._none = EmptyState(
            desk.theme, "trash-can-outline", "The bin is empty. Del moves takes here.",
            (("Back to the gallery", self.left.emit),),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._stack, 1)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        desk.shelf.changed.connect(self._changed)

    def chosen(self) -> list[Binned]:
        """Return what is selected, all where nothing is."""
        places = [index.row() for index in self.view.selectedIndexes()]
        return [self._binned[place] for place in sorted(places)] or list(self._binned)

    def refresh(self) -> None:
        """Read the bin."""
        try:
            self._binned = self._desk.shelf.binned()
        except ShotwrightError as error:
            self._binned = ()
            self._none.set_text(str(error))
        rows = [one.row for one in self._binned]
        group = TakeGroup(count=len(rows), read=lambda at, most: rows[at : at + most], headed=False)
        self.model.show((group,) if rows else (), frozenset())
        self.view.lay_out()
        self._stack.setCurrentWidget(self.view if rows else self._none)
        self._show_chosen()

    @property
    def count(self) -> int:
        """How many takes are in it."""
        return len(self._binned)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the bin again."""
        super().showEvent(event)
        self.refresh()

    def _changed(self) -> None:
        if self.isVisible():
            self.view.selectionModel().clear()
            self.refresh()

    def _empty(self) -> None:
        """Ask once more on the button itself, then delete."""
        if not self._sure:
            self._sure = True
            self._warn(on=True)
            words = counted(len(self.chosen()), "take")
            self.empty.setText(f"Delete {words}, never to come back")
            return
        self._deeds.empty_bin(self.chosen())
        self._show_chosen()

    def _warn(self, *, on: bool) -> None:
        """Colour the button that deletes while it means it."""
        self.empty.setProperty("kind", "danger" if on else "")
        self.empty.style().unpolish(self.empty)
        self.empty.style().polish(self.empty)

    def _show_chosen(self) -> None:
        self._sure = False
        self._warn(on=False)
        self._words.setText(f"Bin: {counted(self.count, 'take')}")
        some = bool(self.view.selectedIndexes())
        self.restore.setText("Restore" if some else "Restore all")
        self.empty.setText("Delete for good" if some else "Empty the bin")
        for button in (self.restore, self.empty):
            button.setEnabled(bool(self._binned))

    def _bar(self) -> QFrame:
        bar = QFrame()
        back = back_button(self._desk.theme)
        back.clicked.connect(lambda *_: self.left.emit())
        row = bar_row(bar)
        row.addWidget(back)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self.restore)
        row.addWidget(self.empty)
        return bar

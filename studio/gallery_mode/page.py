"""GalleryPage: the wall of takes, and the pages that open from it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shotwright import ShotwrightError
from studio.desk import Desk
from studio.gallery_mode.bin_page import BinPage
from studio.gallery_mode.board_page import BoardPage
from studio.gallery_mode.compare_page import ComparePage
from studio.gallery_mode.deeds import Deeds
from studio.gallery_mode.wall_page import WallPage
from studio.take_pictures import TakePictures


class GalleryPage(QWidget):
    """The whole mode."""

    open_shot = QtSignal(str)
    """Visualize is wanted for a shot, by its id."""
    use_settings = QtSignal(str)
    """Visualize is to ask for what a take was made with, by the take's id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery-page")
        self.setAccessibleName("Gallery")
        self._desk = desk
        deeds, pictures = Deeds(desk), TakePictures(desk, self)
        self.wall = WallPage(desk, deeds, pictures)
        self.bin = BinPage(desk, deeds, pictures)
        self.pages = QStackedWidget()
        self.compare = ComparePage(desk, deeds)
        self.board = BoardPage(desk)
        for page in (self.wall, self.bin, self.compare, self.board):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.wall.open_shot.connect(self.open_shot)
        self.wall.use_settings.connect(self.use_settings)
        self.compare.use_settings.connect(self.use_settings)
        self.wall.compare_shot.connect(self.compare_shot)
        self.wall.bin_wanted.connect(lambda: self.pages.setCurrentWidget(self.bin))
        self.bin.left.connect(self.show_wall)
        self.compare.left.connect(self.show_wall)
        self.board.left.connect(self.show_wall)
        desk.shelf.changed.connect(self._count_bin)
        self._count_bin()

    def show_wall(self) -> None:
        """Go back to the takes."""
        self.pages.setCurrentWidget(self.wall)
        self.wall.view.setFocus()

    def show_take(self, take: str) -> None:
        """Select a take on the wall, by its id."""
        self.show_wall()
        self.wall.show_take(take)

    def compare_shot(self, shot: str, takes: Sequence[str] = ()) -> None:
        """Compare takes of a shot: those that are named, else those that fit."""
        if self.compare.open(shot, tuple(takes)):
            self.pages.setCurrentWidget(self.compare)
            self.compare.setFocus()
        else:
            self.show_wall()
            self._desk.session.tell("It takes two takes of a shot to compare", kind="warning")

    def show_leaderboard(self) -> None:
        """Show how the models stand."""
        self.pages.setCurrentWidget(self.board)

    def _count_bin(self) -> None:
        try:
            self.wall.filters.set_binned(len(self._desk.shelf.binned()))
        except ShotwrightError as error:
            self._desk.session.tell("The bin cannot be read", detail=str(error), kind="warning")

"""WallPage: filters, the wall, and beside it the take that is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.gallery_mode.browsing import Browsing
from studio.gallery_mode.deeds import Deeds
from studio.gallery_mode.filter_panel import FilterPanel
from studio.gallery_mode.take_panel import TakePanel
from studio.gallery_mode.wall_bar import WallBar
from studio.gallery_mode.wall_view import WallView
from studio.take_pictures import TakePictures
from studio.widgets.empty_state import EmptyState

_LEFT, _RIGHT = 200, 356
_LATER_MS = 120


class WallPage(QWidget):
    """The gallery itself; it works only while it is shown."""

    compare_shot = QtSignal(str, object)
    """The shot's id, and the ids of the takes to compare (none: those that fit)."""
    open_shot = QtSignal(str)
    use_settings = QtSignal(str)
    bin_wanted = QtSignal()
    leaderboard_wanted = QtSignal()

    def __init__(
        self, desk: Desk, deeds: Deeds, pictures: TakePictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._deeds = desk, deeds
        self.browsing = Browsing(desk, self)
        self.filters = FilterPanel(desk.theme, self.browsing)
        self.bar = WallBar(desk.theme, self.browsing)
        self.view = WallView(desk.theme, pictures)
        self.view.setModel(self.browsing.model)
        self.panel = TakePanel(desk, deeds)
        self._empty = EmptyState(
            desk.theme, "movie-open-plus-outline", "",
            (("Reset filters", self._reset), ("Open in Visualize", self._visualize)),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._show_take)
        self._lay_out()
        self._connect()
        self._found()

    def show_take(self, take: str) -> None:
        """Select a take, wherever the filter has it hidden."""
        gallery = self._desk.shelf.gallery
        row = None if gallery is None else gallery.with_ids((take,)).get(take)
        if row is None:
            self._desk.session.tell("This take is not in the gallery any more", kind="warning")
            return
        model = self.browsing.model
        place = model.place_of(take, row.take.of.shot)
        if place is None:
            self.browsing.set_filter(self.browsing.filter.opened())
            place = model.place_of(take, row.take.of.shot)
        if place is not None:
            model.folded -= {row.take.of.shot}
            self.view.lay_out()
            self.view.select_only(place)
            self.view.setFocus()
            self._show_take()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to work."""
        super().showEvent(event)
        self.browsing.set_awake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave off."""
        super().hideEvent(event)
        self.browsing.set_awake(False)
        self._later.stop()

    # -- inside ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        middle.setMinimumWidth(480)
        self.filters.setMinimumWidth(176)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        for place, part in enumerate((self.filters, middle, self.panel)):
            across.addWidget(part)
            across.setStretchFactor(place, int(place == 1))
        across.setSizes([_LEFT, 900, _RIGHT])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(across)

    def _connect(self) -> None:
        view, deeds = self.view, self._deeds
        view.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        view.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        view.wanted.connect(self._wanted)
        view.menu_wanted.connect(self._menu)
        view.opened.connect(self._full_screen)
        self.bar.shaped.connect(view.set_shape)
        self.bar.search.left.connect(view.setFocus)
        self.filters.bin_wanted.connect(self.bin_wanted)
        self.panel.use_settings.connect(self.use_settings)
        self.browsing.changed.connect(self._found)
        handlers = {
            f"gallery.rate_{stars}": partial(self._rate, stars) for stars in range(1, 6)
        } | {
            "gallery.pick": self._pick,
            "gallery.reject": lambda: deeds.reject(view.selected()),
            "gallery.compare": self._compare,
            "gallery.player": self._full_screen,
            "gallery.delete": lambda: deeds.bin(view.selected()),
        }  # fmt: skip
        self._desk.commands.bind(view, handlers)
        self._desk.commands.bind(self, {"gallery.search": self.bar.search.setFocus})

    def _found(self) -> None:
        """Show what was found, and keep the take that was shown."""
        model, shown = self.browsing.model, self.panel.row
        self.view.lay_out()
        nothing = not model.rowCount() and not model.groups
        if nothing:
            filtered = self.browsing.of > 0
            self._empty.set_text(
                "No take matches." if filtered
                else "No takes yet. Draft one free with the Ink look in Visualize."
            )  # fmt: skip
            self._empty.buttons[0].setVisible(filtered)
            self._empty.buttons[1].setVisible(not filtered)
        self._stack.setCurrentWidget(self._empty if nothing else self.view)
        current = self.view.currentIndex()
        if shown is not None:
            here = model.take(current.row()) if current.isValid() else None
            if here is None or here.take.id != shown.take.id:
                place = model.place_of(shown.take.id, shown.take.of.shot)
                if place is not None:
                    self.view.select_only(place)
        if not self.view.currentIndex().isValid() and model.rowCount():
            self.view.select_only(0)
        self._show_take()

    def _chosen(self) -> None:
        """Show the take a moment later, so that keys held down run smoothly."""
        self.view.viewport().update()
        self._later.start()

    def _show_take(self) -> None:
        current, model = self.view.currentIndex(), self.browsing.model
        row = model.take(current.row()) if current.isValid() else None
        reasons = None if row is None else model.reasons.get(row.take.id)
        chosen = self.view.selectedIndexes()
        several = self.view.selected() if len(chosen) > 1 else ()
        self.panel.show_take(row, reasons, several)

    def _rate(self, stars: int) -> None:
        self._deeds.rate(self.view.selected(), stars)

    def _pick(self) -> None:
        rows = self.view.selected()
        if len(rows) == 1:
            self._deeds.pick(rows[0])

    def _compare(self) -> None:
        rows = self.view.selected()
        if not rows:
            return
        shot = rows[0].take.of.shot
        ids = tuple(row.take.id for row in rows if row.take.of.shot == shot)
        self.compare_shot.emit(shot, ids if len(ids) > 1 else ())

    def _full_screen(self) -> None:
        self._show_take()
        self.panel.show_full_screen()

    def _wanted(self, deed: str, shot: str) -> None:
        if deed == "draft":
            self._deeds.draft(shot)
        elif deed == "visualize":
            self.open_shot.emit(shot)
        else:
            rows = [row for row in self.view.selected() if row.take.of.shot == shot]
            ids = tuple(row.take.id for row in rows)
            self.compare_shot.emit(shot, ids if len(ids) > 1 else ())

    def _menu(self, point: QPoint) -> None:
        rows = self.view.selected()
        if not rows:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = rows[0] if len(rows) == 1 else None
        if one is not None:
            menu.addAction("Open in the player", self._full_screen)
            menu.addAction("Pick for the shot", self._pick)
            menu.addAction("Use these settings", lambda: self.use_settings.emit(one.take.id))
        menu.addAction("Compare takes", self._compare)
        stars = menu.addMenu("Rate")
        for number in range(1, 6):
            stars.addAction("★" * number, partial(self._rate, number))
        kept = all(row.review.rejected for row in rows)
        menu.addAction("Keep" if kept else "Reject", lambda: self._deeds.reject(rows))
        menu.addSeparator()
        if one is not None:
            menu.addAction("Show in its folder", lambda: self._deeds.reveal(one))
            menu.addAction("Export…", lambda: self._deeds.export(one, self))
        menu.addAction("Move to the bin", lambda: self._deeds.bin(rows))
        menu.popup(point)

    def _reset(self) -> None:
        self.browsing.set_filter(self.browsing.filter.opened())

    def _visualize(self) -> None:
        shot = self._desk.session.shot
        if shot is not None:
            self.open_shot.emit(shot.id)

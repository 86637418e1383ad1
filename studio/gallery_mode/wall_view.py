"""WallView: thousands of takes under the headers of their shots; only what is seen is painted."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from studio.gallery_mode.header_painter import Button, HeaderPainter
from studio.gallery_mode.take_model import Index, TakeModel
from studio.gallery_mode.take_pictures import TakePictures
from studio.gallery_mode.tile_painter import Look, TilePainter
from studio.gallery_mode.wall_layout import Box, Measure, WallLayout
from studio.theme import Theme
from studio.visualize_mode.painting import Brush
from visualize.takes.row import Row

Shape = Literal["wall", "rows"]
_TILE = 184
_ROW = 60
_BELOW_PICTURE = 42
_WIDEST, _TALLEST = 2.4, 1.0
_WHEEL = 96


class WallView(QAbstractItemView):
    """The takes. Everything that is done to them goes through signals."""

    wanted = QtSignal(str, str)
    """A button of a shot was pressed: what it does, and the shot's id."""
    menu_wanted = QtSignal(QPoint)
    """A menu for what is selected, at a point of the screen."""
    opened = QtSignal()
    """The current take is to fill the screen."""

    def __init__(self, theme: Theme, pictures: TakePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery-wall")
        self.setAccessibleName("Takes")
        self._theme = theme
        self._tiles, self._heads = TilePainter(theme, pictures), HeaderPainter(theme)
        self._shape: Shape = "wall"
        self._aspect = 16 / 9
        self._over: tuple[int, str] = (-1, "")
        self._hover: int | None = None
        self._scrub = 0.0
        self.laid = WallLayout((), 1, self._measure())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        pictures.came.connect(lambda _: self.viewport().update())
        self.doubleClicked.connect(lambda _: self.opened.emit())

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def takes(self) -> TakeModel:
        """The model."""
        model = self.model()
        assert isinstance(model, TakeModel)
        return model

    def set_shape(self, shape: Shape) -> None:
        """Show tiles, or a row for each take."""
        self._shape = shape
        self.lay_out()

    def lay_out(self) -> None:
        """Work out anew where everything lies."""
        takes = self.takes
        first = takes.take(0) if takes.rowCount() else None
        if first is not None:
            clip = first.take.clip
            self._aspect = min(max(clip.width / clip.height, _TALLEST), _WIDEST)
        stretches = takes.stretches()
        self.laid = WallLayout(stretches, self.viewport().width(), self._measure())
        self.updateGeometries()
        self.viewport().update()

    def selected(self) -> list[Row]:
        """Return the takes that are selected, in their order."""
        places = sorted(index.row() for index in self.selectedIndexes())
        return [row for place in places if (row := self.takes.take(place)) is not None]

    def select_only(self, place: int) -> None:
        """Select one take and bring it into view."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.takes.index(place), flags.ClearAndSelect)
        self.scrollTo(self.takes.index(place))

    # -- what Qt asks of a view ------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Return where a take lies on screen."""
        if not index.isValid() or index.row() >= self.laid.count:
            return QRect()
        return self._on_screen(self.laid.place(index.row()))

    def scrollTo(
        self, index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:  # fmt: skip
        """Scroll no further than is needed to see a take."""
        if not index.isValid() or index.row() >= self.laid.count:
            return
        _, top, _, high = self.laid.place(index.row())
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        if top - 40 < bar.value():
            bar.setValue(top - 40)
        elif top + high + 12 > bar.value() + seen:
            bar.setValue(top + high + 12 - seen)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the take at a point of the screen."""
        found = self.laid.take_at(point.x(), point.y() + self.verticalOffset())
        return QModelIndex() if found is None else self.takes.index(found)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the take that a key leads to."""
        actions = QAbstractItemView.CursorAction
        current, last = self.currentIndex().row(), self.laid.count - 1
        if last < 0:
            return QModelIndex()
        if current < 0:
            return self.takes.index(0)
        if action in (actions.MoveHome, actions.MoveEnd):
            return self.takes.index(0 if action is actions.MoveHome else last)
        steps = {
            actions.MoveLeft: (-1, 0), actions.MovePrevious: (-1, 0), actions.MoveRight: (1, 0),
            actions.MoveNext: (1, 0), actions.MoveUp: (0, -1), actions.MoveDown: (0, 1),
        }  # fmt: skip
        if action in steps:
            return self.takes.index(self.laid.beside(current, *steps[action]))
        rows = max(self.viewport().height() // (self._measure().tile[1] + 12) - 1, 1)
        for _ in range(rows):
            current = self.laid.beside(current, 0, 1 if action is actions.MovePageDown else -1)
        return self.takes.index(current)

    def horizontalOffset(self) -> int:
        """Return 0: it scrolls down alone."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """Tell whether a take's group is folded."""
        return index.row() < self.laid.count and self.laid.place(index.row())[3] == 0

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from the take at one corner to the one at the other, else what is between."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        chosen = QItemSelection()
        if first.isValid() and last.isValid():
            low, high = sorted((first.row(), last.row()))
            chosen.select(self.takes.index(low), self.takes.index(high))
        else:
            box = rect.normalized().translated(0, self.verticalOffset())
            for place in self.laid.takes_between(box.top(), box.bottom()):
                if box.intersects(QRect(*self.laid.place(place))):
                    chosen.select(self.takes.index(place), self.takes.index(place))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return the whole view: what is selected may be thousands of takes."""
        return QRegion(self.viewport().rect())

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        super().updateGeometries()
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self.laid.height - seen, 0))
        bar.setPageStep(seen)
        bar.setSingleStep(_WHEEL // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for another width."""
        super().resizeEvent(event)
        self.lay_out()

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        brush = Brush(painter, self._theme)
        top, bottom = (edge + self.verticalOffset() for edge in
                       (event.rect().top(), event.rect().bottom()))  # fmt: skip
        for number in self.laid.groups_between(top, bottom):
            self._paint_head(brush, number)
        paint = self._tiles.tile if self._shape == "wall" else self._tiles.line
        chosen, current = self.selectionModel(), self.currentIndex().row()
        for place in self.laid.takes_between(top, bottom):
            row = self.takes.take(place)
            if row is None:
                continue
            index = self.takes.index(place)
            look = Look(
                picked=row.take.id in self.takes.picks, stale=self.takes.stale_word(row),
                chosen=chosen.isSelected(index), ringed=self.hasFocus() and place == current,
                scrub=self._scrub if place == self._hover else None,
            )  # fmt: skip
            paint(brush, self._on_screen(self.laid.place(place)), row, look)
        painter.end()

    def _paint_head(self, brush: Brush, number: int) -> None:
        group = self.takes.groups[number]
        if not group.headed:
            return
        over = self._over[1] if self._over[0] == number else ""
        rect = self._on_screen(self.laid.header(number))
        current = self.currentIndex()
        here = current.isValid() and self.laid.group_of(current.row()) == number
        self._heads.header(
            brush, rect, group, self._head_buttons(number), current=here, over=over,
            folded=group.shot in self.takes.folded,
        )  # fmt: skip
        band = self.laid.band(number)
        if band is not None:
            self._heads.band(brush, self._on_screen(band), group, _EMPTY_BUTTONS, over)

    def _head_buttons(self, number: int) -> list[Button]:
        group = self.takes.groups[number]
        if group.count < 2 or not group.in_project:
            return []
        first = self.laid.first_of(number)
        chosen = sum(first <= index.row() < first + group.count for index in self.selectedIndexes())
        return [("compare", f"Compare {chosen}" if chosen > 1 else "Compare", "compare")]

    # -- the pointer -----------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub the take under the pointer, light the button under it."""
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        over = self._button_at(point) or (-1, "")
        index = self.indexAt(point)
        hover = index.row() if index.isValid() else None
        if over != self._over or hover is not None or hover != self._hover:
            self._over, self._hover = over, hover
            if hover is not None:
                rect = self.visualRect(index)
                self._scrub = min(max((point.x() - rect.x()) / max(rect.width(), 1), 0.0), 1.0)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the poster again."""
        super().leaveEvent(event)
        self._hover, self._over = None, (-1, "")
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a button, or select."""
        found = self._button_at(event.position().toPoint())
        if found is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        number, deed = found
        shot = self.takes.groups[number].shot
        if deed == "fold":
            self.takes.fold(shot)
            self.lay_out()
        else:
            self.wanted.emit(deed, shot)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is selected."""
        if self.selectedIndexes():
            self.menu_wanted.emit(event.globalPos())

    def _button_at(self, point: QPoint) -> tuple[int, str] | None:
        y = point.y() + self.verticalOffset()
        for number in self.laid.groups_between(y, y):
            if not self.takes.groups[number].headed:
                continue
            rect = self._on_screen(self.laid.header(number))
            places = self._heads.places(rect, self._head_buttons(number))
            band = self.laid.band(number)
            if band is not None:
                places += self._heads.places(self._on_screen(band), _EMPTY_BUTTONS)
            for deed, place in places:
                if place.contains(point):
                    return number, deed
            if rect.contains(point):
                return number, "fold"
        return None

    def _on_screen(self, box: Box) -> QRect:
        left, top, wide, high = box
        return QRect(left, top - self.verticalOffset(), wide, high)

    def _measure(self) -> Measure:
        if self._shape == "rows":
            return Measure((0, _ROW), gap=(0, 1), margin=12)
        return Measure((_TILE, round(_TILE / self._aspect) + _BELOW_PICTURE))


_EMPTY_BUTTONS: list[Button] = [
    ("draft", "Draft with Ink", "brush-outline"),
    ("visualize", "Open in Visualize", "creation-outline"),
]

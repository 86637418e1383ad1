"""WallSurface: where thousands of takes lie under the headers of their shots, and how they look."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from studio.gallery_mode.take_model import Index, TakeModel
from studio.gallery_mode.tile_painter import Look, TilePainter
from studio.gallery_mode.wall_heads import WallHeads
from studio.gallery_mode.wall_layout import Box, Measure, WallLayout
from studio.listening import listen
from studio.painting import Brush
from studio.take_pictures import TakePictures
from studio.theme import Theme
from visualize.takes.row import Row

Shape = Literal["wall", "rows"]
_TILE = 184
_ROW = 60
_BELOW_PICTURE = 42
_WIDEST, _TALLEST = 2.4, 1.0
_WHEEL = 96


class WallSurface(QAbstractItemView):
    """The takes as they are laid out and painted; only what is seen is painted."""

    def __init__(self, theme: Theme, pictures: TakePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery-wall")
        self.setAccessibleName("Takes")
        self._theme = theme
        self._tiles, self._heads = TilePainter(theme, pictures), WallHeads(theme)
        self._shape: Shape = "wall"
        self._aspect = 16 / 9
        self._hover: int | None = None
        self._scrub = 0.0
        self.laid = WallLayout((), 1, self._measure())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        pictures.came.connect(self._show_picture)
        listen(self, theme.changed, self._tiles.forget)

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

    def scrollContentsBy(self, across: int, down: int) -> None:
        """Move what is painted already, so that only what comes into view is painted."""
        if self._hover is not None:
            self._hover = None
            self.viewport().update()
        self.viewport().scroll(across, down)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for another width."""
        super().resizeEvent(event)
        self.lay_out()

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        brush = Brush(painter, self._theme)
        painter.fillRect(event.rect(), self._theme.color("bg1"))
        top, bottom = (edge + self.verticalOffset() for edge in
                       (event.rect().top(), event.rect().bottom()))  # fmt: skip
        for number in self.laid.groups_between(top, bottom):
            self._paint_head(brush, number)
        paint = self._tiles.tile if self._shape == "wall" else self._tiles.line
        chosen, current = self.selectionModel(), self.currentIndex().row()
        ringed = self.hasFocus() and self._heads.ringed is None
        for place in self.laid.takes_between(top, bottom):
            row = self.takes.take(place)
            if row is None:
                continue
            index = self.takes.index(place)
            look = Look(
                picked=row.take.id in self.takes.picks, stale=self.takes.stale_word(row),
                chosen=chosen.isSelected(index), ringed=ringed and place == current,
                scrub=self._scrub if place == self._hover else None,
            )  # fmt: skip
            paint(brush, self._on_screen(self.laid.place(place)), row, look)
        painter.end()

    def _paint_head(self, brush: Brush, number: int) -> None:
        group, current = self.takes.groups[number], self.currentIndex()
        if group.headed:
            header, band = self._head_places(number)
            self._heads.paint(
                brush, number, group, header, band, chosen=self._chosen_of(number),
                current=current.isValid() and self.laid.group_of(current.row()) == number,
                folded=group.shot in self.takes.folded,
            )  # fmt: skip

    def _show_picture(self, take: str) -> None:
        """Paint a take anew whose picture came, if it is to be seen."""
        top = self.verticalOffset()
        for place in self.laid.takes_between(top, top + self.viewport().height()):
            row = self.takes.take(place)
            if row is not None and row.take.id == take:
                self.viewport().update(self._on_screen(self.laid.place(place)))

    def _head_places(self, number: int) -> tuple[QRect, QRect | None]:
        band = self.laid.band(number)
        header = self._on_screen(self.laid.header(number))
        return header, None if band is None else self._on_screen(band)

    def _chosen_of(self, number: int) -> int:
        first = self.laid.first_of(number)
        last = first + self.takes.groups[number].count
        return sum(first <= index.row() < last for index in self.selectedIndexes())

    def _on_screen(self, box: Box) -> QRect:
        left, top, wide, high = box
        return QRect(left, top - self.verticalOffset(), wide, high)

    def _measure(self) -> Measure:
        if self._shape == "rows":
            return Measure((0, _ROW), gap=(0, 1), margin=12)
        return Measure((_TILE, round(_TILE / self._aspect) + _BELOW_PICTURE))

"""PictureGrid: things side by side, each a picture with its name; made for lists of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.desk import Desk
from studio.kit.thumbnails import Subject, Thumbnails
from studio.widgets.focus_ring import FocusRing
from studio.widgets.thumbnail import paint_picture

_Index = QModelIndex | QPersistentModelIndex
_GAP = 4
_TEXT_PX = 18
_ICON_PX = 32


@dataclass(frozen=True, eq=False, slots=True)
class Tile:
    """One thing: its key, its name, a tooltip, what its picture shows, an icon where none is.

    ``quiet`` is painted fainter: it is not in use.
    """

    key: str
    title: str
    tip: str = ""
    subject: Subject | None = None
    icon: str = "cube-outline"
    quiet: bool = False


class _Tiles(QAbstractListModel):
    def __init__(self, mime: str, carried: Callable[[str], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._mime, self._carried = mime, carried
        self.tiles: Sequence[Tile] = ()
        self.rows: dict[str, int] = {}

    def show(self, tiles: Sequence[Tile]) -> None:
        self.beginResetModel()
        self.tiles = tiles
        self.rows = {tile.key: row for row, tile in enumerate(tiles)}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        tile, roles = self.tiles[index.row()], Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return tile.title
        return (tile.tip or tile.title) if role == roles.ToolTipRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        dragged = Qt.ItemFlag.ItemIsDragEnabled if self._mime else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | dragged

    def mimeTypes(self) -> list[str]:
        return [self._mime]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(self._mime, self._carried(self.tiles[indexes[0].row()].key))
        return data


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, desk: Desk, tiles: _Tiles, pictures: Thumbnails, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._tiles, self._pictures = desk.theme, tiles, pictures
        self._icons: dict[str, QIcon] = {}
        self.marked = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tile = self._tiles.tiles[index.row()]
        room = option.rect.adjusted(_GAP // 2, _GAP // 2, -_GAP // 2, -_GAP // 2)
        picture = QRect(room.topLeft(), QSize(room.width(), room.height() - _TEXT_PX))
        on = bool(option.state & QStyle.StateFlag.State_Selected) or tile.key == self.marked
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg4" if hovered else "bg3"))
        painter.drawRoundedRect(picture, 4, 4)
        painter.setOpacity(0.55 if tile.quiet else 1.0)
        self._paint_subject(painter, picture, tile)
        painter.setOpacity(1.0)
        if on:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("daylight"), 2))
            painter.drawRoundedRect(picture.adjusted(1, 1, -1, -1), 3, 3)
        self._paint_title(painter, room, tile, on)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else QSize()

    def _paint_subject(self, painter: QPainter, room: QRect, tile: Tile) -> None:
        if tile.subject is not None:
            image = self._pictures.picture(tile.subject)
            if not image.isNull():
                paint_picture(painter, room.adjusted(2, 2, -2, -2), image)
                return
        place = QRect(0, 0, _ICON_PX, _ICON_PX)
        place.moveCenter(room.center())
        if tile.icon not in self._icons:
            self._icons[tile.icon] = self._theme.icon(tile.icon, "text3")
        self._icons[tile.icon].paint(painter, place)

    def _paint_title(self, painter: QPainter, room: QRect, tile: Tile, on: bool) -> None:
        painter.setFont(self._theme.font("caption"))
        token = "daylight" if on else ("text3" if tile.quiet else "text2")
        painter.setPen(self._theme.color(token))
        line = QRect(room.left(), room.bottom() - _TEXT_PX + 2, room.width(), _TEXT_PX)
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(tile.title, elide, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)


class PictureGrid(QListView):
    """Tiles that fill the width of the panel, as many side by side as have room.

    Parameters
    ----------
    name
        What a screen reader calls it.
    mime
        The format of a drag; empty for tiles that cannot be dragged.
    carried
        Returns what a drag of a tile carries, by its key.
    tile_px
        How wide a tile wants to be.
    side_px
        Room at the left of the tiles.
    """

    chosen = QtSignal(str)
    """A tile was clicked, or moved to by keys, by its key."""
    wanted = QtSignal(str)
    """A tile was double-clicked, or Enter pressed on it."""

    def __init__(
        self, desk: Desk, name: str, mime: str = "", carried: Callable[[str], bytes] = str.encode,
        *, tile_px: int = 76, side_px: int = 6, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._tile_px = tile_px
        self._tiles = _Tiles(mime, carried, self)
        self.pictures = Thumbnails(desk, self)
        self._delegate = _TileDelegate(desk, self._tiles, self.pictures, self)
        self.setModel(self._tiles)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setViewportMargins(side_px, 0, 0, 0)
        self.setDragEnabled(bool(mime))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        FocusRing(desk.theme, self)
        self.pictures.came.connect(self._repaint)
        self.clicked.connect(lambda index: self.chosen.emit(self._tiles.tiles[index.row()].key))
        self.activated.connect(lambda index: self.wanted.emit(self._tiles.tiles[index.row()].key))

    @property
    def tiles(self) -> Sequence[Tile]:
        """What is shown."""
        return self._tiles.tiles

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other things; the one selected stays so where it is among them."""
        current = self.current_key()
        self._tiles.show(tiles)
        if current in self._tiles.rows:
            self.setCurrentIndex(self._tiles.index(self._tiles.rows[current]))

    def current_key(self) -> str:
        """Return the key of the tile selected, empty for none."""
        index = self.currentIndex()
        return self._tiles.tiles[index.row()].key if index.isValid() else ""

    def mark(self, key: str) -> None:
        """Show a tile as the one that holds now, whatever is selected."""
        if key != self._delegate.marked:
            self._delegate.marked = key
            self.viewport().update()

    def height_of_all(self) -> int:
        """Return how high the grid is that shows every tile without scrolling."""
        across = max(1, self.viewport().width() // max(self.gridSize().width(), 1))
        return -(-len(self.tiles) // across) * self.gridSize().height() + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width with as many tiles as have room."""
        width = self.viewport().width() - 1
        across = max(2, round(width / self._tile_px))
        tile = max(width // across, 24)
        self.setGridSize(QSize(tile, tile + _TEXT_PX))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles; when all in view are painted, only their pictures are wanted."""
        if event.rect().contains(self.viewport().rect()):
            self.pictures.forget_waiting()
        super().paintEvent(event)

    def _repaint(self, key: str) -> None:
        """Paint again the tile whose picture came."""
        for row, tile in enumerate(self._tiles.tiles):
            if tile.subject is not None and tile.subject.key == key:
                self.update(self._tiles.index(row))

"""TakesTab: the takes of the shot as a small wall; one opens in the gallery."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from models.lengths import seconds_text
from studio.painting import Brush, by_keyboard
from studio.take_pictures import TakePictures
from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.thumbnail import paint_picture
from visualize.takes.row import Row

ROW = Qt.ItemDataRole.UserRole
STALE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_TILE = QSize(208, 166)


class TakeModel(QAbstractListModel):
    """The takes of one shot, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.stale: frozenset[str] = frozenset()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many takes there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a take for the delegate, its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == STALE:
            return row.take.id in self.stale
        if role == Qt.ItemDataRole.DisplayRole:
            return f"Take {row.take.number}, {row.take.made.model_name}"
        return None

    def show(self, rows: list[Row], stale: Collection[str]) -> None:
        """Show other takes."""
        self.beginResetModel()
        self.rows, self.stale = rows, frozenset(stale)
        self.endResetModel()


class TakeDelegate(QStyledItemDelegate):
    """Paints one take."""

    def __init__(self, theme: Theme, posters: TakePictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._posters = theme, posters

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return one size for all."""
        return _TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the poster, the number, the model, stars, fidelity and staleness."""
        row: Row = index.data(ROW)
        rect = option.rect.adjusted(4, 4, -4, -4)
        brush = Brush(painter, self._theme)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        brush.card(rect, on=chosen, over=over and not chosen)
        frame = QRect(rect.x() + 1, rect.y() + 1, rect.width() - 2, 110)
        image = self._posters.poster(row)
        if image is not None:
            paint_picture(painter, frame, image, cover=True, radius=3.0)
        line = QRect(rect.x() + 8, frame.bottom() + 5, rect.width() - 16, 18)
        told = _told(row)
        used = brush.text(line, told, "caption", "text3", align="right")
        left = line.adjusted(0, 0, -used - 6, 0)
        brush.text(left, f"Take {row.take.number}", "header")
        below = line.translated(0, 18)
        if index.data(STALE):
            brush.icon(below.right() - 14, below.y() + 2, "clock-alert-outline", "stale", 14)
            below = below.adjusted(0, 0, -20, 0)
        stars = "★" * row.review.rating
        if stars:
            wide = brush.text(below, stars, "caption", "tungsten", align="right")
            below = below.adjusted(0, 0, -wide - 6, 0)
        brush.text(below, row.take.made.model_name, "caption", "text2")
        if by_keyboard(option):
            brush.focus(rect)


class TakesTab(QWidget):
    """The takes of the shot that is looked at."""

    opened = QtSignal(str)
    """A take is to be played, by its id."""
    drafted = QtSignal()
    """First takes are wanted, drawn on this machine."""
    compared = QtSignal()
    """The takes of the shot are to be compared."""

    def __init__(self, theme: Theme, posters: TakePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-takes")
        self.setAccessibleName("Takes of the shot")
        self.model = TakeModel(self)
        self.view = QListView()
        self.view.setObjectName("visualize-take-list")
        self.view.setAccessibleName("Takes of the shot, the newest first")
        self.view.setModel(self.model)
        self.view.setItemDelegate(TakeDelegate(theme, posters, self.view))
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.activated.connect(self._open)
        draft = ("Draft three looks, free", self.drafted.emit)
        self._empty = EmptyState(theme, "movie-open-plus-outline", "", (draft,))
        self._hint = ElidedLabel("Double-click a take to play it in the gallery.", "caption")
        self._compare = QPushButton("Compare takes")
        self._compare.setIcon(theme.icon("compare"))
        self._compare.clicked.connect(self.compared)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(12, 4, 12, 8)
        row.addWidget(self._hint, 1)
        row.addWidget(self._compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(0)
        column.addWidget(self._empty, 1)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot)
        posters.came.connect(lambda _: self.view.viewport().update())

    def show_takes(self, shot: str, rows: list[Row], stale: Collection[str]) -> None:
        """Show the takes of a shot, named by its number."""
        newest = sorted(rows, key=lambda row: -row.take.number)
        if newest != self.model.rows or frozenset(stale) != self.model.stale:
            self.model.show(newest, stale)
        self._empty.set_text(
            f"No takes for {shot}. Draft three looks free on this machine, or pick a model."
            if shot else "No shot is chosen."
        )  # fmt: skip
        self._empty.buttons[0].setVisible(bool(shot))
        self._empty.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self._foot.setVisible(bool(rows))
        self._compare.setVisible(len(rows) > 1)

    def _open(self, index: QModelIndex) -> None:
        row: Row = index.data(ROW)
        self.opened.emit(row.take.id)


def _told(row: Row) -> str:
    clip = row.take.clip
    words = [] if row.fidelity is None else [f"{row.fidelity:.0f} of 100"]
    if clip.kind != "image":
        words.append(seconds_text(clip.seconds))
    return " · ".join(words)

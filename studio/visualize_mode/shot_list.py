"""The shots at the left: thumbnail, number, name, seconds, and how their takes stand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from compose.project import Project
from studio.desk import Desk
from studio.listening import listen
from studio.painting import Brush, by_keyboard
from studio.theme import Theme
from studio.visualize_mode.shot_pictures import ShotPictures
from studio.visualize_mode.shot_rows import (
    ShotRow,
    TakesStand,
    shot_rows,
    stale_takes,
    total_words,
)
from studio.widgets.panel_header import PanelHeader
from studio.widgets.thumbnail import paint_picture
from visualize.takes.query import Query

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_HEIGHT = 126
_LOOKS = {
    TakesStand.NONE: ("", "text3"),
    TakesStand.FRESH: ("check-circle-outline", "good"),
    TakesStand.STALE: ("clock-alert-outline", "stale"),
}


class ShotModel(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ShotRow, ...] = ()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many shots there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row for the delegate, its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.shot.label}, {row.seconds}, {row.takes}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.shot.description or row.shot.label
        return None

    def show(self, rows: tuple[ShotRow, ...]) -> None:
        """Show other rows; the same shots stay selected."""
        if [row.shot.id for row in rows] == [row.shot.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class ShotDelegate(QStyledItemDelegate):
    """Paints one shot."""

    def __init__(self, theme: Theme, pictures: ShotPictures, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._desk = theme, pictures, desk

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return one height for all."""
        return QSize(176, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint picture, name, length and takes."""
        row: ShotRow = index.data(ROW)
        rect: QRect = option.rect
        brush = Brush(painter, self._theme)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self._theme.color("daylight_soft"))
            painter.fillRect(QRect(rect.x(), rect.y(), 2, rect.height()), self._theme.color(
                "daylight"))  # fmt: skip
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.color("bg2"))
        frame = QRect(rect.x() + 12, rect.y() + 8, rect.width() - 24, 72)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg3"))
        painter.drawRoundedRect(frame, 4, 4)
        image = self._pictures.of(self._desk.session.project, row.shot)
        if image is not None:
            paint_picture(painter, frame, image, cover=True)
        line = QRect(frame.x(), frame.bottom() + 4, frame.width(), 18)
        taken = brush.text(line, row.seconds, "caption", "text3", align="right")
        left = line.adjusted(0, 0, -taken - 6, 0)
        number = brush.text(left, row.shot.number, "header", "text1") + 6
        brush.text(left.adjusted(number, 0, 0, 0), row.shot.name, "body", "text1")
        icon, token = _LOOKS[row.stand]
        below = line.translated(0, 18)
        if icon:
            brush.icon(below.x(), below.y() + 2, icon, token, 14)
            below = below.adjusted(18, 0, 0, 0)
        words = "stale" if row.stand is TakesStand.STALE else "text2"
        brush.text(below, row.takes, "caption", words if icon else "text3")
        if by_keyboard(option):
            brush.focus(rect)


class ShotList(QWidget):
    """The shots of the sequence. Choosing one looks at it."""

    counted = QtSignal()
    """How takes stand was worked out anew."""

    def __init__(self, desk: Desk, pictures: ShotPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-shots")
        self.setAccessibleName("Shots")
        self._desk, self._session = desk, desk.session
        self._stale: dict[str, frozenset[str]] = {}
        self._counts: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        self._compared: tuple[Project, int] | None = None
        self._project = ""
        self._takes_are_old = True
        self._changes = 0
        self.model = ShotModel(self)
        self.view = QListView()
        self.view.setObjectName("visualize-shot-list")
        self.view.setAccessibleName("Shots of the sequence")
        self.view.setModel(self.model)
        self.view.setItemDelegate(ShotDelegate(desk.theme, pictures, desk, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._header = PanelHeader(desk.theme, "Shots")
        self._empty = QLabel("No shots yet. Frame something in Compose, then Add shot from view.")
        self._empty.setProperty("role", "caption")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 12, 12, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._header, self._empty):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        pictures.came.connect(lambda _: self.view.viewport().update())
        desk.shelf.changed.connect(self._takes_changed)
        listen(self, self._session.project_changed, lambda _: self._project_changed())
        listen(self, self._session.place_changed, self._show_place)
        self.refresh_takes()

    def showEvent(self, event: QShowEvent) -> None:
        """Take in what changed while it was out of sight."""
        super().showEvent(event)
        if self._takes_are_old:
            self.refresh_takes()
        else:
            self.refresh()

    def set_seen(self, shot: str) -> None:
        """Count the takes of a shot as looked at."""
        self._seen[shot] = self._counts.get(shot, 0)
        self.refresh()

    def refresh_takes(self) -> None:
        """Count the takes, and have it worked out which are older than their scene."""
        self._takes_are_old = False
        self._changes += 1
        page = self._desk.shelf.query(Query(limit=0))
        shots = () if page is None else page.facets.shots
        self._counts = {one.value: one.takes for one in shots}
        project = self._session.project.id
        if project != self._project:
            self._project, self._seen = project, dict(self._counts)
        self.refresh()
        self.counted.emit()
        self.look_for_stale()

    def look_for_stale(self) -> None:
        """Have takes compared with their scenes, if either changed; slow, so in a thread."""
        project = self._session.project
        if not self._counts or project.root is None:
            return
        before = self._compared
        if before is None or before[0] is not project or before[1] != self._changes:
            self._compared = (project, self._changes)
            make = partial(stale_takes, project, project.root)
            self._desk.work.start(make, self._take_stale, lambda _: None, slot="visualize/stale")

    def refresh(self) -> None:
        """Show the shots as they are now."""
        project = self._session.project
        stale = {shot: len(ids) for shot, ids in self._stale.items()}
        self.model.show(shot_rows(project, self._counts, stale, self._seen))
        self._header.set_hint(total_words(project))
        self._empty.setVisible(not self.model.rows)
        self.view.setVisible(bool(self.model.rows))
        self._show_place()

    def row_of(self, shot: str) -> ShotRow | None:
        """Return the row of a shot."""
        return next((row for row in self.model.rows if row.shot.id == shot), None)

    def stale_of(self, shot: str) -> frozenset[str]:
        """Return the ids of a shot's takes that are older than their scene."""
        return self._stale.get(shot, frozenset())

    def _take_stale(self, stale: dict[str, frozenset[str]]) -> None:
        if stale != self._stale:
            self._stale = stale
            self.refresh()
            self.counted.emit()

    def _takes_changed(self) -> None:
        self._takes_are_old = True
        if self.isVisible():
            self.refresh_takes()

    def _project_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW) if index.isValid() else None
        shot = self._session.shot
        if row is not None and (shot is None or shot.id != row.shot.id):
            self._session.look_at_shot(row.shot.id)

    def _show_place(self) -> None:
        shot = self._session.shot
        ids = [row.shot.id for row in self.model.rows]
        if shot is not None and shot.id in ids:
            index = self.model.index(ids.index(shot.id))
            if self.view.currentIndex() != index:
                self.view.setCurrentIndex(index)
        else:
            self.view.clearSelection()

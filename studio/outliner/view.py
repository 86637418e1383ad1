"""OutlineView: the tree, its selection in step with the session's, its eyes and locks clicked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.outliner.delegate import RowDelegate
from studio.outliner.drop_mark import Position, paint_drop_mark
from studio.outliner.joints import joint_of, row_of_joint
from studio.outliner.model import OutlineModel
from studio.outliner.row_model import EYE, LOCK, NAME
from studio.outliner.rows import ENVIRONMENT, SCENE, RowKey
from studio.session import node_edits

_SIDE = 24
_EDGE = 6
"""Room at the left, for the arrow of the first row."""
_Flag = QItemSelectionModel.SelectionFlag


class OutlineView(QTreeView):
    """The tree of the scene."""

    environment_chosen = QtSignal()
    """The row of the environment was chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._open: set[RowKey] = {SCENE}
        self._setting = False
        self._dragged_to: QPoint | None = None
        self.setObjectName("outliner-tree")
        self.setAccessibleName("Scene")
        self.rows = OutlineModel(desk, self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(desk, self.rows, self))
        self._set_up()
        self.rows.made_new.connect(self._open_again)
        self.expanded.connect(lambda index: self._note(index, is_open=True))
        self.collapsed.connect(lambda index: self._note(index, is_open=False))
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_selection())
        listen(self, self._session.selection_changed, self.show_selection)
        listen(self, self._session.joint_changed, self.show_selection)

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setViewportMargins(_EDGE, 0, 0, 0)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(600)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_SIDE)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (LOCK, EYE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, _SIDE)

    # -- asked by the panel ----------------------------------------------------------------------

    def chosen(self) -> tuple[RowKey, ...]:
        """Return the rows selected, the current one last."""
        current = self.rows.key(self.currentIndex())
        keys = [self.rows.key(index) for index in self.selectionModel().selectedRows(NAME)]
        return tuple(sorted(keys, key=lambda key: key == current))

    def rename_current(self) -> None:
        """Edit the name of the current row in place."""
        index = self.currentIndex().siblingAtColumn(NAME)
        active = self._session.active
        if active is not None and self.rows.key(index).node != active.id:
            index = self.rows.index_of(RowKey(active.id))
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def show_selection(self) -> None:
        """Select the rows of what the session has selected, and bring the active one into view."""
        if self._setting or self._told() == (self._session.selection, self._session.joint):
            return
        selection = QItemSelection()
        index = QModelIndex()
        for key in self._session_rows():
            index = self.rows.index_of(key)
            if index.isValid():
                selection.select(index, index.siblingAtColumn(EYE))
        self._setting = True
        self.selectionModel().select(selection, _Flag.ClearAndSelect)
        if index.isValid():
            self._open_above(index)
            self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self.scrollTo(index)
        self._setting = False

    # -- Qt --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Open what is open: rows are laid out once, when there is a place for them."""
        super().showEvent(event)
        self._open_again()

    def keyboardSearch(self, _search: str) -> None:
        """Leave letters to commands: searching has a field of its own."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let eyes and locks be clicked without selecting; a click on nothing selects nothing."""
        index = self.indexAt(event.position().toPoint())
        key = self.rows.key(index)
        on_side = index.isValid() and index.column() in (LOCK, EYE) and key.node and not key.inner
        if event.button() is Qt.MouseButton.LeftButton and on_side:
            self._click_side(key.node, index.column())
            return
        if not index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self._session.select(())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep a second quick click on an eye or a lock from renaming."""
        index = self.indexAt(event.position().toPoint())
        if index.column() in (LOCK, EYE):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Remember where the pointer is, for the mark."""
        super().dragMoveEvent(event)
        self._dragged_to = event.position().toPoint() if event.isAccepted() else None
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the mark away."""
        self._dragged_to = None
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Drop under an open row as its first child: that is where the mark is."""
        self._dragged_to = None
        index = self.indexAt(event.position().toPoint()).siblingAtColumn(NAME)
        if self.dropIndicatorPosition() is Position.BelowItem and self._is_open(index):
            self.rows.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, 0, NAME, index)
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
            self.setState(QAbstractItemView.State.NoState)
        else:
            super().dropEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where those that are dragged would go."""
        self.setDropIndicatorShown(False)  # Qt's own is as white as the text
        super().paintEvent(event)
        self.setDropIndicatorShown(True)
        index = QModelIndex() if self._dragged_to is None else self.indexAt(self._dragged_to)
        if index.isValid():
            index = index.siblingAtColumn(NAME)
            position = self.dropIndicatorPosition()
            if position is Position.BelowItem and self._is_open(index):
                index, position = self.rows.index(0, NAME, index), Position.AboveItem
            row = self.visualRect(index)
            row.setRight(self.viewport().width() - 1)
            painter = QPainter(self.viewport())
            paint_drop_mark(painter, row, position, self._desk.theme.color("daylight"))

    def _is_open(self, index: QModelIndex) -> bool:
        return self.isExpanded(index) and bool(self.rows.keys_under(self.rows.key(index)))

    def drawBranches(
        self, painter: QPainter, rect: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the arrow of a row that opens."""
        if not self.rows.hasChildren(index):
            return
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        place = self.visualRect(index)
        place.setLeft(place.left() - 18)
        place.setWidth(16)
        icon = self._desk.theme.icon(name, "text3")
        icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter)

    # -- in step with the session ----------------------------------------------------------------

    def _click_side(self, node: str, column: int) -> None:
        together = self._session.selection if node in self._session.selection else (node,)
        if column == EYE:
            node_edits.hide_nodes(self._session, together)
        else:
            self._session.lock(together, on=node not in self._session.locked)

    def _told(self) -> tuple[tuple[str, ...], str | None]:
        """Return what the rows selected mean to the session: nodes, and a joint of a single one."""
        keys = self.chosen()
        joints = [key for key in keys if key.inner and key.node]
        if joints:
            return (joints[-1].node,), joint_of(joints[-1])
        return tuple(key.node for key in keys if key.node), None

    def _tell_selection(self) -> None:
        if self._setting:
            return
        keys = self.chosen()
        nodes, joint = self._told()
        self._setting = True
        if joint is not None:
            self._session.select_joint(nodes[-1], joint)
        else:
            self._session.select(nodes)
            if len(nodes) == 1:
                self._session.select_joint(nodes[0], None)
        self._setting = False
        if keys == (ENVIRONMENT,):
            self.environment_chosen.emit()

    def _session_rows(self) -> Iterator[RowKey]:
        joint = self._session.joint
        for node in self._session.selection[: -1 if joint else None]:
            yield RowKey(node)
        if joint and self._session.active is not None:
            self.rows.ask_joints(self._session.active)
            row = row_of_joint(self._session.active.id, joint)
            found = self.rows.index_of(row).isValid()
            yield row if found else RowKey(self._session.active.id)

    def _open_above(self, index: QModelIndex) -> None:
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()

    def _note(self, index: QModelIndex, *, is_open: bool) -> None:
        """Remember which rows are open, to open them again after all rows were replaced."""
        if self.rows.search.is_on:
            return
        key = self.rows.key(index)
        if is_open:
            self._open.add(key)
        else:
            self._open.discard(key)

    def _open_again(self) -> None:
        if not self.isVisible():
            return
        for key in (SCENE, ENVIRONMENT):  # they have no eye and no lock, and much to say
            index = self.rows.index_of(key)
            if index.isValid():
                self.setFirstColumnSpanned(index.row(), index.parent(), True)
        if self.rows.search.is_on:
            self.expandAll()
        else:
            for key in tuple(self._open):
                index = self.rows.index_of(key)
                if index.isValid():
                    self.expand(index)
        self.show_selection()

"""OutlineModel: the rows of the scene as Qt's model; an edit changes only the rows it touches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtCore import Signal as QtSignal

from compose.edits import rename, rename_scene
from compose.node import Node
from compose.scene import Scene
from studio.desk import Desk
from studio.listening import listen
from studio.outliner.changes import Insert, Remove, Step, steps_between
from studio.outliner.eyes import Eye, Eyes
from studio.outliner.inner_rows import InnerRows
from studio.outliner.joints import joint_of, label_of
from studio.outliner.rows import (
    ENVIRONMENT,
    ROOT,
    SCENE,
    Children,
    RowKey,
    Search,
    alike,
    children_of,
    structure,
)
from studio.outliner.tree import RowTree
from studio.outliner.words import environment_label, tip_of
from studio.session import node_edits

NAME, LOCK, EYE = 0, 1, 2
"""The columns."""

_Flag = Qt.ItemFlag
_CHOSEN = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable
_TARGET = _CHOSEN | _Flag.ItemIsDropEnabled
_NAMED = _TARGET | _Flag.ItemIsEditable
_NODE = _NAMED | _Flag.ItemIsDragEnabled

ROWS_MIME = "application/x-shotwright-outliner-nodes"
_MOST_TOLD = 50
_MOST_STEPS = 300
"""More changes than these at once are one reset, which is faster than so many steps."""

_Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractItemModel):
    """The scene of the session as rows: the scene, its environment, nodes, joints inside them."""

    about_to_be_new = QtSignal()
    """All rows are about to be replaced."""
    made_new = QtSignal()
    """All rows were replaced, so that a view can open again what was open."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._search = Search()
        self._inner = InnerRows(desk, self, self._sync)
        self._scene: Scene | None = None
        self._nodes: dict[str, Node] = {}
        self._tree = RowTree()
        self._eyes: Eyes | None = None
        self._make_new()
        session = desk.session
        listen(self, session.project_changed, lambda _: self._follow())
        listen(self, session.place_changed, self._follow)
        listen(self, session.frame_changed, self._follow_frame)
        listen(self, session.locked_changed, lambda: self._tell_all(LOCK, LOCK))

    # -- rows ------------------------------------------------------------------------------------

    @property
    def search(self) -> Search:
        """What the rows are searched by."""
        return self._search

    def set_search(self, search: Search) -> None:
        """Show only what a search finds, with what that hangs on."""
        if search != self._search:
            self._search = search
            self._make_new()

    def key(self, index: _Index) -> RowKey:
        """Return the row of an index; ``ROOT`` for an invalid one."""
        return self._tree.key(index.internalId()) if index.isValid() else ROOT

    def index_of(self, key: RowKey, column: int = NAME) -> QModelIndex:
        """Return the index of a row; an invalid one where it is not shown."""
        if key not in self._tree:
            return QModelIndex()
        return self.createIndex(self._tree.place(key), column, self._tree.number(key))

    def node(self, key: RowKey) -> Node | None:
        """Return the node of a row, for joints the one that they are in."""
        return self._nodes.get(key.node)

    def eye(self, key: RowKey) -> Eye | None:
        """Return how the node of a row is seen at the playhead."""
        node = self.node(key)
        return None if node is None or self._eyes is None or key.inner else self._eyes.of(node)

    def keys_under(self, key: RowKey) -> tuple[RowKey, ...]:
        """Return the rows that hang on a row."""
        return tuple(self._tree.below(key))

    def ask_joints(self, node: Node) -> None:
        """Get the rows inside a figure at once, those inside a file when it is read."""
        self._inner.ask(node)

    # -- Qt --------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """Return the index of a place under a parent."""
        rows = self._tree.below(self.key(parent))
        if not (0 <= row < len(rows) and 0 <= column <= EYE):
            return QModelIndex()
        return self.createIndex(row, column, self._tree.number(rows[row]))

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]
        """Return the index that a row hangs on."""
        return self.index_of(self._tree.above(self.key(index)))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many rows hang on a row."""
        return 0 if parent.column() > 0 else len(self._tree.below(self.key(parent)))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return three: the name, the lock, the eye."""
        return EYE + 1

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's
        """Tell whether a row opens, its joints not asked for included."""
        if self._tree.below(self.key(parent)):
            return parent.column() <= 0
        return self.canFetchMore(parent)

    def canFetchMore(self, parent: _Index) -> bool:
        """Tell whether a row has joints that were not asked for yet."""
        key = self.key(parent)
        if self._search.is_on or key.inner or parent.column() > 0:
            return False
        node = self.node(key)
        return node is not None and self._inner.can_ask(node)

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the joints of a row."""
        node = self.node(self.key(parent))
        if node is not None:
            self.ask_joints(node)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        key = self.key(index)
        if key == ROOT:
            return Qt.ItemFlag.ItemIsDropEnabled
        if key == ENVIRONMENT:
            return _CHOSEN
        if (key.inner and key != SCENE) or index.column() != NAME:
            return _TARGET
        return _NAMED if key == SCENE else _NODE

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """Return the name and the words of a row; icons and colours are the delegate's."""
        key, roles = self.key(index), Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.EditRole) and index.column() == NAME:
            return self._label(key)
        if role == roles.AccessibleTextRole:
            return self._tip(key, NAME) or self._label(key)
        if role == roles.ToolTipRole:
            return self._tip(key, index.column())
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
        """Rename the node, or the scene, of a row."""
        key, name = self.key(index), str(value).strip()
        scene = self._session.scene
        if role != Qt.ItemDataRole.EditRole or scene is None or name in ("", self._label(key)):
            return False
        if key == SCENE:
            return self._session.do("Rename scene", lambda p: rename_scene(p, scene.id, name))
        old = self._label(key)
        return self._session.do(f"Rename {old}", lambda p: rename(p, scene.id, key.node, name))

    # -- dragging --------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped here."""
        return [ROWS_MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return the nodes that are dragged."""
        nodes = dict.fromkeys(k.node for k in map(self.key, indexes) if k.node and not k.inner)
        data = QMimeData()
        data.setData(ROWS_MIME, "\n".join(nodes).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that rows move."""
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Hang the nodes dragged on the row that they are dropped on.

        Always false, so that Qt does not remove rows that the edit has moved.
        """
        del row, column
        if action != Qt.DropAction.IgnoreAction and data.hasFormat(ROWS_MIME):
            key = self.key(parent)
            nodes = bytes(data.data(ROWS_MIME).data()).decode(errors="replace").split("\n")
            moved = [node for node in nodes if node in self._nodes and node != key.node]
            if moved and key != ENVIRONMENT:
                node_edits.move_under(self._session, moved, key.node or None, joint_of(key))
        return False

    # -- following -------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Show what changed in the scene."""
        scene, old = self._session.scene, self._scene
        moving = self._eyes_move
        self._look()
        if scene is None or old is None or scene.id != old.id:
            self._inner.forget()
            self._make_new()
        elif scene.nodes is old.nodes and scene.environment is old.environment:
            if moving or self._eyes_move:
                self._tell_all(EYE, EYE)
            if scene.name != old.name:
                self._tell_all(NAME, NAME)
        else:
            self._inner.forget(self._nodes)
            if not alike(old, scene):  # as it is in every step of a drag
                if self._search.is_on or structure(old) != structure(scene):
                    self._sync()
                self._tell_changed(old)
            if moving or self._eyes_move:
                self._tell_all(EYE, EYE)

    def _follow_frame(self) -> None:
        if self._eyes_move:
            self._look()
            self._tell_all(EYE, EYE)

    @property
    def _eyes_move(self) -> bool:
        return self._eyes is not None and self._eyes.move_in_time

    def _look(self) -> None:
        """Take in the scene as it is at the playhead."""
        place = self._session.place
        self._scene = None if place is None else place.scene
        self._nodes = {} if place is None else {node.id: node for node in place.scene.nodes}
        self._eyes = None if place is None else Eyes(place)

    def _make_new(self) -> None:
        self.about_to_be_new.emit()
        self.beginResetModel()
        self._look()
        self._tree.set_all(self._wanted())
        self.endResetModel()
        self.made_new.emit()

    def _wanted(self) -> Children:
        scene = self._session.scene
        return {} if scene is None else children_of(scene, self._search, self._inner.rows)

    def _sync(self) -> None:
        """Bring the rows to what the scene has now, in steps that a view can follow."""
        steps: list[Step] = []
        for step in steps_between(self._tree.children, self._wanted()):
            steps.append(step)
            if len(steps) > _MOST_STEPS:
                self._make_new()
                return
        for step in steps:
            self._take(step)

    def _take(self, step: Step) -> None:
        if isinstance(step, Insert):
            self.beginInsertRows(self.index_of(step.parent), step.place, step.place)
            self._tree.put(step.key, step.parent, step.place)
            self.endInsertRows()
            return
        old, row = self._tree.above(step.key), self._tree.place(step.key)
        if isinstance(step, Remove):
            self.beginRemoveRows(self.index_of(old), row, row)
            self._tree.remove(step.key)
            self.endRemoveRows()
            return
        further_down = old == step.parent and step.place > row
        place = step.place + 1 if further_down else step.place  # Qt counts before the row left
        self.beginMoveRows(self.index_of(old), row, row, self.index_of(step.parent), place)
        self._tree.put(step.key, step.parent, step.place)
        self.endMoveRows()

    def _tell_changed(self, old: Scene) -> None:
        """Tell which rows may say something else than before; all, where a node hides others."""
        before = {node.id: node for node in old.nodes}
        changed = [node for id_, node in self._nodes.items() if before.get(id_) is not node]
        hiding = any(
            node.id not in before or before[node.id].visible != node.visible for node in changed
        )
        if len(changed) > _MOST_TOLD or (hiding and any(map(self._has_below, changed))):
            self._tell_all(NAME, EYE)
            return
        for key in (SCENE, ENVIRONMENT, *(RowKey(node.id) for node in changed)):
            if key in self._tree:
                self.dataChanged.emit(self.index_of(key), self.index_of(key, EYE))

    def _has_below(self, node: Node) -> bool:
        return bool(self._tree.below(RowKey(node.id)))

    def _tell_all(self, first: int, last: int) -> None:
        """Tell that columns of every row may say something else."""
        for rows in self._tree.children.values():
            if rows:
                self.dataChanged.emit(self.index_of(rows[0], first), self.index_of(rows[-1], last))

    def _label(self, key: RowKey) -> str:
        if key in (SCENE, ENVIRONMENT):
            scene = self._session.scene
            if scene is None:
                return ""
            return scene.name if key == SCENE else environment_label(scene.environment)
        node = self.node(key)
        return label_of(key) if key.inner else ("" if node is None else node.name)

    def _tip(self, key: RowKey, column: int) -> str:
        node = self.node(key)
        if node is None or key.inner:
            return ""
        if column == NAME:
            return tip_of(node, self.eye(key), self._session.is_locked(node.id))
        return self._desk.commands.tip("edit.hide" if column == EYE else "edit.lock")

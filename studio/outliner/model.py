"""OutlineModel: the rows of the scene as Qt's model; an edit changes only the rows it touches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt
from PySide6.QtCore import Signal as QtSignal

from compose.edits import rename, rename_scene
from compose.node import Node
from compose.scene import Scene
from studio.desk import Desk
from studio.listening import listen
from studio.outliner.dropping import drop_rows
from studio.outliner.eyes import Eye, Eyes
from studio.outliner.inner_rows import InnerRows
from studio.outliner.joints import label_of
from studio.outliner.row_model import EYE, LOCK, NAME, Index, RowModel
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
from studio.outliner.words import environment_label, tip_of

_Flag = Qt.ItemFlag
_CHOSEN = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable
_TARGET = _CHOSEN | _Flag.ItemIsDropEnabled
_NAMED = _TARGET | _Flag.ItemIsEditable
_NODE = _NAMED | _Flag.ItemIsDragEnabled

ROWS_MIME = "application/x-shotwright-outliner-nodes"
_MOST_TOLD = 50


class OutlineModel(RowModel):
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
        self._eyes: Eyes | None = None
        self._locked: frozenset[str] = frozenset()
        self._make_new()
        session = desk.session
        listen(self, session.project_changed, lambda _: self._follow())
        listen(self, session.place_changed, self._follow)
        listen(self, session.frame_changed, self._follow_frame)
        listen(self, session.locked_changed, self._follow_locks)

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

    def node(self, key: RowKey) -> Node | None:
        """Return the node of a row, for joints the one that they are in."""
        return self._nodes.get(key.node)

    def eye(self, key: RowKey) -> Eye | None:
        """Return how the node of a row is seen at the playhead."""
        node = self.node(key)
        return None if node is None or self._eyes is None or key.inner else self._eyes.of(node)

    def ask_joints(self, node: Node) -> None:
        """Get the rows inside a figure at once, those inside a file when it is read."""
        self._inner.ask(node)

    # -- Qt --------------------------------------------------------------------------------------

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's
        """Tell whether a row opens, its joints not asked for included."""
        if self._tree.below(self.key(parent)):
            return parent.column() <= 0
        return self.canFetchMore(parent)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether a row has joints that were not asked for yet."""
        key = self.key(parent)
        if self._search.is_on or key.inner or parent.column() > 0:
            return False
        node = self.node(key)
        return node is not None and self._inner.can_ask(node)

    def fetchMore(self, parent: Index) -> None:
        """Ask for the joints of a row."""
        node = self.node(self.key(parent))
        if node is not None:
            self.ask_joints(node)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        key = self.key(index)
        if key == ROOT:
            return Qt.ItemFlag.ItemIsDropEnabled
        if key == ENVIRONMENT:
            return _CHOSEN
        if (key.inner and key != SCENE) or index.column() != NAME:
            return _TARGET
        return _NAMED if key == SCENE else _NODE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """Return the name and the words of a row; icons and colours are the delegate's."""
        key, roles = self.key(index), Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.EditRole) and index.column() == NAME:
            return self._label(key)
        if role == roles.AccessibleTextRole:
            return self._tip(key, NAME) or self._label(key)
        if role == roles.ToolTipRole:
            return self._tip(key, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
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
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Move the nodes dragged on the row, or into the gap between two, where they are dropped.

        Always false, so that Qt does not remove rows that the edit has moved.
        """
        del column
        if action != Qt.DropAction.IgnoreAction and data.hasFormat(ROWS_MIME):
            key = self.key(parent)
            nodes = bytes(data.data(ROWS_MIME).data()).decode(errors="replace").split("\n")
            moved = [node for node in nodes if node in self._nodes]
            drop_rows(self._session, moved, key, self._tree.below(key), row)
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

    def _follow_locks(self) -> None:
        if self._session.locked != self._locked:  # a project that was opened shows them already
            self._locked = self._session.locked
            self._tell_all(LOCK, LOCK)

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
        self._locked = self._session.locked
        self._tree.set_all(self._wanted())
        self.endResetModel()
        self.made_new.emit()

    def _wanted(self) -> Children:
        scene = self._session.scene
        return {} if scene is None else children_of(scene, self._search, self._inner.rows)

    def _sync(self) -> None:
        """Bring the rows to what the scene has now, so that what is open stays open."""
        if not self.bring_to(self._wanted()):
            self._make_new()

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

"""RowModel: rows of any tree as Qt's model, which changes in steps that a view can follow."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

from studio.outliner.changes import Insert, Remove, Step, steps_between
from studio.outliner.rows import ROOT, Children, RowKey
from studio.outliner.tree import RowTree

NAME, LOCK, EYE = 0, 1, 2
"""The columns."""

_MOST_STEPS = 300
"""More changes than these at once are one reset, which is faster than so many steps."""

Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractItemModel):
    """A tree of rows by their keys; what they say is told by who fills it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = RowTree()

    def key(self, index: Index) -> RowKey:
        """Return the row of an index; ``ROOT`` for an invalid one."""
        return self._tree.key(index.internalId()) if index.isValid() else ROOT

    def index_of(self, key: RowKey, column: int = NAME) -> QModelIndex:
        """Return the index of a row; an invalid one where it is not shown."""
        if key not in self._tree:
            return QModelIndex()
        return self.createIndex(self._tree.place(key), column, self._tree.number(key))

    def keys_under(self, key: RowKey) -> tuple[RowKey, ...]:
        """Return the rows that hang on a row."""
        return tuple(self._tree.below(key))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """Return the index of a place under a parent."""
        rows = self._tree.below(self.key(parent))
        if not (0 <= row < len(rows) and 0 <= column <= EYE):
            return QModelIndex()
        return self.createIndex(row, column, self._tree.number(rows[row]))

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the index that a row hangs on."""
        return self.index_of(self._tree.above(self.key(index)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many rows hang on a row."""
        return 0 if parent.column() > 0 else len(self._tree.below(self.key(parent)))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return three: the name, the lock, the eye."""
        return EYE + 1

    def bring_to(self, wanted: Children) -> bool:
        """Bring the rows to others in steps; false, and nothing done, where those are too many."""
        steps: list[Step] = []
        for step in steps_between(self._tree.children, wanted):
            steps.append(step)
            if len(steps) > _MOST_STEPS:
                return False
        for step in steps:
            self._take(step)
        return True

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

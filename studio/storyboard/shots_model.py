"""ShotsModel: the storyboard as a list for Qt, with a last entry that adds a shot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from compose.edits.shots import set_shot
from compose.shot import Shot
from studio.session import Session
from studio.storyboard.shot_edits import move_in_sequence

_MIME = "application/x-shotwright-shots"
_ANY_INDEX = QModelIndex | QPersistentModelIndex

ADD_ROLE = Qt.ItemDataRole.UserRole + 1


class ShotsModel(QAbstractListModel):
    """The shots of the storyboard in story order. Dropping shots between others moves them.

    ``edited`` is which label an editor writes: ``"name"`` or ``"number"``.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shots: tuple[Shot, ...] = session.project.in_sequence()
        self.edited = "name"

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots as they are shown."""
        return self._shots

    def shot(self, index: _ANY_INDEX) -> Shot | None:
        """Return the shot at an index, ``None`` at the entry that adds one."""
        return self._shots[index.row()] if 0 <= index.row() < len(self._shots) else None

    def index_of(self, shot: str) -> QModelIndex:
        """Return where a shot stands."""
        ids = [other.id for other in self._shots]
        return self.index(ids.index(shot)) if shot in ids else QModelIndex()

    def refresh(self) -> bool:
        """Take the session's shots; return whether they are others, or in another order."""
        shots = self._session.project.in_sequence()
        if [shot.id for shot in shots] != [shot.id for shot in self._shots]:
            self.beginResetModel()
            self._shots = shots
            self.endResetModel()
            return True
        self._shots = shots
        self.tell(range(len(shots)))
        return False

    def tell(self, rows: Sequence[int]) -> None:
        """Say that entries look different now."""
        for row in rows:
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many shots there are, and one to add another."""
        return 0 if parent.isValid() else len(self._shots) + 1

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a shot's label, or the one that is edited."""
        shot = self.shot(index)
        if role == ADD_ROLE:
            return shot is None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "Add shot from view" if shot is None else shot.label
        if shot is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return shot.number if self.edited == "number" else shot.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{shot.label}\nFrames {shot.start} to {shot.end - 1}"
        return None

    def setData(
        self, index: _ANY_INDEX, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Rename the shot, or give it another number."""
        shot, text = self.shot(index), str(value).strip()
        old = self.data(index, Qt.ItemDataRole.EditRole)
        if shot is None or role != Qt.ItemDataRole.EditRole or not text or text == old:
            return False
        changes = {self.edited: text}
        return self._session.do(
            f"Rename shot {shot.number}", lambda project: set_shot(project, shot.id, **changes)
        )

    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        """Let shots be selected, dragged and renamed, and be dropped between others."""
        flags = Qt.ItemFlag
        if not index.isValid():
            return flags.ItemIsDropEnabled
        if self.shot(index) is None:
            return flags.ItemIsEnabled
        return (
            flags.ItemIsEnabled
            | flags.ItemIsSelectable
            | flags.ItemIsEditable
            | flags.ItemIsDragEnabled
        )

    def supportedDropActions(self) -> Qt.DropAction:
        """Move only."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return what is dragged."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of the dragged shots."""
        ids = [shot.id for shot in map(self.shot, indexes) if shot is not None]
        data = QMimeData()
        data.setData(_MIME, "\n".join(ids).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _ANY_INDEX
    ) -> bool:
        """Move the shots to where they are dropped.

        ``False`` is returned, so that the view does not take the rows away by itself.
        """
        if data.hasFormat(_MIME):
            ids = bytes(data.data(_MIME).data()).decode().split("\n")
            place = row if row >= 0 else parent.row() if parent.isValid() else len(self._shots)
            before = min(place, len(self._shots))
            self._session.do(
                "Reorder the storyboard", lambda project: move_in_sequence(project, ids, before)
            )
        return False

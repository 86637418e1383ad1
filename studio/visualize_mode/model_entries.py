"""Model entries: vendors and their models as the list of models shows them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from studio.visualize_mode.form import ModelKey
from studio.visualize_mode.model_delegate import CHOSEN, ENTRY, SEVERAL, Vendor
from studio.visualize_mode.model_rows import ModelRow

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_HERE = "no AI, no network"


class ModelModel(QAbstractListModel):
    """Vendors and their models."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[ModelRow | Vendor] = []
        self._chosen: frozenset[ModelKey] = frozenset()
        self.several = False

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entry for the delegate, its words for a screen reader."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == CHOSEN:
            return isinstance(entry, ModelRow) and entry.key in self._chosen
        if role == SEVERAL:
            return self.several
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(entry, Vendor):
                return entry.name
            return f"{entry.name}, {entry.price}. {entry.trouble or entry.card.best_for}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let models be chosen, vendors not."""
        if isinstance(self.entries[index.row()], Vendor):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(
        self, entries: list[ModelRow | Vendor], chosen: Iterable[ModelKey], *, several: bool
    ) -> None:
        """Show other entries; ``several`` models may be chosen at once, or one."""
        self._chosen, before, self.several = frozenset(chosen), self.entries, several
        if entries == before:
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def place_of(self, key: ModelKey) -> int:
        """Return where a model stands, -1 for nowhere."""
        return next(
            (
                place
                for place, entry in enumerate(self.entries)
                if isinstance(entry, ModelRow) and entry.key == key
            ),
            -1,
        )


def entries_of(shown: list[tuple[str, ModelRow]]) -> list[ModelRow | Vendor]:
    """Return rows with a line above each vendor's."""
    entries: list[ModelRow | Vendor] = []
    before = ""
    for vendor, row in shown:
        if vendor != before:
            note = _HERE if vendor == "Local" else ""
            if "weights" in row.card.licence and not note:
                note = "open weights"
            entries.append(Vendor(vendor, note))
            before = vendor
        entries.append(row)
    return entries

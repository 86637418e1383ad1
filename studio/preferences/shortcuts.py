"""Shortcuts: every command and its keys, searched, changed, and brought back."""

from __future__ import annotations

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from studio.commands import command_table
from studio.desk import Desk
from studio.preferences.form import FormPage

_TITLE, _WHERE, _KEYS = range(3)


class ShortcutsPage(FormPage):
    """Choose a row, press the new keys. A clash in the same panel is refused with its name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Shortcuts",
            "Keys belong to the panel under the focus. Choose a command, click the field below the "
            "list and press the new keys.",
        )
        self._desk = desk
        self._model = QStandardItemModel(0, 3)
        self._model.setHorizontalHeaderLabels(["Command", "Where", "Keys"])
        for command in command_table().values():
            cells = [QStandardItem(text) for text in (command.title, command.where, "")]
            for cell in cells:
                cell.setEditable(False)
                cell.setData(command.id, Qt.ItemDataRole.UserRole)
            self._model.appendRow(cells)
        self._filter = QSortFilterProxyModel()
        self._filter.setSourceModel(self._model)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setFilterKeyColumn(-1)
        self._table = self._made_table()
        search = QLineEdit()
        search.setPlaceholderText("Search commands and keys")
        search.setAccessibleName("Search commands and keys")
        search.textChanged.connect(self._filter.setFilterFixedString)
        self._field = QKeySequenceEdit()
        self._field.setMaximumSequenceLength(1)
        self._field.setClearButtonEnabled(True)
        self._field.setAccessibleName("New keys")
        self._field.editingFinished.connect(self._set)
        back, all_back = QPushButton("As it was"), QPushButton("All as they were")
        back.clicked.connect(lambda *_: self._reset([self._chosen()]))
        all_back.clicked.connect(lambda *_: self._reset(list(desk.commands.own_keys)))
        self.add_wide(search)
        self.add_wide(self._table)
        self.add_wide(_row(self._field, back, all_back))
        self._show_keys()

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._filter)
        table.setAccessibleName("Commands")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.horizontalHeader().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(280)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        return table

    def _chosen(self) -> str:
        index = self._table.currentIndex()
        return str(index.data(Qt.ItemDataRole.UserRole)) if index.isValid() else ""

    def _show_keys(self) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        for row in range(self._model.rowCount()):
            cell = self._model.item(row, _KEYS)
            keys = self._desk.commands.keys_of(str(cell.data(Qt.ItemDataRole.UserRole)))
            cell.setText(", ".join(QKeySequence(key).toString(native) for key in keys))

    def _show_chosen(self) -> None:
        id_ = self._chosen()
        keys = self._desk.commands.keys_of(id_) if id_ else ()
        self._field.blockSignals(True)
        self._field.setKeySequence(QKeySequence(keys[0]) if keys else QKeySequence())
        self._field.blockSignals(False)

    def _set(self) -> None:
        id_, commands = self._chosen(), self._desk.commands
        if not id_:
            return
        keys = self._field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        clashes = commands.clashes(id_, keys) if keys else []
        if clashes:
            self.tell(f"{keys} is taken by {clashes[0].title!r}. Change that one first.", bad=True)
            self._show_chosen()
            return
        commands.set_keys(id_, (keys,) if keys else ())
        self._keep(f"{command_table()[id_].title}: {keys or 'no keys'}.")

    def _reset(self, ids: list[str]) -> None:
        for id_ in filter(None, ids):
            self._desk.commands.set_keys(id_, None)
        self._show_chosen()
        self._keep("As they came.")

    def _keep(self, words: str) -> None:
        self._desk.settings.change(shortcuts=self._desk.commands.own_keys)
        self._show_keys()
        self.tell(words)


def _row(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    return box

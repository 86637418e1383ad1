"""ModelsPanel: the models that have the mode, what they take and cost, and which suits the shot."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.desk import Desk
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.model_delegate import CHOSEN, ENTRY, ModelDelegate, Vendor
from studio.visualize_mode.model_rows import ADD_KEY, ModelList, ModelRow, Order, shown_rows
from studio.visualize_mode.modes import mode_words
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.panel_header import PanelHeader
from studio.widgets.search_field import SearchField

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_HERE = "no AI, no network"
_NAMED = 12


class ModelModel(QAbstractListModel):
    """Vendors and their models."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[ModelRow | Vendor] = []
        self._chosen: tuple[str, str] = ("", "")

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entry for the delegate, its words for a screen reader."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == CHOSEN:
            return isinstance(entry, ModelRow) and entry.key == self._chosen
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

    def show(self, entries: list[ModelRow | Vendor], chosen: tuple[str, str]) -> None:
        """Show other entries."""
        self._chosen, before = chosen, self.entries
        if entries == before:
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def place_of(self, key: tuple[str, str]) -> int:
        """Return where a model stands, -1 for nowhere."""
        return next(
            (
                place
                for place, entry in enumerate(self.entries)
                if isinstance(entry, ModelRow) and entry.key == key
            ),
            -1,
        )


class _View(QListView):
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let sentences wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class ModelsPanel(QWidget):
    """The list of models. A click, or Return, chooses one."""

    def __init__(self, desk: Desk, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-models")
        self.setAccessibleName("Models")
        self._desk, self._asking = desk, asking
        self._order = Order.FIT
        self._unfolded = False
        self._header = PanelHeader(desk.theme, "Model")
        self._count = QLabel()
        self._count.setProperty("role", "chip")
        self._count.setFixedHeight(20)
        self._header.add(self._count)
        self._empty = QLabel()
        self._empty.setProperty("role", "label")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._search_row())
        column.addWidget(self._key_band())
        column.addWidget(self._empty)
        column.addWidget(self._make_view(), 1)
        column.addWidget(self._foot())
        asking.judged.connect(self.refresh)
        asking.form_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the models of the form's mode."""
        answer = self._asking.answer
        models = ModelList(rows=(), others=()) if answer is None else answer.models
        form = self._asking.form
        shown = shown_rows(models.rows, self.search.text(), self._order)
        self.model.show(_entries(shown), (form.model, form.provider))
        self._show_current(form.model, form.provider)
        self._count.setText(self._count_words(models))
        self._count.setVisible(answer is not None)
        lacking = models.missing_key
        self._key_words.setText(ADD_KEY.format(name=lacking))
        self._band.setVisible(bool(lacking))
        self._empty.setText(self._empty_words(models))
        self._empty.setVisible(answer is not None and not shown)
        self.view.setVisible(bool(shown))
        self._show_others(models)

    def _search_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 8)
        row.setSpacing(6)
        self.search = SearchField(self._desk.theme, "Name, vendor or use")
        self.search.searched.connect(lambda _: self.refresh())
        self.search.left.connect(self._go_to_list)
        self._sort = QPushButton(self._order.value)
        self._sort.setIcon(self._desk.theme.icon("sort-variant"))
        self._sort.setToolTip("Sort the models")
        self._sort.setAccessibleName("Sort the models")
        menu = QMenu(self._sort)
        for order in Order:
            menu.addAction(order.value, lambda order=order: self.sort_by(order))
        self._sort.setMenu(menu)
        row.addWidget(self.search, 1)
        row.addWidget(self._sort)
        return row

    def sort_by(self, order: Order) -> None:
        """Sort the list otherwise."""
        self._order = order
        self._sort.setText(order.value)
        self.refresh()

    def _key_band(self) -> QFrame:
        self._band = QFrame()
        self._band.setProperty("panel", "stale-band")
        row = QHBoxLayout(self._band)
        row.setContentsMargins(12, 4, 8, 4)
        self._key_words = QLabel()
        self._key_words.setProperty("role", "stale")
        self._key_words.setWordWrap(True)
        add = QPushButton("Add key")
        add.clicked.connect(self._add_key)
        row.addWidget(self._key_words, 1)
        row.addWidget(add)
        self._band.setVisible(False)
        return self._band

    def _make_view(self) -> QListView:
        self.model = ModelModel(self)
        self.view = _View()
        self.view.setObjectName("visualize-model-list")
        self.view.setAccessibleName("Models for this mode")
        self.view.setModel(self.model)
        self.view.setItemDelegate(ModelDelegate(self._desk.theme, self.view))
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        return self.view

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("panel", "footer")
        column = QVBoxLayout(foot)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        self._others_button = QPushButton()
        self._others_button.setProperty("kind", "flat")
        self._others_button.setFixedWidth(24)
        self._others_button.setAccessibleName("Models without this mode")
        self._others_button.clicked.connect(self._fold)
        self._others = ElidedLabel("", "caption")
        head.addWidget(self._others_button)
        head.addWidget(self._others, 1)
        self._others_all = QLabel()
        self._others_all.setProperty("role", "caption")
        self._others_all.setWordWrap(True)
        self._others_all.setContentsMargins(28, 0, 8, 6)
        column.addLayout(head)
        column.addWidget(self._others_all)
        self._foot_frame = foot
        return foot

    def _show_others(self, models: ModelList) -> None:
        cannot = mode_words()[self._asking.form.mode].cannot
        names = [card.name for card in models.others]
        self._foot_frame.setVisible(bool(names))
        short = f"{len(names)} {cannot}: {', '.join(names[:_NAMED])}"
        self._others.setText(f"{len(names)} {cannot}" if self._unfolded else short)
        self._others_all.setText(", ".join(names))
        self._others_all.setVisible(self._unfolded)
        icon = "chevron-down" if self._unfolded else "chevron-right"
        self._others_button.setIcon(self._desk.theme.icon(icon))
        self._others_button.setToolTip("Show fewer" if self._unfolded else "Show them all")

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        self.refresh()

    def _count_words(self, models: ModelList) -> str:
        every = len({row.card.id for row in models.rows}) + len(models.others)
        have = len({row.card.id for row in models.rows})
        return f"{have} of {every} can"

    def _empty_words(self, models: ModelList) -> str:
        if self.search.text():
            return f"No model says {self.search.text()!r}. Clear the search to see all."
        if not models.rows:
            return f"Nothing here. All {len(models.others)} {self._cannot()}."
        return ""

    def _cannot(self) -> str:
        return mode_words()[self._asking.form.mode].cannot

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, ModelRow):
            self._asking.choose_model(*entry.key)

    def _show_current(self, model: str, provider: str) -> None:
        place = self.model.place_of((model, provider))
        if place >= 0 and self.view.currentIndex().row() != place:
            self.view.setCurrentIndex(self.model.index(place))

    def _go_to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_key(self) -> None:
        action = self._desk.commands.action("edit.preferences")
        if action is not None:
            action.trigger()
        else:
            self._desk.session.tell("Preferences hold the keys", "Edit, Preferences, Keys")


def _entries(shown: list[tuple[str, ModelRow]]) -> list[ModelRow | Vendor]:
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

"""ModelsPanel: the models that have the mode, what they take and cost, and which suits the shot."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
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
from studio.visualize_mode.adding_keys import open_keys
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.model_delegate import ENTRY, ModelDelegate
from studio.visualize_mode.model_entries import ModelModel, entries_of
from studio.visualize_mode.model_rows import ADD_KEY, ModelList, ModelRow, Order, shown_rows
from studio.visualize_mode.modes import mode_words
from studio.visualize_mode.others_foot import OthersFoot
from studio.widgets.panel_header import PanelHeader
from studio.widgets.search_field import SearchField


class _View(QListView):
    spaced = QtSignal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the space bar, as a box is ticked."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.spaced.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

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
        self._header = PanelHeader(desk.theme, "Model")
        self.several = QPushButton("Several")
        self.several.setObjectName("visualize-several")
        self.several.setProperty("kind", "flat")
        self.several.setCheckable(True)
        self.several.setIcon(desk.theme.icon("checkbox-multiple-marked-outline"))
        self.several.setToolTip(
            "Ask several models for the same, to compare them (Ctrl click on a model)"
        )
        self.several.clicked.connect(asking.set_several)
        self._header.add(self.several)
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
        self._foot = OthersFoot(desk.theme)
        column.addWidget(self._foot)
        asking.judged.connect(self.refresh)
        asking.form_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the models of the form's mode."""
        answer = self._asking.answer
        models = ModelList(rows=(), others=()) if answer is None else answer.models
        form = self._asking.form
        shown = shown_rows(models.rows, self.search.text(), self._order)
        self.model.show(entries_of(shown), form.keys, several=self._asking.several)
        self.several.setChecked(self._asking.several)
        self._show_current(form.model, form.provider)
        self._count.setText(self._count_words(models))
        self._count.setVisible(answer is not None)
        self._count.setToolTip(f"{self._count_words(models)} models have this mode")
        lacking = models.missing_key
        self._key_words.setText(ADD_KEY.format(name=lacking))
        self._band.setVisible(bool(lacking))
        self._empty.setText(self._empty_words(models))
        self._empty.setVisible(not shown)
        self.view.setVisible(bool(shown))
        self._foot.show_others([card.name for card in models.others], self._cannot())

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
        add.clicked.connect(lambda *_: open_keys(self._desk))
        row.addWidget(self._key_words, 1)
        row.addWidget(add)
        self._band.setVisible(False)
        return self._band

    def _make_view(self) -> _View:
        self.model = ModelModel(self)
        self.view = _View()
        self.view.setObjectName("visualize-model-list")
        self.view.setAccessibleName("Models for this mode")
        self.view.setModel(self.model)
        self.view.setItemDelegate(ModelDelegate(self._desk.theme, self.view))
        self.view.setMouseTracking(True)
        self.view.spaced.connect(self._choose)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        return self.view

    def _count_words(self, models: ModelList) -> str:
        every = len({row.card.id for row in models.rows}) + len(models.others)
        have = len({row.card.id for row in models.rows})
        return f"{have} of {every}"

    def _empty_words(self, models: ModelList) -> str:
        if self._asking.answer is None:
            no_shot = "Make a shot first: a camera, and a stretch of the scene's time."
            return "Looking at the models for this shot…" if self._asking.shot else no_shot
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
            held = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
            if held and not self._asking.several:
                self._asking.set_several(on=True)
            self._asking.choose_model(*entry.key)

    def _show_current(self, model: str, provider: str) -> None:
        place = self.model.place_of((model, provider))
        if place >= 0 and self.view.currentIndex().row() != place:
            self.view.setCurrentIndex(self.model.index(place))

    def _go_to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

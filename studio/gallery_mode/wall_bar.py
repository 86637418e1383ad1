"""WallBar: over the wall: search, what is filtered, how much is found, grouping, order, shape."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from studio.gallery_mode.browsing import Browsing
from studio.gallery_mode.filtering import SORTS
from studio.gallery_mode.take_words import counted
from studio.theme import Theme
from studio.widgets.chip import Chip
from studio.widgets.choice_field import ChoiceField
from studio.widgets.search_field import SearchField
from studio.widgets.segmented import Segmented

_SHOWN = 4
_ROOM_FOR_WORDS = 640


class WallBar(QFrame):
    """The bar; it sets the filter and shows it."""

    shaped = QtSignal(str)
    """"wall" or "rows" was chosen."""

    def __init__(self, theme: Theme, browsing: Browsing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "bar")
        self.setFixedHeight(40)
        self._theme, self._browsing = theme, browsing
        self.search = SearchField(theme, "Prompt, model, note, tag")
        self.search.setMinimumWidth(80)
        self.search.setMaximumWidth(240)
        self.search.searched.connect(self._set_text)
        self._chips = QWidget()
        self._chip_row = QHBoxLayout(self._chips)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setSpacing(4)
        self._found = QLabel()
        self._found.setProperty("role", "label")
        self.group = ChoiceField(theme, (("shot", "By shot"), ("none", "Ungrouped")))
        self.sort = ChoiceField(theme, ((key, words) for key, (words, _, _) in SORTS.items()))
        self.group.setAccessibleName("Grouping")
        self.sort.setAccessibleName("Order")
        self.group.setFixedWidth(108)
        self.sort.setFixedWidth(124)
        self.group.chosen.connect(lambda key: self._change(group=key))
        self.sort.chosen.connect(lambda key: self._change(sort=key))
        self.shape = Segmented(theme, (("wall", "Wall", ""), ("rows", "Rows", "")))
        self.shape.setAccessibleName("Shape")
        self.shape.set_choice("wall")
        self.shape.chosen.connect(self.shaped)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 3)
        row.addWidget(self._chips)
        row.addStretch(1)
        for widget in (self._found, self.group, self.sort, self.shape):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        browsing.changed.connect(self.refresh)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is said elsewhere where there is no room for it."""
        super().resizeEvent(event)
        for widget in (self._found, self._chips):
            widget.setVisible(event.size().width() >= _ROOM_FOR_WORDS)

    def refresh(self) -> None:
        """Show the filter and what it finds."""
        browsing = self._browsing
        found = counted(browsing.total, "take")
        cost = f" · ${browsing.cost_usd:.2f}" if browsing.cost_usd else ""
        self._found.setText(found + cost)
        self.group.set_choice(browsing.filter.group)
        self.sort.set_choice(browsing.filter.sort)
        if self.search.text().strip() != browsing.filter.text:
            self.search.setText(browsing.filter.text)
        while self._chip_row.count():
            item = self._chip_row.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.deleteLater()
        for key, words in browsing.filter.chips()[:_SHOWN]:
            chip = Chip(self._theme, f"{words}  ×", "on")
            chip.setToolTip("Remove this filter")
            chip.clicked.connect(lambda *_, k=key: self._remove(k))
            self._chip_row.addWidget(chip)

    def _remove(self, key: str) -> None:
        self._browsing.set_filter(self._browsing.filter.without(key))

    def _set_text(self, text: str) -> None:
        self._change(text=text)

    def _change(self, **changes: object) -> None:
        self._browsing.set_filter(self._browsing.filter.replaced(**changes))

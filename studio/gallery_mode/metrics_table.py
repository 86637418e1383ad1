"""MetricsTable: the takes of a comparison in numbers, the best first, with buttons to pick."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.gallery_mode.compare_pane import paint_letter
from studio.gallery_mode.fact_rows import score_token
from studio.gallery_mode.plain_table import ROW, PlainTable
from studio.painting import Brush
from studio.theme import Theme
from visualize.compare.showing import Comparison, Entry
from visualize.compare.showing.words import (
    SCORES,
    cost_words,
    score_of,
    score_words,
    verdict_words,
    wait_words,
)

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
HEADS = ("Take", "Fidelity", *(scored.head for scored in SCORES), "Cost", "Wait",
         "What went wrong", "")  # fmt: skip
_WRONG, _PICK = len(HEADS) - 2, len(HEADS) - 1
_WIDTHS = {0: 210, 1: 130, _PICK: 96}


class MetricsModel(QAbstractTableModel):
    """A row for each take, by fidelity."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.letters: dict[str, int] = {}
        self.picked = ""

    def show(self, comparison: Comparison | None, picked: str) -> None:
        """Show the takes of a comparison."""
        self.beginResetModel()
        self.entries = () if comparison is None else comparison.ranked
        found = () if comparison is None else comparison.entries
        self.letters = {entry.letter: place for place, entry in enumerate(found)}
        self.picked = picked
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many takes there are."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            sides = Qt.AlignmentFlag
            number = 2 <= section < _WRONG
            return int((sides.AlignRight if number else sides.AlignLeft) | sides.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(self.entries[index.row()], index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _WRONG:
            return verdict_words(self.entries[index.row()])
        return None

    def words(self, entry: Entry, column: int) -> str:
        """Return what stands in a column."""
        if 2 <= column < 2 + len(SCORES):
            return score_words(score_of(entry, SCORES[column - 2].metric))
        said = {
            0: f"{entry.letter}  {entry.name}", 1: score_words(entry.fidelity),
            _WRONG - 2: cost_words(entry.row.take).replace("free", "Free"),
            _WRONG - 1: wait_words(None if entry.measures is None
                                   else entry.measures.wait_seconds),
            _WRONG: verdict_words(entry),
            _PICK: "Picked" if entry.row.take.id == self.picked else "Pick",
        }  # fmt: skip
        return said[column]

    def score(self, entry: Entry, column: int) -> float | None:
        """Return the score behind a column of scores."""
        return entry.fidelity if column == 1 else score_of(entry, SCORES[column - 2].metric)


class _Cells(QStyledItemDelegate):
    """Paints cells."""

    def __init__(self, theme: Theme, model: MetricsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row."""
        return QSize(60, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        entry, column = self._model.entries[index.row()], index.column()
        brush, rect = Brush(painter, self._theme), option.rect
        picked = entry.row.take.id == self._model.picked
        if picked:
            painter.fillRect(rect, self._theme.color("daylight_soft"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), self._theme.color("line"))
        words = self._model.words(entry, column)
        color = self._theme.take_color(self._model.letters[entry.letter])
        if column == 0:
            tag = QRect(rect.x() + 12, rect.center().y() - 8, 18, 18)
            paint_letter(painter, self._theme, tag, entry.letter, color)
            brush.text(rect.adjusted(40, 0, -4, 0), entry.name, "body")
        elif column == 1:
            used = brush.text(rect.adjusted(8, 0, 0, 0), words, "header")
            bar = QRect(rect.x() + 40, rect.center().y() - 1, rect.width() - 56, 4)
            brush.bar(bar, (entry.fidelity or 0.0) / 100.0 if used else 0.0, color)
        elif column < 2 + len(SCORES):
            token = score_token(self._model.score(entry, column))
            brush.text(rect.adjusted(0, 0, -12, 0), words, "body", token, align="right")
        elif column < _WRONG:
            brush.text(rect.adjusted(0, 0, -12, 0), words, "body", align="right")
        elif column == _WRONG:
            brush.text(rect.adjusted(8, 0, -8, 0), words, "body", "text2")
        else:
            self._button(brush, rect.adjusted(8, 5, -12, -5), words, on=picked)

    def _button(self, brush: Brush, rect: QRect, words: str, *, on: bool) -> None:
        brush.painter.setPen(self._theme.color("daylight_fill" if on else "line2"))
        brush.painter.setBrush(self._theme.color("daylight_fill" if on else "bg3"))
        brush.painter.drawRoundedRect(rect, 4, 4)
        brush.text(rect, words, "name", "on_fill" if on else "text1", align="centre")


class MetricsTable(PlainTable):
    """The table. Return on a row picks it, as its button does."""

    picked = QtSignal(str)
    """The letter of the take to pick."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Takes in numbers", parent)
        self.setObjectName("compare-table")
        self.rows = MetricsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(theme, self.rows, self))
        head = self.horizontalHeader()
        head.setDefaultSectionSize(84)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, wide in _WIDTHS.items():
            self.setColumnWidth(column, wide)
        head.setSectionResizeMode(_WRONG, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._clicked)
        self.activated.connect(lambda index: self._pick(index.row()))

    def show_comparison(self, comparison: Comparison | None, picked: str) -> None:
        """Show the takes of a comparison, one of them as the pick."""
        self.rows.show(comparison, picked)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _PICK:
            self._pick(index.row())

    def _pick(self, row: int) -> None:
        self.picked.emit(self.rows.entries[row].letter)

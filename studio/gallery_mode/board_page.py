"""BoardPage: which models did best at which kind of shot, with how sure that is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.desk import Desk
from studio.gallery_mode.back_bar import back_button, bar_row
from studio.gallery_mode.board_words import HEADS, board_row, kinds
from studio.gallery_mode.plain_table import PlainTable
from studio.gallery_mode.take_words import counted
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.segmented import Segmented
from visualize.jobs.store import JobStore
from visualize.leaderboard import Board, Gathered, gather, leaderboard
from visualize.leaderboard.ranking import By

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_WIDE = 220


class BoardModel(QAbstractTableModel):
    """A row for each model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show(self, board: Board) -> None:
        """Show a board."""
        self.beginResetModel()
        self.rows = tuple(board_row(one) for one in board.standings)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many models there are."""
        return 0 if parent.isValid() else len(self.rows)

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
            return _aligned(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        return _aligned(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None


class BoardPage(QWidget):
    """The leaderboard of the open project."""

    left = QtSignal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leaderboard")
        self.setAccessibleName("Leaderboard")
        self._desk = desk
        self._gathered: Gathered | None = None
        self.model = BoardModel(self)
        self.view = PlainTable("Models by how well they did")
        self.view.setModel(self.model)
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setMinimumSectionSize(72)
        head.setStretchLastSection(True)
        self.kind = ChoiceField(desk.theme, kinds())
        self.kind.setAccessibleName("Kind of shot")
        self.kind.setFixedWidth(_WIDE)
        self.kind.set_choice("all")
        self.by = Segmented(desk.theme, (("fidelity", "Fidelity", ""), ("votes", "Votes", "")))
        self.by.setAccessibleName("Ranked by")
        self.by.set_choice("fidelity")
        self._said = ElidedLabel("", "caption")
        self._empty = EmptyState(
            desk.theme, "podium", "Takes are being read.",
            (("Back to the gallery", self.left.emit),),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        for chosen in (self.kind.chosen, self.by.chosen):
            chosen.connect(lambda _: self._show())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._stack, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the takes again."""
        super().showEvent(event)
        root = self._desk.session.project.root
        if root is None:
            self._empty.set_text("Save the project first: its takes lie in its folder.")
            return
        self._desk.work.start(partial(_gathered, root), self._take, self._empty.set_text,
                              slot="gallery/board")  # fmt: skip

    def _take(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._show()

    def _show(self) -> None:
        if self._gathered is None:
            return
        by: By = "votes" if self.by.choice == "votes" else "fidelity"
        board = leaderboard(self._gathered, self.kind.choice or "all", by=by)
        self.model.show(board)
        self._empty.set_text("No take of this kind of shot yet. Generate some, then compare them.")
        self._stack.setCurrentWidget(self.view if board.standings else self._empty)
        parts = (counted(board.takes, "take"), counted(board.shots, "shot"),
                 counted(board.votes, "vote"))  # fmt: skip
        self._said.setText(", ".join(parts) + ". Brackets are 95 % intervals; = shares a rank.")

    def _bar(self) -> QFrame:
        bar = QFrame()
        back = back_button(self._desk.theme)
        back.clicked.connect(lambda *_: self.left.emit())
        row = bar_row(bar)
        row.addWidget(back)
        row.addWidget(ElidedLabel("Leaderboard", "strong"))
        row.addWidget(self._said, 1)
        row.addWidget(self.kind)
        row.addWidget(self.by, 0, Qt.AlignmentFlag.AlignVCenter)
        return bar


def _aligned(column: int) -> int:
    """Return how a column is aligned: words at the left, numbers at the right."""
    sides = Qt.AlignmentFlag
    words = column in (0, 1, len(HEADS) - 1)
    return int((sides.AlignLeft if words else sides.AlignRight) | sides.AlignVCenter)


def _gathered(root: Path) -> Gathered:
    with JobStore() as store:
        return gather((root,), store)

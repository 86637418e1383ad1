"""The command palette: type a few letters of what you want, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.commands import Command
from studio.desk import Desk
from studio.window.finding import ranked

_WIDTH, _ROWS, _ROW = 560, 12, 32
Index = QModelIndex | QPersistentModelIndex


class Palette(QFrame):
    """A field and a list over the window. Esc or a click elsewhere closes it."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._desk, self._window = desk, window
        self.setProperty("panel", "card")
        self.setObjectName("palette")
        self.setAccessibleName("Commands")
        self._field = QLineEdit()
        self._field.setPlaceholderText("What do you want to do?")
        self._field.setFont(desk.theme.font("strong"))
        self._field.addAction(desk.theme.icon("magnify"), QLineEdit.ActionPosition.LeadingPosition)
        self._found = _Found()
        self._list = QListView()
        self._list.setModel(self._found)
        self._list.setItemDelegate(_Row(desk, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(lambda _: self._run())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._field.textChanged.connect(self._filter)
        self._field.returnPressed.connect(self._run)
        self._all: list[tuple[Command, QAction]] = []

    def open(self) -> None:
        """Show the palette with what can be done now."""
        self._all = self._desk.commands.available()
        self._field.clear()
        self._filter("")
        top = self._window.mapToGlobal(self._window.rect().topLeft())
        self.move(top.x() + (self._window.width() - _WIDTH) // 2, top.y() + 64)
        self.show()
        self._field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list with the arrows while the field has the focus."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        last = self._found.rowCount() - 1
        row = min(max(self._list.currentIndex().row() + step, 0), last)
        self._list.setCurrentIndex(self._found.index(row))

    def _filter(self, text: str) -> None:
        self._found.show(ranked(text, self._all))
        self._list.setCurrentIndex(self._found.index(0))
        rows = min(max(self._found.rowCount(), 1), _ROWS)
        self._list.setFixedHeight(rows * _ROW)
        self.setFixedSize(_WIDTH, self.sizeHint().height())

    def _run(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            _, action = self._found.entry(index)
            self.hide()
            action.trigger()


class _Found(QAbstractListModel):
    """The commands that fit, the best first."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[tuple[Command, QAction]] = []

    def show(self, entries: list[tuple[Command, QAction]]) -> None:
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, index: Index) -> tuple[Command, QAction]:
        return self._entries[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.entry(index)[0].title
        return None


class _Row(QStyledItemDelegate):
    """Icon, title, menu, shortcut."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        model = index.model()
        assert isinstance(model, _Found)
        command, action = model.entry(index)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("daylight_soft"))
        if command.icon:
            theme.icon(command.icon).paint(painter, rect.left() + 8, rect.top() + 8, 16, 16)
        inner = rect.adjusted(32, 0, -8, 0)
        align = Qt.AlignmentFlag
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text1"))
        painter.drawText(inner, align.AlignVCenter | align.AlignLeft, action.text())
        painter.setPen(theme.color("text3"))
        keys = self._desk.commands.shown_keys(command.id)
        painter.drawText(inner, align.AlignVCenter | align.AlignRight, keys or command.menu)
        painter.restore()

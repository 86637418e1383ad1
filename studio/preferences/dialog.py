"""The window of preferences: a list of pages at the left, the page at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from studio.desk import Desk
from studio.preferences.budgets import BudgetsPage
from studio.preferences.folders import FoldersPage
from studio.preferences.keys import KeysPage
from studio.preferences.look import LookPage
from studio.preferences.performance import PerformancePage
from studio.preferences.shortcuts import ShortcutsPage

_PAGES: tuple[tuple[str, str, str, Callable[[Desk], QWidget]], ...] = (
    ("keys", "Keys", "key-outline", KeysPage),
    ("budgets", "Budgets", "wallet-outline", BudgetsPage),
    ("look", "Look", "theme-light-dark", LookPage),
    ("shortcuts", "Shortcuts", "keyboard-outline", ShortcutsPage),
    ("performance", "Performance", "speedometer", PerformancePage),
    ("folders", "Folders", "folder-outline", FoldersPage),
)


class Preferences(QDialog):
    """Every change is kept at once; there is nothing to confirm. Esc closes."""

    def __init__(self, desk: Desk, parent: QWidget, page: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self.setObjectName("preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(840, 560)
        self._names = [name for name, *_ in _PAGES]
        self._list, self._stack = QListWidget(), QStackedWidget()
        self._list.setFixedWidth(168)
        self._list.setAccessibleName("Pages")
        self._list.setSpacing(2)
        for _, title, icon, make in _PAGES:
            QListWidgetItem(desk.theme.icon(icon), title, self._list)
            self._stack.addWidget(_scrolled(make(desk)))
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self.show_page(page or "keys")

    def show_page(self, name: str) -> None:
        """Show a page by its name."""
        self._list.setCurrentRow(self._names.index(name))


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    return area

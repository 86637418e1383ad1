"""FocusFollower: scrolls what the keyboard goes to into view.

Qt does so when Tab goes from field to field inside a scroll area, not when it enters one.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class FocusFollower(QObject):
    """Watches the focus for as long as its window lives."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Scroll, but never under a pointer that presses: what is pressed must stay."""
        if new is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if not self._window.isAncestorOf(new):
            return
        around = new.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(new, 0, 8)
            around = around.parentWidget()

"""Inset: a small panel over the picture, dragged by its bar from corner to corner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel

BAR_HEIGHT = 26
_BUTTON = 22


class Inset(QFrame):
    """A bar with a title over some contents.

    Parameters
    ----------
    theme
        The look.
    name
        What it is remembered by.
    icon, title
        What the bar shows; an icon may be left out.
    """

    closed = QtSignal()
    """Its cross was pressed."""
    dropped = QtSignal(QPoint)
    """It was dragged, and let go with its middle at a place of its parent."""

    def __init__(self, theme: Theme, name: str, icon: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setObjectName(f"inset-{name}")
        self.setAccessibleName(title)
        self.setProperty("panel", "inset")
        self._theme = theme
        self._grip: QPoint | None = None
        self._title = ElidedLabel(title, "name")
        self._hint = ElidedLabel("", "caption")
        self._bar = QWidget()
        self._bar.setFixedHeight(BAR_HEIGHT)
        self._bar.setCursor(Qt.CursorShape.OpenHandCursor)
        self._row = QHBoxLayout(self._bar)
        self._row.setContentsMargins(8, 0, 2, 0)
        self._row.setSpacing(4)
        if icon:
            self._row.addWidget(IconLabel(theme, icon, "daylight", size=14))
        self._row.addWidget(self._title)
        self._row.addWidget(self._hint)
        self._row.addStretch(1)
        self.add_button("close", "Close", self.closed.emit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self._bar)

    def set_title(self, title: str, hint: str) -> None:
        """Show a title, and a quiet word behind it."""
        self._title.setText(title)
        self._hint.setText(hint)

    def set_contents(self, contents: QWidget) -> None:
        """Put the contents below the bar."""
        self._column.addWidget(contents, 1)

    def add_button(self, icon: str, tip: str, call: Callable[[], object]) -> QToolButton:
        """Put a button into the bar, before the cross."""
        button = QToolButton()
        button.setIcon(self._theme.icon(icon))
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda *_: call())
        at = self._row.count() - 1 if icon != "close" else self._row.count()
        self._row.insertWidget(at, button)
        return button

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the bar."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().y() <= BAR_HEIGHT:
            self._grip = event.position().toPoint()
            self.raise_()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._grip is not None:
            self.move(self.mapToParent(event.position().toPoint()) - self._grip)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the viewport says where it comes to lie."""
        if self._grip is not None:
            self._grip = None
            self.dropped.emit(self.geometry().center())
        event.accept()

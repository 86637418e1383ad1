"""MenuField: a choice out of many, made in a menu that is filled when it opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from studio.theme import Theme


class MenuField(QPushButton):
    """A field that says what is chosen and opens a menu to choose from.

    Parameters
    ----------
    theme
        The look.
    name
        What is chosen here, for screen readers.
    fill
        Puts the entries into the menu, each time it opens.
    """

    def __init__(
        self, theme: Theme, name: str, fill: Callable[[QMenu], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._fill = theme, fill
        self.setProperty("kind", "menu")
        self.setAccessibleName(name)
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._said = ""
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._refill)
        self.clicked.connect(self.open)

    @property
    def said(self) -> str:
        """What is chosen."""
        return self._said

    def say(self, text: str) -> None:
        """Show what is chosen."""
        self._said = text
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def open(self) -> None:
        """Open the menu under the field."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def menu_now(self) -> QMenu:
        """Return the menu, filled as it is when it opens."""
        self._refill()
        return self._menu

    def sizeHint(self) -> QSize:
        """Return the size of a field in a row; long choices are cut short."""
        return QSize(120, 24)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the arrow and a few letters."""
        return QSize(60, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down as well."""
        if event.key() == Qt.Key.Key_Down:
            self.open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, what is chosen, and the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        room = self.rect().adjusted(8, 0, -24, 0)
        text = self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self._theme.color("text1" if self.isEnabled() else "text3"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        icon = self._theme.icon("chevron-down", "text2" if self.isEnabled() else "text3")
        icon.paint(painter, self.width() - 22, (self.height() - 16) // 2, 16, 16)
        painter.end()

    def _refill(self) -> None:
        self._menu.clear()
        self._fill(self._menu)

"""IconLabel: an icon that is only looked at; it follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.theme import Theme


class IconLabel(QWidget):
    """A Material Design icon in the middle of its room, painted anew with the theme's colours.

    Parameters
    ----------
    theme
        The look.
    name, token
        The icon and its colour by meaning; an empty name shows none.
    size
        Its side in pixels at 100 %.
    """

    def __init__(
        self, theme: Theme, name: str = "", token: str = "text2", *, size: int = 16,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._icon = QIcon()
        self._shown = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_icon(name, token)

    def sizeHint(self) -> QSize:
        """Return the icon's own size."""
        return QSize(self._size, self._size)

    def set_icon(self, name: str, token: str = "text2") -> None:
        """Show another icon."""
        if (name, token) != self._shown:
            self._shown = (name, token)
            self._icon = self._theme.icon(name, token) if name else QIcon()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        left, top = (self.width() - self._size) // 2, (self.height() - self._size) // 2
        self._icon.paint(painter, left, top, self._size, self._size)
        painter.end()

"""KeyDiamond: the mark beside a property that tells whether it is keyed, and toggles a key."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.theme import Theme

_LOOKS = {
    "": ("line2", False),
    "animated": ("tungsten", False),
    "keyed": ("tungsten", True),
    "overridden": ("gel", True),
    "overridden-between": ("gel", False),
}
_SAID = {
    "": "Not animated. Key it here",
    "animated": "Animated. Key it here",
    "keyed": "Keyed here. Remove the key",
    "overridden": "Keyed in the shot. Remove the key",
    "overridden-between": "Overridden by the shot. Key it here",
}
_RADIUS = 4.0


class KeyDiamond(QAbstractButton):
    """A diamond: faint, outlined (animated), filled (keyed here), in gel for a shot's override."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Key of {name}" if name else "Key")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(_SAID[""])

    @property
    def state(self) -> str:
        """One of "", "animated", "keyed", "overridden", "overridden-between"."""
        return self._state

    def set_state(self, state: str) -> None:
        """Show another state."""
        if state != self._state:
            self._state = state
            self.setToolTip(_SAID[state])
            self.setAccessibleDescription(_SAID[state])
            self.update()

    def sizeHint(self) -> QSize:
        """Return the 16 pixels beside a field."""
        return QSize(16, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the diamond."""
        token, filled = _LOOKS[self._state]
        if self._state == "" and self.underMouse():
            token = "text2"
        middle = QPointF(self.width() / 2.0 + 1.0, self.height() / 2.0)
        corners = [
            middle + QPointF(x * _RADIUS, y * _RADIUS)
            for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))
        ]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color(token), 1.2))
        painter.setBrush(self._theme.color(token) if filled else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(corners))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("daylight"), 2.0))
            painter.drawRoundedRect(self.rect().adjusted(1, 3, -1, -3), 3, 3)
        painter.end()

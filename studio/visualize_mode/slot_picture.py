"""SlotPicture: what goes into a slot, as a picture, or in words where nothing does."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.theme import Theme
from studio.widgets.thumbnail import paint_picture


class SlotPicture(QWidget):
    """A picture that fills its frame, or words in a dashed one. ``corner`` holds buttons."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.image = QImage()
        self.words = ""
        self.over = False
        self.setMinimumHeight(72)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        self.corner = QHBoxLayout()
        self.corner.setSpacing(4)
        self.corner.addStretch(1)
        column.addStretch(1)
        column.addLayout(self.corner)

    def sizeHint(self) -> QSize:
        """Return a wide picture's size."""
        return QSize(170, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the picture, the edge; dashed where there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("input"))
        painter.drawRoundedRect(room, 4, 4)
        if not self.words:
            paint_picture(painter, room, self.image, cover=True)
        edge = "daylight" if self.over else "line2"
        pen = QPen(self._theme.color(edge), 2.0 if self.over else 1.0)
        if self.words:
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(self._theme.color("text3"))
            painter.setFont(self._theme.font("caption"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(8, 4, -8, -4), int(flags), self.words)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRect(room).adjusted(1, 1, -1, -1), 4, 4)

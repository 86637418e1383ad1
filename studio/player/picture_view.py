"""PictureView: one picture, fitted, or as near as the wheel brings it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.theme import Theme

_NEAREST = 16.0
_STEP = 1.2


class PictureView(QWidget):
    """Shows a picture. The wheel comes nearer at the pointer, a drag moves, a double click fits."""

    clicked = QtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._words = self._note = ""
        self._zoom = 1.0
        self._offset = QPointF()
        self._grabbed: QPoint | None = None
        self._moved = False
        self.setMinimumSize(64, 36)
        self.setAccessibleName("Picture")

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Show another picture at the same zoom."""
        self._image, self._words = image, ""
        self.update()

    def show_words(self, words: str) -> None:
        """Show a sentence in place of a picture."""
        self._image, self._words = QImage(), words
        self.update()

    def set_note(self, note: str) -> None:
        """Write a note over the picture; empty for none."""
        if note != self._note:
            self._note = note
            self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom, self._offset = 1.0, QPointF()
        self.update()

    def target(self) -> QRectF:
        """Return where the picture lies, in this widget's coordinates."""
        room = QSizeF(self.size())
        size = QSizeF(self._image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        size *= self._zoom
        middle = QPointF(room.width() / 2, room.height() / 2) + self._offset
        return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture on the dark of the room."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("bg0"))
        if self._image.isNull():
            painter.setPen(self._theme.color("text3"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), int(flags), self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._zoom < 4.0)
        painter.drawImage(self.target(), self._image)
        if self._note:
            self._paint_note(painter)

    def _paint_note(self, painter: QPainter) -> None:
        """Dim the picture and write over it why."""
        shown = self.target().intersected(QRectF(self.rect()))
        painter.fillRect(shown, self._theme.color("tag", 0.5))
        painter.setFont(self._theme.font("caption"))
        wide = painter.fontMetrics().horizontalAdvance(self._note) + 16
        tag = QRectF(shown.left() + 8, shown.bottom() - 30, wide, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("tag"))
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), self._note)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer or go back, keeping what is under the pointer."""
        before = self._zoom
        factor = _STEP if event.angleDelta().y() > 0 else 1.0 / _STEP
        self._zoom = min(max(self._zoom * factor, 1.0), _NEAREST)
        middle = QPointF(self.width() / 2, self.height() / 2)
        there = event.position() - middle
        self._offset = there - (there - self._offset) * (self._zoom / before)
        if self._zoom == 1.0:
            self._offset = QPointF()
        event.accept()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grabbed, self._moved = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture while it is larger than its place."""
        if self._grabbed is None:
            return
        step = event.position().toPoint() - self._grabbed
        if self._zoom > 1.0 and (self._moved or step.manhattanLength() > 3):
            self._moved = True
            self._offset += QPointF(step)
            self._grabbed = event.position().toPoint()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click without a drag is told."""
        left = event.button() is Qt.MouseButton.LeftButton
        if self._grabbed is not None and not self._moved and left:
            self.clicked.emit()
        self._grabbed = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Fit the picture."""
        self.fit()

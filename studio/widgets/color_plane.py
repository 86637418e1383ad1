"""Colour plane: saturation across, brightness up, and the hue as a bar below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.theme import Theme
from studio.widgets.ringed import Ringed

_BAR, _GAP = 12, 8
_KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip


class ColorPlane(Ringed):
    """Choose a display colour by saturation and brightness, and by hue. All are 0 to 1."""

    begun = QtSignal()
    """A drag begins."""
    moved = QtSignal(float, float, float)
    """Hue, saturation and brightness at a step of the drag or by a key."""
    ended = QtSignal()
    """The drag is over."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hsv = (0.0, 0.0, 0.5)
        self._on_bar: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Colour by saturation and brightness")

    def sizeHint(self) -> QSize:
        """Return the room for the plane and the bar."""
        return QSize(208, 120 + _GAP + _BAR)

    def set_hsv(self, hue: float, saturation: float, value: float) -> None:
        """Show a colour. A grey keeps the hue that was there, as it has none of its own."""
        self._hsv = (self._hsv[0] if saturation <= 0.0 else hue, saturation, value)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both and where the colour is on them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plane, bar = self._plane(), self._bar()
        across = QLinearGradient(plane.topLeft(), plane.topRight())
        across.setColorAt(0.0, QColor("white"))
        across.setColorAt(1.0, QColor.fromHsvF(min(self._hsv[0], 1.0), 1.0, 1.0))
        down = QLinearGradient(plane.topLeft(), plane.bottomLeft())
        down.setColorAt(0.0, QColor(0, 0, 0, 0))
        down.setColorAt(1.0, QColor("black"))
        hues = QLinearGradient(bar.topLeft(), bar.topRight())
        for step in range(7):
            hues.setColorAt(step / 6, QColor.fromHsvF(step / 6, 1.0, 1.0))
        painter.setPen(Qt.PenStyle.NoPen)
        for rect, ground in ((plane, across), (plane, down), (bar, hues)):
            painter.setBrush(ground)
            painter.drawRoundedRect(rect, 3, 3)
        hue, saturation, value = self._hsv
        at = QPointF(
            plane.left() + saturation * plane.width(), plane.bottom() - value * plane.height()
        )
        on_bar = QPointF(bar.left() + hue * bar.width(), bar.center().y())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for spot in (at, on_bar):
            painter.setPen(QPen(QColor("black"), 3.0))
            painter.drawEllipse(spot, 5.0, 5.0)
            painter.setPen(QPen(QColor("white"), 1.5))
            painter.drawEllipse(spot, 5.0, 5.0)
        if self.ringed:
            painter.setPen(QPen(self._theme.color("daylight"), 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._on_bar = event.position().y() > self._plane().bottom() + _GAP / 2
            self.begun.emit()
            self._choose(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        if self._on_bar is not None:
            self._choose(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what is chosen."""
        if self._on_bar is not None:
            self._on_bar = None
            self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a hundredth with the arrows; with Shift, left and right turn the hue."""
        across, up = _KEYS.get(Qt.Key(event.key()), (0, 0))
        if not (across or up):
            super().keyPressEvent(event)
            return
        hue, saturation, value = self._hsv
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            hue = (hue + across / 100.0) % 1.0
        else:
            saturation = _unit(saturation + across / 100.0)
            value = _unit(value + up / 100.0)
        self.begun.emit()
        self._set(hue, saturation, value)
        self.ended.emit()

    def _choose(self, at: QPointF) -> None:
        hue, saturation, value = self._hsv
        plane = self._plane()
        if self._on_bar:
            bar = self._bar()
            hue = min(_unit((at.x() - bar.left()) / bar.width()), 0.9999)
        else:
            saturation = _unit((at.x() - plane.left()) / plane.width())
            value = _unit((plane.bottom() - at.y()) / plane.height())
        self._set(hue, saturation, value)

    def _set(self, hue: float, saturation: float, value: float) -> None:
        self._hsv = (hue, saturation, value)
        self.update()
        self.moved.emit(hue, saturation, value)

    def _plane(self) -> QRectF:
        return QRectF(6, 6, self.width() - 12, self.height() - 12 - _BAR - _GAP)

    def _bar(self) -> QRectF:
        return QRectF(6, self.height() - 6 - _BAR, self.width() - 12, _BAR)


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)

"""MixView: two pictures in one place: wiped, one over the other, or what differs."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.theme import Theme

Mix = Literal["wipe", "difference", "onion"]
GAINS = (1, 2, 4, 8, 16)
"""How many times brighter a difference is shown; each is twice the one before."""
_STEP = 0.02
_HANDLE = 14.0


class MixView(QWidget):
    """Two pictures of one frame. A drag, or Left and Right, moves the edge or the share."""

    shared = QtSignal()
    """The edge or the share was moved by hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._images = {"left": QImage(), "right": QImage()}
        self._names = ("", "")
        self.mix: Mix = "wipe"
        self.share = 0.5
        self.gain = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Two takes in one picture")
        self.setMinimumSize(160, 90)

    def set_mix(self, mix: Mix) -> None:
        """Show the two in another way."""
        self.mix = mix
        self.update()

    def set_share(self, share: float) -> None:
        """Set where the edge of a wipe is, or how much of the right one an onion shows, 0 to 1."""
        self.share = min(max(share, 0.0), 1.0)
        self.update()

    def set_gain(self, gain: int) -> None:
        """Show a difference brighter, by one of ``GAINS``."""
        self.gain = gain
        self.update()

    def set_names(self, left: str, right: str) -> None:
        """Say which two they are."""
        self._names = (left, right)
        self.update()

    def show_image(self, side: Literal["left", "right"], image: QImage) -> None:
        """Show another picture on a side."""
        self._images[side] = image
        self.update()

    def target(self) -> QRectF:
        """Return where the pictures lie."""
        image = self._images["left"]
        if image.isNull():
            image = self._images["right"]
        size = QSizeF(image.size() if not image.isNull() else self.size())
        size = size.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(QPointF(left, top), size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both as the mix says."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(self.rect(), self._theme.color("bg0"))
        target = self.target()
        edge = target.left() + target.width() * self.share
        if self.mix == "difference":
            painter.drawImage(target, self._difference())
        else:
            painter.drawImage(target, self._images["left"])
            if self.mix == "onion":
                painter.setOpacity(self.share)
            else:
                room = QRectF(edge, target.top(), target.right() - edge, target.height())
                painter.setClipRect(room)
            painter.drawImage(target, self._images["right"])
            painter.setClipping(False)
            painter.setOpacity(1.0)
        if self.mix == "wipe":
            self._paint_edge(painter, edge, target)
        self._paint_names(painter, target)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the edge."""
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the edge."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the edge by keys."""
        step = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}.get(Qt.Key(event.key()))
        if step is None or self.mix == "difference":
            super().keyPressEvent(event)
        else:
            self._move(self.share + step)

    def _drag(self, event: QMouseEvent) -> None:
        if self.mix != "difference":
            target = self.target()
            self._move((event.position().x() - target.left()) / max(target.width(), 1.0))

    def _move(self, share: float) -> None:
        self.set_share(share)
        self.shared.emit()

    def _difference(self) -> QImage:
        """Return what differs, in each colour by itself, brighter by the gain."""
        left, right = self._images["left"], self._images["right"]
        if left.isNull() or right.isNull():
            return QImage()
        modes = QPainter.CompositionMode
        found = left.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(found)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(modes.CompositionMode_Difference)
        painter.drawImage(found.rect(), right)
        painter.setCompositionMode(modes.CompositionMode_Plus)
        for _ in range(GAINS.index(self.gain)):
            painter.drawImage(0, 0, found.copy())
        painter.end()
        return found

    def _paint_edge(self, painter: QPainter, edge: float, target: QRectF) -> None:
        painter.setPen(QPen(Qt.GlobalColor.white, 2.0))
        painter.drawLine(QPointF(edge, target.top()), QPointF(edge, target.bottom()))
        middle = QPointF(edge, target.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(middle, _HANDLE, _HANDLE)
        icon = self._theme.icon("arrow-split-vertical", "daylight_fill")
        icon.paint(painter, QRect(round(edge) - 8, round(middle.y()) - 8, 16, 16))

    def _paint_names(self, painter: QPainter, target: QRectF) -> None:
        painter.setFont(self._theme.font("caption"))
        for name, on_right in zip(self._names, (False, True), strict=True):
            wide = painter.fontMetrics().horizontalAdvance(name) + 16
            x = target.right() - wide - 8 if on_right else target.left() + 8
            tag = QRectF(x, target.bottom() - 30, wide, 22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("tag"))
            painter.drawRoundedRect(tag, 3, 3)
            painter.setPen(Qt.GlobalColor.white)
            painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), name)

"""Thumbnail: a picture, sharp at every scale of the display."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.theme import Theme


def paint_picture(
    painter: QPainter, rect: QRect | QRectF, image: QImage, *, cover: bool = False,
    radius: float = 4.0,
) -> QRectF:  # fmt: skip
    """Paint a picture into a rectangle, its sides in proportion, and return where it went.

    Parameters
    ----------
    cover
        Fill the rectangle and cut what is over, in place of showing the whole picture.
    radius
        Of the corners.
    """
    room = QRectF(rect)
    if image.isNull() or room.isEmpty():
        return QRectF()
    scale_x, scale_y = room.width() / image.width(), room.height() / image.height()
    scale = max(scale_x, scale_y) if cover else min(scale_x, scale_y)
    place = QRectF(0.0, 0.0, image.width() * scale, image.height() * scale)
    place.moveCenter(room.center())
    shown = place.intersected(room)
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    if radius:
        corners = QPainterPath()
        corners.addRoundedRect(shown, radius, radius)
        painter.setClipPath(corners)
    ratio = painter.device().devicePixelRatioF()
    size = (place.size() * ratio).toSize()
    if size.width() * 2 <= image.width() and not size.isEmpty():
        # Far smaller than the picture: one tap of the painter's filter would shimmer.
        image = image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    painter.drawImage(place, image)
    painter.restore()
    return shown


class Thumbnail(QWidget):
    """A picture with a ground behind it and an edge when it is the chosen one.

    Parameters
    ----------
    theme
        The look.
    size
        In pixels at 100 %.
    cover
        Fill the whole size and cut what is over.
    """

    def __init__(
        self, theme: Theme, size: QSize, *, cover: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._cover = theme, cover
        self._image = QImage()
        self._chosen = False
        self.setFixedSize(size)

    @property
    def image(self) -> QImage:
        """The picture, null for none."""
        return self._image

    def set_image(self, image: QImage) -> None:
        """Show a picture; best at twice the size, for dense displays."""
        self._image = image
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Show or hide the edge of the chosen one."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the picture, the edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg3"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        paint_picture(painter, self.rect(), self._image, cover=self._cover)
        if self._chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("daylight"), 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

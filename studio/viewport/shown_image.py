"""ShownImage: the picture on screen in a form that Qt paints at once."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from studio.drawing import Picture
from studio.viewport.pixels import U8, picture_image, shown_pixels
from studio.work import Work


class ShownImage(QObject):
    """Makes images of pictures, in a thread where that takes a while.

    A picture that is 8-bit colours already is taken as it is, byte for byte.
    """

    made = QtSignal()
    """There is another image."""
    failed = QtSignal(str)
    """A picture cannot be shown, and why."""

    def __init__(self, work: Work, slot: str, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._slot = work, f"{slot}/pixels"
        self._picture: Picture | None = None
        self.image: QImage | None = None

    def show(self, picture: Picture) -> None:
        """Make the image of a picture, unless it is the last one made."""
        if picture is self._picture:
            return
        self._picture = picture
        (name,) = picture.wish.passes
        pixels = picture.frame[name]
        if pixels.dtype == np.uint8 and pixels.ndim == 3:
            self._take(picture, np.ascontiguousarray(pixels))
            return
        self._work.start(
            lambda: shown_pixels(picture.frame, name),
            lambda pixels: self._take(picture, pixels),
            self.failed.emit,
            slot=self._slot,
        )

    def _take(self, picture: Picture, pixels: U8) -> None:
        if picture is self._picture:
            self.image = picture_image(pixels)
            self.made.emit()

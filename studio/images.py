"""Images: pixels as Qt paints them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

_KINDS = {
    1: QImage.Format.Format_Grayscale8,
    3: QImage.Format.Format_RGB888,
    4: QImage.Format.Format_RGBA8888,
}


def image_of(pixels: npt.NDArray[np.uint8]) -> QImage:
    """Return (H, W) grey, (H, W, 3) or (H, W, 4) sRGB pixels as an image of its own memory.

    Alpha is straight.
    """
    height, width = pixels.shape[:2]
    kind = _KINDS[1 if pixels.ndim == 2 else pixels.shape[2]]
    whole = np.ascontiguousarray(pixels)
    return QImage(whole.data, width, height, whole.strides[0], kind).copy()

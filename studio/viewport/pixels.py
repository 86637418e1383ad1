"""Pixels: a pass as a picture that Qt can paint."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from visualize.encode.pictures import preview
from visualize.guide import DepthGuide, DepthStatistics
from visualize.render.frame import Frame

U8 = npt.NDArray[np.uint8]

_NOTHING_SEEN_M = (1.0, 2.0)


def shown_pixels(frame: Frame, name: str) -> U8:
    """Return (H, W, 3) uint8: a pass of a frame as it is shown.

    Depth goes from white at the nearest thing seen to black at the farthest.
    """
    pixels = preview(name, frame[name], _guide(frame) if name == "depth" else None)
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    return np.ascontiguousarray(pixels)


def picture_image(pixels: U8) -> QImage:
    """Return (H, W, 3) uint8 as a QImage, which keeps the pixels alive and copies nothing."""
    high, wide = pixels.shape[:2]
    return QImage(pixels.data, wide, high, 3 * wide, QImage.Format.Format_RGB888)


def tinted_image(strength: U8, color: QColor) -> QImage:
    """Return a picture of one colour whose opacity is (H, W) uint8."""
    high, wide = strength.shape
    pixels = np.empty((high, wide, 4), np.uint8)
    share = strength.astype(np.float32) * (color.alphaF() / 255.0)
    for channel, value in enumerate((color.blue(), color.green(), color.red())):
        pixels[:, :, channel] = np.rint(share * value)
    pixels[:, :, 3] = np.rint(share * 255.0)
    format_ = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, wide, high, 4 * wide, format_).copy()


def _guide(frame: Frame) -> DepthGuide:
    """Return the guide of one frame, by the rule for the guide of a whole shot."""
    measured = DepthStatistics()
    measured.add(frame["depth"])
    near, far = measured.guide_range(_NOTHING_SEEN_M)
    return DepthGuide(near_m=near, far_m=far)

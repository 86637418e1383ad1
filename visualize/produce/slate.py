"""A small burn-in: shot, scene frame and timecode in the lower left corner."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from compose.shot import Shot
from compose.timing import timecode

_INK = (236, 237, 239)
_GROUND = (16, 17, 20)


class Slate:
    """Burns a shot's slate into frames of one size.

    The timecode counts from the first frame of the shot's window.
    """

    def __init__(self, shot: Shot, rate: Fraction, size: tuple[int, int]) -> None:
        self._shot, self._rate = shot, rate
        self._pixels = max(10, round(size[1] / 36))

    def burned(self, pixels: npt.NDArray[np.uint8], frame: int) -> npt.NDArray[np.uint8]:
        """Return a copy of (H, W, 3) pixels with the slate of a scene frame."""
        from PIL import Image, ImageDraw

        from visualize.produce.typeface import fitted, typeface

        face = typeface(self._pixels)
        pad = self._pixels // 2
        time = timecode(frame - self._shot.start, self._rate)
        text = fitted(f"{self._shot.label}   {frame}   {time}", face, pixels.shape[1] - 4 * pad)
        page = Image.fromarray(pixels)
        draw = ImageDraw.Draw(page)
        bottom = pixels.shape[0] - pad
        top = bottom - 2 * self._pixels
        draw.rectangle((pad, top, 3 * pad + face.getlength(text), bottom), fill=_GROUND)
        draw.text((2 * pad, (top + bottom) / 2), text, font=face, fill=_INK, anchor="lm")
        return np.asarray(page)

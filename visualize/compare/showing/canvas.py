"""A canvas that comparisons are painted on: boxes, text and pictures, in pixels at scale 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from visualize.brief.encoding import resized

U8 = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]


class Canvas:
    """An RGB page of ``size`` (width, height) at ``scale`` pixels a unit."""

    def __init__(self, size: tuple[int, int], ground: str, scale: int = 1) -> None:
        from PIL import Image, ImageDraw

        self.size, self.scale = size, scale
        self._image = Image.new("RGB", (size[0] * scale, size[1] * scale), ground)
        self._draw = ImageDraw.Draw(self._image)

    def pixels(self) -> U8:
        """Return a copy of the page, (H, W, 3) sRGB."""
        return np.array(self._image)

    def box(self, box: Box, fill: str, *, radius: int = 0) -> None:
        """Fill a box: left, top, right, bottom, the last two not included."""
        left, top, right, bottom = (round(value * self.scale) for value in box)
        if right > left and bottom > top:
            corners = (left, top, right - 1, bottom - 1)
            self._draw.rounded_rectangle(corners, radius * self.scale, fill)

    def text(
        self, place: tuple[float, float], text: str, size: int, color: str, *,
        bold: bool = False, anchor: str = "lm", width: float,
    ) -> None:  # fmt: skip
        """Write a line; what is wider than ``width`` is cut by ``…``."""
        from visualize.produce.typeface import write_text

        write_text(
            self._draw, self.scale, place, text, size, color, bold=bold, anchor=anchor, width=width
        )

    def paragraph(
        self, place: tuple[float, float], text: str, size: int, color: str, *,
        width: float, lines: int,
    ) -> None:  # fmt: skip
        """Write at most so many lines, the first one's middle at ``place``."""
        from visualize.produce.typeface import typeface, wrapped

        face = typeface(size * self.scale)
        for i, line in enumerate(wrapped(text, face, width * self.scale, lines)):
            self.text((place[0], place[1] + i * size * 1.35), line, size, color, width=width)

    def length(self, text: str, size: int, *, bold: bool = False) -> float:
        """Return how wide a line is."""
        from visualize.produce.typeface import typeface

        return typeface(size * self.scale, "bold" if bold else "regular").getlength(text) / (
            self.scale
        )

    def chip(self, place: tuple[float, float], letter: str, colour: str, ink: str) -> float:
        """Paint a letter on its take's colour, its left edge's middle at ``place``.

        Returns
        -------
        float
            How wide it is.
        """
        x, y = place
        width = max(20.0, self.length(letter, 13, bold=True) + 10)
        self.box((x, y - 10, x + width, y + 10), colour, radius=3)
        self.text((x + width / 2, y), letter, 13, ink, bold=True, anchor="mm", width=width)
        return width

    def picture(self, box: Box, pixels: U8) -> None:
        """Paint a picture as large as it fits, in the middle of a box."""
        from PIL import Image

        left, top, right, bottom = (round(value * self.scale) for value in box)
        fitted = contained(pixels, (right - left, bottom - top))
        x = left + (right - left - fitted.shape[1]) // 2
        y = top + (bottom - top - fitted.shape[0]) // 2
        self._image.paste(Image.fromarray(fitted), (x, y))


def contained(pixels: U8, size: tuple[int, int]) -> U8:
    """Return a picture scaled to fit ``size`` (width, height), its shape kept."""
    height, width = pixels.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    fitted = (
        min(size[0], max(1, round(width * scale))),
        min(size[1], max(1, round(height * scale))),
    )
    return pixels if fitted == (width, height) else resized(pixels, fitted)


def dimmed(pixels: U8) -> U8:
    """Return a picture at a third of its light: what is no longer, or not yet, there."""
    return np.asarray(pixels // 3, np.uint8)

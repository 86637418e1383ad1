"""The page of a contact sheet: a header and a row for each shot, painted with Pillow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from compose.project import Project
from compose.shot import Shot
from compose.timing import timecode

_PAGE, _CARD, _WELL, _LINE = "#101114", "#1A1B1F", "#131417", "#2C2F35"
_TEXT1, _TEXT2, _TEXT3, _ACCENT = "#ECEDEF", "#B4B8C0", "#999EA7", "#F0B44C"
_WIDTH, _MARGIN, _PAD, _GAP = 1920, 40, 20, 12
_HEADER, _INFO, _CAPTION = 116, 372, 28
THUMB_SIZE = (460, 260)
_ROW = THUMB_SIZE[1] + _CAPTION + 2 * _PAD


@dataclass(frozen=True, eq=False, kw_only=True)
class ShotCard:
    """What the page shows of one shot: facts as (label, value), and pictures with captions."""

    number: str
    name: str
    description: str
    facts: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, npt.NDArray[np.uint8]], ...]


def page_height(shots: int) -> int:
    """Return the height in pixels, at scale 1, of a page of so many shots."""
    return _HEADER + shots * (_ROW + _GAP) + _MARGIN


class SheetPage:
    """The page being painted; lengths are pixels at scale 1."""

    def __init__(self, shots: int, scale: int) -> None:
        from PIL import Image, ImageDraw

        from visualize.produce.typeface import write_text

        height = page_height(shots)
        self._scale = scale
        self._image = Image.new("RGB", (_WIDTH * scale, height * scale), _PAGE)
        self._draw = ImageDraw.Draw(self._image)
        self._text = partial(write_text, self._draw, scale)

    def pixels(self) -> npt.NDArray[np.uint8]:
        """Return the page, (H, W, 3) sRGB."""
        return np.asarray(self._image)

    def header(self, project: Project, shots: Sequence[Shot]) -> None:
        """Paint the project's name and the length of it all."""
        frames = sum(len(shot.window) for shot in shots)
        rate = f"{float(project.frame_rate):.6g} fps"
        count = f"{len(shots)} shot" + ("s" if len(shots) != 1 else "")
        length = f"{float(frames / project.frame_rate):.1f} s"
        code = timecode(frames, project.frame_rate)
        self._text((_MARGIN, 58), project.name, 36, _TEXT1, bold=True, width=1100)
        summary = f"{count}   {frames} frames   {length}   {code}   {rate}"
        self._text((_WIDTH - _MARGIN, 58), summary, 17, _TEXT2, anchor="rm", width=700)

    def row(self, index: int, card: ShotCard) -> None:
        """Paint one shot."""
        top = _HEADER + index * (_ROW + _GAP)
        self._box((_MARGIN, top, _WIDTH - _MARGIN, top + _ROW), _CARD, radius=6)
        left = _MARGIN + _PAD
        self._facts(left, top + _PAD, card)
        left += _INFO + _PAD
        for caption, pixels in card.pictures:
            self._picture((left, top + _PAD), pixels)
            self._text((left, top + _PAD + THUMB_SIZE[1] + 17), caption, 14, _TEXT3)
            left += THUMB_SIZE[0] + _GAP

    def _facts(self, left: float, top: float, card: ShotCard) -> None:
        self._text((left, top + 16), card.number, 30, _ACCENT, bold=True, width=_INFO)
        y = top + 50.0
        y = self._paragraph((left, y), card.name, 19, _TEXT1, 1)
        y = self._paragraph((left, y), card.description, 14, _TEXT2, 3)
        y = max(y + 4, top + 116)
        self._draw.line(self._scaled((left, y, left + _INFO - _PAD, y)), _LINE, self._scale)
        y += 18
        for label, value in card.facts:
            self._text((left, y), label, 14, _TEXT3)
            y = self._paragraph((left + 70, y), value, 14, _TEXT1, 2, width=_INFO - 70 - _PAD)
            y += 3

    def _paragraph(
        self,
        place: tuple[float, float],
        text: str,
        size: int,
        color: str,
        lines: int,
        *,
        width: float = _INFO - _PAD,
    ) -> float:
        """Paint at most so many lines of text; return where the next one goes."""
        from visualize.produce.typeface import typeface, wrapped

        x, y = place
        for line in wrapped(text, typeface(size * self._scale), width * self._scale, lines):
            self._text((x, y), line, size, color)
            y += size * 1.4
        return y

    def _picture(self, place: tuple[float, float], pixels: npt.NDArray[np.uint8]) -> None:
        """Paint a picture in the middle of its well."""
        from PIL import Image

        x, y = place
        self._box((x, y, x + THUMB_SIZE[0], y + THUMB_SIZE[1]), _WELL, radius=3)
        picture = Image.fromarray(pixels)
        left = (x + THUMB_SIZE[0] / 2) * self._scale - picture.width / 2
        top = (y + THUMB_SIZE[1] / 2) * self._scale - picture.height / 2
        self._image.paste(picture, (round(left), round(top)))

    def _box(self, box: tuple[float, float, float, float], fill: str, *, radius: int) -> None:
        self._draw.rounded_rectangle(self._scaled(box), radius * self._scale, fill)

    def _scaled(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        left, top, right, bottom = (value * self._scale for value in box)
        return left, top, right, bottom

"""A legible typeface for pages and slates: the system's, else the one inside Pillow."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal

from PIL import ImageDraw, ImageFont

Weight = Literal["regular", "bold"]
Face = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FILES: dict[Weight, tuple[str, ...]] = {
    "regular": ("Inter-Regular.ttf", "DejaVuSans.ttf", "NotoSans-Regular.ttf",
                "LiberationSans-Regular.ttf", "segoeui.ttf", "Arial.ttf"),
    "bold": ("Inter-SemiBold.ttf", "DejaVuSans-Bold.ttf", "NotoSans-Bold.ttf",
             "LiberationSans-Bold.ttf", "segoeuib.ttf", "Arial Bold.ttf"),
}  # fmt: skip


@lru_cache(maxsize=64)
def typeface(pixels: int, weight: Weight = "regular") -> Face:
    """Return the first of the known faces that is installed, ``pixels`` high.

    Pillow's own scalable face serves where none is; it has Latin letters only.
    """
    for name in _FILES[weight]:
        try:
            return ImageFont.truetype(name, pixels)
        except OSError:
            continue
    return ImageFont.load_default(pixels)


def write_text(
    draw: ImageDraw.ImageDraw, scale: int, place: tuple[float, float], text: str,
    size: int, color: str, *, bold: bool = False, anchor: str = "lm", width: float = math.inf,
) -> None:  # fmt: skip
    """Write a line of text; lengths are pixels at scale 1, and what is too wide is cut by ``…``."""
    face = typeface(size * scale, "bold" if bold else "regular")
    x, y = place
    draw.text((x * scale, y * scale), fitted(text, face, width * scale), color, face, anchor)


def fitted(text: str, face: Face, width: float) -> str:
    """Return ``text``, or as much of it with ``…`` as is at most ``width`` pixels wide."""
    if face.getlength(text) <= width:
        return text
    kept = text
    while kept and face.getlength(kept + "…") > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, face: Face, width: float, lines: int) -> list[str]:
    """Return ``text`` broken at spaces into at most so many lines, the last one ``fitted``."""
    words = text.split()
    found: list[str] = []
    while words and len(found) < lines:
        line = words.pop(0)
        while words and face.getlength(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        found.append(line)
    if words:
        found[-1] = " ".join([found[-1], *words])
    return [fitted(line, face, width) for line in found]

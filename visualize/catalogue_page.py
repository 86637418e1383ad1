"""The page of a catalogue: groups with a heading each, and a tile for each thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

_PAGE, _CARD, _TEXT1, _TEXT2, _TEXT3 = "#101114", "#1A1B1F", "#ECEDEF", "#B4B8C0", "#999EA7"
_ACCENT = "#F0B44C"
_WIDTH, _MARGIN, _GAP, _COLUMNS = 1920, 40, 14, 6
_HEADER, _HEADING, _CAPTION = 112, 62, 58
TILE_WIDTH = 294
"""Pixels across a tile at scale 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """What stands under a picture: its name, and small words on the left and on the right.

    Tiles of one ``group`` follow each other and stand under its heading.
    """

    group: str
    name: str
    left: str
    right: str = ""


class CataloguePage:
    """The page being painted; lengths are pixels at scale 1.

    ``tile(i, …)`` paints the tile of that number. ``picture_height`` is that of the pictures, which
    are ``TILE_WIDTH`` wide.
    """

    def __init__(
        self, title: str, counted: str, tiles: Sequence[Tile], *, picture_height: int, scale: int
    ) -> None:
        from PIL import Image, ImageDraw

        from visualize.produce.typeface import write_text

        self._tiles = tiles
        self._scale = scale
        self._picture_height = picture_height
        row = picture_height + _CAPTION + _GAP
        self._places: list[tuple[int, int]] = []
        headings: list[tuple[str, int]] = []
        top, column, group = _HEADER, 0, ""
        for tile in tiles:
            if tile.group != group:
                top += row if group else 0
                headings.append((tile.group, top))
                top, column, group = top + _HEADING, 0, tile.group
            elif column == _COLUMNS:
                top, column = top + row, 0
            self._places.append((_MARGIN + column * (TILE_WIDTH + _GAP), top))
            column += 1
        height = top + row + _MARGIN - _GAP
        self._image = Image.new("RGB", (_WIDTH * scale, height * scale), _PAGE)
        self._draw = ImageDraw.Draw(self._image)
        self._text = partial(write_text, self._draw, scale)
        self._header(title, counted, headings)

    def pixels(self) -> npt.NDArray[np.uint8]:
        """Return the page, (H, W, 3) sRGB."""
        return np.asarray(self._image)

    def tile(self, number: int, picture: npt.NDArray[np.uint8]) -> None:
        """Paint one tile: its picture, its name and its words."""
        from PIL import Image

        tile = self._tiles[number]
        left, top = self._places[number]
        scale, height = self._scale, self._picture_height
        box = (left, top, left + TILE_WIDTH, top + height + _CAPTION)
        self._draw.rounded_rectangle([value * scale for value in box], 6 * scale, _CARD)
        self._image.paste(Image.fromarray(picture), (left * scale, top * scale))
        base = top + height
        self._text((left + 12, base + 20), tile.name, 16, _TEXT1, width=TILE_WIDTH - 24)
        self._text((left + 12, base + 42), tile.left, 13, _TEXT3, width=TILE_WIDTH - 24)
        self._text((left + TILE_WIDTH - 12, base + 42), tile.right, 13, _TEXT3, anchor="rm")

    def _header(self, title: str, counted: str, headings: Sequence[tuple[str, int]]) -> None:
        self._text((_MARGIN, 58), title, 36, _TEXT1, bold=True)
        self._text((_WIDTH - _MARGIN, 58), counted, 17, _TEXT2, anchor="rm")
        for group, top in headings:
            self._text((_MARGIN, top + 32), group_words(group), 21, _ACCENT, bold=True)


def group_words(group: str) -> str:
    """Return a group's name as a heading."""
    return group.replace("_", " ").capitalize()

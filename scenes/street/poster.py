"""The poster on the wall: a flat picture in five colours, drawn with NumPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from scenes.writing import write_indexed_png

U8 = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 240, 360
_COLORS = ((24, 32, 52), (233, 196, 120), (201, 74, 44), (46, 68, 96), (240, 230, 208))
_NIGHT, _MOON, _RED, _HILLS, _PAPER = range(len(_COLORS))


def write_poster(path: Path) -> None:
    """Write the poster: a moon over hills, a road and a rule of type, in five flat colours."""
    write_indexed_png(path, _picture(), _COLORS)


def _picture() -> U8:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    picture = np.full((HEIGHT, WIDTH), _NIGHT, np.uint8)
    picture[(x - 120) ** 2 + (y - 128) ** 2 < 66**2] = _MOON
    for base, step, color in ((190, 3, _HILLS), (222, 5, _RED)):
        ridge = base + abs((x * step + base) % 160 - 80) // 4
        picture[y > ridge] = color
    road = abs(x - 120) * 3 < (y - 218)
    picture[road & (y > 222)] = _NIGHT
    picture[(abs(x - 120) < 2) & (y > 228) & (y // 10 % 2 == 0)] = _PAPER
    picture[y > 290] = _PAPER
    for row, (left, right) in enumerate(((28, 212), (28, 170), (28, 120))):
        top = 304 + row * 17
        letters = (x >= left) & (x < right) & (x % 13 < 10)
        picture[letters & (y >= top) & (y < top + 9 - 2 * row)] = _NIGHT
    margin = (x < 10) | (x >= WIDTH - 10) | (y < 10) | (y >= HEIGHT - 10)
    picture[margin] = _PAPER
    return picture

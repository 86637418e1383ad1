"""The label: AVALON, vanille, in strokes of even width on cream paper, drawn with NumPy alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from scenes.writing import write_indexed_png

F64 = npt.NDArray[np.float64]
Stroke = tuple[float, float, float, float]

WIDTH, HEIGHT = 720, 560
_PAPER, _INK, _GILT = (236, 226, 204), (38, 28, 24), (164, 116, 50)
_STEPS = 12  # of the palette from paper to each ink

_LETTERS: dict[str, tuple[float, tuple[Stroke, ...]]] = {
    "A": (0.78, ((0.0, 1.0, 0.39, 0.0), (0.39, 0.0, 0.78, 1.0), (0.14, 0.66, 0.64, 0.66))),
    "E": (0.5, ((0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.5, 0.0), (0.0, 0.48, 0.42, 0.48),
                (0.0, 1.0, 0.5, 1.0))),
    "I": (0.0, ((0.0, 0.0, 0.0, 1.0),)),
    "L": (0.48, ((0.0, 0.0, 0.0, 1.0), (0.0, 1.0, 0.48, 1.0))),
    "N": (0.68, ((0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 0.68, 1.0), (0.68, 1.0, 0.68, 0.0))),
    "O": (0.92, ()),
    "V": (0.76, ((0.0, 0.0, 0.38, 1.0), (0.38, 1.0, 0.76, 0.0))),
}  # fmt: skip
"""Width and strokes (x, y, x, y) of letters of height 1, y downward; O is a circle."""


def write_label(path: Path) -> None:
    """Write the label as an indexed PNG."""
    ink = np.maximum(
        _word("AVALON", 252.0, 88.0, 40.0, 6.5), _word("VANILLE", 406.0, 25.0, 21.0, 2.4)
    )
    gilt = np.maximum.reduce([_frame(26.0, 3.0), _frame(36.0, 1.2), _star(360.0, 150.0, 46.0),
                              _line(318.0, 372.0, 402.0, 372.0, 2.0)])  # fmt: skip
    number = np.round(ink * _STEPS).astype(np.uint8)
    gold = np.round(gilt * _STEPS).astype(np.uint8)
    write_indexed_png(path, np.where(gold > 0, _STEPS + gold, number).astype(np.uint8), _palette())


def _palette() -> list[tuple[int, int, int]]:
    """Return paper, then steps toward the ink, then steps toward the gilt."""
    shares = np.arange(_STEPS + 1)[:, None] / _STEPS
    paper, ink, gilt = (np.array(color, np.float64) for color in (_PAPER, _INK, _GILT))
    rows = np.concatenate([paper + (ink - paper) * shares, (paper + (gilt - paper) * shares)[1:]])
    return [(int(r), int(g), int(b)) for r, g, b in np.round(rows)]


def _word(text: str, top: float, size: float, gap: float, width: float) -> F64:
    """Return (H, W) coverage of a word centred across the label; sizes are in pixels."""
    span = sum(_LETTERS[letter][0] for letter in text) * size + gap * (len(text) - 1)
    x, result = (WIDTH - span) / 2.0, np.zeros((HEIGHT, WIDTH))
    for letter in text:
        wide, strokes = _LETTERS[letter]
        drawn = [
            _line(x + a * size, top + b * size, x + c * size, top + d * size, width)
            for a, b, c, d in strokes
        ]
        if letter == "O":
            drawn = [_circle(x + wide * size / 2.0, top + size / 2.0, size / 2.0, width)]
        result = np.maximum.reduce([result, *drawn])
        x += wide * size + gap
    return result


def _grid() -> tuple[F64, F64]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return x + 0.5, y + 0.5


def _line(x0: float, y0: float, x1: float, y1: float, width: float) -> F64:
    x, y = _grid()
    dx, dy = x1 - x0, y1 - y0
    share = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0.0, 1.0)
    return _inked(np.hypot(x - x0 - share * dx, y - y0 - share * dy) - width / 2.0)


def _circle(cx: float, cy: float, radius: float, width: float) -> F64:
    x, y = _grid()
    return _inked(np.abs(np.hypot(x - cx, y - cy) - radius) - width / 2.0)


def _frame(inset: float, width: float) -> F64:
    x, y = _grid()
    away = np.minimum.reduce([x, WIDTH - x, y, HEIGHT - y]) - inset
    return _inked(np.abs(away) - width / 2.0)


def _star(cx: float, cy: float, radius: float) -> F64:
    """Return a star of four points, its sides drawn in: ``|x|^½ + |y|^½ <= r^½``."""
    x, y = _grid()
    reach = np.sqrt(np.abs(x - cx)) + np.sqrt(np.abs(y - cy))
    return _inked((reach - np.sqrt(radius)) * np.sqrt(radius) * 0.7)


def _inked(beyond: F64) -> F64:
    """Return coverage 0…1 from signed distances in pixels to the ink's edge."""
    return np.asarray(np.clip(0.5 - beyond, 0.0, 1.0))

"""Finish (no AI): a finished frame for the board, drawn in pen and coloured with washes."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.local import tiles, tone
from models.local.ink import Ink
from models.local.style import Drawing
from models.local.watercolour import washed

U8 = npt.NDArray[np.uint8]

_INK: tone.Color = (30, 24, 30)


class Finish:
    """Clean colour from the lit picture, a soft grade, pen lines and strokes in the shade."""

    passes: tuple[str, ...] = Ink.passes

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._ink = Ink(size, seed)
        self._pools = tiles.cloud(seed, 90, texels=90.0)
        tooth = tiles.paper(size, seed, rough=2.0)
        self._sheet = np.clip(250.0 + 3.0 * tooth, 0, 255).astype(np.uint8)

    def draw(self, drawing: Drawing) -> U8:
        """Return (H, W, 3) uint8 sRGB pixels."""
        colour = _graded(washed(drawing.layers["beauty"], _LIFTED))
        pools = cv2.LUT(drawing.surface.look_up(self._pools, 1.0, step=2), _POOLS)
        page = tone.multiplied(tone.multiplied(colour, pools), self._sheet)
        shade = cv2.convertScaleAbs(self._ink.shade(drawing), alpha=0.62)
        ink = cv2.max(shade, self._ink.contours(drawing))
        return tone.mixed(page, tone.flat(page.shape, _INK), ink)


def _graded(colour: U8) -> U8:
    """Return cooler shadows and warmer lights: a gentle S for red, its inverse for blue."""
    made: U8 = cv2.LUT(colour, _GRADE)
    return made


def _leaning(warmth: float) -> U8:
    return tone.table(lambda x: x + np.float32(warmth) * x * (1.0 - x) * (2.0 * x - 0.9))


_LIFTED = tone.table(lambda x: np.power(np.clip(x / 0.90, 0.0, 1.0), np.float32(0.68)))
_POOLS = tone.table(lambda x: 0.90 + 0.10 * tone.soft_step(x, 0.25, 0.65))
_WARMTH = (0.28, 0.06, -0.20)
"""By how much the S of red, green and blue leans."""
_GRADE = np.stack([_leaning(warmth) for warmth in _WARMTH], axis=-1)[None]

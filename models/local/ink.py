"""Ink (no AI): pen and brush on paper. Strokes lie on the surfaces, the paper on the picture."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.local import tiles, tone
from models.local.outlines import faded, silhouettes, thickened
from models.local.style import Drawing

U8 = npt.NDArray[np.uint8]

_INK: tone.Color = (22, 22, 30)
_PAPER: tone.Color = (250, 245, 233)
_STROKE_TEXELS = 5.2
_WASH = ((0.0, (172, 166, 162)), (0.35, (206, 200, 190)), (0.6, (232, 226, 213)), (1.0, _PAPER))


class Ink:
    """Contours by pen, shade by strokes that swell, deep shade by brush, a thin grey wash."""

    passes: tuple[str, ...] = ("beauty", "lines", "depth", "normal")

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._unit = size[1] / 720.0
        self._strokes = tiles.strokes(seed)
        self._wobble = tiles.cloud(seed, 40, texels=26.0)
        tooth = tiles.paper(size, seed, rough=1.8)
        self._paper = np.clip(250.0 + 3.2 * tooth, 0, 255).astype(np.uint8)
        self._coverage = np.clip(246.0 + 12.0 * tooth, 0, 255).astype(np.uint8)

    def draw(self, drawing: Drawing) -> U8:
        """Return (H, W, 3) uint8 sRGB pixels."""
        light = _light(drawing.layers["beauty"])
        ink = cv2.max(self.shade(drawing), self.contours(drawing))
        ink = tone.multiplied(ink, self._coverage)
        wash = cv2.addWeighted(light, 1.0, drawing.surface.look_up(self._wobble, 1.2, step=2),
                               0.10, -13.0)  # fmt: skip
        page = tone.coloured(cv2.LUT(wash, _WASH_STEPS), _WASH_COLOURS)
        page = tone.multiplied(page, self._paper)
        return tone.mixed(page, tone.flat(page.shape, _INK), ink)

    def shade(self, drawing: Drawing) -> U8:
        """Return where the pen's strokes and the brush's blacks lie, (H, W) uint8."""
        light = _light(drawing.layers["beauty"])
        height = drawing.surface.look_up(self._strokes, _STROKE_TEXELS / self._unit)
        above = cv2.subtract(height, light)
        strokes = cv2.convertScaleAbs(above, alpha=3.6)
        made: U8 = cv2.max(strokes, cv2.LUT(light, _BRUSH))
        return made

    def contours(self, drawing: Drawing) -> U8:
        """Return the pen's lines, (H, W) uint8: contours bold, creases fine, far ones faint."""
        depth = drawing.layers["depth"]
        fine = thickened(drawing.layers["lines"][..., 0], 1.3 * self._unit)
        lines = faded(fine, depth, 6.0, 90.0, 0.42)
        bold = faded(silhouettes(depth, 2.2 * self._unit), depth, 8.0, 45.0, 0.0)
        made: U8 = cv2.max(lines, bold)
        return made


def _light(beauty: U8) -> U8:
    """Return what the draughtsman sees with half-shut eyes: soft luma with its range opened."""
    made: U8 = cv2.GaussianBlur(cv2.LUT(tone.luma(beauty), _OPENED), (0, 0), 1.2)
    return made


_OPENED = tone.table(lambda x: np.power(np.clip((x - 0.03) / 0.72, 0.0, 1.0), np.float32(0.86)))
_BRUSH = tone.table(lambda x: tone.soft_step(x, 0.15, 0.10))
_WASH_STEPS = tone.steps((0.16, 0.32, 0.5), (0.0, 0.35, 0.6, 1.0), 0.025)
_WASH_COLOURS = tone.ramp(_WASH)

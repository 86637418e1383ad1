"""Blueprint (no AI): white lines and a squared sheet in cyanotype blue."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.local import tiles, tone
from models.local.outlines import faded, silhouettes, thickened
from models.local.style import Drawing

U8 = npt.NDArray[np.uint8]

_LINE: tone.Color = (232, 242, 250)
_SHEET = ((0.0, (10, 36, 84)), (0.5, (22, 66, 132)), (1.0, (74, 130, 190)))


class Blueprint:
    """Outlines in two weights, form in a breath of lighter blue, grid and frame on the sheet."""

    passes: tuple[str, ...] = ("clay", "lines", "depth", "normal")

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._unit = size[1] / 720.0
        self._grid = _squared(size)
        tooth = tiles.paper(size, seed, rough=2.4)
        stains = tiles.paper(size, seed + 1, rough=150.0)
        self._sheet = np.clip(236.0 + 4.5 * tooth + 7.0 * stains, 0, 255).astype(np.uint8)
        self._chalk = (0.94 + 0.10 * np.clip(tooth, -2.0, 2.0)).astype(np.float32)

    def draw(self, drawing: Drawing) -> U8:
        """Return (H, W, 3) uint8 sRGB pixels."""
        depth = drawing.layers["depth"]
        form = cv2.LUT(tone.luma(drawing.layers["clay"]), _FORM)
        form = faded(form, depth, 10.0, 150.0, 0.35)
        page = tone.multiplied(tone.coloured(form, _BLUES), self._sheet)
        fine = thickened(drawing.layers["lines"][..., 0], 1.1 * self._unit)
        fine = faded(fine, depth, 6.0, 120.0, 0.4)
        bold = faded(silhouettes(depth, 2.0 * self._unit), depth, 8.0, 80.0, 0.15)
        lines = cv2.multiply(cv2.max(cv2.convertScaleAbs(fine, alpha=0.8), bold), self._chalk,
                             dtype=cv2.CV_8U)  # fmt: skip
        return tone.mixed(page, tone.flat(page.shape, _LINE), cv2.max(lines, self._grid))


def _squared(size: tuple[int, int]) -> U8:
    """Return the sheet's own lines: fine squares, every fifth stronger, and a drawn frame."""
    width, height = size
    unit = height / 720.0
    page = np.zeros((height, width), np.uint8)
    cell = max(round(24 * unit), 4)
    for axis, length in ((1, width), (0, height)):
        first = (length // 2) % cell
        for k, at in enumerate(range(first, length, cell)):
            strong = (k - (length // 2 - first) // cell) % 5 == 0
            line = (slice(None), at) if axis else (at, slice(None))
            page[line] = np.maximum(page[line], 70 if strong else 34)
    inset = round(18 * unit)
    thick = max(round(2 * unit), 1)
    cv2.rectangle(page, (inset, inset), (width - 1 - inset, height - 1 - inset), 205, thick)
    page[:inset] = page[-inset:] = 0
    page[:, :inset] = page[:, -inset:] = 0
    return page


_FORM = tone.table(lambda x: 0.06 + 0.72 * tone.soft_step(x, 0.22, 1.05))
_BLUES = tone.ramp(_SHEET)

"""Watercolour (no AI): washes with dark rims and grain on rough paper, over a pencil drawing."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.local import tiles, tone
from models.local.outlines import faded, thickened
from models.local.style import Drawing

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_PAPER: tone.Color = (252, 249, 241)
_PENCIL: tone.Color = (74, 66, 72)
_DEEPEST_RIM = 8.0
"""Codes of grey; with more the shaded side of what is narrow, such as a jaw, turns to stubble."""


class Watercolour:
    """Pigment flows with the surfaces; the paper, its grain and its bare border stay put."""

    passes: tuple[str, ...] = ("beauty", "lines", "depth", "normal")

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._unit = size[1] / 720.0
        self._flow = tiles.cloud(seed, 50, texels=70.0)
        self._wander = (tiles.cloud(seed, 60, texels=22.0), tiles.cloud(seed, 70, texels=22.0))
        tooth = tiles.paper(size, seed, rough=2.6, fibrous=0.0)
        self._sheet = np.clip(249.0 + 3.0 * tooth, 0, 255).astype(np.uint8)
        self._grain = (1.0 + 0.09 * np.clip(tooth, -2.5, 2.5)).astype(np.float32)
        self._bare = _border(size, seed)
        self._columns = np.arange(size[0], dtype=np.float32)[None, :]
        self._rows = np.arange(size[1], dtype=np.float32)[:, None]

    def draw(self, drawing: Drawing) -> U8:
        """Return (H, W, 3) uint8 sRGB pixels."""
        wash = self._wandered(washed(drawing.layers["beauty"], _LIFTED), drawing)
        density = self._density(wash, drawing)
        page = _painted(wash, density)
        pencil = faded(thickened(drawing.layers["lines"][..., 0], 1.1 * self._unit),
                       drawing.layers["depth"], 8.0, 120.0, 0.45)  # fmt: skip
        pencil = cv2.multiply(pencil, self._grain, scale=0.55, dtype=cv2.CV_8U)
        page = tone.mixed(page, tone.flat(page.shape, _PENCIL), pencil)
        page = tone.mixed(page, tone.flat(page.shape, _PAPER), self._bare)
        return tone.multiplied(page, self._sheet)

    def _wandered(self, wash: U8, drawing: Drawing) -> U8:
        """Return the wash with edges that wander off the drawing by a few pixels."""
        reach = 5.0 * self._unit / 128.0
        moves = [drawing.surface.look_up(tile, 1.6, step=2) for tile in self._wander]
        x = cv2.scaleAdd(moves[0].astype(np.float32), reach, self._columns - 128.0 * reach
                         + np.zeros_like(self._rows))  # fmt: skip
        y = cv2.scaleAdd(moves[1].astype(np.float32), reach, self._rows - 128.0 * reach
                         + np.zeros_like(self._columns))  # fmt: skip
        made: U8 = cv2.remap(wash, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        return made

    def _density(self, wash: U8, drawing: Drawing) -> F32:
        """Return how thick the pigment lies: 1 as seen, more in rims, pools and grain."""
        grey = tone.luma(wash)
        soft = cv2.GaussianBlur(grey, (0, 0), 4.0 * self._unit)
        rim = cv2.min(cv2.subtract(soft, grey), _DEEPEST_RIM)
        pools = drawing.surface.look_up(self._flow, 1.0, step=2)
        density = cv2.addWeighted(pools, 0.9 / 255.0, rim, 5.5 / 255.0, 0.38, dtype=cv2.CV_32F)
        made: F32 = cv2.multiply(density, self._grain)
        return made


def washed(beauty: U8, lifted: U8) -> U8:
    """Return the picture in large flat areas, its colours as bright as washes are.

    ``lifted`` is the table, (256,) or (1, 256, 3), that brightens them.
    """
    height, width = beauty.shape[:2]
    half = cv2.resize(beauty, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    half = cv2.bilateralFilter(half, 9, 42.0, 5.0)
    half = cv2.bilateralFilter(half, 7, 36.0, 5.0)
    bright = cv2.LUT(half, lifted)
    grey = tone.luma(bright)
    vivid = cv2.addWeighted(bright, 1.22, cv2.merge([grey, grey, grey]), -0.22, 0.0)
    made: U8 = cv2.resize(vivid, (width, height), interpolation=cv2.INTER_LINEAR)
    return made


def _painted(wash: U8, density: F32) -> U8:
    """Return the colour of pigment of a density: T^d for a wash of transmittance T (Beer)."""
    absorbed = cv2.LUT(wash, _ABSORBED)
    weighted = cv2.multiply(absorbed, cv2.merge([density, density, density]), dtype=cv2.CV_8U)
    made: U8 = cv2.LUT(weighted, _TRANSMITTED)
    return made


def _border(size: tuple[int, int], seed: int) -> U8:
    """Return where the sheet stays bare: a ragged margin, 255 at the very edge."""
    width, height = size
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    edge = np.minimum(np.minimum(x, width - 1 - x)[None, :], np.minimum(y, height - 1 - y)[:, None])
    ragged = tiles.paper(size, seed + 1, rough=60.0, fibrous=0.0)
    ragged += 0.5 * tiles.paper(size, seed + 2, rough=9.0, fibrous=0.0)
    unit = height / 720.0
    inside = edge - (18.0 + 5.0 * ragged) * unit
    return ((1.0 - tone.soft_step(inside, -2.0 * unit, 5.0 * unit)) * 255.0).astype(np.uint8)


_SCALE = 40.0
"""Codes of absorbance to a factor of e; 255 codes reach down to 1/588."""


def _absorbance(x: F32) -> F32:
    return -np.log(np.maximum(x, np.float32(1 / 255))) * np.float32(_SCALE / 255.0)


def _transmittance(x: F32) -> F32:
    made: F32 = np.exp(x * np.float32(-255.0 / _SCALE))
    return made


def _raised(power: float) -> U8:
    return tone.table(lambda x: np.power(np.clip(x / 0.92, 0.0, 1.0), np.float32(power)))


_POWERS = (0.60, 0.585, 0.535)
"""Of red, green and blue: what is dark turns to the blue that painters see in shade."""
_LIFTED = np.stack([_raised(power) for power in _POWERS], axis=-1)[None]
_ABSORBED = tone.table(_absorbance)
_TRANSMITTED = tone.table(_transmittance)

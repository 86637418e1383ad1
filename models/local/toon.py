"""Toon (no AI): flat paint in a few steps of light, with firm outlines, as for a cartoon."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.local import tone
from models.local.outlines import faded, silhouettes, thickened
from models.local.style import Drawing

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_LINE: tone.Color = (34, 26, 44)
_DIMMEST = 12.0
_PALEST, _STRONGEST = 0.6, 1.6
_BANDS = (
    (0.0, (104, 98, 158)), (0.19, (112, 106, 164)), (0.22, (158, 150, 192)),
    (0.36, (166, 158, 196)), (0.39, (214, 208, 214)), (0.57, (220, 214, 216)),
    (0.60, (255, 250, 238)), (1.0, (255, 254, 248)),
)  # fmt: skip
"""The light's colour by its strength: cool shade, half light, warm light."""


class Toon:
    """Flat colours, cool shadows with a clean edge, glints, outlines that thin out far away."""

    passes: tuple[str, ...] = ("beauty", "albedo", "lines", "depth", "normal")

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._unit = size[1] / 720.0

    def draw(self, drawing: Drawing) -> U8:
        """Return (H, W, 3) uint8 sRGB pixels."""
        beauty, depth = drawing.layers["beauty"], drawing.layers["depth"]
        paint = _encoded(drawing.layers["albedo"])
        light = _light(beauty, paint)
        page = tone.multiplied(_vivid(paint), tone.coloured(light, _BAND_COLOURS))
        page = cv2.multiply(page, _tint(beauty, paint), dtype=cv2.CV_8U)
        sky = np.isinf(depth)
        if sky.any():
            np.copyto(page, beauty, where=sky[..., None])
        glow = cv2.LUT(tone.luma(beauty), _GLINT)
        page = tone.mixed(page, cv2.max(page, beauty), glow)
        fine = faded(thickened(drawing.layers["lines"][..., 0], 1.5 * self._unit),
                     depth, 8.0, 110.0, 0.3)  # fmt: skip
        bold = faded(silhouettes(depth, 2.8 * self._unit), depth, 10.0, 60.0, 0.0)
        return tone.mixed(page, tone.flat(page.shape, _LINE), cv2.max(fine, bold))


def _encoded(linear: F32) -> U8:
    """Return sRGB pixels of a linear colour by a table over its square root."""
    root = np.sqrt(np.maximum(linear, np.float32(0.0)))
    made: U8 = cv2.LUT(cv2.convertScaleAbs(root, alpha=255.0), _FROM_ROOT)
    return made


def _light(beauty: U8, paint: U8) -> U8:
    """Return how brightly each point is lit: what is seen against its own colour."""
    seen = tone.luma(beauty)
    own = np.maximum(tone.luma(paint), np.uint8(24))
    ratio = cv2.divide(seen, own, scale=150.0)
    made: U8 = cv2.GaussianBlur(cv2.medianBlur(ratio, 5), (0, 0), 0.8)
    return made


def _tint(beauty: U8, paint: U8) -> F32:
    """Return (H, W, 3) float32: the colour of the light on each point, its strength taken out."""
    height, width = paint.shape[:2]
    small = (max(width // 4, 1), max(height // 4, 1))
    hues = []
    for picture in (beauty, paint):
        soft = cv2.resize(picture, small, interpolation=cv2.INTER_AREA).astype(np.float32)
        soft = cv2.GaussianBlur(soft, (0, 0), 1.5) + np.float32(_DIMMEST)
        hues.append(soft / soft.mean(axis=-1, keepdims=True))
    tint = np.clip(hues[0] / hues[1], _PALEST, _STRONGEST)
    made: F32 = cv2.resize(tint, (width, height), interpolation=cv2.INTER_LINEAR)
    return made


def _vivid(paint: U8) -> U8:
    """Return colours a little further from grey."""
    grey = tone.luma(paint)
    made: U8 = cv2.addWeighted(paint, 1.28, cv2.merge([grey, grey, grey]), -0.28, 4.0)
    return made


def _srgb_of_root(root: F32) -> F32:
    linear = root * root
    return np.where(linear <= 0.0031308, 12.92 * linear,
                    1.055 * np.power(linear, np.float32(1 / 2.4)) - 0.055)  # fmt: skip


_FROM_ROOT = tone.table(_srgb_of_root)
_GLINT = tone.table(lambda x: tone.soft_step(x, 0.86, 0.95))
_BAND_COLOURS = tone.ramp(_BANDS)

"""Noir (no AI): black and white film, hard light, mist in the distance, halation and fine grain."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.local import tiles, tone
from models.local.style import Drawing
from models.local.surface import TILE

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_FILTER = np.array([[0.50, 0.40, 0.10]], np.float32)
"""An orange filter before the lens: skin and brick bright, sky and leaves dark."""
_MIST = 62.0
_TONES = ((0.0, (5, 6, 8)), (0.25, (44, 46, 50)), (0.6, (146, 147, 148)), (1.0, (252, 250, 244)))


class Noir:
    """A silver print: deep blacks that still hold shape, lights that bloom, a dark surround."""

    passes: tuple[str, ...] = ("beauty", "depth", "normal")

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._unit = size[1] / 720.0
        self._vignette = _vignette(size)
        grains = [tiles.noise(seed, 80 + k, texels=1.3 * self._unit) for k in range(2)]
        self._grain = tiles.codes((grains[0] + 0.3 * grains[1]).astype(np.float32))
        self._seed = seed

    def draw(self, drawing: Drawing) -> U8:
        """Return (H, W, 3) uint8 sRGB pixels."""
        depth = drawing.layers["depth"]
        grey = cv2.LUT(cv2.transform(drawing.layers["beauty"], _FILTER), _CONTRAST)
        grey = cv2.add(grey, self._rim(drawing.layers["normal"], depth))
        grey = _misty(grey, depth)
        grey = cv2.multiply(grey, self._vignette, dtype=cv2.CV_8U)
        grey = _screened(grey, self._halation(grey))
        return tone.coloured(self._grained(grey, drawing.index), _PRINT)

    def _rim(self, normal: F32, depth: F32) -> U8:
        """Return a thin light along the upper edges of things, which parts them from the dark."""
        facing = cv2.transform(normal, np.array([[0.0, 0.55, -1.0, 0.62]], np.float32))
        rim = cv2.convertScaleAbs(np.maximum(facing, np.float32(0.0)), alpha=70.0)
        rim[np.isinf(depth)] = 0
        made: U8 = rim
        return made

    def _halation(self, grey: U8) -> U8:
        """Return the glow of bright places, wide and faint."""
        small = cv2.resize(cv2.LUT(grey, _BRIGHT), None, fx=0.125, fy=0.125,
                           interpolation=cv2.INTER_AREA)  # fmt: skip
        glow = cv2.addWeighted(
            cv2.GaussianBlur(small, (0, 0), 1.5 * self._unit), 0.22,
            cv2.GaussianBlur(small, (0, 0), 6.0 * self._unit), 0.34, 0.0,
        )  # fmt: skip
        made: U8 = cv2.resize(glow, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
        return made

    def _grained(self, grey: U8, index: int) -> U8:
        """Return the picture with this frame's grain, strongest in the half tones."""
        height, width = grey.shape
        place = np.random.default_rng([self._seed, 81, index]).integers(0, TILE, 2)
        rows = np.arange(place[0], place[0] + height) % TILE
        columns = np.arange(place[1], place[1] + width) % TILE
        grain = self._grain[rows][:, columns]
        strength = cv2.LUT(grey, _GRAIN_STRENGTH)
        made: U8 = cv2.add(cv2.subtract(grey, cv2.multiply(strength, grain, scale=1.0 / 255.0)),
                       cv2.convertScaleAbs(strength, alpha=0.5))  # fmt: skip
        return made


def _screened(grey: U8, glow: U8) -> U8:
    """Return a glow laid over the picture as light is: what is bright already gains little."""
    gained = cv2.multiply(cv2.bitwise_not(grey), glow, scale=1.0 / 255.0)
    made: U8 = cv2.add(grey, gained)
    return made


def _misty(grey: U8, depth: F32) -> U8:
    """Return the picture with mist: what is far rises towards a dim grey."""
    thin = np.exp(depth * np.float32(-1.0 / 95.0))
    clear = (grey.astype(np.float32) - np.float32(_MIST)) * thin
    made: U8 = cv2.convertScaleAbs(clear, alpha=1.0, beta=_MIST)
    return made


def _vignette(size: tuple[int, int]) -> F32:
    width, height = size
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2.0 - 1.0
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2.0 - 1.0
    away = np.hypot(0.92 * x[None, :], 0.8 * y[:, None])
    return (1.0 - 0.62 * tone.soft_step(away, 0.45, 1.25)).astype(np.float32)


def _contrast(x: F32) -> F32:
    """Return a print's curve: a hard middle, and a long shoulder that keeps the shape of faces."""
    curve = 0.62 * tone.soft_step(x, 0.08, 0.86) + 0.36 * np.power(x, np.float32(1.1))
    return curve.astype(np.float32)


_CONTRAST = tone.table(_contrast)
_BRIGHT = tone.table(lambda x: x * tone.soft_step(x, 0.70, 0.98))
_GRAIN_STRENGTH = tone.table(lambda x: np.float32(0.04) + 0.28 * x * (1.0 - x))
_PRINT = tone.ramp(_TONES)

"""Seeded textures that repeat: grain, cloudy washes, paper and pen strokes.

Noise is white noise filtered in the frequency domain, so that it repeats without a seam.
"""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from models.local.surface import TILE

F32 = npt.NDArray[np.float32]
U8 = npt.NDArray[np.uint8]

Tile = TypeVar("Tile", F32, U8)

_FINE = 6.0
"""Texels that a spot of noise is made with at least; larger spots are made small and enlarged."""
_COARSEST = 16
_STROKES = 150
"""Pen strokes across a tile, of each family."""


def noise(seed: int, stream: int, *, texels: float, stretch: float = 1.0) -> F32:
    """Return (``TILE``, ``TILE``) float32 noise of mean 0 and standard deviation 1.

    Parameters
    ----------
    seed, stream
        The same two numbers give the same noise.
    texels
        The size of its spots.
    stretch
        How much longer than high they are.
    """
    factor = 1
    while texels / factor >= 2 * _FINE and factor < _COARSEST:
        factor *= 2
    side = TILE // factor
    white = np.random.default_rng([seed, stream]).standard_normal((side, side), np.float32)
    x = np.fft.rfftfreq(side)[None, :] * (texels / factor * stretch)
    y = np.fft.fftfreq(side)[:, None] * (texels / factor)
    kept = np.exp(-2.0 * np.pi * (x * x + y * y))
    kept[0, 0] = 0.0
    soft = np.fft.irfft2(np.fft.rfft2(white) * kept, s=white.shape).astype(np.float32)
    large = _enlarged(soft, factor)
    made: F32 = large / large.std()
    return made


def codes(values: F32, *, deviations: float = 2.5) -> U8:
    """Return noise as uint8: 128 is its mean, the ends are so many deviations away."""
    made: U8 = np.clip(128.0 + values * (127.0 / deviations), 0.0, 255.0).astype(np.uint8)
    return made


def cloud(seed: int, stream: int, *, texels: float) -> U8:
    """Return uneven blotches: noise of three sizes, each half the size and half as strong."""
    parts = [noise(seed, stream + k, texels=texels / 2**k) / 2.0**k for k in range(3)]
    total = np.sum(parts, axis=0)
    return codes((total / total.std()).astype(np.float32))


def paper(size: tuple[int, int], seed: int, *, rough: float, fibrous: float = 0.35) -> F32:
    """Return the height of a sheet of paper, (H, W) float32 of mean 0 and deviation 1.

    ``size`` is (width, height), ``rough`` the size of the grain in pixels at 720 lines, and
    ``fibrous`` the share of fibres that lie over it. The sheet is fixed to the picture.
    """
    scale = max(size[1], 1) / 720.0
    grain = noise(seed, 900, texels=rough * scale)
    if fibrous:
        fibres = noise(seed, 901, texels=1.6 * scale, stretch=9.0)
        fibres += noise(seed, 902, texels=1.6 * scale, stretch=9.0).T
        grain += fibrous * fibres
    repeats = (-(-size[1] // TILE), -(-size[0] // TILE))
    page = np.tile(grain, repeats)[: size[1], : size[0]]
    return np.ascontiguousarray((page - page.mean()) / page.std())


def strokes(seed: int) -> U8:
    """Return pen strokes as a height map: ink lies where it is above the tone of the paper.

    A stroke swells as the tone gets darker, and the darker the tone the more strokes there are.
    The second family, across the first, only begins in the shadows. The tile has twice the usual
    side, since strokes need finer steps than clouds.
    """
    first = _family(seed, 20, (1, 1), thresholds=(0.36, 0.74))
    second = _family(seed, 30, (1, -2), thresholds=(0.14, 0.44))
    heights = (np.maximum(first, second) * 255.0).astype(np.uint8)
    return _enlarged(heights, 2)


def _enlarged(tile: Tile, factor: int) -> Tile:
    """Return a tile of so many times the side, smooth between its texels and across its seam."""
    if factor == 1:
        return tile
    edge = 4
    around = np.pad(tile, edge, mode="wrap")
    large = cv2.resize(around, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    cut = slice(factor * edge, -factor * edge)
    return np.ascontiguousarray(large[cut, cut])


def _family(
    seed: int, stream: int, slope: tuple[int, int], *, thresholds: tuple[float, float]
) -> F32:
    """Return parallel strokes: whole turns of a phase across the tile, so that they meet again."""
    x = np.arange(TILE, dtype=np.float32)[None, :] / TILE
    y = np.arange(TILE, dtype=np.float32)[:, None] / TILE
    count = round(_STROKES / float(np.hypot(*slope)))
    waver = noise(seed, stream, texels=110.0) * 0.5
    phase = (slope[0] * x + slope[1] * y) * count + waver
    index = np.floor(phase)
    ridge = 1.0 - np.abs(2.0 * (phase - index) - 1.0)
    low, high = thresholds
    each = np.random.default_rng([seed, stream + 1]).uniform(low, high, count)
    tall = each[index.astype(np.int64) % count]
    breaks = np.clip(1.0 + 0.22 * noise(seed, stream + 2, texels=48.0), 0.0, 1.0)
    made: F32 = (ridge * tall * breaks).astype(np.float32)
    return made

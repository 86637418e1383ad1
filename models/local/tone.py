"""Light and colour of 8-bit pictures: luminance, soft steps, mixing by a mask. All by tables."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]
Color = tuple[int, int, int]


def luma(picture: U8) -> U8:
    """Return (H, W) uint8, Rec.709 luma of sRGB pixels."""
    weights = np.array([[0.2126, 0.7152, 0.0722]], np.float32)
    made: U8 = cv2.transform(picture, weights)
    return made


def table(curve: Callable[[F32], F32]) -> U8:
    """Return a (256,) uint8 table of a curve that maps 0…1 to 0…1."""
    values = curve(np.linspace(0.0, 1.0, 256, dtype=np.float32))
    made: U8 = np.rint(np.clip(values, 0.0, 1.0) * 255.0).astype(np.uint8)
    return made


def soft_step(values: F32, low: float, high: float) -> F32:
    """Return 0 below ``low``, 1 above ``high``, and a cubic between (either way round)."""
    x = np.clip((values - low) / (high - low), 0.0, 1.0)
    result: F32 = x * x * (3.0 - 2.0 * x)
    return result


def steps(edges: tuple[float, ...], levels: tuple[float, ...], soft: float) -> U8:
    """Return a (256,) table of flat levels with soft edges between them."""

    def curve(x: F32) -> F32:
        total = np.full_like(x, levels[0])
        for edge, below, above in zip(edges, levels[:-1], levels[1:], strict=True):
            total += (above - below) * soft_step(x, edge - soft, edge + soft)
        return total

    return table(curve)


def ramp(stops: tuple[tuple[float, Color], ...]) -> U8:
    """Return a (256, 1, 3) table that colours grey by stops of (0…1, sRGB colour)."""
    at = [stop for stop, _ in stops]
    x = np.linspace(0.0, 1.0, 256)
    channels = [np.interp(x, at, [color[c] for _, color in stops]) for c in range(3)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)[:, None, :]


def coloured(grey: U8, colours: U8) -> U8:
    """Return (H, W, 3) pixels of a grey picture by a table of ``ramp``."""
    made: U8 = cv2.LUT(cv2.merge([grey, grey, grey]), colours.reshape(1, 256, 3))
    return made


def multiplied(first: U8, second: U8) -> U8:
    """Return the product of two pictures of 0…255; a grey one scales all channels."""
    if second.ndim < first.ndim:
        second = cv2.merge([second, second, second])
    made: U8 = cv2.multiply(first, second, scale=1.0 / 255.0)
    return made


def mixed(under: U8, over: U8, share: U8) -> U8:
    """Return ``under`` with ``over`` laid on it by a (H, W) mask of 0…255."""
    weight = share.astype(np.float32) * np.float32(1.0 / 255.0)
    made: U8 = cv2.blendLinear(over, under, weight, 1.0 - weight)
    return made


def flat(shape: tuple[int, ...], color: Color) -> U8:
    """Return (H, W, 3) pixels of one colour."""
    page = np.empty((*shape[:2], 3), np.uint8)
    page[:] = color
    return page

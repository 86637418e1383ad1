"""The sRGB curve (IEC 61966-2-1), both ways, and distinct colours for pass ids."""

from __future__ import annotations

import colorsys

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]

_HUE_STEP, _SATURATION_STEP, _VALUE_STEP = (
    0.6180339887498949,
    0.7548776662466927,
    0.5698402909980532,
)
"""The golden ratio in one dimension and the plastic number's powers in two: steps that fill the
ranges evenly, so that no two of the first ten thousand ids share a colour."""


def srgb_encoded(linear: F32, levels: int) -> npt.NDArray[np.float32]:
    """Return sRGB codes 0…``levels`` (not rounded) of linear values, clipped to 0…1; NaN is 0."""
    x = np.clip(np.nan_to_num(linear, nan=0.0, posinf=1.0), 0.0, 1.0).astype(np.float32)
    curve = 1.055 * np.power(x, np.float32(1.0 / 2.4)) - 0.055
    result: F32 = np.where(x <= 0.0031308, x * 12.92, curve).astype(np.float32)
    return result * np.float32(levels)


def srgb_decoded(codes: npt.NDArray[np.uint8]) -> F32:
    """Return linear float32 of 8-bit sRGB codes."""
    x = np.arange(256) / 255.0
    table = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4).astype(np.float32)
    result: F32 = table[codes]
    return result


def id_color(pass_id: int) -> tuple[int, int, int]:
    """Return the sRGB colour of a pass id in previews and legends; 0, the background, is black.

    Hues step by the golden ratio, so that ids near each other are far apart in colour; the same
    id has the same colour in every shot and every render.
    """
    if pass_id == 0:
        return (0, 0, 0)
    saturation = 0.40 + 0.58 * (pass_id * _SATURATION_STEP % 1.0)
    value = 0.45 + 0.53 * (pass_id * _VALUE_STEP % 1.0)
    red, green, blue = colorsys.hsv_to_rgb(pass_id * _HUE_STEP % 1.0, saturation, value)
    return (round(red * 255), round(green * 255), round(blue * 255))

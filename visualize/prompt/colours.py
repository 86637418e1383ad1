"""Colours by name: the nearest of a small table, as the eye sees distance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from visualize.prompt.phrases import colour_table

F64 = npt.NDArray[np.float64]

_TO_CONES = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
_TO_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip

_HUE_COUNTS = (1.0, 1.8, 1.8)
"""People name a colour by its hue more than by how light it is."""


def colour_name(linear: Sequence[float]) -> str:
    """Return the name of a linear Rec.709 colour: the nearest of the table in OKLab.

    OKLab is B. Ottosson's, "A perceptual color space for image processing" (2020).
    """
    names, codes = zip(*colour_table(), strict=True)
    known = oklab(_linear(np.array(codes, np.float64) / 255.0)) * _HUE_COUNTS
    asked = oklab(np.clip(np.asarray(linear, np.float64)[None, :3], 0.0, 1.0)) * _HUE_COUNTS
    return str(names[int(np.linalg.norm(known - asked, axis=1).argmin())])


def oklab(linear: F64) -> F64:
    """Return (N, 3) OKLab lightness, green to red, blue to yellow of (N, 3) linear colours."""
    return np.asarray(np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T)


def _linear(encoded: F64) -> F64:
    """Return linear light of sRGB values 0 to 1 (IEC 61966-2-1)."""
    high = ((encoded + 0.055) / 1.055) ** 2.4
    return np.where(encoded <= 0.04045, encoded / 12.92, high)

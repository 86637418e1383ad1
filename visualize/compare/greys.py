"""Greys: pictures as grey at half their size, where brightness alone is looked at."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]


def half_grey(picture: U8) -> F32:
    """Return an (H, W, 3) picture as (H/2, W/2) grey, 0 to 255."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    size = (picture.shape[1] // 2, picture.shape[0] // 2)
    half: F32 = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return half

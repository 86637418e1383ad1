"""Flow: how pictures move, found the same way in the take and in our own picture of the shot.

Dense inverse search (T. Kroeger, R. Timofte, D. Dai, L. Van Gool, "Fast Optical Flow using Dense
Inverse Search", ECCV 2016) on greys whose local contrast is evened out, so that neither light nor
colour nor grading decides what is followed.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_NEAR = 1.0 / 32.0
"""Reach of "local", as a share of the picture's width."""
_FAINTEST = 6.0
"""Contrast in grey levels below which it is not raised any more: noise stays small."""
_GREY, _SPAN = 128.0, 48.0
_FINEST = 1
"""Half the size is searched too: the preset stops at a quarter. On drawn styles this brings a
quarter more of the textured pixels within half a pixel; wider strides pay for it, and smoothing
afterwards (variational refinement) costs more than it brings."""
_STRIDE = 6


def evened(picture: U8) -> U8:
    """Return an (H, W, 3) picture as (H, W) grey of even local contrast."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    reach = _NEAR * grey.shape[1]
    mean = _smoothed(grey, reach)
    around = grey - mean
    contrast = np.sqrt(np.maximum(_smoothed(around * around, reach), np.float32(0.0)))
    level = around / np.maximum(contrast, np.float32(_FAINTEST))
    level *= np.float32(_SPAN)
    level += np.float32(_GREY)
    grey_evened: U8 = cv2.convertScaleAbs(level)
    return grey_evened


class FlowFinder:
    """Finds flow between two evened pictures of one size."""

    def __init__(self) -> None:
        search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        search.setFinestScale(_FINEST)
        search.setPatchStride(_STRIDE)
        search.setVariationalRefinementIterations(0)
        self._search = search

    def between(self, one: U8, other: U8) -> F32:
        """Return (H, W, 2) float32: where each pixel of ``one`` goes in ``other``, in pixels."""
        flow: F32 = self._search.calc(one, other, None)
        return flow


def _smoothed(grey: F32, reach: float) -> F32:
    """Return a wide blur: three passes of a box come close to a Gaussian and cost little."""
    side = 2 * max(1, round(reach)) + 1
    made = grey
    for _ in range(2):
        made = cv2.blur(made, (side, side), borderType=cv2.BORDER_REFLECT)
    return made

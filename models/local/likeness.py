"""Likeness: whether a picture shows a drawn scene, whatever its colours and its brushwork."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.local import tone

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_WIDTH = 160
_SOFT = 1.5
_ALIKE = 0.6
"""Correlation of edges: about 0.1 between pictures of other things, 0.8 and more of the same."""


def shows_the_same(picture: U8, drawn: U8) -> bool:
    """Tell whether two (H, W, 3) uint8 pictures of one size have their edges in the same places.

    Edges are compared small and soft, by their correlation, so that paint, grain and another light
    do not matter and a shift by a twentieth of the width does.
    """
    one, other = _edges(picture), _edges(drawn)
    spread = float(one.std() * other.std())
    if spread < 1e-6:
        return False
    together = float(((one - one.mean()) * (other - other.mean())).mean())
    return together / spread >= _ALIKE


def _edges(picture: U8) -> F32:
    """Return how strong the edges of a picture are, small; the square root tames the strongest."""
    height = max(2, round(_WIDTH * picture.shape[0] / picture.shape[1]))
    grey = cv2.resize(tone.luma(picture), (_WIDTH, height), interpolation=cv2.INTER_AREA)
    across = cv2.Sobel(grey, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    made: F32 = cv2.GaussianBlur(np.sqrt(np.hypot(across, down)), (0, 0), _SOFT)
    return made

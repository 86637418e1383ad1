"""Flow (no AI): the pictures between two that no scene explains, by optical flow.

Dense flow (T. Kroeger et al., "Fast Optical Flow using Dense Inverse Search", 2016) is found both
ways. A point belongs to both pictures where the way there and back returns; where it does not,
flow is not trusted and the pictures dissolve into each other.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_SEARCHED = 640
"""Width at which flow is found; more finds no more and costs more."""
_BACK_WITHIN = 0.02
"""The way there and back may miss by this share of the picture's width."""


class Flow:
    """Two pictures of one size, (H, W, 3) uint8, and how each moves towards the other."""

    def __init__(self, start: U8, end: U8) -> None:
        self._pictures = (start, end)
        there, back = _found(start, end), _found(end, start)
        self._moves = (_trusted(there, back), _trusted(back, there))

    def draw(self, share: float) -> U8:
        """Return (H, W, 3) uint8 at a share of the way from the first picture to the last."""
        pages, weights = [], []
        for picture, move, way in zip(self._pictures, self._moves, (share, 1.0 - share),
                                      strict=True):  # fmt: skip
            at, hit = _carried(move, way)
            page = cv2.remap(picture, at[..., 0], at[..., 1], cv2.INTER_CUBIC,
                             borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
            pages.append(page)
            weights.append((0.05 + 0.95 * hit) * np.float32(1.0 - way))
        total = np.maximum(weights[0] + weights[1], np.float32(1e-6))
        first = weights[0] / total
        made: U8 = cv2.blendLinear(pages[0], pages[1], first, 1.0 - first)
        return made


def _found(one: U8, other: U8) -> F32:
    """Return (H, W, 2) float32: where each pixel of one picture goes in the other, in pixels."""
    height, width = one.shape[:2]
    small = (min(width, _SEARCHED), max(16, round(height * min(width, _SEARCHED) / width)))
    greys = [cv2.resize(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), small, interpolation=cv2.INTER_AREA)
             for p in (one, other)]  # fmt: skip
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = search.calc(greys[0], greys[1], None)
    large = cv2.resize(flow, (width, height), interpolation=cv2.INTER_LINEAR)
    scale = np.array([width / small[0], height / small[1]], np.float32)
    moved: F32 = large * scale
    return moved


def _trusted(there: F32, back: F32) -> F32:
    """Return the flow, let go to nothing where the way back does not return."""
    x, y = _pixels(there.shape[:2])
    returned = cv2.remap(back, x + there[..., 0], y + there[..., 1], cv2.INTER_LINEAR,
                         borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
    missed = np.hypot(*np.moveaxis(there + returned, -1, 0))
    good = (missed < _BACK_WITHIN * there.shape[1]).astype(np.float32)
    trust = cv2.GaussianBlur(good, (0, 0), there.shape[1] / 80.0)
    smooth = _spread(there, good, there.shape[1] / 80.0)
    kept: F32 = np.where(good[..., None] > 0.0, there, smooth) * trust[..., None]
    return kept


def _carried(move: F32, way: float) -> tuple[F32, F32]:
    """Return where each pixel of the frame between lies in the picture, and where one lands.

    Pixels are thrown a part of their way; the gaps between take the motion around them.
    """
    height, width = move.shape[:2]
    x, y = _pixels((height, width))
    column = np.rint(x + way * move[..., 0]).astype(np.int32)
    row = np.rint(y + way * move[..., 1]).astype(np.int32)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    landed = np.zeros((height, width, 2), np.float32)
    hit = np.zeros((height, width), np.float32)
    landed[row[inside], column[inside]] = move[inside]
    hit[row[inside], column[inside]] = 1.0
    hit = cv2.morphologyEx(hit, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    landed = np.where(np.any(landed, axis=-1, keepdims=True), landed,
                      _spread(landed, np.any(landed, axis=-1).astype(np.float32), 3.0))  # fmt: skip
    at = np.dstack([x - way * landed[..., 0], y - way * landed[..., 1]]).astype(np.float32)
    return at, cv2.GaussianBlur(hit, (0, 0), 1.5)


def _spread(values: F32, known: F32, sigma: float) -> F32:
    """Return the mean of the known values around each pixel (normalised convolution)."""
    total = cv2.GaussianBlur(values * known[..., None], (0, 0), sigma)
    weight = cv2.GaussianBlur(known, (0, 0), sigma)
    spread: F32 = total / np.maximum(weight, np.float32(1e-3))[..., None]
    return spread


def _pixels(shape: tuple[int, ...]) -> tuple[F32, F32]:
    x, y = np.meshgrid(np.arange(shape[1], dtype=np.float32),
                       np.arange(shape[0], dtype=np.float32))  # fmt: skip
    return x, y

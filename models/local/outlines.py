"""Outlines: the lines of a drawing in two weights, from the passes depth and lines."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_SECOND = np.array([[1.0, -2.0, 1.0]], np.float32)
_STEP = 0.05
"""A silhouette is where nearness bends by this share of itself between neighbours."""


def nearness(depth: F32) -> F32:
    """Return 1 / depth, 0 for the sky. It is linear in the picture over any plane."""
    return np.reciprocal(np.maximum(depth, np.float32(1e-6)))


def silhouettes(depth: F32, width: float) -> U8:
    """Return the edges of things that stand before others, antialiased, 255 on the edge.

    Parameters
    ----------
    depth
        (H, W) float32, metres, infinite in the sky.
    width
        Pixels across.
    """
    near = nearness(depth)
    across = cv2.filter2D(near, cv2.CV_32F, _SECOND)
    down = cv2.filter2D(near, cv2.CV_32F, _SECOND.T)
    bend = np.maximum(np.abs(across), np.abs(down))
    bend[[0, -1]] = 0.0
    bend[:, [0, -1]] = 0.0
    around = cv2.dilate(near, np.ones((3, 3), np.uint8))
    edge = (bend > around * np.float32(_STEP)).astype(np.uint8) * np.uint8(255)
    return thickened(edge, width)


def thickened(lines: U8, width: float) -> U8:
    """Return thin lines drawn ``width`` pixels wide with soft edges."""
    sigma = max(0.45 * width, 0.6)
    soft = cv2.GaussianBlur(lines, (0, 0), sigma)
    made: U8 = cv2.convertScaleAbs(cv2.subtract(soft, 15.0), alpha=2.6)
    return made


def faded(lines: U8, depth: F32, near_m: float, far_m: float, least: float) -> U8:
    """Return lines that grow fainter with distance, as a draughtsman lets go of what is far.

    Full strength up to ``near_m``, ``least`` of it from ``far_m`` on, by the logarithm between.
    """
    span = np.float32(1.0 / np.log(far_m / near_m))
    away = np.log(np.clip(depth, near_m, far_m) * np.float32(1.0 / near_m))
    away *= span * np.float32(least - 1.0)
    away += np.float32(1.0)
    made: U8 = cv2.multiply(lines, away, dtype=cv2.CV_8U)
    return made

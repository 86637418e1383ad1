"""Borders: black bars at a picture's sides, and pictures that are black altogether."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.placing import Bars

U8 = npt.NDArray[np.uint8]

_BLACK = 14
"""Grey level that coded black, with its noise, does not exceed."""
_WIDEST = 0.45
_SMALL = 256


def bars_of(pictures: Sequence[U8]) -> Bars:
    """Return the bars that all of these (h, w, 3) pictures have.

    A row or column belongs to a bar when nothing in it is brighter than black, in every picture.
    Without a picture, or where all is black, there are none.
    """
    if not pictures:
        return Bars()
    rows, columns = (
        np.max([_brightest(picture, axis) for picture in pictures], axis=0) for axis in (1, 0)
    )
    if (rows <= _BLACK).all():
        return Bars()
    top, bottom = _ends(rows)
    left, right = _ends(columns)
    return Bars(left=left, top=top, right=right, bottom=bottom)


def less(bars: Bars, own: Bars) -> Bars:
    """Return what a take's bars have beyond those that the shot itself shows: its own darkness."""
    return Bars(
        left=max(0.0, bars.left - own.left), top=max(0.0, bars.top - own.top),
        right=max(0.0, bars.right - own.right), bottom=max(0.0, bars.bottom - own.bottom),
    )  # fmt: skip


def is_black(picture: U8) -> bool:
    """Tell whether next to nothing of a picture is brighter than black."""
    step = max(1, max(picture.shape[:2]) // _SMALL)
    return bool(np.percentile(picture[::step, ::step], 99.5) <= _BLACK)


def _brightest(picture: U8, axis: int) -> npt.NDArray[np.uint8]:
    """Return the brightest grey of each row (1) or column (0), a speck of noise left out."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    brightest: npt.NDArray[np.uint8] = np.percentile(grey, 99.0, axis=axis, method="lower")
    return brightest


def _ends(lines: npt.NDArray[np.uint8]) -> tuple[float, float]:
    """Return the share of lines at the start and at the end that are black."""
    bright = np.flatnonzero(lines > _BLACK)
    first, last = int(bright[0]), int(bright[-1])
    shares = first / len(lines), (len(lines) - 1 - last) / len(lines)
    return min(shares[0], _WIDEST), min(shares[1], _WIDEST)

"""The pictures of a take, one by one: upright, in the colours the file means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from visualize.takes.clip import OpenFilm, is_picture, load_picture, open_film

U8 = npt.NDArray[np.uint8]

_BT709, _SMPTE170M = 1, 6
_TOLD = frozenset((1, 4, 5, 6, 7, 9))
"""Matrices that a file may name (ISO/IEC 23091-2, table 4); others mean that it does not say."""
_HD_WIDTH, _SD_LINES = 1280, 576
"""What is as wide, or has more lines, is taken for HD, and BT.709, where a file does not say."""


@contextmanager
def open_pictures(path: Path) -> Iterator[Iterator[U8]]:
    """Give the pictures of a clip in order, (H, W, 3) uint8 sRGB as shown; a still is one.

    The file is read as they are asked for, and closed with the block.

    Raises
    ------
    TakeError
        When it is no picture and no clip, is longer or larger than can be meant, or does not
        decode to its end.
    """
    if is_picture(path):
        yield iter((np.asarray(load_picture(path).convert("RGB")),))
        return
    with open_film(path) as film:
        yield _pictures(film)


def _pictures(film: OpenFilm) -> Iterator[U8]:
    for frame in film.frames():
        pixels = _rgb(frame)
        quarters = round(frame.rotation / 90.0) % 4  # counter-clockwise
        yield np.ascontiguousarray(np.rot90(pixels, quarters)) if quarters else pixels


def _rgb(frame: Any) -> U8:  # noqa: ANN401 - PyAV's frames are untyped
    told = int(frame.colorspace)
    if told not in _TOLD:
        is_hd = frame.width >= _HD_WIDTH or frame.height > _SD_LINES
        told = _BT709 if is_hd else _SMPTE170M
    pixels: U8 = frame.to_ndarray(format="rgb24", src_colorspace=told)
    return pixels

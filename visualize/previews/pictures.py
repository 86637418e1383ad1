"""Posters and strips: which frames of a clip stand for it, small."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from visualize.encode.atomic import plain_errors

U8 = npt.NDArray[np.uint8]

STRIP_TILES = 12
"""Frames of a strip, for a clip that has as many."""
_FLAT = 6.0
"""Codes of 255 by which the greys of a picture spread at least, when it is to stand for a clip."""
_QUALITY = 82


def tiles_of(frames: int) -> int:
    """Return how many frames the strip of a clip with this many shows."""
    return min(frames, STRIP_TILES)


def strip_frames(frames: int) -> tuple[int, ...]:
    """Return the clip's frames that its strip shows: the middle of each of its equal parts."""
    count = tiles_of(frames)
    return tuple((2 * tile + 1) * frames // (2 * count) for tile in range(count))


def fitted(size: tuple[int, int], longest: int, *, even: bool = False) -> tuple[int, int]:
    """Return a size of the same shape whose longer side is ``longest`` at most.

    ``even`` rounds both sides to even numbers, as films need them.
    """
    scale = min(1.0, longest / max(size))
    if even:
        return (_even(size[0] * scale), _even(size[1] * scale))
    return (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))


def resized(pixels: U8, size: tuple[int, int]) -> U8:
    """Return a picture made smaller (or a little larger, to be even), each pixel an average."""
    import cv2

    if pixels.shape[1::-1] == size:
        return pixels
    smaller: U8 = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return smaller


def standing_for(pictures: Sequence[U8]) -> U8:
    """Return the picture nearest to the middle that shows something: no black, no fade.

    Where none does, it is the middle one.
    """
    middle = len(pictures) // 2
    nearest = sorted(range(len(pictures)), key=lambda index: abs(index - middle))
    telling = (index for index in nearest if float(pictures[index].std()) >= _FLAT)
    return pictures[next(telling, middle)]


def write_jpeg(path: Path, pixels: U8) -> None:
    """Write a picture as JPEG.

    Raises
    ------
    EncodeError
        When the system refuses.
    """
    from PIL import Image

    with plain_errors(path):
        Image.fromarray(pixels).save(path, "JPEG", quality=_QUALITY, optimize=True)


def _even(length: float) -> int:
    return max(2, 2 * round(length / 2))

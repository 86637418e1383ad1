"""A picture of the user's own, brought to the size of the frame whose place it takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from compose.importers.pictures import MAX_PICTURE_BYTES, PictureError, decode_picture
from models.errors import RefusedError
from visualize.brief.own_pictures import filling, on_black


def own_picture(path: Path, size: tuple[int, int], provider: str) -> npt.NDArray[np.uint8]:
    """Return (H, W, 3) uint8 sRGB, scaled to cover (width, height) and cut in the middle.

    What is transparent is laid on black.

    Raises
    ------
    RefusedError
        When the file cannot be read or is no picture.
    """
    try:
        if path.stat().st_size > MAX_PICTURE_BYTES:
            raise RefusedError(provider, f"{path.name} is too large for a picture.")
        pixels = decode_picture(path.read_bytes(), path.name).pixels
    except OSError as error:
        raise RefusedError(provider, f"{path.name} cannot be read ({error.strerror}).") from error
    except PictureError as error:
        raise RefusedError(provider, f"{path.name} {error}.") from error
    return filling(on_black(pixels), size)

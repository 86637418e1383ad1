"""Encoding: pixels to the bytes of a picture that a slot accepts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.card import Input
from models.errors import OptionError
from visualize.encode.png import encode_png

U8 = npt.NDArray[np.uint8]

_QUALITIES = (95, 90, 85, 80, 70, 60)
_SMALLER = 0.85
_SMALLEST_SIDE = 64
_MIMES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
_SAME = {"jpeg": "jpg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A picture's bytes, with the ending and the type they go by, and its size in pixels."""

    data: bytes
    ending: str
    mime: str
    width: int
    height: int


def encode_picture(pixels: U8, accepted: Input, slot: str) -> Encoded:
    """Return (H, W) or (H, W, 3) pixels as bytes within a slot's formats and bytes.

    The first of the formats that fits is taken; a lossy one at the best quality that fits. Where
    none fits the picture is made smaller by steps, down to the slot's smallest side.

    Raises
    ------
    OptionError
        When the slot takes no format we write, or nothing fits.
    """
    formats = [_SAME.get(name, name) for name in accepted.formats]
    known = [name for name in dict.fromkeys(formats) if name in _MIMES]
    if not known:
        raise OptionError(
            slot, f"The model's {slot} must be {', '.join(accepted.formats)}; we write none of it."
        )
    least = max(accepted.min_side or 0, _SMALLEST_SIDE)
    shown = pixels
    while True:
        for name in known:
            for data in _versions(shown, name):
                if accepted.max_bytes is None or len(data) <= accepted.max_bytes:
                    height, width = shown.shape[:2]
                    return Encoded(
                        data=data, ending=name, mime=_MIMES[name], width=width, height=height
                    )
        height, width = (round(side * _SMALLER) for side in shown.shape[:2])
        if min(height, width) < least:
            raise OptionError(
                slot,
                f"No {slot} picture fits in the {accepted.max_bytes:,} bytes that the model takes.",
            )
        shown = resized(shown, (width, height))


def resized(pixels: U8, size: tuple[int, int]) -> U8:
    """Return pixels scaled to (width, height) with Lanczos's filter."""
    from PIL import Image

    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def _versions(pixels: U8, name: str) -> Iterator[bytes]:
    """Yield encodings of a picture from the best down."""
    if name == "png":
        yield encode_png(pixels, srgb=True)
        return
    from PIL import Image

    picture = Image.fromarray(pixels)
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        if name == "jpg":
            picture.save(buffer, "JPEG", quality=quality, subsampling=0 if quality > 85 else 2)
        else:
            picture.save(buffer, "WEBP", quality=quality, method=4)
        yield buffer.getvalue()

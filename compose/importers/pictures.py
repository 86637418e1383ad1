"""Decode hostile pictures: a few known formats, bounded size, EXIF turned, always RGBA."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from compose.geometry.material import Image

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "TGA")
MAX_PICTURE_BYTES = 512 * 1024 * 1024
MAX_PICTURE_PIXELS = 120_000_000


class PictureError(ValueError):
    """Bytes that are not a usable picture; callers add the file and the field."""


def decode_picture(data: bytes, name: str = "", *, max_pixels: int = MAX_PICTURE_PIXELS) -> Image:
    """Decode a PNG, JPEG, WebP, BMP, TIFF or TGA, turned as its EXIF orientation says.

    16-bit pictures are reduced to 8 bits.

    Raises
    ------
    PictureError
        When the bytes are no such picture, are cut off, or decode to more than ``max_pixels``.
    """
    from PIL import Image as PilImage
    from PIL import ImageOps, UnidentifiedImageError

    if len(data) > MAX_PICTURE_BYTES:
        raise PictureError(f"is larger than {MAX_PICTURE_BYTES >> 20} MiB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size is judged below; oddities of tags do no harm
            with PilImage.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > max_pixels:
                    raise PictureError(  # noqa: TRY301 - the handler below is for the decoder's
                        f"has {picture.width}x{picture.height} pixels, "
                        f"more than {max_pixels / 1e6:.0f} million; make it smaller"
                    )
                picture.load()
                return rgba_image(ImageOps.exif_transpose(picture), name)
    except PictureError:
        raise
    except PilImage.DecompressionBombError as error:
        raise PictureError("has far too many pixels; make it smaller") from error
    except UnidentifiedImageError as error:
        raise PictureError("is not a picture we read (PNG, JPEG, WebP, BMP, TIFF, TGA)") from error
    except Exception as error:  # decoders raise anything on hostile bytes
        raise PictureError(f"cannot be decoded ({error})") from error


def rgba_image(picture: Picture, name: str = "") -> Image:
    """Return a decoded picture of any mode as ours."""
    return Image(pixels=_rgba(picture), name=name)


def _rgba(picture: Picture) -> npt.NDArray[np.uint8]:
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture).astype(np.float64)
        scale = 1.0 if picture.mode == "F" else 1.0 / 65535.0
        grey = np.round(np.clip(values * scale, 0.0, 1.0) * 255.0).astype(np.uint8)
        return np.dstack([grey, grey, grey, np.full_like(grey, 255)])
    return np.array(picture.convert("RGBA"))

"""Own pictures: a picture of the user's, or a frame of an earlier take, in a start or end slot."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from compose.errors import AssetError
from compose.importers.pictures import MAX_PICTURE_BYTES, PictureError, decode_picture
from shotwright import ShotwrightError
from visualize.brief.drawing import cropped
from visualize.brief.encoding import resized
from visualize.takes.clip import demuxer_of

U8 = npt.NDArray[np.uint8]

_FILM_DEMUXERS = ("mov", "matroska")
_FILM_OPTIONS = {"protocol_whitelist": "file"}
_MOV_OPTIONS = {"enable_drefs": "0", "use_absolute_path": "0"}
_MOST_FRAMES = 40_000
_LARGEST_SIDE = 8192
_BT709, _BT601, _HD_HEIGHT = 1, 5, 720


def own_picture(path: str, slot: Literal["start", "end"]) -> U8:
    """Return a file of the user's as (H, W, 3) pixels.

    A clip gives its last frame to a start slot, so that the new shot goes on from it, and its
    first frame to an end slot, so that the new shot leads up to it. What is transparent is laid
    on black.

    Raises
    ------
    AssetError
        When the file is missing, no picture and no clip that we read, or damaged.
    """
    file = Path(path)
    if not file.is_absolute() or not file.is_file():
        raise AssetError(path[:200], f"there is no such file for the {slot} frame. Name another.")
    if _is_film(file):
        return _film_frame(file, last=slot == "start")
    try:
        if file.stat().st_size > MAX_PICTURE_BYTES:
            raise AssetError(path, f"is larger than {MAX_PICTURE_BYTES >> 20} MiB.")
        pixels = decode_picture(file.read_bytes(), file.stem).pixels
    except PictureError as error:
        raise AssetError(path, f"{error}. A clip must be MP4, MOV or WebM.") from error
    except OSError as error:
        raise AssetError(path, f"cannot be read: {error.strerror or error}.") from error
    return on_black(pixels)


def filling(pixels: U8, size: tuple[int, int]) -> U8:
    """Return a picture scaled until it fills ``size`` (width, height), then cut in the middle."""
    width, height = size
    scale = max(width / pixels.shape[1], height / pixels.shape[0])
    scaled = (
        max(width, round(pixels.shape[1] * scale)),
        max(height, round(pixels.shape[0] * scale)),
    )
    return cropped(resized(pixels, scaled) if scaled != pixels.shape[1::-1] else pixels, size)


def on_black(rgba: npt.NDArray[np.uint8]) -> U8:
    """Return (H, W, 3) pixels of (H, W, 4) ones, what is transparent laid on black."""
    alpha = rgba[..., 3:].astype(np.uint16)
    return np.asarray((rgba[..., :3] * alpha + 127) // 255, np.uint8)


def _is_film(file: Path) -> bool:
    try:
        return demuxer_of(file) in _FILM_DEMUXERS
    except ShotwrightError:
        return False


def _film_frame(file: Path, *, last: bool) -> U8:
    import av

    kind = demuxer_of(file)
    options = _FILM_OPTIONS | (_MOV_OPTIONS if kind == "mov" else {})
    found: Any = None
    try:
        with av.open(f"file:{file}", format=kind, options=options) as film:
            stream = film.streams.video[0]
            if max(stream.codec_context.width, stream.codec_context.height) > _LARGEST_SIDE:
                raise AssetError(file, f"has sides of more than {_LARGEST_SIDE} pixels.")
            for count, frame in enumerate(film.decode(stream)):
                found = frame
                if not last:
                    break
                if count >= _MOST_FRAMES:
                    raise AssetError(file, f"has more than {_MOST_FRAMES:,} frames; cut it first.")
            if found is not None:
                return _rgb(found)
    except (av.FFmpegError, IndexError) as error:
        raise AssetError(file, f"cannot be decoded ({error}). Choose another clip.") from error
    raise AssetError(file, "holds no pictures. Choose another clip.")


def _rgb(frame: Any) -> U8:  # noqa: ANN401 - PyAV's frames
    """Return a frame's pixels; the matrix is the tagged one, else HD's from 720 lines up."""
    matrix = int(frame.colorspace)
    if matrix not in (_BT709, _BT601, 6):
        matrix = _BT709 if frame.height >= _HD_HEIGHT else _BT601
    pixels = frame.to_ndarray(format="rgb24", src_colorspace=_BT709 if matrix == _BT709 else _BT601)
    return np.ascontiguousarray(pixels)

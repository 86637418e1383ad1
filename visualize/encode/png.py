"""PNG, 8 and 16 bit, with metadata (PNG specification, 3rd edition).

Written here rather than with an imaging library because a render writes thousands: NumPy filters
and zlib, both outside Python's lock, take a third of Pillow's time at the same size, and the
bytes depend on nothing but the pixels (``docs/output-files.md`` has the figures).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from visualize.encode.atomic import write_whole
from visualize.errors import EncodeError

Pixels = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {1: 0, 3: 2, 4: 6}
_NO_FILTER, _SUB_FILTER = 0, 1
_PROBED_ROWS = 24
_READ_BLOCK = 1 << 20
_MAX_TEXT = 1 << 20


def write_png(
    path: Path, pixels: Pixels, *, srgb: bool = False, text: Mapping[str, str] | None = None
) -> None:
    """Write a picture, whole or not at all.

    Parameters
    ----------
    path
        The file; its folder is made when missing.
    pixels
        (H, W) grey or (H, W, 3 or 4), uint8 or uint16, row 0 on top.
    srgb
        Mark the numbers as sRGB; data passes are left unmarked so that no viewer converts them.
    text
        Metadata by keyword (ASCII).

    Raises
    ------
    EncodeError
        When the array is no picture or the system refuses the file.
    """
    try:
        data = encode_png(pixels, srgb=srgb, text=text)
    except ValueError as error:
        raise EncodeError(path, str(error)) from error
    write_whole(path, data)


def encode_png(
    pixels: Pixels, *, srgb: bool = False, text: Mapping[str, str] | None = None
) -> bytes:
    """Return the bytes of a PNG file; see ``write_png``.

    Raises
    ------
    ValueError
        When the array is not a grey, RGB or RGBA picture of 8 or 16 bits.
    """
    channels = pixels.shape[2] if pixels.ndim == 3 else 1
    known = pixels.ndim in (2, 3) and channels in _COLOUR_TYPES and pixels.size > 0
    if not known or pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"no PNG can hold an array of shape {pixels.shape} and {pixels.dtype}")
    height, width = pixels.shape[:2]
    depth = pixels.dtype.itemsize * 8
    header = struct.pack(">IIBBBBB", width, height, depth, _COLOUR_TYPES[channels], 0, 0, 0)
    chunks = [_chunk(b"IHDR", header)]
    if srgb:
        chunks.append(_chunk(b"sRGB", b"\0"))
    for keyword, value in (text or {}).items():
        chunks.append(_chunk(b"tEXt", keyword.encode("latin-1") + b"\0" + value.encode("latin-1")))
    rows = np.ascontiguousarray(pixels)
    if depth == 16:
        rows = rows.astype(">u2")
    data = _deflated(rows.view(np.uint8).reshape(height, -1), channels * depth // 8)
    return b"".join([_SIGNATURE, *chunks, _chunk(b"IDAT", data), _chunk(b"IEND", b"")])


def read_png_text(path: Path) -> dict[str, str]:
    """Return the metadata of a whole PNG file, after checking every chunk's checksum.

    Raises
    ------
    EncodeError
        When the file is cut off, damaged or no PNG.
    """
    try:
        with path.open("rb") as file:
            return _checked_text(file)
    except (OSError, ValueError, struct.error) as error:
        raise EncodeError(path, f"it is not a whole PNG file ({error}).") from error


def _deflated(rows: npt.NDArray[np.uint8], stride: int) -> bytes:
    """Filter all rows alike, by whichever filter packs a sample of them smaller, and compress.

    Flat pictures (clay, wire) pack best unfiltered, gradients (depth, normal) with Sub.
    """
    sample = rows[:: max(1, len(rows) // _PROBED_ROWS)]
    sizes = {
        kind: len(zlib.compress(_filtered(sample, kind, stride).data, 1))
        for kind in (_NO_FILTER, _SUB_FILTER)
    }
    best = min(sizes, key=lambda kind: sizes[kind])
    return zlib.compress(_filtered(rows, best, stride).data, 1)


def _filtered(rows: npt.NDArray[np.uint8], kind: int, stride: int) -> npt.NDArray[np.uint8]:
    result = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    result[:, 0] = kind
    if kind == _NO_FILTER:
        result[:, 1:] = rows
        return result
    result[:, 1 : 1 + stride] = rows[:, :stride]
    np.subtract(rows[:, stride:], rows[:, :-stride], out=result[:, 1 + stride :])
    return result


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(kind))
    return b"".join([struct.pack(">I", len(data)), kind, data, struct.pack(">I", checksum)])


def _checked_text(file: BinaryIO) -> dict[str, str]:
    if file.read(8) != _SIGNATURE:
        raise ValueError("it does not begin like one")
    found: dict[str, str] = {}
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", file.read(8))
        checksum, kept = zlib.crc32(kind), b""
        while length:
            block = file.read(min(length, _READ_BLOCK))
            if not block:
                raise ValueError("it is cut off")
            checksum = zlib.crc32(block, checksum)
            kept = kept + block if kind == b"tEXt" and len(kept) < _MAX_TEXT else b""
            length -= len(block)
        if struct.unpack(">I", file.read(4))[0] != checksum:
            raise ValueError(f"its {kind.decode('latin-1')} part is damaged")
        if kind == b"tEXt":
            keyword, _, value = kept.partition(b"\0")
            found[keyword.decode("latin-1")] = value.decode("latin-1")
    return found

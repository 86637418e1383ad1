"""The poster on the wall: a flat picture, drawn and written without any library but NumPy.

The PNG is stored uncompressed, so that its bytes do not depend on which zlib is installed.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 240, 360
_COLORS = ((24, 32, 52), (233, 196, 120), (201, 74, 44), (46, 68, 96), (240, 230, 208))
_NIGHT, _MOON, _RED, _HILLS, _PAPER = range(len(_COLORS))


def write_poster(path: Path) -> None:
    """Write the poster: a moon over hills, a road and a rule of type, in five flat colours."""
    path.write_bytes(_png(_picture()))


def _picture() -> U8:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    picture = np.full((HEIGHT, WIDTH), _NIGHT, np.uint8)
    picture[(x - 120) ** 2 + (y - 128) ** 2 < 66**2] = _MOON
    for base, step, color in ((190, 3, _HILLS), (222, 5, _RED)):
        ridge = base + abs((x * step + base) % 160 - 80) // 4
        picture[y > ridge] = color
    road = abs(x - 120) * 3 < (y - 218)
    picture[road & (y > 222)] = _NIGHT
    picture[(abs(x - 120) < 2) & (y > 228) & (y // 10 % 2 == 0)] = _PAPER
    picture[y > 290] = _PAPER
    for row, (left, right) in enumerate(((28, 212), (28, 170), (28, 120))):
        top = 304 + row * 17
        letters = (x >= left) & (x < right) & (x % 13 < 10)
        picture[letters & (y >= top) & (y < top + 9 - 2 * row)] = _NIGHT
    margin = (x < 10) | (x >= WIDTH - 10) | (y < 10) | (y >= HEIGHT - 10)
    picture[margin] = _PAPER
    return picture


def _png(picture: U8) -> bytes:
    """Return an indexed PNG (ISO/IEC 15948) of (H, W) colour numbers."""
    rows = np.column_stack([np.zeros(len(picture), np.uint8), picture]).tobytes()
    header = struct.pack(">IIBBBBB", picture.shape[1], picture.shape[0], 8, 3, 0, 0, 0)
    palette = bytes(channel for color in _COLORS for channel in color)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _stored(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _stored(data: bytes) -> bytes:
    """Return a zlib stream of stored blocks (RFC 1950, RFC 1951 3.2.4)."""
    blocks = [data[i : i + 65535] for i in range(0, len(data), 65535)]
    stored = b"".join(
        struct.pack("<BHH", i == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
        for i, block in enumerate(blocks)
    )
    return b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(data))

"""Films and pictures as cameras, tools and enemies make them, written with PyAV and Pillow."""

from __future__ import annotations

import struct
import zlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image


def film(
    path: Path,
    times: list[int],
    *,
    base: int = 600,
    rate: Fraction = Fraction(24),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    size: tuple[int, int] = (64, 36),
    sound: bool = False,
) -> Path:
    """Write a film whose frames start at ``times``, in units of 1/``base`` s."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=rate, options={"bf": "0"})
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        stream.codec_context.time_base = Fraction(1, base)
        voice = out.add_stream("aac", rate=48000) if sound else None
        for number, at in enumerate(times):
            grey = np.full((size[1], size[0], 3), 20 * number % 255, np.uint8)
            frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
            frame.pts, frame.time_base = at, Fraction(1, base)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
        if voice is not None:
            out.mux([*voice.encode(_silence(voice.format.name)), *voice.encode()])
    return path


def sound_only(path: Path) -> Path:
    """Write a film without pictures."""
    with av.open(str(path), "w") as out:
        voice = out.add_stream("aac", rate=48000)
        out.mux([*voice.encode(_silence(voice.format.name)), *voice.encode()])
    return path


def turned(path: Path, source: Path) -> Path:
    """Write ``source`` again as a phone does: its track's matrix turns it by 90 degrees."""
    data = bytearray(source.read_bytes())
    header = data.index(b"tkhd") + 4
    matrix = header + 4 + 4 * 5 + 8 + 4 + 4  # ISO 14496-12, 8.3.2 (version 0)
    assert struct.unpack_from(">i", data, matrix)[0] == 0x10000
    quarter = (0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)
    struct.pack_into(">9i", data, matrix, *quarter)
    path.write_bytes(data)
    return path


def without_frames(path: Path, source: Path) -> Path:
    """Write ``source`` again with a table that says it has no samples (ISO 14496-12, 8.7.3.2)."""
    data = bytearray(source.read_bytes())
    for table, at in ((b"stsz", 12), (b"stts", 8), (b"stsc", 8), (b"stco", 8)):
        struct.pack_into(">I", data, data.index(table) + at, 0)
    path.write_bytes(data)
    return path


def bomb(path: Path, width: int, height: int) -> Path:
    """Write a small PNG that unpacks to a picture of this size."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 << 20))
    chunks = (b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks))
    return path


def moving_picture(path: Path) -> Path:
    """Write an animated WebP or PNG."""
    frames = [Image.new("RGB", (32, 18), (90 * n, 0, 0)) for n in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100)
    return path


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _silence(layout: str) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format=layout)
    frame.sample_rate = 48000
    return frame

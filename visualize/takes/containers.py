"""Containers: how far a film's file says it reaches, so that one that was cut off is known.

Decoders make do with what is there; only the container's own sizes tell that more was meant.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

_MOST_BOXES = 100_000
_SEGMENT = 0x18538067


def is_cut_off(path: Path, demuxer: str) -> bool:
    """Tell whether a film's outermost parts reach beyond its file's end.

    Parameters
    ----------
    demuxer
        ``mov`` (boxes of ISO 14496-12, 4.2), ``matroska`` (RFC 9559, 5.1) or ``avi`` (RIFF).
    """
    length = path.stat().st_size
    with path.open("rb") as file:
        if demuxer == "mov":
            return _boxes_reach(file, length) > length
        if demuxer == "matroska":
            return _segment_reaches(file, length) > length
        return int.from_bytes(file.read(8)[4:], "little") + 8 > length


def doc_type_is_webm(head: bytes) -> bool:
    """Tell a WebM from another Matroska file by the DocType in its first bytes (RFC 8794, 11.2)."""
    return b"\x42\x82\x84webm" in head


def _boxes_reach(file: BinaryIO, length: int) -> int:
    """Return where the last outermost box ends; a box of size 0 ends with the file."""
    at = 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        if len(head) < 8 or size < 8:
            return length
        at += size
        if at >= length:
            return at
    return length


def _segment_reaches(file: BinaryIO, length: int) -> int:
    """Return where the segment after the header ends; 0 when it does not say (a live stream)."""
    at = 4 + sum(_sized(file, 4))
    if at >= length:
        return at
    file.seek(at)
    if int.from_bytes(file.read(4), "big") != _SEGMENT:
        return 0
    width, size = _sized(file, at + 4)
    return at + 4 + width + size if size < (1 << 7 * width) - 1 else 0


def _sized(file: BinaryIO, at: int) -> tuple[int, int]:
    """Return how many bytes an EBML size at ``at`` takes, and the size (RFC 8794, 4)."""
    file.seek(at)
    first = file.read(1)[:1] or b"\xff"
    width = 9 - first[0].bit_length()
    return width, int.from_bytes(first + file.read(width - 1), "big") & ((1 << 7 * width) - 1)

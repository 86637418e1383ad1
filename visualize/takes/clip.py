"""What a finished file holds: told by its first bytes, opened with that decoder alone, in bounds.

Nothing a provider sends is trusted: a playlist that poses as a clip reads nothing, a small file
that would unpack to more than any memory holds is refused, and so is one that was cut off.
"""

from __future__ import annotations

import hashlib
import stat
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visualize.errors import TakeError
from visualize.takes.containers import doc_type_is_webm, is_cut_off
from visualize.takes.take import Clip

if TYPE_CHECKING:
    from PIL import Image

MAX_SIDE = 8192
MAX_FRAMES = 40_000
_MOST_PIXELS = 10**11
"""Pixels of all frames together: 13 minutes of 1080p at 60 frames a second."""

_SNIFF_BYTES = 64
_DEMUXERS = {
    "png": "png_pipe",
    "jpg": "jpeg_pipe",
    "webp": "webp_pipe",
    "mp4": "mov",
    "mov": "mov",
    "webm": "matroska",
    "mkv": "matroska",
    "avi": "avi",
}
_PICTURES = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
_FIRST_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip")


@dataclass(frozen=True)
class _Facts:
    """What was decoded. ``width`` and ``height`` are as shown, after any turn the file asks for."""

    width: int
    height: int
    frames: int = 1
    rate: Fraction | None = None
    seconds: float = 0.0
    audio: bool = False


def demuxer_of(path: Path) -> str:
    """Return the one demuxer that may open a file, told by its first bytes and never by its name.

    Raises
    ------
    TakeError
        When it is neither a PNG, JPEG or WebP picture nor an MP4, MOV, WebM, MKV or AVI clip: a
        playlist or a page posing as a clip is refused here.
    """
    return _DEMUXERS[ending_of(path)]


def ending_of(path: Path) -> str:
    """Return the ending a file should have, by what it is; raises as ``demuxer_of`` does."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise TakeError(path, "it is no file")
        with path.open("rb") as file:
            head = file.read(_SNIFF_BYTES)
    except OSError as error:
        raise TakeError(path, f"it cannot be read ({error.strerror})") from error
    ending = _ending(head)
    if ending is None:
        words = "it is no picture (PNG, JPEG, WebP) and no clip (MP4, MOV, WebM, MKV, AVI)"
        raise TakeError(path, words)
    return ending


def is_picture(path: Path) -> bool:
    """Tell whether a file is a still, by what it is; raises as ``demuxer_of`` does."""
    return ending_of(path) in _PICTURES


def read_clip(path: Path, name: str, *, most_frames: int = MAX_FRAMES) -> Clip:
    """Decode a whole file and return what it holds, under the name it will have.

    Raises
    ------
    TakeError
        When it does not decode to its end, holds no picture, or more than can be meant.
    """
    is_still = is_picture(path)
    facts = _Facts(*load_picture(path).size) if is_still else _film(path, most_frames)
    return Clip(
        file=name,
        sha256=file_hash(path),
        bytes=path.stat().st_size,
        kind="image" if is_still else "video",
        width=facts.width,
        height=facts.height,
        frames=facts.frames,
        rate=None if facts.rate is None else str(facts.rate),
        seconds=round(facts.seconds, 6),
        audio=facts.audio,
    )


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ending(head: bytes) -> str | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12])
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "webm" if doc_type_is_webm(head) else "mkv"
    if head[4:8] == b"ftyp":
        return "mov" if head[8:12] == b"qt  " else "mp4"
    return "mov" if head[4:8] in _FIRST_BOXES else None


def load_picture(path: Path) -> Image.Image:
    """Decode a whole picture, turned as it asks to be shown.

    Raises
    ------
    TakeError
        When it is no picture, moves, has more pixels than can be meant, or does not decode to its
        end.
    """
    from PIL import Image, ImageOps

    ending = ending_of(path)
    if ending not in _PICTURES:
        raise TakeError(path, "it is a clip; a picture was looked for")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=(_PICTURES[ending],)) as image:
                _bound(path, *image.size)
                if getattr(image, "is_animated", False):
                    raise TakeError(path, "it moves; a picture was looked for, or a real film")
                image.load()
                return ImageOps.exif_transpose(image)
    except (
        OSError, SyntaxError, ValueError, EOFError, struct.error,
        Image.DecompressionBombError, Image.DecompressionBombWarning,
    ) as error:  # fmt: skip
        raise TakeError(path, f"it does not decode to its end ({error})") from error


@contextmanager
def open_film(path: Path) -> Iterator[OpenFilm]:
    """Open a film for decoding, as whole and as bounded as ``read_clip`` asks.

    Raises
    ------
    TakeError
        When it is no film, was cut off, or does not decode to its end, inside the block as well.
    """
    import av

    demuxer = demuxer_of(path)
    if is_cut_off(path, demuxer):
        raise TakeError(path, "it does not decode to its end: it was cut off on the way")
    options = {"protocol_whitelist": "file"}
    if demuxer == "mov":
        options |= {"enable_drefs": "0", "use_absolute_path": "0"}
    try:
        with av.open(f"file:{path}", format=demuxer, options=options) as container:
            yield OpenFilm(path, container)
    except (av.FFmpegError, ValueError) as error:
        raise TakeError(path, f"it does not decode to its end ({error})") from error


class OpenFilm:
    """A film being decoded; made by ``open_film``. ``container`` and ``stream`` are PyAV's."""

    def __init__(self, path: Path, container: Any) -> None:  # noqa: ANN401 - untyped in PyAV
        from av.stream import Disposition

        cover = Disposition.attached_pic  # of a song, say
        videos = container.streams.video
        stream = next((one for one in videos if not one.disposition & cover), None)
        if stream is None:
            raise TakeError(path, "it holds no picture")
        context = stream.codec_context
        _bound(path, max(context.width, 1), max(context.height, 1))
        context.options = {"max_pixels": str(MAX_SIDE * MAX_SIDE)}  # a size that grows on the way
        stream.thread_type = "AUTO"
        self.path, self.container, self.stream = path, container, stream

    def frames(self, most: int = MAX_FRAMES) -> Iterator[Any]:
        """Yield every frame as PyAV decodes it, at most so many.

        Raises
        ------
        TakeError
            When a frame is damaged, or there are more than can be meant.
        """
        frames = pixels = 0
        for frame in self.container.decode(self.stream):
            frames, pixels = frames + 1, pixels + frame.width * frame.height
            if frame.is_corrupt:
                words = f"it does not decode to its end: frame {frames - 1} is damaged"
                raise TakeError(self.path, words)
            if frames > most or pixels > _MOST_PIXELS:
                words = f"it is longer than can be meant ({frames:,} frames and more)"
                raise TakeError(self.path, words)
            yield frame


def _film(path: Path, most_frames: int) -> _Facts:
    with open_film(path) as film:
        return _decoded(path, film, most_frames)


def _decoded(path: Path, film: OpenFilm, most_frames: int) -> _Facts:
    frames = 0
    first = last = end = None
    frame = None
    for frame in film.frames(most_frames):
        frames += 1
        if frame.time is not None:
            first = frame.time if first is None else min(first, frame.time)
            last = frame.time if last is None else max(last, frame.time)
            end = last + float((frame.duration or 0) * (frame.time_base or 0))
    if frame is None:
        raise TakeError(path, "it holds no picture")
    _bound(path, frame.width, frame.height)
    stream = film.stream
    told = [Fraction(rate) for rate in (stream.guessed_rate, stream.average_rate) if rate]
    rate, seconds = _timing(frames, first, last, end, told or [Fraction(24)])
    lies = round(frame.rotation) % 180 != 0
    width, height = (frame.height, frame.width) if lies else (frame.width, frame.height)
    return _Facts(width, height, frames, rate, seconds, bool(film.container.streams.audio))


def _timing(
    frames: int, first: float | None, last: float | None, end: float | None, told: list[Fraction]
) -> tuple[Fraction, float]:
    """Return a film's rate and its length in seconds.

    A rate it declares is believed, being exact, where its frames' own times agree within half a
    frame over the whole length; else both follow from the times (a rate that varies: its mean).
    """
    if frames < 2 or first is None or last is None or end is None or last <= first:
        return told[0], float(frames / told[0])
    seconds = end - first if end > last else (last - first) * frames / (frames - 1)
    for rate in told:
        if abs(seconds - frames / rate) <= 0.5 / rate:
            return rate, float(frames / rate)
    mean = Fraction(frames / seconds).limit_denominator(1001)
    return max(mean, Fraction(1, 1001)), seconds


def _bound(path: Path, width: int, height: int) -> None:
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise TakeError(path, f"it has {width}x{height} pixels, more than can be meant")

"""Checking: whether a downloaded file really is the picture or clip that was ordered.

Nothing a provider sends is trusted: the kind is told from the first bytes, the decoder for that
kind is forced, and it may read this one file only, so that a playlist that poses as a clip reads
nothing. Every frame is decoded, within bounds.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from models.errors import ResultError
from models.modes import Mode
from models.request import Chosen, Request

MAX_BYTES = 8 * 2**30
MAX_SIDE = 8192
_SHAPE_TOLERANCE = 0.12
_LEAST_SIDE = 0.45
_MOST_FRAMES = 40_000
_MOST_BOXES = 100_000


@dataclass(frozen=True)
class Clip:
    """What a file turned out to be. ``seconds`` is 0 for a picture."""

    width: int
    height: int
    frames: int
    seconds: float


def check_results(request: Request, files: tuple[Path, ...]) -> tuple[Clip, ...]:
    """Decode every file of a result and compare it with what was ordered.

    Raises
    ------
    ResultError
        When there is no file, or one cannot be decoded to its end, is of another kind, or far from
        the length or shape that was ordered.
    """
    if not files:
        raise ResultError(request.provider, "the result holds no file.")
    return tuple(check_file(request, path) for path in files)


def check_file(request: Request, path: Path) -> Clip:
    """Decode one file of a result and compare it with what was ordered; see `check_results`."""
    kind = _kind(request, path)
    is_picture = kind in _PICTURES
    if is_picture != (request.mode is Mode.IMAGE):
        wanted = "a picture" if request.mode is Mode.IMAGE else "a clip"
        raise _wrong(request, path, f"is {kind}, but {wanted} was ordered")
    found = _read_picture(request, path, kind) if is_picture else _read_clip(request, path, kind)
    _compare(request, path, found)
    return found


_PICTURES = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
_DEMUXERS = {"mp4": "mov", "webm": "matroska", "avi": "avi"}


def sniffed(head: bytes) -> str | None:
    """Return the kind of a file from its first bytes, ``None`` when it is none that is taken."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "mp4"
    return None


def _kind(request: Request, path: Path) -> str:
    try:
        if path.is_symlink() or not path.is_file():
            raise _wrong(request, path, "is not a file")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise _wrong(request, path, f"cannot be read ({error.strerror})") from error
    if not 0 < size <= MAX_BYTES:
        raise _wrong(request, path, "is empty" if size == 0 else "is larger than 8 GiB")
    kind = sniffed(head)
    if kind is None:
        raise _wrong(request, path, "is neither a picture nor a clip of a kind that is taken")
    return kind


def _read_picture(request: Request, path: Path, kind: str) -> Clip:
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=(_PICTURES[kind],)) as image:
                _bound(request, path, *image.size)
                image.load()
                return Clip(image.width, image.height, 1, 0.0)
    except (
        OSError, SyntaxError, ValueError, EOFError, struct.error, UnidentifiedImageError,
        Image.DecompressionBombError, Image.DecompressionBombWarning,
    ) as error:  # fmt: skip
        raise _wrong(request, path, f"cannot be decoded ({error})") from error


def _read_clip(request: Request, path: Path, kind: str) -> Clip:
    import av

    options = {"protocol_whitelist": "file"}
    if kind == "mp4":
        _refuse_cut_boxes(request, path)
        options |= {"enable_drefs": "0", "use_absolute_path": "0"}
    most = min(4 * request.options.frames + 240, _MOST_FRAMES)
    try:
        with av.open(f"file:{path}", format=_DEMUXERS[kind], options=options) as film:
            if not film.streams.video:
                raise _wrong(request, path, "holds no pictures")
            stream = film.streams.video[0]
            stream.thread_type = "AUTO"
            _bound(request, path, stream.codec_context.width, stream.codec_context.height)
            frames, first, last, size = 0, None, None, (0, 0)
            for frame in film.decode(stream):
                frames += 1
                if frames > most:
                    raise _wrong(request, path, f"has more than {most} frames")
                if frame.is_corrupt:
                    raise _wrong(request, path, f"is damaged at frame {frames - 1}")
                size = (frame.width, frame.height)
                if frame.time is not None:
                    first = frame.time if first is None else first
                    last = frame.time
            rate = stream.average_rate or stream.guessed_rate or Fraction(24)
            promised = stream.frames
    except av.FFmpegError as error:
        raise _wrong(request, path, f"cannot be decoded to its end ({error})") from error
    if frames == 0:
        raise _wrong(request, path, "holds no pictures")
    if frames < promised:
        raise _wrong(request, path, f"is cut off after {frames} of {promised} frames")
    spread = float(last - first) if first is not None and last is not None else 0.0
    return Clip(*size, frames, max(spread, 0.0) + 1.0 / float(rate))


def _refuse_cut_boxes(request: Request, path: Path) -> None:
    """Refuse an MP4 whose outermost boxes (ISO 14496-12, 4.2) reach beyond the file's end."""
    length, at = path.stat().st_size, 0
    with path.open("rb") as file:
        for _ in range(_MOST_BOXES):
            file.seek(at)
            head = file.read(16)
            size = int.from_bytes(head[:4], "big")
            if size == 1:
                size = int.from_bytes(head[8:16], "big")
            if len(head) < 8 or (size and size < 8) or at + size > length:
                raise _wrong(request, path, "is cut off")
            at += size
            if size == 0 or at == length:
                return
    raise _wrong(request, path, "is made of more parts than any clip")


def _bound(request: Request, path: Path, width: int, height: int) -> None:
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise _wrong(request, path, f"is {width}x{height} pixels, more than can be meant")


def _compare(request: Request, path: Path, found: Clip) -> None:
    wanted = request.options
    shape = (found.width / found.height) / (wanted.width / wanted.height)
    if not 1.0 / (1.0 + _SHAPE_TOLERANCE) <= shape <= 1.0 + _SHAPE_TOLERANCE:
        raise _wrong(request, path, _sizes(found, wanted) + ", another shape")
    if found.height < _LEAST_SIDE * wanted.height:
        raise _wrong(request, path, _sizes(found, wanted) + ", much smaller")
    if request.mode is Mode.IMAGE:
        return
    seconds = wanted.seconds or wanted.frames / float(Fraction(wanted.rate))
    if abs(found.seconds - seconds) > max(0.5, 0.15 * seconds):
        raise _wrong(
            request, path, f"lasts {found.seconds:.2f} s, but {seconds:.2f} s were ordered"
        )


def _sizes(found: Clip, wanted: Chosen) -> str:
    return (
        f"is {found.width}x{found.height} pixels, but {wanted.width}x{wanted.height} were ordered"
    )


def _wrong(request: Request, path: Path, what: str) -> ResultError:
    return ResultError(request.provider, f"the result {path.name} {what}.")

"""Films: frames streamed to an ffmpeg process, tagged and timed exactly.

A separate process because its encoder then overlaps drawing on the other core, and because it
keeps ffmpeg's licence apart from ours.
"""

from __future__ import annotations

import errno
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from visualize.encode.atomic import encode_error, plain_errors, whole_file
from visualize.encode.ffmpeg import VARIABLE, find_ffmpeg
from visualize.errors import EncodeError

_LAST_WORDS = 2000
_CLOSE_TIMEOUT_S = 600.0
_TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
_BT709 = (
    "scale=in_range=pc:out_color_matrix=bt709:out_range=tv"
    f":flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p,{_TAGS}"
)
"""The matrix is named because the default of both ffmpeg and PyAV is BT.601 whatever the tag
says; the tags are set on the frames because ffmpeg 7 and later ignore them as encoder options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """A way to write films: ffmpeg's arguments, the container and the pixels it keeps.

    ``keyframes_every`` is in frames; ``None`` is half a second.
    """

    name: str
    container: str
    arguments: tuple[str, ...]
    lossless: bool
    keyframes_every: int | None = None


H264 = Codec(
    name="h264",
    container="mp4",
    arguments=(
        "-vf", _BT709, "-c:v", "libx264", "-preset", "veryfast", "-crf", "16",
        "-sc_threshold", "0", "-colorspace", "bt709", "-color_primaries", "bt709",
        "-color_trc", "bt709", "-color_range", "tv", "-movflags", "+faststart",
    ),
    lossless=False,
)  # fmt: skip
FFV1 = Codec(
    name="ffv1",
    container="matroska",
    arguments=("-c:v", "ffv1", "-level", "3", "-slices", "4", "-slicecrc", "1", "-g", "1"),
    lossless=True,
)

_INPUT_FORMATS = {("uint8", 1): "gray", ("uint8", 3): "rgb24",
                  ("uint16", 1): "gray16le", ("uint16", 3): "rgb48le"}  # fmt: skip
_KEPT_FORMATS = {"gray": "gray", "rgb24": "bgr0", "gray16le": "gray16le", "rgb48le": "gbrp16le"}


@contextmanager
def open_video(
    path: Path,
    size: tuple[int, int],
    rate: Fraction,
    *,
    codec: Codec = H264,
    metadata: Mapping[str, str] | None = None,
) -> Iterator[VideoWriter]:
    """Give a writer; when the block ends the film appears at ``path``, whole or not at all.

    When the block fails or is interrupted, ffmpeg is stopped and no file is left.

    Parameters
    ----------
    path
        The film; its folder is made when missing.
    size
        Width and height in pixels; H.264 needs both even.
    rate
        Frames a second, exact: 24000/1001 stays so.
    codec
        ``H264`` (8-bit, BT.709) or ``FFV1`` (lossless, 8 or 16 bit).
    metadata
        Container tags, such as ``comment``.

    Raises
    ------
    EncodeError
        When the size does not fit the codec, no ffmpeg is found, the film got no frame, or ffmpeg
        failed (its last words are in the message).
    """
    if min(size) < 2 or (not codec.lossless and (size[0] % 2 or size[1] % 2)):
        raise EncodeError(
            path, f"{codec.name} needs an even width and height, not {size[0]}x{size[1]}."
        )
    program = find_ffmpeg()
    with whole_file(path) as part, tempfile.TemporaryFile() as log:
        with plain_errors(path):
            part.touch()  # what the system refuses is told before ffmpeg tells it in its words
        writer = VideoWriter(path, part, program, log, size, rate, codec, metadata or {})
        try:
            yield writer
            writer.finish()
        finally:
            writer.stop()


class VideoWriter:
    """Frames going into one film; made by ``open_video``."""

    def __init__(
        self,
        path: Path,
        part: Path,
        program: Path,
        log: IO[bytes],
        size: tuple[int, int],
        rate: Fraction,
        codec: Codec,
        metadata: Mapping[str, str],
    ) -> None:
        self.path, self.size, self.rate, self.codec = path, size, rate, codec
        self.frames = 0
        self._part, self._program, self._log = part, program, log
        self._metadata = metadata
        self._input_format = ""
        self._process: subprocess.Popen[bytes] | None = None

    def write(self, pixels: npt.NDArray[Any]) -> None:
        """Add a frame: (H, W) or (H, W, 3), uint8 or (FFV1) uint16, alike in every frame.

        Raises
        ------
        EncodeError
            When the picture does not fit, or ffmpeg gave up.
        """
        input_format = self._checked_format(pixels)
        if self._process is None:
            self._process = self._start(input_format)
        try:
            _pipe_of(self._process).write(np.ascontiguousarray(pixels).data)
        except (OSError, ValueError) as error:
            raise self._failure(self._process) from error
        self.frames += 1

    def finish(self) -> None:
        """Close the stream and wait for ffmpeg's last byte.

        Raises
        ------
        EncodeError
            When there was no frame or ffmpeg failed.
        """
        if self._process is None:
            raise EncodeError(self.path, "a film needs at least one frame.")
        try:
            _pipe_of(self._process).close()
            failed = self._process.wait(_CLOSE_TIMEOUT_S) != 0
        except (OSError, subprocess.TimeoutExpired) as error:
            raise self._failure(self._process) from error
        if failed or not _holds_bytes(self._part):
            raise self._failure(self._process)

    def stop(self) -> None:
        """End ffmpeg at once if it still runs."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        with suppress(OSError):  # the pipe may hold bytes that nobody will read now
            _pipe_of(self._process).close()

    def _checked_format(self, pixels: npt.NDArray[Any]) -> str:
        channels = pixels.shape[2] if pixels.ndim == 3 else 1
        found = _INPUT_FORMATS.get((pixels.dtype.name, channels), "")
        width, height = self.size
        if not found or pixels.shape[:2] != (height, width):
            raise EncodeError(
                self.path,
                f"a {width}x{height} film got a frame of shape {pixels.shape} {pixels.dtype}.",
            )
        if not self.codec.lossless and pixels.dtype != np.uint8:
            raise EncodeError(self.path, f"{self.codec.name} holds 8 bits; use ffv1 for 16.")
        if self._input_format not in ("", found):
            raise EncodeError(self.path, f"a film of {self._input_format} got a {found} frame.")
        self._input_format = found
        return found

    def _start(self, input_format: str) -> subprocess.Popen[bytes]:
        tags = [part for key, value in self._metadata.items() for part in _tag(key, value)]
        kept = ["-pix_fmt", _KEPT_FORMATS[input_format]] if self.codec.lossless else []
        command = [
            str(self._program), "-nostdin", "-hide_banner", "-loglevel", "error", "-y",
            "-f", "rawvideo", "-pix_fmt", input_format, "-s", f"{self.size[0]}x{self.size[1]}",
            "-framerate", str(self.rate), "-i", "pipe:0", "-an",
            *self.codec.arguments, *self._timing(), *kept, *tags,
            "-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", self.codec.container,
            f"file:{self._part}",
        ]  # fmt: skip
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                start_new_session=True,  # Ctrl-C is ours to handle, not ffmpeg's
            )
        except OSError as error:
            raise EncodeError(
                self._program, f"ffmpeg could not be started ({error.strerror}); see {VARIABLE}."
            ) from error

    def _timing(self) -> list[str]:
        """Return the GOP (short, for scrubbing) and a time base that counts frames."""
        if self.codec.lossless:
            return []
        gop = self.codec.keyframes_every or max(1, round(self.rate / 2))
        return ["-g", str(gop), "-keyint_min", str(gop),
                "-video_track_timescale", str(_timescale(self.rate))]  # fmt: skip

    def _failure(self, process: subprocess.Popen[bytes]) -> EncodeError:
        process.kill()
        process.wait()
        self._log.seek(max(0, self._log.seek(0, 2) - _LAST_WORDS))
        words = self._log.read().decode("utf-8", "replace").strip()
        if "No space left" in words:
            return encode_error(self.path, OSError(errno.ENOSPC, "No space left"))
        return EncodeError(
            self.path,
            f"ffmpeg ({self._program}) could not make the film. Its last words: "
            f"{words or 'none'}. Another ffmpeg can be set with {VARIABLE}.",
        )


def read_video_comment(path: Path) -> str:
    """Return the ``comment`` tag of a film, "" without one.

    Raises
    ------
    EncodeError
        When the file is cut off, damaged or no film.
    """
    import av

    try:
        with av.open(str(path)) as container:
            tags = {key.lower(): value for key, value in container.metadata.items()}
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodeError(path, f"it is not a whole film ({error}).") from error
    return tags.get("comment", "")


def _pipe_of(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdin is None:
        raise ValueError("ffmpeg was started without a pipe")
    return process.stdin


def _holds_bytes(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _tag(key: str, value: str) -> tuple[str, str]:
    return ("-metadata", f"{key}={value}")


def _timescale(rate: Fraction) -> int:
    """Return ticks a second in which a frame is a whole number and players are at ease."""
    return rate.numerator * (-(-1000 // rate.numerator))

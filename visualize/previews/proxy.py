"""Proxies: a clip again, small, so that every frame of it is shown the moment it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from visualize.encode.video import H264, VideoWriter, open_video
from visualize.errors import TakeError
from visualize.takes.clip import OpenFilm, open_film

_PROXY = replace(
    H264, arguments=(*H264.arguments, "-crf", "24", "-bf", "0", "-threads", "2"), keyframes_every=6
)
"""Frames follow each other in the order in which they are shown, and six hang together at most."""

_SOUND_RATE = 48_000
_LATE_S = 10.0
"""Sound that goes on longer than the pictures by this is cut off there."""


@contextmanager
def open_proxy(path: Path, size: tuple[int, int], rate: Fraction) -> Iterator[VideoWriter]:
    """Give a writer of a proxy: H.264 with a whole picture every six frames.

    Raises
    ------
    EncodeError
        As ``open_video`` does.
    """
    with open_video(path, size, rate, codec=_PROXY) as writer:
        yield writer


def add_sound(silent: Path, source: Path, target: Path) -> None:
    """Write ``target``: the pictures of one film as they are, with the sound of another as AAC.

    Sound keeps its place against the first picture. ``source`` may be anybody's.

    Raises
    ------
    TakeError
        When the sound does not decode.
    """
    import av

    with (
        open_film(source) as heard,
        av.open(f"file:{silent}", format="mov") as seen,
        av.open(f"file:{target}", "w", format="mp4", options={"movflags": "+faststart"}) as out,
    ):
        pictures = out.add_stream_from_template(seen.streams.video[0])
        voice = out.add_stream("aac", rate=_SOUND_RATE, layout="stereo")
        length = (seen.duration or 0) / av.time_base
        for packet in seen.demux(seen.streams.video[0]):
            if packet.dts is not None:
                packet.stream = pictures
                out.mux(packet)
        for frame in _sound(heard, length + _LATE_S):
            out.mux(voice.encode(frame))
        out.mux(voice.encode(None))


def _sound(film: OpenFilm, longest: float) -> Iterator[Any]:
    """Yield the sound as stereo, timed from the first picture on, ``longest`` seconds at most."""
    import av

    pictures, stream = film.stream, film.container.streams.audio[0]
    begins = float((pictures.start_time or 0) * pictures.time_base)
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=_SOUND_RATE)
    at: int | None = None
    for frame in film.container.decode(stream):
        if frame.is_corrupt:
            raise TakeError(film.path, "its sound is damaged")
        late = (frame.time or 0.0) - begins
        if at is None and late < 0.0:
            continue  # what is heard before the first picture
        for heard in resampler.resample(frame):
            at = round(late * _SOUND_RATE) if at is None else at
            if at > longest * _SOUND_RATE:
                return
            heard.pts, heard.time_base = at, Fraction(1, _SOUND_RATE)
            at += heard.samples
            yield heard

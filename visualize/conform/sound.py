"""Sound: a take's own sound, cut, moved and stretched as its pictures were.

ffmpeg does it, apart from the program like the encoder of films. Sound is counted in samples, so
that it begins with the very frame it belongs to.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from visualize.conform.plan import Plan
from visualize.encode.atomic import plain_errors, whole_file
from visualize.encode.ffmpeg import find_ffmpeg
from visualize.errors import EncodeError
from visualize.takes.clip import demuxer_of

_SAMPLES = 48_000
_SLOWEST, _FASTEST = Fraction(1, 2), Fraction(2)
"""Beyond these a voice is no voice any more, and the stretching is heard."""

_LEAD = 1024
"""Samples by which stretched sound comes out early: half the window of ffmpeg's ``atempo``."""

_ONLY_THE_FILE = ("-protocol_whitelist", "file")
_MOV_ALONE = ("-enable_drefs", "0", "-use_absolute_path", "0")
_LONGEST_S = 3600.0
_LAST_WORDS = 2000


@dataclass(frozen=True)
class Sound:
    """What becomes of a take's sound. ``filters`` is ``""`` where it is left out; ``words`` why."""

    filters: str = ""
    words: str = ""


def plan_sound(plan: Plan, *, has_sound: bool, silent: bool = False) -> Sound:
    """Return how a take's sound follows its pictures.

    At the take's own speed it is cut and moved alone. At another speed it is stretched and keeps
    its pitch, down to half and up to twice as fast; beyond that it is left out. Where the pictures
    hold for want of frames there is silence.
    """
    if not has_sound:
        return Sound(words="no sound: the take has none")
    if silent:
        return Sound(words="no sound, as asked")
    speed = Fraction(plan.speed)
    if not _SLOWEST <= speed <= _FASTEST:
        share = round(100 * speed)
        return Sound(words=f"no sound: at {share} % of its speed it would not be heard as itself")
    begins = Fraction(plan.origin) / Fraction(plan.clip_rate)
    length = round(len(plan.frames) / Fraction(plan.rate) * _SAMPLES)
    stretch = "" if speed == 1 else f"atempo={float(speed):.9f},"
    start = round(begins * _SAMPLES) - (_LEAD if stretch else 0)
    filters = (
        f"aresample={_SAMPLES}:first_pts=0,atrim=start_sample={max(start, 0)},"
        f"asetpts=PTS-STARTPTS,adelay={max(-start, 0)}S:all=1,{stretch}"
        f"apad=whole_len={length},atrim=end_sample={length}"
    )
    words = "its own sound" if speed == 1 else f"its sound at {100.0 * speed:.4g} % of its speed"
    return Sound(filters, words)


def add_sound(silent: Path, source: Path, filters: str, target: Path) -> None:
    """Write a film again with the sound of another; whole or not at all.

    Parameters
    ----------
    silent
        The film whose pictures are copied as they are.
    source
        The clip whose first sound is taken.
    filters
        What is done to the sound (``Sound.filters``).

    Raises
    ------
    EncodeError
        When the sound cannot be read or the film not be written.
    """
    demuxer = demuxer_of(source)
    guarded = (*_ONLY_THE_FILE, *(_MOV_ALONE if demuxer == "mov" else ()))
    with whole_file(target) as part:
        command = [
            str(find_ffmpeg()), "-nostdin", "-hide_banner", "-loglevel", "error", "-y",
            "-f", "mov", "-i", f"file:{silent}",
            *guarded, "-f", demuxer, "-i", f"file:{source}",
            "-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", "-af", filters,
            "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", "-map_metadata", "0",
            "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "mp4", f"file:{part}",
        ]  # fmt: skip
        with plain_errors(target):
            _ran(command, source)


def _ran(command: list[str], source: Path) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=_LONGEST_S, start_new_session=True
        )
    except subprocess.TimeoutExpired as error:
        raise EncodeError(source, "its sound took too long to stretch; use --silent.") from error
    if done.returncode != 0:
        words = done.stderr[-_LAST_WORDS:].decode("utf-8", "replace").strip() or "none"
        raise EncodeError(
            source, f"its sound cannot be used (use --silent). The last words of ffmpeg: {words}"
        )

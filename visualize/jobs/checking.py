"""Checking: whether a downloaded file really is the picture or clip that was ordered."""

from __future__ import annotations

import stat
from fractions import Fraction
from pathlib import Path

from models.errors import ResultError
from models.modes import Mode
from models.request import Chosen, Request
from visualize.errors import TakeError
from visualize.takes.clip import MAX_FRAMES, open_film, read_clip
from visualize.takes.take import Clip

MAX_BYTES = 8 * 2**30
_SHAPE_TOLERANCE = 0.12
_LEAST_SIDE = 0.45


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
    _refuse_odd_file(request, path)
    try:
        found = read_clip(path, path.name, most_frames=_most_frames(request))
        promised = _promised_frames(path) if found.kind == "video" else 1
    except TakeError as error:
        reason = str(error).removeprefix(f"{path}: ")
        raise _wrong(request, path, f"cannot be used: {reason}") from error
    if found.frames < promised:
        raise _wrong(request, path, f"is cut off after {found.frames} of {promised} frames")
    _compare(request, path, found)
    return found


def _refuse_odd_file(request: Request, path: Path) -> None:
    """Refuse what is no plain file of a size that can be meant, before it is opened."""
    try:
        found = path.lstat()
    except FileNotFoundError as error:
        raise _wrong(request, path, "is not a file") from error
    except OSError as error:
        raise _wrong(request, path, f"cannot be read ({error.strerror})") from error
    size = found.st_size
    if not stat.S_ISREG(found.st_mode):
        raise _wrong(request, path, "is not a file")
    if not 0 < size <= MAX_BYTES:
        raise _wrong(request, path, "is empty" if size == 0 else "is larger than 8 GiB")


def _most_frames(request: Request) -> int:
    """Return how many frames are decoded at most: rates differ, but not beyond four times."""
    return min(4 * request.options.frames + 240, MAX_FRAMES)


def _promised_frames(path: Path) -> int:
    """Return how many frames a film's index lists; 0 where it keeps none."""
    with open_film(path) as film:
        return int(film.stream.frames)


def _compare(request: Request, path: Path, found: Clip) -> None:
    wanted = request.options
    kind = "image" if request.mode is Mode.IMAGE else "video"
    if found.kind != kind:
        words = {"image": "a picture", "video": "a clip"}
        raise _wrong(request, path, f"is {words[found.kind]}, but {words[kind]} was ordered")
    shape = (found.width / found.height) / (wanted.width / wanted.height)
    if not 1.0 / (1.0 + _SHAPE_TOLERANCE) <= shape <= 1.0 + _SHAPE_TOLERANCE:
        raise _wrong(request, path, _sizes(found, wanted) + ", another shape")
    if found.height < _LEAST_SIDE * wanted.height:
        raise _wrong(request, path, _sizes(found, wanted) + ", much smaller")
    if kind == "image":
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

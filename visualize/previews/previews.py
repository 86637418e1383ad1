"""Previews of takes, made once for each clip and kept by what the clip is, not by its name."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from threading import Event

import numpy as np

from models.card_cache import cache_folder
from visualize.encode.atomic import plain_errors
from visualize.errors import TakeError
from visualize.previews.pictures import (
    U8,
    fitted,
    resized,
    standing_for,
    strip_frames,
    write_jpeg,
)
from visualize.previews.proxy import add_sound, open_proxy
from visualize.takes.clip import file_hash
from visualize.takes.index import Row
from visualize.takes.pictures import open_pictures
from visualize.takes.take import Clip

PREVIEWS_VERSION = 1
"""Rises when previews are made otherwise, so that older ones are not shown."""

POSTER_SIDE = 480
TILE_SIDE = 320
PROXY_SIDE = 640
STILL_SIDE = 1280
"""Longer sides in pixels: of a poster, a strip's tile, a clip's proxy and a still's."""


class Previews:
    """Posters, strips and proxies of takes, below one folder.

    They are kept by the clip's SHA-256, and the file is checked against it before anything is made:
    a take that claims another's clip gets none of its previews, and gives it none. Safe to use from
    several threads and processes at once.

    Parameters
    ----------
    folder
        Where they are kept; made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def in_cache(cls) -> Previews | None:
        """Return those in the user's cache; ``None`` where caches are switched off."""
        caches = cache_folder()
        return None if caches is None else cls(caches / "previews")

    def poster(self, row: Row, *, stop: Event | None = None) -> Path:
        """Return the JPEG that stands for a take: a frame near its middle that shows something.

        Raises
        ------
        TakeError
            When the file is gone, is not the take's, or does not decode.
        EncodeError
            When it cannot be written.
        CancelledError
            When ``stop`` was set on the way.
        """
        return self._pictured(row, "poster.jpg", stop)

    def strip(self, row: Row, *, stop: Event | None = None) -> Path:
        """Return a JPEG of frames side by side, alike in width (``pictures.strip_frames``).

        Raises as ``poster`` does.
        """
        return self._pictured(row, "strip.jpg", stop)

    def proxy(self, row: Row, *, stop: Event | None = None) -> Path:
        """Return a small MP4 with the clip's own frames and sound; a small JPEG for a still.

        Raises as ``poster`` does.
        """
        still = row.take.clip.kind == "image"
        target = self._place(row.take.clip) / ("still.jpg" if still else "proxy.mp4")
        if not target.exists():
            make = self._make_still if still else self._make_proxy
            self._made(row, lambda folder: make(row, folder, stop))
        return target

    def _place(self, clip: Clip) -> Path:
        facts = clip.model_dump_json(exclude={"file"})  # a sidecar that lies spoils its own alone
        key = hashlib.sha256(f"{PREVIEWS_VERSION} {facts}".encode()).hexdigest()[:32]
        return self.folder / key[:2] / key

    def _pictured(self, row: Row, name: str, stop: Event | None) -> Path:
        target = self._place(row.take.clip) / name
        if not target.exists():
            self._made(row, lambda folder: _make_pictures(row, folder, stop))
        return target

    def _made(self, row: Row, make: Callable[[Path], None]) -> None:
        """Let files be made in a folder of their own, then put each in its place whole."""
        _refuse_another(row)
        place = self._place(row.take.clip)
        with plain_errors(place):
            place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=place) as part:
            make(Path(part))
            with plain_errors(place):
                for file in Path(part).iterdir():
                    file.replace(place / file.name)

    def _make_still(self, row: Row, folder: Path, stop: Event | None) -> None:
        with _frames(row, stop) as frames:
            pixels = next(frames)
            write_jpeg(folder / "still.jpg", resized(pixels, fitted(_size(pixels), STILL_SIDE)))

    def _make_proxy(self, row: Row, folder: Path, stop: Event | None) -> None:
        clip = row.take.clip
        size = fitted((clip.width, clip.height), PROXY_SIDE, even=True)
        silent = folder / "silent.mp4"
        rate = Fraction(clip.rate or 24)
        with _frames(row, stop) as frames, open_proxy(silent, size, rate) as film:
            for pixels in frames:
                film.write(resized(pixels, size))
        if clip.audio:
            add_sound(silent, row.file, folder / "proxy.mp4")
            silent.unlink()
        else:
            silent.rename(folder / "proxy.mp4")


def _make_pictures(row: Row, folder: Path, stop: Event | None) -> None:
    wanted = set(strip_frames(row.take.clip.frames))
    tiles: list[U8] = []
    posters: list[U8] = []
    with _frames(row, stop) as frames:
        for index, pixels in enumerate(frames):
            if index in wanted:
                tiles.append(resized(pixels, fitted(_size(pixels), TILE_SIDE)))
                posters.append(resized(pixels, fitted(_size(pixels), POSTER_SIDE)))
    same = [tile for tile in tiles if tile.shape == tiles[0].shape]
    if len(same) != len(wanted):
        raise TakeError(row.file, "its pictures change their size on the way")
    write_jpeg(folder / "poster.jpg", standing_for(posters))
    write_jpeg(folder / "strip.jpg", np.concatenate(tiles, axis=1))


@contextmanager
def _frames(row: Row, stop: Event | None) -> Iterator[Iterator[U8]]:
    """Give the clip's frames, as many as its sidecar says, until ``stop`` is set."""
    with open_pictures(row.file) as pictures:
        yield _counted(row, pictures, stop)


def _counted(row: Row, pictures: Iterator[U8], stop: Event | None) -> Iterator[U8]:
    count = 0
    for pixels in pictures:
        if stop is not None and stop.is_set():
            raise CancelledError
        count += 1
        yield pixels
    if count != row.take.clip.frames:
        said = row.take.clip.frames
        raise TakeError(row.file, f"it holds {count:,} frames, its sidecar says {said:,}")


def _refuse_another(row: Row) -> None:
    """Raise when the file is not the very one that became the take."""
    try:
        found = file_hash(row.file)
    except OSError as error:
        raise TakeError(row.file, f"it cannot be read ({error.strerror})") from error
    if found != row.take.clip.sha256:
        raise TakeError(row.file, "it was changed or replaced after it became a take")


def _size(pixels: U8) -> tuple[int, int]:
    return pixels.shape[1], pixels.shape[0]

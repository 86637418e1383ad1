"""Pictures of a take in step with scene time, read once from the first frame to the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from visualize.compare.showing.canvas import U8
from visualize.compare.showing.comparison import Entry
from visualize.errors import TakeError
from visualize.takes.pictures import open_pictures


class StepPictures:
    """The pictures of one take by scene frame, asked for in order; one picture is in memory."""

    def __init__(self, entry: Entry, pictures: Iterator[U8]) -> None:
        self._entry, self._pictures = entry, pictures
        self._index = -1
        self._shown: U8 | None = None

    def at(self, scene_frame: float) -> U8:
        """Return the picture on at a scene frame, not before the one asked for last.

        A clip that holds fewer frames than it says stays on its last.

        Raises
        ------
        TakeError
            When the clip does not decode, or holds no picture.
        """
        wanted = self._entry.clock.index_at(scene_frame)
        while self._index < wanted:
            self._index += 1
            self._shown = next(self._pictures, self._shown)
        if self._shown is None:
            raise TakeError(self._entry.row.file, "it holds no picture")
        return self._shown


@contextmanager
def open_in_step(entry: Entry) -> Iterator[StepPictures]:
    """Give a take's pictures by scene frame; the file is closed with the block.

    Raises
    ------
    TakeError
        When the file is no picture and no clip.
    """
    with open_pictures(entry.row.file) as pictures:
        yield StepPictures(entry, pictures)

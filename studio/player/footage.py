"""Footage: the frames of one clip, decoded in a thread and handed to the window by number."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from shotwright import ShotwrightError
from studio.images import image_of
from visualize.errors import TakeError
from visualize.previews import Previews
from visualize.takes.pictures import U8, open_pictures
from visualize.takes.row import Row

_LOG = logging.getLogger(__name__)
_AHEAD = 12
"""Frames decoded before they are asked for."""
_LAG_S = 0.1
"""How long a picture may stand still while the clock runs on."""
MEMORY_BYTES = 192 * 2**20
"""What the frames of one clip may take; the ones longest unused are let go."""


class Footage(QObject):
    """Frames of a clip or a still. Close it when the clip is no longer shown.

    Parameters
    ----------
    path
        The file, or its proxy.
    frames
        How many frames the clip has.
    """

    ready = QtSignal(int, QImage)
    """A frame that was wanted, by number from 0; the last of several is the one wanted last."""
    _decoded = QtSignal(int, QImage)
    failed = QtSignal(str)
    """Why it cannot be shown, in words."""

    def __init__(self, path: Path, frames: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path, self.frames = path, frames
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._bytes = 0
        self._wanted = -1
        self._told = -1
        self._spoke = time.monotonic()
        self._open = True
        self._wake = threading.Condition()
        self._decoded.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="footage", daemon=True)
        self._thread.start()

    def want(self, number: int) -> None:
        """Ask for a frame; one asked for before and not yet decoded is forgotten."""
        number = min(max(number, 0), self.frames - 1)
        with self._wake:
            self._wanted, self._told = number, -1
            image = self._kept.get(number)
            if image is None:
                self._wake.notify()
                return
            self._kept.move_to_end(number)
            self._told = number
            self._wake.notify()
        self.ready.emit(number, image)

    def close(self) -> None:
        """End the thread; nothing is told any more."""
        with self._wake:
            self._open = False
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        with ExitStack() as opened:
            pictures: Iterator[U8] = iter(())
            at = self.frames  # the place of the next picture: as if at the end
            try:
                while (number := self._next_missing()) is not None:
                    if number < at:
                        opened.close()
                        pictures, at = opened.enter_context(open_pictures(self.path)), 0
                    while at <= number and self._open:
                        pixels = next(pictures, None)
                        if pixels is None:
                            # The sidecar promised more: the last frame stands for the rest.
                            self._promise(at)
                            break
                        self._keep(at, pixels)
                        at += 1
            except ShotwrightError as error:
                self._fail(str(error))
            except Exception as error:  # noqa: BLE001 - the thread's fault is told, not lost
                _LOG.exception("decoding %s", self.path)
                self._fail(f"{self.path.name} cannot be played: {error}")

    def _next_missing(self) -> int | None:
        """Wait until a frame is missing that is wanted or will be; ``None`` at the end."""
        with self._wake:
            while self._open:
                if self._wanted >= 0:
                    last = min(self._wanted + self._ahead(), self.frames)
                    for number in range(self._wanted, last):
                        if number not in self._kept:
                            return number
                self._wake.wait()
            return None

    def _ahead(self) -> int:
        """Return how many frames from the wanted one on may be kept without losing it again."""
        size = next(iter(self._kept.values())).sizeInBytes() if self._kept else 1
        return max(1, min(_AHEAD, MEMORY_BYTES // max(size, 1) - 1))

    def _keep(self, number: int, pixels: U8) -> None:
        """Keep a frame, and tell of it where it is due.

        Where decoding is too slow for the clock, frames are told although they are late: a
        picture that lags is better than one that stands still.
        """
        image = image_of(pixels).convertToFormat(QImage.Format.Format_RGB32)
        with self._wake:
            if number not in self._kept:
                self._kept[number] = image
                self._bytes += image.sizeInBytes()
            while self._bytes > MEMORY_BYTES and len(self._kept) > 1:
                gone = next(old for old in self._kept if old != number)
                self._bytes -= self._kept.pop(gone).sizeInBytes()
            now = time.monotonic()
            late = number < self._wanted and now - self._spoke > _LAG_S
            due = number == self._wanted or late
        if due:
            self._spoke = now
            self._decoded.emit(number, image)

    def _tell(self, number: int, image: QImage) -> None:
        """Tell of a frame in the window's thread, unless a better one was told meanwhile."""
        with self._wake:
            passed = number > self._wanted or self._told == self._wanted
            if passed or not self._open:
                return
            self._told = number
        self.ready.emit(number, image)

    def _promise(self, number: int) -> None:
        """Let the clip end at ``number``: the file has no more frames."""
        if number == 0:
            self._fail(f"{self.path.name} holds no picture.")
            return
        with self._wake:
            self.frames = number
            self._wanted = min(self._wanted, number - 1)

    def _fail(self, words: str) -> None:
        with self._wake:
            opened, self._open = self._open, False
        if opened:
            self.failed.emit(words)


def playable(row: Row) -> Path:
    """Return the file of a take that plays smoothly: the proxy, made if need be.

    Raises
    ------
    ShotwrightError
        When the take's file is gone or does not decode.
    """
    if not row.file.is_file():
        said = "the file is gone. Bring it back into the folder of takes, or bin the take"
        raise TakeError(Path(row.file.name), said)
    previews = Previews.in_cache()
    return row.file if previews is None else previews.proxy(row)

"""Thumbnails: portraits drawn when they are first looked at, one by one, and kept on disk."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from compose.model_store.files import KeptFiles
from compose.model_store.folder import store_folder
from compose.model_store.sources import makers_fingerprint
from compose.snapshot import Snapshot
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.images import image_of
from studio.kit.portraits import DRAWN_PX, LOOK, cut_out
from studio.listening import while_alive
from visualize.render.options import RenderOptions

_LOG = logging.getLogger(__name__)
_OPTIONS = RenderOptions(samples=4, shadow_map_size=1024)
_MOST_BYTES = 64 << 20
_THUMBNAIL_URGENCY = 2


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """What a thumbnail shows.

    ``key`` holds all that the picture depends on besides the code. ``make`` is called in a thread:
    it returns what to draw, or the picture itself as (H, W, 4) sRGB.
    """

    key: str
    make: Callable[[], Snapshot | np.ndarray]


class Thumbnails(QObject):
    """Pictures by key, made one at a time in the order in which they are asked for."""

    came = QtSignal(str)
    """The picture of a key is there."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pictures: dict[str, QImage] = {}
        self._waiting: dict[str, Subject] = {}
        self._made: Subject | None = None
        desk.drawing.drawn.connect(self._drawn)
        desk.drawing.failed.connect(self._failed)

    def picture(self, subject: Subject) -> QImage:
        """Return a picture; a null one while it is being made, or where none can be."""
        found = self._pictures.get(subject.key)
        if found is not None:
            return found
        if self._made is None or self._made.key != subject.key:
            self._waiting.setdefault(subject.key, subject)
            self._make_next()
        return QImage()

    def forget_waiting(self) -> None:
        """Drop what was asked for and is not begun: other things are in view now."""
        self._waiting.clear()

    def _make_next(self) -> None:
        if self._made is not None or not self._waiting or not isValid(self):
            return
        subject = self._waiting.pop(next(iter(self._waiting)))
        self._made = subject
        self._start(lambda: _kept(subject) or subject.make(), self._got)

    def _got(self, made: QImage | Snapshot | np.ndarray) -> None:
        subject = self._made
        assert subject is not None  # one is made at a time
        if isinstance(made, QImage):
            self._keep(made)
        elif isinstance(made, Snapshot):
            self._desk.drawing.ask(
                Wish(
                    slot=_slot(subject), project=self._desk.session.project, scene="", frame=0.0,
                    size=(DRAWN_PX, DRAWN_PX), snapshot=made, passes=("beauty", "id"),
                    options=_OPTIONS, urgency=_THUMBNAIL_URGENCY,
                )
            )  # fmt: skip
        else:
            self._start(lambda: _image(made), self._keep)

    def _drawn(self, picture: Picture) -> None:
        subject = self._made
        if subject is None or picture.wish.slot != _slot(subject):
            return
        frame, ground = picture.frame, picture.snapshot.surfaces[-1].pass_id

        def finish() -> QImage:
            image = _image(cut_out(frame["beauty"], frame["id"], ground))
            _store(subject, image)
            return image

        self._start(finish, self._keep)

    def _failed(self, wish: Wish, why: str) -> None:
        if self._made is not None and wish.slot == _slot(self._made):
            self._give_up(why)

    def _start(self, make: Callable[[], object], done: Callable) -> None:
        """Work in a thread; what comes back when the panel is gone is dropped."""
        self._desk.work.start(
            make,
            while_alive(self, done),
            while_alive(self, self._give_up),
        )

    def _keep(self, image: QImage) -> None:
        if self._made is not None:
            self._pictures[self._made.key] = image
            self.came.emit(self._made.key)
        self._made = None
        self._make_next()

    def _give_up(self, why: str) -> None:
        if self._made is not None:
            _LOG.debug("no thumbnail of %s: %s", self._made.key, why)
        self._keep(QImage())


def _slot(subject: Subject) -> str:
    return f"portrait/{subject.key}"


def _image(pixels: np.ndarray) -> QImage:
    """Return (H, W, 4) sRGB with straight alpha as an image that owns its bytes."""
    return image_of(pixels).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


@lru_cache(maxsize=1)
def _files() -> KeptFiles | None:
    folder = store_folder()
    return None if folder is None else KeptFiles(folder.with_name("thumbnails"), _MOST_BYTES)


def _name(subject: Subject) -> str:
    asked = f"{makers_fingerprint()}\0{LOOK}\0{subject.key}"
    digest = hashlib.sha256(asked.encode()).hexdigest()
    return f"{digest[:2]}/{digest}.png"


def _kept(subject: Subject) -> QImage | None:
    files = _files()
    data = None if files is None else files.read(_name(subject))
    image = QImage() if data is None else QImage.fromData(data)
    return None if image.isNull() else image


def _store(subject: Subject, image: QImage) -> None:
    files = _files()
    if files is not None and makers_fingerprint() is not None:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        files.write(_name(subject), bytes(data.data()))

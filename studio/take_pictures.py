"""TakePictures: posters and strips of takes, made late and off the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from studio.desk import Desk
from studio.images import image_of
from visualize.previews import Previews
from visualize.takes.pictures import open_pictures
from visualize.takes.row import Row

Kind = Literal["poster", "strip"]
_MOST = {"poster": 300, "strip": 24}
_AT_ONCE = 2
_MOST_WAITING = 64
_STRIP_HEIGHT = 216
_POSTER = QSize(384, 384)


class TakePictures(QObject):
    """Images of takes by what they are. One that is not there yet is made and told of.

    What was asked for last is made first, so that what has scrolled past waits or is forgotten.
    """

    came = QtSignal(str)
    """A picture of a take is there, by the take's id."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = desk.work
        self._images: dict[str, OrderedDict[str, QImage]] = {
            "poster": OrderedDict(),
            "strip": OrderedDict(),
        }
        self._waiting: OrderedDict[tuple[Kind, str], Row] = OrderedDict()
        self._busy = 0

    def poster(self, row: Row) -> QImage | None:
        """Return what stands for a take; a null image where none can be made."""
        return self._get("poster", row)

    def strip(self, row: Row) -> QImage | None:
        """Return frames of a take side by side, alike in width."""
        return self._get("strip", row)

    def _get(self, kind: Kind, row: Row) -> QImage | None:
        id_, images = row.take.id, self._images[kind]
        found = images.get(id_)
        if found is not None:
            images.move_to_end(id_)
            return found
        self._waiting[(kind, id_)] = row
        self._waiting.move_to_end((kind, id_))
        while len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        self._next()
        return None

    def _next(self) -> None:
        while self._busy < _AT_ONCE and self._waiting:
            (kind, id_), row = self._waiting.popitem()
            if id_ in self._images[kind]:
                continue
            self._busy += 1
            make = partial(poster if kind == "poster" else strip, row)
            self._work.start(make, partial(self._take, kind, id_), partial(self._fail, kind, id_))

    def _fail(self, kind: Kind, id_: str, _words: str) -> None:
        """Keep that there is none: a broken file is not read again at each look."""
        self._take(kind, id_, QImage())

    def _take(self, kind: Kind, id_: str, image: QImage) -> None:
        self._busy -= 1
        images = self._images[kind]
        images[id_] = image
        while len(images) > _MOST[kind]:
            images.popitem(last=False)
        self.came.emit(id_)
        self._next()


def poster(row: Row) -> QImage:
    """Return the picture that stands for a take: its poster in the cache, else its first frame.

    Raises
    ------
    TakeError
        When the file is gone or does not decode.
    """
    previews = Previews.in_cache()
    if previews is not None:
        return _fitted(QImage(str(previews.poster(row))))
    with open_pictures(row.file) as pictures:
        return _fitted(image_of(next(pictures)))


def strip(row: Row) -> QImage:
    """Return frames of a take side by side; a null image where previews are switched off.

    Raises
    ------
    ShotwrightError
        When the file is gone or does not decode.
    """
    previews = Previews.in_cache()
    if previews is None:
        return QImage()
    image = QImage(str(previews.strip(row)))
    if image.height() <= _STRIP_HEIGHT:
        return image
    size = QSize(image.width() * _STRIP_HEIGHT // image.height(), _STRIP_HEIGHT)
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _fitted(image: QImage) -> QImage:
    if image.width() <= _POSTER.width() and image.height() <= _POSTER.height():
        return image
    return image.scaled(
        _POSTER, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )

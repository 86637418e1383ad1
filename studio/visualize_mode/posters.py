"""Posters: the pictures that stand for takes, loaded late and off the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from studio.desk import Desk
from studio.images import image_of
from visualize.previews import Previews
from visualize.takes.pictures import open_pictures
from visualize.takes.row import Row

_MOST = 400
_SIZE = QSize(384, 384)


class Posters(QObject):
    """Images by the id of their take; one that is not there yet is made and told of."""

    came = QtSignal(str)
    """The poster of a take is there, by the take's id."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = desk.work
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()

    def of(self, row: Row) -> QImage | None:
        """Return a take's poster, or ``None`` and make it."""
        id_ = row.take.id
        found = self._images.get(id_)
        if found is not None:
            self._images.move_to_end(id_)
        elif id_ not in self._asked:
            self._asked.add(id_)
            self._work.start(partial(poster, row), partial(self._take, id_), lambda _: None)
        return found

    def _take(self, id_: str, image: QImage) -> None:
        self._images[id_] = image
        self._asked.discard(id_)
        while len(self._images) > _MOST:
            self._images.popitem(last=False)
        self.came.emit(id_)


def poster(row: Row) -> QImage:
    """Return the picture that stands for a take: its poster in the cache, else its first frame.

    Raises
    ------
    TakeError
        When the file is gone or does not decode.
    """
    previews = Previews.in_cache()
    if previews is not None:
        return _small(QImage(str(previews.poster(row))))
    with open_pictures(row.file) as pictures:
        return _small(image_of(next(pictures)))


def _small(image: QImage) -> QImage:
    if image.width() <= _SIZE.width() and image.height() <= _SIZE.height():
        return image
    return image.scaled(
        _SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )

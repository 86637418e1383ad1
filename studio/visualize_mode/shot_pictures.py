"""Shot pictures: a thumbnail of each shot, drawn when first seen and when it changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from compose.project import Project
from compose.scene import Scene
from compose.shot import Prompt, Shot
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.images import image_of

_SLOT = "visualize/shot/"
_PASS = "clay"
_SIZE = (384, 216)
_THUMBNAILS = 2


class ShotPictures(QObject):
    """Thumbnails by shot id: the first frame of each, at twice the size it is shown."""

    came = QtSignal(str)
    """The thumbnail of a shot is there, by the shot's id."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawing = desk.drawing
        self._images: dict[str, QImage] = {}
        self._states: dict[str, tuple[Scene, Shot]] = {}
        self._drawing.drawn.connect(self._drawn)

    def of(self, project: Project, shot: Shot) -> QImage | None:
        """Return a shot's thumbnail as it was drawn last, and ask for it anew if it changed."""
        scene = project.scene(shot.scene)
        plain = shot.replace(prompt=Prompt(), pick=None)
        before = self._states.get(shot.id)
        if before is None or before[0] is not scene or before[1] != plain:
            self._states[shot.id] = (scene, plain)
            self._drawing.ask(
                Wish(
                    slot=f"{_SLOT}{shot.id}", project=project, scene=shot.scene, shot=shot.id,
                    frame=float(shot.start), size=_SIZE, passes=(_PASS,), urgency=_THUMBNAILS,
                )
            )  # fmt: skip
        return self._images.get(shot.id)

    def image(self, shot: str) -> QImage | None:
        """Return the thumbnail of a shot by its id, if it is there."""
        return self._images.get(shot)

    def _drawn(self, picture: Picture) -> None:
        slot = picture.wish.slot
        if slot.startswith(_SLOT):
            shot = slot.removeprefix(_SLOT)
            self._images[shot] = image_of(picture.frame[_PASS])
            self.came.emit(shot)

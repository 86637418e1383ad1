"""Thumbnails: a picture of each shot, drawn again when what it shows can have changed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.images import image_of
from studio.listening import listen
from visualize.encode.pictures import preview

_PASS = "clay"
_SETTLE_MS = 400
"""Drawn again so long after the last edit, so that a drag has the renderer to itself."""


@dataclass(frozen=True, eq=False, slots=True)
class _Source:
    """What a picture was made of: a scene, and what of the shot can be seen."""

    scene: Scene
    seen: tuple[object, ...]


class Thumbnails(QObject):
    """Pictures by shot, at the middle frame of each.

    Parameters
    ----------
    slot
        The beginning of the names of its places with ``desk.drawing``.
    box
        Width and height to draw in, in pixels; twice what is shown.
    """

    drawn = QtSignal(str)
    """The picture of a shot is another one, by the shot's id."""

    def __init__(
        self, desk: Desk, slot: str, box: tuple[int, int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._slot, self._box = desk, slot, box
        self._images: dict[str, QImage] = {}
        self._sources: dict[str, _Source] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)
        desk.drawing.drawn.connect(self._take)
        listen(self, desk.session.project_changed, lambda _: self._timer.start(_SETTLE_MS))

    def image(self, shot: str) -> QImage | None:
        """Return the picture of a shot, if it has been drawn."""
        return self._images.get(shot)

    def refresh(self) -> None:
        """Ask for the pictures that are missing or may be out of date."""
        project = self._desk.session.project
        if self._desk.session.in_gesture:
            self._timer.start(_SETTLE_MS)
            return
        shots = project.in_sequence()
        for gone in self._sources.keys() - {shot.id for shot in shots}:
            del self._sources[gone]
            self._images.pop(gone, None)
            self._desk.drawing.forget(self._name(gone))
        for shot in reversed(shots):
            source = _Source(project.scene(shot.scene), _seen(project, shot))
            old = self._sources.get(shot.id)
            if old is None or old.scene is not source.scene or old.seen != source.seen:
                self._sources[shot.id] = source
                self._ask(project, shot)

    def _ask(self, project: Project, shot: Shot) -> None:
        self._desk.drawing.ask(
            Wish(
                slot=self._name(shot.id),
                project=project,
                scene=shot.scene,
                shot=shot.id,
                frame=_frame(shot),
                size=self._box,
                passes=(_PASS,),
                urgency=2,
            )
        )

    def _take(self, picture: Picture) -> None:
        shot = picture.wish.shot
        if shot is not None and picture.wish.slot == self._name(shot):
            self._images[shot] = _image(picture)
            self.drawn.emit(shot)

    def _name(self, shot: str) -> str:
        return f"{self._slot}/{shot}"


def _frame(shot: Shot) -> float:
    return float((shot.start + shot.end - 1) // 2)


def _seen(project: Project, shot: Shot) -> tuple[object, ...]:
    """Return what changes the picture of a shot beside its scene; names and notes do not."""
    return (
        shot.camera,
        _frame(shot),
        shot.focal_length_mm,
        shot.gate,
        shot.tracks,
        project.rate,
    )


def _image(picture: Picture) -> QImage:
    return image_of(preview(_PASS, picture.frame[_PASS], None))

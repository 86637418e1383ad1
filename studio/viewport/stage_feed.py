"""StageFeed: keeps the staging of what is on screen, worked out off the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from compose.project import Project
from studio.drawing import Picture
from studio.viewport.motion_paths import MotionPath, motion_paths
from studio.viewport.staging import Staging, staging_of
from studio.work import Work


class StageFeed(QObject):
    """Where everything is in the picture on screen, and the ways of what is selected."""

    came = QtSignal()
    """There is a newer staging, or newer paths."""

    def __init__(self, work: Work, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.staging = Staging(project=project, scene="", shot=None, frame=0.0)
        self.paths: tuple[MotionPath, ...] = ()
        self._wanted: tuple[object, ...] = ()
        self._paths_of: tuple[object, ...] = ()

    def follow(self, picture: Picture) -> None:
        """Work out the staging of a picture, unless it is the one that is there."""
        wish = picture.wish
        scene = wish.project.scene(wish.scene)
        shot = None if wish.shot is None else wish.project.shot(wish.shot)
        wanted = (id(scene), id(shot), wish.frame, wish.project.rate)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._work.start(
            lambda: staging_of(wish.project, wish.scene, wish.shot, wish.frame, picture.snapshot),
            self._take,
            lambda _: None,  # the drawing thread has said why
            slot="viewport/staging",
        )

    def follow_paths(
        self, project: Project, scene: str, shot: str | None, nodes: tuple[str, ...]
    ) -> None:
        """Work out the ways of nodes, unless they are there."""
        own = None if shot is None else project.shot(shot)
        wanted = (id(project.scene(scene)), id(own), nodes)
        if wanted == self._paths_of:
            return
        self._paths_of = wanted
        self._work.start(
            lambda: motion_paths(project, scene, shot, nodes),
            self._take_paths,
            lambda _: self._take_paths(()),
            slot="viewport/paths",
        )

    def _take(self, staging: Staging) -> None:
        self.staging = staging
        self.came.emit()

    def _take_paths(self, paths: tuple[MotionPath, ...]) -> None:
        self.paths = paths
        self.came.emit()

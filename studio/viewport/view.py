"""View: what a viewport is to show, and the wish that asks for it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from compose.project import Project
from compose.snapshot import CameraState
from studio.drawing.wish import Wish


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class View:
    """The scene at a frame, from where, in which pass, how many pixels.

    ``size`` is even both ways. Without a ``camera`` the shot's is looked through; ``fill`` shows
    what lies around its gate.
    """

    project: Project
    scene: str
    shot: str | None
    frame: float
    camera: CameraState | None
    shading: str
    size: tuple[int, int]
    fill: bool = False

    def wish(self, slot: str, passes: tuple[str, ...], *, urgency: int = 0) -> Wish:
        """Return the wish for passes of this."""
        return Wish(
            slot=slot,
            project=self.project,
            scene=self.scene,
            shot=self.shot,
            frame=self.frame,
            camera=self.camera,
            fill=self.fill,
            passes=passes,
            size=self.size,
            urgency=urgency,
        )

    def same_as(self, other: View | None) -> bool:
        """Whether the other shows the same pixels."""
        return other is not None and self._fixed() == other._fixed() and self._shows_as(other)

    def _fixed(self) -> tuple[object, ...]:
        return (self.scene, self.shot, self.frame, self.shading, self.size, self.fill)

    def _shows_as(self, other: View) -> bool:
        """Whether scene, shot and camera are the very same: values that never change."""
        if self.project.scene(self.scene) is not other.project.scene(self.scene):
            return False
        if self.project.rate != other.project.rate or self.camera is not other.camera:
            return False
        return self.shot is None or self.project.shot(self.shot) is other.project.shot(self.shot)

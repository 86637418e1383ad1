"""Sight: from where the viewport looks, and how it shades what it sees. No Qt."""

from __future__ import annotations

from compose.snapshot import CameraState
from studio.signal import Signal
from studio.viewport.free_camera import FreeCamera
from visualize.render.passes import PASSES

SHADINGS = ("wire", "clay", "beauty")
"""The shadings that Z goes through."""

OTHER_PASSES = tuple(name for name in PASSES if name not in (*SHADINGS, "mask", "beauty_linear"))
"""Passes that are shown on their own; a mask needs nodes to be named."""


class Sight:
    """How the viewport looks at the scene.

    Attributes
    ----------
    changed
        Told after the view, the shading, or what navigation moves changed.
    """

    def __init__(self, *, through_shot: bool) -> None:
        self.changed: Signal[[]] = Signal()
        self._free = FreeCamera()
        self._state: tuple[tuple[FreeCamera, tuple[int, int]], CameraState] | None = None
        self._through_shot = through_shot
        self._flies_shot = False
        self._shading = "clay"

    @property
    def through_shot(self) -> bool:
        """Whether the shot's camera is looked through."""
        return self._through_shot

    @property
    def free(self) -> FreeCamera:
        """The free view: the one on screen, or the last one while the shot's is looked through."""
        return self._free

    @property
    def flies_shot(self) -> bool:
        """Whether moving about moves the shot's camera, while it is looked through."""
        return self._flies_shot

    @property
    def shading(self) -> str:
        """The pass on screen."""
        return self._shading

    @property
    def name(self) -> str:
        """What the free view is called: a side, or the kind of its projection."""
        if self._free.orthographic:
            return (self._free.side or "parallel").capitalize()
        return "Perspective"

    def free_state(self, size: tuple[int, int]) -> CameraState:
        """Return the camera of the free view in a picture of some size, the same for the same."""
        asked = (self._free, size)
        if self._state is None or self._state[0] != asked:
            self._state = asked, self._free.state(size[0] / size[1])
        return self._state[1]

    def look_freely(self, camera: FreeCamera) -> None:
        """Look from a free view."""
        self._through_shot, self._free = False, camera
        self.changed.emit()

    def look_through_shot(self, on: bool = True) -> None:
        """Look through the shot's camera, or leave it for the last free view."""
        if on != self._through_shot:
            self._through_shot = on
            self.changed.emit()

    def fly_shot(self, on: bool) -> None:
        """Let moving about move the shot's camera."""
        if on != self._flies_shot:
            self._flies_shot = on
            self.changed.emit()

    def shade(self, name: str) -> None:
        """Show a pass."""
        if name != self._shading:
            self._shading = name
            self.changed.emit()

    def next_shading(self) -> None:
        """Show the next of ``SHADINGS``."""
        at = SHADINGS.index(self._shading) + 1 if self._shading in SHADINGS else 1
        self.shade(SHADINGS[at % len(SHADINGS)])

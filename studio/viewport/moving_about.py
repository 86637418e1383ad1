"""MovingAbout: carries navigation out: it moves the free view, or the shot's own camera."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QTimer

from shotwright import ShotwrightError
from studio.session import Session
from studio.viewport.camera_writing import Writing, camera_to_view
from studio.viewport.canvas import Canvas
from studio.viewport.free_camera import FreeCamera
from studio.viewport.navigation import Drag, dragged, flown, wheeled
from studio.viewport.sight import Sight

_LABEL = "Move the shot camera"
_STEP_MS = 16
_LONGEST_STEP_S = 0.1
_NEAR = 6.0
"""How far what the wheel goes toward may be, in distances of the view: not the horizon."""


class MovingAbout(QObject):
    """Moves the view of a canvas.

    Leaving the shot's camera begins a free flight where it stands, unless ``sight.flies_shot``:
    then the shot's camera is moved, one entry of undo a drag.
    """

    def __init__(self, session: Session, canvas: Canvas, sight: Sight) -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._sight = session, canvas, sight
        self._how: Drag | None = None
        self._now: FreeCamera | None = None
        self._before: tuple[bool, FreeCamera] | None = None
        self._keys: dict[str, bool] = {}
        self._speed = 1.0
        self._told_at = 0.0
        self.flew = False
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._fly)

    @property
    def flying(self) -> bool:
        """Whether the right button is held, so that W A S D Q E fly."""
        return self._how == "look"

    def begin(self, how: Drag) -> None:
        """Begin a drag."""
        self._how, self.flew = how, False
        self._before = self._sight.through_shot, self._sight.free
        self._now = self._canvas.free_view()
        if self._moves_shot():
            self._session.begin_gesture(_LABEL)

    def drag(self, right: float, down: float, height: float) -> None:
        """Go on with the drag by logical pixels."""
        if self._how is not None and self._now is not None and (right or down):
            self._go(dragged(self._now, self._how, right, down, max(height, 1.0)))

    def end(self) -> None:
        """End the drag."""
        self._how, self._now = None, None
        self._keys.clear()
        self._timer.stop()
        if self._session.in_gesture and self._moves_shot():
            self._session.end_gesture()

    def take_back(self) -> None:
        """Go back to where the drag began."""
        before = self._before
        if self._session.in_gesture and self._moves_shot():
            self._session.cancel_gesture()
        elif before is not None:
            through, free = before
            self._sight.look_freely(free)
            self._sight.look_through_shot(through)
        self.end()

    def let_go(self) -> None:
        """Forget the keys held: their release will not be heard."""
        self._keys.clear()
        self._timer.stop()

    def nudge(self, how: Drag, right: float, down: float) -> None:
        """Move a little, without a drag."""
        height = max(self._canvas.height(), 1)
        self._at_once(lambda view: dragged(view, how, right, down, height))

    def wheel(self, notches: float, x: float, y: float) -> None:
        """Come nearer to what is under the pointer, or back off; while flying, fly faster."""
        if self.flying:
            self._speed = min(max(self._speed * 1.2**notches, 0.05), 20.0)
            return
        probe = self._canvas.probe()
        found = None if probe is None else probe.surface_at(x, y, ())
        view = self._canvas.free_view()
        near = None
        if found is not None and np.linalg.norm(found.point - view.eye) < _NEAR * view.distance:
            near = found.point
        self._at_once(lambda now: wheeled(now, notches, near))

    def key_down(self, key: str, *, fast: bool) -> None:
        """Hold a flying key."""
        self._keys[key] = fast
        self.flew = True
        if not self._timer.isActive():
            self._told_at = time.perf_counter()
            self._timer.start()

    def key_up(self, key: str) -> None:
        """Let a flying key go."""
        self._keys.pop(key, None)
        if not self._keys:
            self._timer.stop()

    def _fly(self) -> None:
        now = time.perf_counter()
        seconds, self._told_at = min(now - self._told_at, _LONGEST_STEP_S), now
        if self._now is not None:
            fast = any(self._keys.values())
            self._go(flown(self._now, self._keys, seconds, fast=fast, speed=self._speed))

    def _at_once(self, change: Callable[[FreeCamera], FreeCamera]) -> None:
        """Move by one step; steps of the shot's camera in a row are one entry of undo."""
        if self._how is not None:
            return
        view = change(self._canvas.free_view())
        if not self._moves_shot():
            self._sight.look_freely(view)
            return
        values = self._written(view)
        if values is not None:
            self._session.do(_LABEL, self._session.writing(values), merge="viewport/fly-shot")

    def _moves_shot(self) -> bool:
        return self._sight.through_shot and self._sight.flies_shot and bool(self._session.shot)

    def _go(self, view: FreeCamera) -> None:
        """Go on with a drag."""
        self._now = view
        if not self._moves_shot():
            self._sight.look_freely(view)
            return
        values = self._written(view)
        if values is not None:
            self._session.step_gesture(self._session.writing(values))

    def _written(self, view: FreeCamera) -> list[Writing] | None:
        """Return what puts the shot's camera there; ``None``, and it is told, when nothing can."""
        shot, scene = self._session.shot, self._session.scene
        if shot is None or scene is None:
            return None
        staging = self._canvas.stage.staging
        try:
            return camera_to_view(self._session, staging, scene.node(shot.camera), view)
        except ShotwrightError as error:
            self._session.tell("The shot camera cannot be flown", str(error), kind="warning")
            self._sight.fly_shot(False)
            return None

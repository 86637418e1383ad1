"""Player: moves the playhead in time, never faster than the viewport draws."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal

from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.listening import listen
from studio.playback.clock import Clock, shuttle
from studio.playback.reel import Reel, Stretch, animatic

_SLOT = "viewport"
_PATIENCE_MS, _FIRST_PATIENCE_MS = 2000, 500
"""After so long without a picture nobody is drawing: play on by the clock alone. Less is waited
where none has ever come."""


class Player(QObject):
    """Plays a stretch of scene time, or the whole storyboard.

    The playhead goes to the frame that is due. The next one is asked for only when the viewport
    has drawn; frames that passed meanwhile are counted in ``dropped``.

    Parameters
    ----------
    stretch
        Gives what to play: the shot or range in front of the user, ``None`` for nothing.
    """

    changed = QtSignal()
    """Playing began or ended, its speed, loop or count of dropped frames changed."""

    def __init__(
        self, desk: Desk, stretch: Callable[[], Stretch | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._stretch = stretch
        self._reel = Reel(())
        self._clock: Clock | None = None
        self._whole = False
        self._moving = False
        self._awaited: float | None = None
        self._watched = True
        self._ever_drawn = False
        self.loop = True
        self.dropped = 0
        self._timer = self._single_shot(self._tick, Qt.TimerType.PreciseTimer)
        self._patience = self._single_shot(self._go_unwatched, Qt.TimerType.CoarseTimer)
        desk.drawing.drawn.connect(self._drawn)
        desk.drawing.failed.connect(self._not_drawn)
        listen(self, self._session.frame_changed, self._taken_over)
        listen(self, self._session.place_changed, self._taken_over)

    # -- what it does ------------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._clock is not None

    @property
    def plays_animatic(self) -> bool:
        """Whether the whole storyboard is playing."""
        return self.playing and self._whole

    @property
    def speed(self) -> int:
        """Frames a tick: 1 forward, −1 backward, 0 while it stands."""
        return 0 if self._clock is None else self._clock.speed

    def toggle(self) -> None:
        """Play what is in front of the user, or stop."""
        if self.playing:
            self.stop()
        else:
            self._play_stretch(1)

    def toggle_animatic(self) -> None:
        """Play the storyboard from the shot that is looked at, or stop."""
        if self.plays_animatic:
            self.stop()
            return
        reel = animatic(self._session.project)
        shot = self._session.shot
        here = None if shot is None else reel.position(shot.id, self._session.frame)
        self._whole = True
        self._start(reel, 1, here or 0)

    def shuttle(self, way: Literal[-1, 1]) -> None:
        """Play in a way, faster each time (J and L)."""
        speed = shuttle(self.speed, way)
        if self.playing:
            here = self._here()
            self._start(self._reel, speed, 0 if here is None else here)
        else:
            self._play_stretch(speed)

    def set_loop(self, on: bool) -> None:
        """Begin again at the end, or stop there."""
        self.loop = on
        if self._clock is not None:
            here = self._here()
            self._start(self._reel, self._clock.speed, 0 if here is None else here)
        self.changed.emit()

    def stop(self) -> None:
        """Stand where the playhead is."""
        if self._clock is not None:
            self._clock = None
            self._whole = False
            self._timer.stop()
            self._patience.stop()
            self.changed.emit()

    # -- time --------------------------------------------------------------------------------------

    def _play_stretch(self, speed: int) -> None:
        stretch = self._stretch()
        if stretch is None or not len(stretch):
            return
        reel = Reel((stretch,))
        here = reel.position(stretch.shot, self._session.frame)
        last = len(reel) - 1
        if here is None or (speed > 0 and here == last and not self.loop):
            here = 0 if speed > 0 else last
        self._whole = False
        self._start(reel, speed, here)

    def _start(self, reel: Reel, speed: int, position: int) -> None:
        if not len(reel):
            return
        self._reel = reel
        now = time.perf_counter()
        rate = self._session.project.frame_rate
        self._clock = Clock(len(reel), rate, position, began=now, speed=speed, loop=self.loop)
        self.dropped = 0
        self._show(position)
        self._wait()
        self.changed.emit()

    def _tick(self) -> None:
        if self._clock is None:
            return
        due = self._clock.due(time.perf_counter())
        if due is None:
            self._wait()
            return
        if self._clock.dropped != self.dropped:
            self.dropped = self._clock.dropped
            self.changed.emit()
        self._show(due.position)
        if due.ended:
            self.stop()
        else:
            self._wait()

    def _show(self, position: int) -> None:
        stretch, frame = self._reel.at(position)
        self._moving = True
        self._awaited = float(frame) if frame != self._session.frame else None
        if stretch.shot and (self._session.shot is None or self._session.shot.id != stretch.shot):
            self._session.look_at_shot(stretch.shot, frame=frame)
        else:
            self._session.set_frame(frame)
        self._moving = False

    def _wait(self) -> None:
        """Sleep until the next frame is due, or until the picture asked for has come."""
        if self._clock is None:
            return
        if self._awaited is not None and self._watched and not self._desk.drawing.reason:
            self._patience.start(_PATIENCE_MS if self._ever_drawn else _FIRST_PATIENCE_MS)
            return
        self._timer.start(round(self._clock.wait(time.perf_counter()) * 1000.0))

    def _drawn(self, picture: Picture) -> None:
        self._answered(picture.wish)

    def _not_drawn(self, wish: Wish, _: str) -> None:
        self._answered(wish)

    def _answered(self, wish: Wish) -> None:
        if wish.slot != _SLOT:
            return
        self._watched = self._ever_drawn = True
        if self._clock is not None and self._patience.isActive() and wish.frame == self._awaited:
            self._patience.stop()
            self._awaited = None
            self._wait()

    def _go_unwatched(self) -> None:
        self._watched = False
        self._tick()

    def _taken_over(self) -> None:
        """Stop when somebody else moves the playhead; what was dropped is told no longer."""
        if self._moving:
            return
        if self.playing:
            self.stop()
        elif self.dropped:
            self.dropped = 0
            self.changed.emit()

    def _here(self) -> int | None:
        shot = self._session.shot
        for name in ("" if shot is None else shot.id, ""):
            found = self._reel.position(name, self._session.frame)
            if found is not None:
                return found
        return None

    def _single_shot(self, call: Callable[[], None], kind: Qt.TimerType) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(kind)
        timer.timeout.connect(call)
        return timer
